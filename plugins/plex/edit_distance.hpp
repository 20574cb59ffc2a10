// SPDX-License-Identifier: MIT
// How many slips of the finger lie between two words. Pure; any thread.
#pragma once

#include <string_view>

namespace reel_plex
{

/// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment) between two strings; `limit` + 1 when
/// there are more than `limit`. O(limit * length).
int edit_distance(std::string_view a, std::string_view b, int limit);
int edit_distance(std::u32string_view a, std::u32string_view b, int limit);

} // namespace reel_plex
