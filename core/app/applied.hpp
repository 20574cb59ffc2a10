// SPDX-License-Identifier: MIT
// What the parts of the daemon take of its settings. Pure; start-up and reload only.
#pragma once

#include "core/api/access.hpp"
#include "core/config/settings.hpp"
#include "core/http/server.hpp"
#include "core/tool/invoker.hpp"

#include <reel/config.hpp>

#include <string>
#include <vector>

namespace reeld::app
{

api::access_rules access_rules(const config::settings& s);
http::server_limits server_limits(const config::settings& s);
tool::invoker_limits invoker_limits(const config::settings& s);

/// Which of the core's options say something else now and are applied at the next start only.
std::vector<std::string> changed_for_later(const reel::config_node& at_start, const reel::config_node& now);

} // namespace reeld::app
