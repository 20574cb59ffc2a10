// SPDX-License-Identifier: MIT
// TMDB's JSON answers -> values. Pure: no socket, no clock; any thread. A row that makes no sense is left out; a body that
// is not an answer at all is `errc::validation`.
// Shapes: https://developer.themoviedb.org/reference
#pragma once

#include "plugins/tmdb/model.hpp"

#include <reel/error.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reel_tmdb
{

/// /search/{movie,tv,multi}, /discover/{movie,tv}, /find/{id}, /person/{id}/tv_credits. `assumed`: of rows that do not say
/// what they are. Each title once; persons and adult titles are left out.
reel::result<title_page> decode_titles(std::string_view body, std::optional<kind> assumed);

/// /search/{person,keyword}, /watch/providers/{movie,tv}, /genre/{movie,tv}/list.
reel::result<std::vector<named>> decode_names(std::string_view body);

/// /{movie,tv}/{id}/external_ids.
reel::result<external_ids> decode_external_ids(std::string_view body);

/// /{movie,tv}/{id} with whatever was appended. `region`: whose certificate and offers to take.
reel::result<details> decode_details(std::string_view body, kind what, std::string_view region);

/// Of the same answer only the seasons that were appended ("season/16": {…}), with their episodes.
reel::result<std::vector<season>> decode_appended_seasons(std::string_view body);

/// Puts the episodes of `read` into the seasons of `into`, and adds those that it has not.
void merge_seasons(std::vector<season>& into, std::vector<season> read);

/// What an error of TMDB's says ("status_message"), "" when it is not one of TMDB's.
std::string status_message(std::string_view body);

} // namespace reel_tmdb
