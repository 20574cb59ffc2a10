// SPDX-License-Identifier: MIT
// The ground truth about what a library lacks of a show. What is counted, exactly:
//   - an episode is here when any copy that a client may see has it: in any section that is not hidden from everybody, not
//     removed, not in the trash, whatever its resolution. A copy that is numbered absolutely has the episode that its number
//     counts to through the regular seasons.
//   - an episode has aired when its date in the catalogue is not after the day of `catalogue.now`, or when it has no date
//     there and a later one of its season has aired.
//   - `missing` has aired and is not here; `unaired` has not aired (and is never here). Both are numbers of the catalogue's.
//   - season 0, the specials, is told like any other season and counts neither for missing_seasons() nor for complete().
//   - episodes that are here and that the catalogue does not know are not counted at all.
// Plain data; one thread at a time.
#pragma once

#include "tests/sim/catalogue/catalogue.hpp"

#include <cstddef>
#include <vector>

namespace reel_sim
{

struct season_gaps_of
{
    int season = 0;
    int listed = 0; ///< episodes in the catalogue
    int owned = 0;  ///< of them, here
    std::vector<int> missing;
    std::vector<int> unaired;
    day_number first_day = undated; ///< of its first episode
};

struct show_gaps
{
    /// Some copy is numbered absolutely and the catalogue has more than one regular season: only who lines them up may say
    /// what is missing.
    bool numbering_differs = false;
    std::size_t copies = 0;
    std::vector<season_gaps_of> seasons; ///< all of the catalogue's, in order

    /// Regular seasons of which something has aired and nothing is here.
    std::vector<int> missing_seasons() const;
    /// Aired episodes of regular seasons that are not here.
    std::size_t missing_episodes() const;
    bool complete() const { return copies > 0 && missing_episodes() == 0; }
    const season_gaps_of* season(int number) const;
};

/// Of a show that nobody owns, everything that has aired is missing.
show_gaps library_gaps(const catalogue& c, const work& show);

} // namespace reel_sim
