// SPDX-License-Identifier: MIT
// Genres by the names that people use. TMDB has two lists, one for films and one for shows, and they differ: there are no
// horror shows, only shows with the keyword. Pure; any thread.
#pragma once

#include "plugins/tmdb/model.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reel_tmdb
{

struct genre_table
{
    std::vector<named> movie;
    std::vector<named> show;

    const std::vector<named>& of(kind k) const { return k == kind::movie ? movie : show; }
};

/// TMDB's lists as they have been for years: they serve until the first answer, and when there is none.
/// https://developer.themoviedb.org/reference/genre-movie-list, …/genre-tv-list
genre_table known_genres();

/// What a word for a genre stands for.
struct genre_choice
{
    std::vector<std::vector<int>> ids;  ///< all of these groups must fit, one of each group suffices
    std::optional<std::string> keyword; ///< TMDB has no such genre, but a keyword
    std::string language;               ///< of the original, "" any: anime is Japanese
    std::string name;                   ///< for people
};

/// Nothing when no genre has a name like that; it may still be a keyword.
std::optional<genre_choice> choose_genre(const genre_table& table, kind what, std::string_view asked);

/// Does a title with these genres fit?
bool fits(const genre_choice& choice, const std::vector<int>& genres);

/// "Action, Adventure, … and Western"
std::string names_of(const std::vector<named>& genres);

} // namespace reel_tmdb
