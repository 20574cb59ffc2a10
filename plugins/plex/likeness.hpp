// SPDX-License-Identifier: MIT
// How alike two titles are, and whether that alone is reason enough to call them one. Pure; any thread.
#pragma once

#include "plugins/plex/fold.hpp"

#include <cstdint>

namespace reel_plex
{

/// From weakest to strongest.
enum class likeness : std::uint8_t
{
    none,
    loose,   ///< shares much; never the same by title alone
    part,    ///< one is the other without its subtitle or series name
    slip,    ///< a typing mistake apart
    variant, ///< other numerals, "Part", another or no article
    same
};

struct comparison
{
    likeness how = likeness::none;
    double score = 0;       ///< 0 to 1
    bool sure = false;      ///< enough without a year
    bool with_year = false; ///< enough when the year is exactly right
};

/// `asked`: as a person wrote it; `has`: as the library does. Not symmetrical: people leave out more than they add.
comparison compare(const folded_title& asked, const folded_title& has);

} // namespace reel_plex
