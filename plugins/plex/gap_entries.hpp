// SPDX-License-Identifier: MIT
// What the background comparison remembers of each show, and the pages made from it. Pure; any thread.
#pragma once

#include "plugins/plex/gap_tool.hpp"
#include "plugins/plex/gaps.hpp"
#include "plugins/plex/index.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace reel_plex
{

enum class gap_state : std::uint8_t
{
    to_do,
    compared,
    differs, ///< in numbering
    failed
};

/// One show, all its copies together.
struct gap_record
{
    gap_state state = gap_state::to_do;
    std::string title; ///< fit to be shown
    int year = 0;
    std::optional<std::uint64_t> tmdb, tvdb;
    std::vector<std::string> libraries;
    std::optional<bool> ended;
    /// Regular episodes that are not there, aired or not: which of them are missing depends on the day of the question.
    struct absence
    {
        int season = 0;
        bool season_here = false;
        catalogue_episode what;
    };
    std::vector<absence> absent;
    std::vector<int> counted_seasons; ///< missing entirely, of which the catalogue knows no episodes
    std::uint64_t index_says = 0;     ///< what the comparison rests on
    reel::time_point as_of{};
    reel::time_point due{}; ///< when it is to be compared again
};

/// What the index says of a show, without any comparison: to be compared.
gap_record record_of(const std::vector<row>& copies);
/// Puts what was found into it.
void put(gap_record& into, const gap_report& found);

/// By the best copy's section and rating key.
using gap_records = std::map<std::string, gap_record>;

/// One page. Errors are `bad_argument`, and say which libraries there are.
reel::result<gap_answer> page_of(const gap_records& all, const gap_args& args, reel::date today);

} // namespace reel_plex
