// SPDX-License-Identifier: MIT
#include "tests/sim/catalogue/details.hpp"

#include "tests/sim/catalogue/titles.hpp"

#include <algorithm>

namespace reel_sim
{
namespace
{

constexpr std::string_view film_ratings[] = {"G", "PG", "PG-13", "R", "de/16"};
constexpr std::string_view show_ratings[] = {"TV-PG", "TV-14", "TV-MA"};
constexpr std::string_view countries[] = {"United States of America", "United Kingdom", "France", "Japan|Germany"};

date day_in(int year, random& r)
{
    const int month = r.between(1, 12);
    return {year, month, r.between(1, 28)};
}

std::vector<std::string> people(random& r, int n)
{
    std::vector<std::string> names;
    for (int p = 0; p < n; ++p)
        names.push_back(invent_person(r));
    return names;
}

} // namespace

details details_of(const work& w)
{
    const bool movie = w.kind == kind::movie;
    random r{w.seed ^ 5};
    details d;
    d.studio = invent_studio(r, w.kind);
    d.content_rating = movie ? r.pick(film_ratings) : r.pick(show_ratings);
    d.countries = r.pick(countries);
    d.summary = invent_summary(r, movie ? r.between(3, 7) : r.between(6, 11));
    d.tagline = invent_tagline(r);
    d.critics = r.between(31, 98);
    d.audience = r.between(31, 98);
    d.released = day_in(w.year, r);
    d.director = w.director.empty() ? invent_person(r) : std::string{w.director};
    d.writers = people(r, r.between(1, 3));
    d.cast = people(r, 8);
    return d;
}

std::uint64_t episode_seed(const work& show, int season, int episode) noexcept
{
    return mix(show.seed ^ (static_cast<std::uint64_t>(season) << 48) ^ static_cast<std::uint64_t>(episode));
}

episode_details episode_details_of(const work& show, int season, int episode)
{
    random r{episode_seed(show, season, episode)};
    episode_details d;
    d.title = invent_episode_title(r);
    d.summary = invent_summary(r, 3);
    d.audience = r.between(50, 98);
    d.aired = day_in(show.year + std::max(0, season - 1), r);
    return d;
}

} // namespace reel_sim
