// SPDX-License-Identifier: MIT
// Which rows are copies of one title: other resolutions, editions, sections. Pure; any thread.
#pragma once

#include "plugins/plex/index.hpp"

#include <vector>

namespace reel_plex
{

/// Rows of one section that are looked at for one question, however many have the same name.
inline constexpr std::size_t most_compared = 256;

/// Both carry ids of one catalogue, and none in common.
bool contradict(const std::vector<external_id>& a, const std::vector<external_id>& b);

/// An id in common; or nothing against it, and the same name of the same year.
bool same_work(const row& a, const row& b);

void add_once(std::vector<row>& to, const row& r);

/// Adds what is the same title as a row that is there: by its other ids, and unmatched twins by name and year.
void add_copies(const library& in, std::vector<row>& rows);

/// Best first: the highest resolution, the plain edition before others.
void sort_copies(std::vector<row>& rows);

} // namespace reel_plex
