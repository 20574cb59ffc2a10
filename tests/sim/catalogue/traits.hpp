// SPDX-License-Identifier: MIT
// What a catalogue knows of a work beside names and dates: keywords, votes, countries, where it is streamed, the series of
// films that it belongs to. Pure and cheap: invented from the seed, but for titles whose truth is known.
#pragma once

#include "tests/sim/catalogue/catalogue.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace reel_sim
{

struct named_id
{
    std::uint32_t id = 0;
    std::string_view name;
};

/// All keywords that there are.
std::span<const named_id> keywords() noexcept;
/// In order of id.
std::vector<named_id> keywords_of(const work& w);

/// Genres as the catalogue numbers them; the lists of films and shows differ.
std::span<const named_id> genres(kind k) noexcept;
std::vector<named_id> genres_of(const work& w);

/// In thousandths. A work that is not out yet has no votes.
struct figures
{
    int vote_average = 0;
    std::uint32_t votes = 0;
    std::uint32_t popularity = 0;
};
figures figures_of(const work& w, day_number today);

/// "Japan|Germany".
std::string_view countries_of(const work& w);
/// "JP"; "" for a country that is not used here.
std::string_view country_code(std::string_view country) noexcept;

/// Language of a known title by its original script, or from a list.
std::string_view language_of(std::string_view title, std::string_view original_title);

std::span<const named_id> providers() noexcept;
std::span<const std::string_view> regions() noexcept;
struct offers
{
    std::vector<named_id> flatrate, rent, buy;
};
/// Nothing in a region that is not one of regions().
offers offers_of(const work& w, std::string_view region);

struct film_series
{
    named_id of;
    std::vector<std::uint32_t> parts; ///< tmdb ids
};
const std::vector<film_series>& all_film_series();
/// Null when it belongs to none.
const film_series* series_of(const work& w);

} // namespace reel_sim
