// SPDX-License-Identifier: MIT
// Genres by the names of the language that was asked for: "Komödie" is what a client gets that sends language=de. Pure.
#pragma once

#include "tests/sim/catalogue/traits.hpp"

#include <string_view>
#include <utility>

namespace reel_sim::tmdb
{

inline std::string_view genre_name(const named_id& g, std::string_view language) noexcept
{
    constexpr std::pair<std::uint32_t, std::string_view> german[] = {
        {12, "Abenteuer"},  {35, "Komödie"},       {80, "Krimi"},    {99, "Dokumentarfilm"},
        {10751, "Familie"}, {36, "Historie"},      {10402, "Musik"}, {10749, "Liebesfilm"},
        {10770, "TV-Film"}, {10752, "Kriegsfilm"}, {9648, "Mystery"}};
    if (language == "de")
        for (const auto& [id, name] : german)
            if (id == g.id)
                return name;
    return g.name;
}

} // namespace reel_sim::tmdb
