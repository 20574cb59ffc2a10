// SPDX-License-Identifier: MIT
// The commands that read the history and the library, each as a pure function from what it knows to the "data" of its
// answer. Which of them Plex must be there for is the service's business.
#pragma once

#include "tests/sim/tautulli/activity.hpp"
#include "tests/sim/tautulli/arguments.hpp"
#include "tests/sim/tautulli/history.hpp"

#include <boost/json/fwd.hpp>

#include <vector>

namespace reel_sim::tautulli
{

struct knowledge
{
    const catalogue& world;
    const history& past;
    const std::vector<stream>& streams;
};

boost::json::value get_history(const knowledge& k, const arguments& args);
boost::json::value get_home_stats(const knowledge& k, const arguments& args);

boost::json::value get_users(const knowledge& k);
boost::json::value get_user(const knowledge& k, const arguments& args);
boost::json::value get_user_names();
boost::json::value get_user_watch_time_stats(const knowledge& k, const arguments& args);
boost::json::value get_user_player_stats(const knowledge& k, const arguments& args);
boost::json::value get_item_watch_time_stats(const knowledge& k, const arguments& args);
boost::json::value get_item_user_stats(const knowledge& k, const arguments& args);

boost::json::value get_libraries(const catalogue& c);
boost::json::value get_metadata(const catalogue& c, const arguments& args);
boost::json::value get_recently_added(const catalogue& c, const arguments& args);

} // namespace reel_sim::tautulli
