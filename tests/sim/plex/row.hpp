// SPDX-License-Identifier: MIT
// Renders one Metadata row: a film, a show, a season, an episode. Pure: the same catalogue gives the same bytes.
#pragma once

#include "tests/sim/catalogue/catalogue.hpp"
#include "tests/sim/plex/fields.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace reel_sim::plex
{

/// Where each member of a row ends; equal to the one before when the member is absent. The row is followed by a comma.
using row_ends = std::array<std::uint16_t, field_count>;

/// Appends the row and a comma to `out`; the ends are relative to where it began.
row_ends render_item(const catalogue& c, const item& i, std::string& out);
row_ends render_season(const catalogue& c, const item& show, const season& s, std::string& out);
row_ends render_episode(const catalogue& c, const item& show, const season& s, const episode& e, std::string& out);

/// The main guid: "plex://movie/5d77…" or what the item's agent makes of it.
std::string guid_of(const catalogue& c, const item& i);
/// By what a section is sorted: lower case, without a leading article.
std::string sort_title(std::string_view title);

void append_escaped(std::string& out, std::string_view text);

} // namespace reel_sim::plex
