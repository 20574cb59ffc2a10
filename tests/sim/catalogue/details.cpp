// SPDX-License-Identifier: MIT
#include "tests/sim/catalogue/details.hpp"

#include "tests/sim/catalogue/people.hpp"
#include "tests/sim/catalogue/titles.hpp"
#include "tests/sim/catalogue/traits.hpp"

namespace reel_sim
{
namespace
{

constexpr std::string_view film_ratings[] = {"G", "PG", "PG-13", "R", "de/16"};
constexpr std::string_view show_ratings[] = {"TV-PG", "TV-14", "TV-MA"};
std::vector<std::string> names_of(const std::vector<std::uint32_t>& people)
{
    std::vector<std::string> names;
    for (auto id : people)
        names.push_back(name_of_person(id));
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
    d.countries = countries_of(w);
    d.summary = invent_summary(r, movie ? r.between(3, 7) : r.between(6, 11));
    d.tagline = invent_tagline(r);
    d.critics = r.between(31, 98);
    d.audience = r.between(31, 98);
    d.released = date_of(w.released);
    d.director = name_of_person(director_of(w));
    d.writers = names_of(writers_of(w));
    d.cast = names_of(cast_of(w));
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
    if (const auto* plan = plan_of(show, season))
        d.aired = date_of(air_day(*plan, episode));
    return d;
}

} // namespace reel_sim
