// SPDX-License-Identifier: MIT
// Gaps that the owner calls none: a special that never was, an episode that two catalogues count differently. Written in
// the configuration as "tmdb:95396 s2" (a season) or "tvdb:81189 s01e05-e07" (episodes). Pure; any thread.
#pragma once

#include "plugins/plex/item.hpp"

#include <reel/config.hpp>
#include <reel/error.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace reel_plex
{

struct dismissed_gap
{
    external_id show;
    int season = 0;
    int first = 0; ///< episode
    int last = 0;  ///< including it

    bool covers(int of_season, int episode) const { return of_season == season && episode >= first && episode <= last; }
    friend bool operator==(const dismissed_gap&, const dismissed_gap&) = default;
};

/// `bad_argument` says what was expected.
reel::result<dismissed_gap> parse_dismissed_gap(std::string_view text);

/// Those of the show that goes by any of these ids.
std::vector<dismissed_gap> gaps_of(const std::vector<dismissed_gap>& all, const std::vector<external_id>& show);

// What makes it a type of option (reel/option.hpp finds these by the namespace of their argument).
reel::result<dismissed_gap> read_option(const reel::config_node& node, std::type_identity<dismissed_gap>);
std::string show_option(const dismissed_gap& gap);

} // namespace reel_plex
