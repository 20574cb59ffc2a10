// SPDX-License-Identifier: MIT
// What discover_media filters by, once all names are resolved: as a question to TMDB, as a test of what TMDB cannot be
// asked for, and in words. Pure; any thread.
#pragma once

#include "plugins/tmdb/choices.hpp"
#include "plugins/tmdb/config.hpp"
#include "plugins/tmdb/genres.hpp"
#include "plugins/tmdb/model.hpp"
#include "plugins/tmdb/tools.hpp"

#include <optional>
#include <string>
#include <vector>

namespace reel_tmdb
{

/// A theme: one of these keywords suffices.
struct theme
{
    std::string name;
    std::vector<std::int64_t> ids;
};

struct filters
{
    kind what = kind::movie;
    std::vector<genre_choice> genres;
    std::vector<theme> themes;
    std::optional<named> person;
    std::optional<int> year_from;
    std::optional<int> year_to;
    std::optional<spoken_language> language;
    std::optional<double> min_rating;
    std::optional<int> runtime_from;
    std::optional<int> runtime_to;
    std::optional<named> provider;
    std::string region;
    order sort = order::popularity;

    /// Anything at all that tells titles apart.
    bool narrow() const;
    /// Something that only a title's details tell.
    bool need_details() const { return !themes.empty() || provider || runtime_from || runtime_to; }
};

/// How many votes a title needs where its rating counts (a minimum is asked for, or the order is by rating): a few voters
/// give anything a ten. 100 for a list by rating, 20 for a minimum; 5 where a theme, a person or another language than
/// English makes the list so special that few vote on it. Otherwise 0: nothing is hidden.
int least_votes(const filters& f);

/// /discover/{movie,tv}: https://developer.themoviedb.org/reference/discover-movie
std::string discover_target(const filters& f, const config& settings, int page, reel::date today);

/// Whether a title fits, as far as lists tell: genres, years, language, rating.
bool fits(const filters& f, const title& t, reel::date today);
/// Whether it fits in what only details tell: themes, provider, runtime.
bool fits(const filters& f, const details& d);
void sort_by(std::vector<title>& titles, order by);

/// Whether TMDB can be asked for all of these genres at once; if not, fits() must look at what it answers.
bool genres_need_a_look(const filters& f);

/// "science fiction films from the 1990s with Tom Hanks"; `n` decides between "film" and "films".
std::string subject(const filters& f, int n);
/// "genre: Science Fiction", "years: 1990 to 1999", …
std::vector<std::string> applied(const filters& f);

} // namespace reel_tmdb
