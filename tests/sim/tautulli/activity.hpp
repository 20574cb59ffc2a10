// SPDX-License-Identifier: MIT
// What is being played now, and how get_activity tells it. Loop thread only.
#pragma once

#include "tests/sim/tautulli/arguments.hpp"
#include "tests/sim/tautulli/history.hpp"

#include <boost/json/fwd.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace reel_sim::tautulli
{

struct stream
{
    std::uint32_t session_key = 0;
    reel_sim::tautulli::play play;  ///< id 0, stopped when it started, percent as far as it is
    std::string state = "playing";  ///< playing, paused, buffering
    std::uint32_t bandwidth = 8000; ///< kbit/s
    bool local = true;
};

/// Three: a film played directly, an episode transcoded and paused, an episode as a direct stream.
std::vector<stream> usual_streams(const catalogue& c);

boost::json::value activity_of(const catalogue& c, const std::vector<stream>& streams, const arguments& args);

std::string address_of(std::uint32_t user, bool local);

} // namespace reel_sim::tautulli
