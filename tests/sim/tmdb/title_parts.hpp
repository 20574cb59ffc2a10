// SPDX-License-Identifier: MIT
// What /movie/{id} and /tv/{id} say, and the parts that can be appended to them or asked for on their own. Pure.
#pragma once

#include "tests/sim/tmdb/rows.hpp"

#include <string_view>

namespace reel_sim::tmdb
{

void write_movie_details(json_writer& out, const view& v, const work& w);
void write_show_details(json_writer& out, const view& v, const work& w);
void write_season(json_writer& out, const view& v, const work& w, const season_plan& plan);

/// The members of a part: "external_ids", "credits", "aggregate_credits", "keywords", "watch/providers", "content_ratings",
/// "release_dates".
bool has_part(kind k, std::string_view part) noexcept;
/// Of a part that it has.
void write_part(json_writer& out, const view& v, const work& w, std::string_view part);

} // namespace reel_sim::tmdb
