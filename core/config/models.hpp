// SPDX-License-Identifier: MIT
// The language models that may be asked: `models` of reeld.yaml, or what the environment says in its place. Values;
// start-up and reload only.
#pragma once

#include <reel/config.hpp>
#include <reel/secret.hpp>
#include <reel/time.hpp>

#include <boost/url/url.hpp>

#include <string>
#include <vector>

namespace reeld::config
{

/// Where a model is and how long to wait for it.
struct model_endpoint
{
    std::string name; ///< in logs; the model's, unless it is given
    boost::urls::url url{"https://api.openai.com/v1"};
    std::string model; ///< as the server calls it
    reel::secret key;  ///< may be empty: servers at home often want none
    reel::duration deadline = std::chrono::minutes{2};
    reel::duration idle_timeout = std::chrono::seconds{30};
    bool stream = true;
};

/// In order of preference; each mistake at its own place. Without `models` there is one when OPENAI_MODEL is set, at
/// OPENAI_BASE_URL and with OPENAI_API_KEY.
std::vector<model_endpoint> read_models(const reel::config_node& core, const reel::config_environment& env,
                                        reel::config_problems& problems);

} // namespace reeld::config
