// SPDX-License-Identifier: MIT
// What a catalogue of the world says about one show: the answer of the tool named in the option `catalogue_tool`, decoded
// into what comparing needs. Pure; any thread.
#pragma once

#include <reel/error.hpp>
#include <reel/time.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reel_plex
{

struct catalogue_episode
{
    int number = 0;
    /// When it airs. One without a date airs no later than the next of its season that has one: lists have holes for old
    /// episodes. Nothing: not known yet, so not aired.
    std::optional<reel::date> airs;
    std::string name;

    bool aired_by(reel::date day) const { return airs && *airs <= day; }
};

struct catalogue_season
{
    int number = 0; ///< 0: specials
    std::string name;
    std::optional<reel::date> starts;
    bool listed = false;                      ///< `list` has all its episodes; else only the counts are known
    int episodes = 0;                         ///< announced ones included
    int aired = 0;                            ///< of these, by the catalogue's own reckoning; used when not listed
    std::vector<catalogue_episode> list = {}; ///< ascending

    const catalogue_episode* find(int number) const;
};

struct catalogue_show
{
    std::optional<std::uint64_t> tmdb, tvdb, imdb;
    std::optional<bool> ended;             ///< nothing: not told
    std::vector<catalogue_season> seasons; ///< ascending
    reel::time_point as_of{};              ///< epoch: not told

    const catalogue_season* find(int season) const;
    std::size_t memory_bytes() const;
};

/// Members nobody knows are ignored, rows without a number are left out. Errors: `upstream` when the catalogue does not know
/// the show, `validation` when this is no such answer.
reel::result<catalogue_show> decode_catalogue(std::string_view json);

} // namespace reel_plex
