// SPDX-License-Identifier: MIT
#include "tests/sim/tmdb/search.hpp"

#include "tests/sim/catalogue/people.hpp"
#include "tests/sim/catalogue/schedule.hpp"
#include "tests/sim/catalogue/traits.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <tuple>

namespace reel_sim::tmdb
{
namespace
{

struct ranked
{
    int likeness; ///< 2 equal, 1 begins so, 0 has the words
    std::uint32_t popularity;
    std::size_t order; ///< in which it was found
    hit what;
};

/// -1: does not fit. Both are folded.
int likeness(std::string_view query, std::string_view title)
{
    if (title == query)
        return 2;
    for (auto left = query; !left.empty();)
    {
        const auto word = left.substr(0, left.find(' '));
        left.remove_prefix(std::min(left.size(), word.size() + 1));
        auto at = title.find(word);
        while (at != title.npos && at > 0 && title[at - 1] != ' ')
            at = title.find(word, at + 1);
        if (at == title.npos)
            return -1;
    }
    return title.starts_with(query);
}

bool year_fits(const request& req, const work& w)
{
    const bool movie = w.kind == kind::movie;
    const auto released = date_of(w.released);
    for (auto name : {movie ? "primary_release_year" : "first_air_date_year", "year"})
        if (const auto year = parse_number<int>(req.argument(name)); year && (!released || released->year != *year))
            return false;
    return true;
}

} // namespace

std::vector<hit> search(const view& v, search_scope where, const request& req)
{
    const auto query = reel::fold_name(req.argument("query").value_or(""));
    const bool adult = req.argument("include_adult") == "true";
    std::vector<ranked> found;
    const auto& titles = v.known.titles();
    for (std::uint32_t n = 0; n < titles.size() && !query.empty() && (where.movies || where.shows); ++n)
    {
        const auto& w = v.world.works[n];
        if (!w.known_to_providers || (w.kind == kind::movie ? !where.movies : !where.shows) || (w.adult && !adult))
            continue;
        const auto like = std::max(likeness(query, titles[n].title),
                                   titles[n].original.empty() ? -1 : likeness(query, titles[n].original));
        if (like >= 0 && year_fits(req, w))
            found.push_back({like, figures_of(w, v.today).popularity, found.size(), work_hit{n}});
    }
    if (where.people && !query.empty())
        for (const auto& [id, known] : v.known.people())
            if (const auto like = likeness(query, known.folded_name); like >= 0)
                found.push_back({like, popularity_of_person(id), found.size(), person_hit{id}});
    std::sort(found.begin(), found.end(), [](const ranked& a, const ranked& b) {
        return std::tuple{-a.likeness, b.popularity, a.order} < std::tuple{-b.likeness, a.popularity, b.order};
    });
    std::vector<hit> out;
    for (const auto& r : found)
        out.push_back(r.what);
    return out;
}

std::vector<std::uint32_t> search_keywords(std::string_view query)
{
    const auto folded = reel::fold_name(query);
    std::vector<std::pair<int, std::uint32_t>> found;
    for (const auto& k : keywords())
        if (const auto like = likeness(folded, reel::fold_name(k.name)); !folded.empty() && like >= 0)
            found.emplace_back(-like, k.id);
    std::sort(found.begin(), found.end());
    std::vector<std::uint32_t> out;
    for (const auto& [like, id] : found)
        out.push_back(id);
    return out;
}

} // namespace reel_sim::tmdb
