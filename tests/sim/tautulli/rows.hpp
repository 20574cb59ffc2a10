// SPDX-License-Identifier: MIT
// Plays as the commands see them: those that belong together as one row, or each on its own. Views of a history.
#pragma once

#include "tests/sim/tautulli/activity.hpp"

#include <string>
#include <vector>

namespace reel_sim::tautulli
{

struct row
{
    const play* latest = nullptr; ///< the fields that do not add up are of this one
    const tautulli::stream* stream = nullptr;
    std::int64_t started = 0;
    std::int64_t stopped = 0;
    std::int64_t seconds = 0;
    std::uint32_t paused = 0;
    int percent = 0;
    std::vector<std::uint32_t> ids;

    std::int64_t date() const noexcept { return latest->started; }
};

/// In order of their first play.
std::vector<row> rows_of(const std::vector<const play*>& plays, bool grouping);
row row_of(const stream& s);

} // namespace reel_sim::tautulli
