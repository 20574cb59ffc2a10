// SPDX-License-Identifier: MIT
// Films and shows that exist, with their true years and ids: what makes the simulated library look like somebody's.
// An id of 0 is one that the author was not sure of; the generator gives such a title one of the reserved range.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace reel_sim
{

enum class ownership : std::uint8_t
{
    owned, ///< in the library, room permitting
    never, ///< in the catalogue of the world and in no library, whatever its size
};

struct known_film
{
    std::string_view title;
    std::string_view original_title; ///< "" when it is the title
    std::uint16_t year;
    std::uint32_t tmdb;
    std::uint32_t imdb; ///< the number of tt0078748
    std::string_view genres;
    std::string_view director;
    reel_sim::ownership ownership = ownership::owned;
};

enum class shelf : std::uint8_t
{
    series,
    anime,
    documentary,
};

struct known_show
{
    std::string_view title;
    std::string_view original_title;
    std::uint16_t year;
    std::uint32_t tmdb;
    std::uint32_t tvdb;
    std::uint32_t imdb;
    std::string_view genres;
    std::string_view episodes; ///< of seasons 1, 2, 3 …: "7 13 13 13 16"
    reel_sim::shelf shelf = shelf::series;
    reel_sim::ownership ownership = ownership::owned;
};

std::span<const known_film> known_films() noexcept;
std::span<const known_show> known_shows() noexcept;

} // namespace reel_sim
