// SPDX-License-Identifier: MIT
// "Do I have it?": a question about one title -> the copies of exactly that title, or what it may have meant. Pure; any
// thread.
//
// Ids decide when one is found. Else titles are compared: what people vary without meaning another title (case,
// accents, punctuation, a leading article, "&", numerals, "Part", small typos in long words) still is a hit; what could
// be another title (a subtitle more or less, another number, a remake when no year is given, a year that is off,
// another id of the same catalogue) is a candidate with a score. A wrong film is worse than a question.
#pragma once

#include "plugins/plex/index.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reel_plex
{

struct query
{
    reel_plex::kind kind = reel_plex::kind::movie;
    std::string title;       ///< as a person would write it; "Dune (2021)" gives the year too
    std::optional<int> year; ///< release, or first broadcast
    std::optional<std::uint64_t> tmdb;
    std::optional<std::uint64_t> tvdb;
    std::optional<std::uint64_t> imdb; ///< see parse_imdb()
};

enum class evidence : std::uint8_t
{
    none,
    id,    ///< an id of the query was found
    title, ///< the title (and the year, if given) says so
};

struct candidate
{
    row what;     ///< the best copy; others of the same title are not repeated
    double score; ///< 0 to 1; 1 would be certain
};

/// Either `hits` or `candidates` or neither has entries. Rows are valid as long as the library that was asked is held.
struct match_result
{
    evidence by = evidence::none;
    std::vector<row> hits;             ///< all copies of ONE title, best first
    std::vector<candidate> candidates; ///< best first, at most `max_candidates`
    std::vector<row> trashed;          ///< would be hits, but lie in Plex's trash
    /// Found by id, but the title of the query is another one: a translation, or an id that was wrong.
    bool title_differs = false;

    bool found() const { return !hits.empty(); }
};

inline constexpr std::size_t max_candidates = 5;

match_result match(const library& in, const query& what);

} // namespace reel_plex
