// SPDX-License-Identifier: MIT
// /person/{id}: who they are, what they were in.
#include "tests/sim/catalogue/people.hpp"
#include "tests/sim/tmdb/replies.hpp"
#include "tests/sim/tmdb/service.hpp"

namespace reel_sim::tmdb
{
namespace
{

std::int64_t regular_episodes(const work& w)
{
    std::int64_t n = 0;
    for (const auto& s : w.seasons)
        n += s.number ? s.episodes : 0;
    return n;
}

void write_credit(json_writer& out, const view& v, const credit& c, std::uint32_t person, bool mixed)
{
    const auto& w = v.world.works[c.work];
    out.object();
    write_row(out, v, w);
    if (c.order >= 0)
        out.text("character", character_of(w, person));
    out.text("credit_id", credit_id(w, person));
    if (c.order < 0)
    {
        out.text("department", c.job == "Director" ? "Directing" : "Writing");
        out.text("job", c.job);
    }
    if (w.kind == kind::show)
        out.number("episode_count", regular_episodes(w));
    else if (c.order >= 0)
        out.number("order", c.order);
    if (mixed)
        out.text("media_type", w.kind == kind::movie ? "movie" : "tv");
    out.end();
}

} // namespace

reply service::person(const view& v, std::string_view id, std::string_view part) const
{
    const auto number = parse_number(std::optional{id});
    const auto& people = v.known.people();
    const auto found = number ? people.find(*number) : people.end();
    if (found == people.end())
        return failed(failure::not_found);
    json_writer out;
    if (part.empty())
    {
        write_person(out, *number);
        out.array("also_known_as");
        out.end();
        out.text("biography", "");
        out.null("birthday");
        out.null("deathday");
        out.null("homepage");
        out.null("imdb_id");
        out.null("place_of_birth");
        return answer(out);
    }
    const bool mixed = part == "combined_credits";
    if (!mixed && part != "movie_credits" && part != "tv_credits")
        return failed(failure::not_found);
    for (bool cast : {true, false})
    {
        out.array(cast ? "cast" : "crew");
        for (const auto& c : found->second.credits)
            if (const auto k = v.world.works[c.work].kind;
                (c.order >= 0) == cast && (mixed || (k == kind::movie) == (part == "movie_credits")))
                write_credit(out, v, c, *number, mixed);
        out.end();
    }
    out.number("id", *number);
    return answer(out);
}

} // namespace reel_sim::tmdb
