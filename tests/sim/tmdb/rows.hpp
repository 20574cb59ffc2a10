// SPDX-License-Identifier: MIT
// The rows that lists are made of: films, shows, people, as members of an object that the caller has opened. Shapes as in
// recorded replies of api.themoviedb.org. Pure.
#pragma once

#include "tests/sim/tmdb/index.hpp"
#include "tests/sim/tmdb/json_writer.hpp"

#include <string>
#include <string_view>

namespace reel_sim::tmdb
{

/// What an answer looks at.
struct view
{
    const catalogue& world;
    index& known;
    day_number today;
    std::string_view language; ///< "de"; "en" unless the request says otherwise
};

void write_row(json_writer& out, const view& v, const work& w);
/// The same with "media_type".
void write_mixed_row(json_writer& out, const view& v, const work& w);
void write_person(json_writer& out, std::uint32_t id);
/// The three works that they are best known for.
void write_known_for(json_writer& out, const view& v, std::uint32_t person);

/// "/kqjL17yufvn9OVLyXYpvtyrFfak.jpg", or "" for what has no picture.
std::string picture(std::uint64_t seed);
/// "" for some, and for more of them in other languages.
std::string overview_of(const view& v, const work& w);
std::string_view original_title(const work& w);
std::string credit_id(const work& w, std::uint32_t person);
/// Their part.
std::string character_of(const work& w, std::uint32_t person);
std::string imdb_id(std::uint32_t imdb);
void write_genre_ids(json_writer& out, const work& w);
void write_country_codes(json_writer& out, const work& w);

} // namespace reel_sim::tmdb
