// SPDX-License-Identifier: MIT
// Numbers about watching, made of what Tautulli counted or of the plays of one title. Pure; any thread.
#pragma once

#include "plugins/tautulli/history.hpp"
#include "plugins/tautulli/tools.hpp"

#include <optional>
#include <string>
#include <vector>

namespace reel_tautulli
{

/// In days, as Tautulli wants them: it knows no "ever" here, so that is a hundred years.
int days_of(window over);

/// What an overview rests on.
struct counts
{
    std::vector<stat_row> movies;
    std::vector<stat_row> shows;
    std::vector<stat_row> users; ///< for everyone's numbers only
    hours_entry hours;
};

stats_answer overview(const stats_args& args, const sight& whose, const counts& from);

/// Who watched one title, and how far: `from` holds plays that may be of it.
stats_answer watchers_of(const stats_args& args, const sight& whose, const std::vector<play>& from,
                         reel::time_point now);

hours_entry hours_in(const std::vector<watch_time>& times);
std::int64_t seconds_in(const std::vector<stat_row>& rows);

/// As check_owner() in history.hpp, for the card of the users: versions before the filter by user ignore it.
reel::result<void> check_owner(const std::vector<stat_row>& users, const sight& whose);

} // namespace reel_tautulli
