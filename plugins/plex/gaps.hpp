// SPDX-License-Identifier: MIT
// What a show lacks: the episodes in Plex held against those of a catalogue. Pure; any thread.
//
// When gaps are told, and when not. Plex takes its numbers from the agent that matched the show, which may count otherwise
// than the catalogue: an anime in absolute order, a split season, a two-part pilot. A gap that is none makes people download
// what they have, so a gap is told only when the library's regular episodes lie within the catalogue's numbering. It does
// not, and the numbering differs, when
//   1. the library has a regular season that the catalogue has not (years for seasons, absolute order, split seasons);
//   2. it has more than one regular episode that the catalogue has not (merged seasons; one is the newest episode that the
//      catalogue does not know yet, or an extra);
//   3. it has one such episode, and lacks an aired one of the same season: one episode, counted differently, is likelier;
//   4. something would be told missing, but Plex was told to order the show otherwise than it aired (`showOrdering` dvd,
//      absolute, …), or lists episodes without numbers.
// Specials prove nothing, since no two catalogues number them alike: they are compared on their own, and count for nothing
// in the verdict. Whether an episode has aired is worked out from its date for the day of the question, never kept.
#pragma once

#include "plugins/plex/catalogue.hpp"
#include "plugins/plex/dismissed.hpp"
#include "plugins/plex/episodes.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reel_plex
{

/// Of one season of the catalogue.
struct season_truth
{
    int season = 0;    ///< 0: specials
    bool here = false; ///< the library has something of it
    int total = 0;
    int aired = 0;
    std::vector<catalogue_episode> missing = {}; ///< aired, not in the library, and not dismissed
    std::vector<catalogue_episode> unaired = {}; ///< not in the library
    std::optional<reel::date> starts = {};
    bool lacking = false; ///< something aired is missing, even if only counts are known

    bool missing_entirely() const { return season != 0 && !here && lacking; }
    bool missing_in_part() const { return season != 0 && here && lacking; }
};

struct gap_report
{
    bool agrees = false;
    std::string difference = {};            ///< why the numbering differs, for people; empty when it agrees
    std::vector<season_truth> seasons = {}; ///< of the catalogue, ascending; empty when the numbering differs
    std::optional<bool> ended = {};
    reel::time_point as_of{}; ///< of the catalogue's facts

    bool lacks_something() const;
    /// The regular episode that airs next.
    struct upcoming
    {
        int season;
        catalogue_episode what;
    };
    std::optional<upcoming> next() const;
};

/// Whether episodes ordered so have the numbers they aired by; "" is what Plex does when not told otherwise, and numbering a
/// single season through changes nothing.
/// Values: https://github.com/pkkid/python-plexapi (plexapi/video.py, Show.showOrdering).
bool numbered_as_aired(std::string_view show_ordering, int regular_seasons);

/// `library`: of all copies together. `dismissed`: of this show.
gap_report find_gaps(const catalogue_show& catalogue, const episode_set& library,
                     const std::vector<dismissed_gap>& dismissed, reel::date today);

/// The same with rule 4's half about `showOrdering`: what to tell of `found` when the show is ordered so.
gap_report with_ordering(gap_report found, std::string_view show_ordering);

} // namespace reel_plex
