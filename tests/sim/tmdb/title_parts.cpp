// SPDX-License-Identifier: MIT
#include "tests/sim/tmdb/title_parts.hpp"

#include "tests/sim/catalogue/details.hpp"
#include "tests/sim/catalogue/people.hpp"
#include "tests/sim/catalogue/random.hpp"
#include "tests/sim/catalogue/schedule.hpp"
#include "tests/sim/catalogue/traits.hpp"

#include <algorithm>

namespace reel_sim::tmdb
{
namespace
{

void external_ids(json_writer& out, const view& v, const work& w)
{
    out.text_or_null("imdb_id", imdb_id(w.imdb));
    if (w.kind == kind::show)
    {
        out.null("freebase_mid");
        out.null("freebase_id");
        if (w.tvdb == 0 || w.released == undated || w.released > v.today) // the link takes its time
            out.null("tvdb_id");
        else
            out.number("tvdb_id", w.tvdb);
        out.null("tvrage_id");
    }
    out.null("wikidata_id");
    out.null("facebook_id");
    out.null("instagram_id");
    out.null("twitter_id");
}

int listed_episodes(const work& w)
{
    int n = 0;
    for (const auto& s : w.seasons)
        n += s.number ? s.episodes : 0;
    return n;
}

void cast(json_writer& out, const work& w, bool aggregate)
{
    out.array("cast");
    int order = 0;
    for (auto id : cast_of(w))
    {
        out.object();
        write_person(out, id);
        if (aggregate)
        {
            out.array("roles");
            out.object();
        }
        else if (w.kind == kind::movie)
            out.number("cast_id", order + 1);
        out.text("credit_id", credit_id(w, id));
        out.text("character", character_of(w, id));
        if (aggregate)
        {
            out.number("episode_count", listed_episodes(w));
            out.end();
            out.end();
            out.number("total_episode_count", listed_episodes(w));
        }
        out.number("order", order++);
        out.end();
    }
    out.end();
}

void crew_member(json_writer& out, const work& w, std::uint32_t id, std::string_view department, std::string_view job,
                 bool aggregate)
{
    out.object();
    write_person(out, id);
    if (aggregate)
    {
        out.array("jobs");
        out.object();
    }
    out.text("credit_id", credit_id(w, id));
    out.text("job", job);
    if (aggregate)
    {
        out.number("episode_count", listed_episodes(w));
        out.end();
        out.end();
        out.number("total_episode_count", listed_episodes(w));
    }
    out.text("department", department);
    out.end();
}

void credits(json_writer& out, const work& w, bool aggregate)
{
    cast(out, w, aggregate);
    out.array("crew");
    if (w.kind == kind::movie)
        crew_member(out, w, director_of(w), "Directing", "Director", aggregate);
    for (auto id : writers_of(w))
        crew_member(out, w, id, "Writing", "Writer", aggregate);
    out.end();
}

void keyword_list(json_writer& out, const work& w)
{
    out.array(w.kind == kind::movie ? "keywords" : "results");
    for (const auto& k : keywords_of(w))
    {
        out.object();
        out.text("name", k.name);
        out.number("id", k.id);
        out.end();
    }
    out.end();
}

void write_offers(json_writer& out, std::string_view name, const std::vector<named_id>& list)
{
    if (list.empty())
        return;
    out.array(name);
    for (const auto& p : list)
    {
        out.object();
        out.text("logo_path", "/" + std::to_string(mix(p.id)) + ".jpg");
        out.number("provider_id", p.id);
        out.text("provider_name", p.name);
        out.number("display_priority", p.id % 40);
        out.end();
    }
    out.end();
}

void watch_providers(json_writer& out, const work& w)
{
    out.object("results");
    for (auto region : regions())
    {
        const auto o = offers_of(w, region);
        if (o.flatrate.empty() && o.rent.empty() && o.buy.empty())
            continue;
        out.object(region);
        out.text("link", "https://www.themoviedb.org/" + std::string{w.kind == kind::movie ? "movie/" : "tv/"} +
                             std::to_string(w.tmdb) + "/watch?locale=" + std::string{region});
        write_offers(out, "flatrate", o.flatrate);
        write_offers(out, "rent", o.rent);
        write_offers(out, "buy", o.buy);
        out.end();
    }
    out.end();
}

/// Region and rating: Plex writes "PG-13" and "de/16".
std::pair<std::string_view, std::string_view> certificate(const work& w)
{
    const auto rating = details_of(w).content_rating;
    return rating.starts_with("de/") ? std::pair{std::string_view{"DE"}, rating.substr(3)}
                                     : std::pair{std::string_view{"US"}, rating};
}

void content_ratings(json_writer& out, const work& w)
{
    const auto [region, rating] = certificate(w);
    out.array("results");
    out.object();
    out.array("descriptors");
    out.end();
    out.text("iso_3166_1", region);
    out.text("rating", rating);
    out.end();
    out.end();
}

void release_dates(json_writer& out, const work& w)
{
    const auto [region, rating] = certificate(w);
    out.array("results");
    if (w.released != undated)
    {
        out.object();
        out.text("iso_3166_1", region);
        out.array("release_dates");
        out.object();
        out.text("certification", rating);
        out.array("descriptors");
        out.end();
        out.text("iso_639_1", "");
        out.text("note", "");
        out.text("release_date", iso_date(w.released) + "T00:00:00.000Z");
        out.number("type", 3);
        out.end();
        out.end();
        out.end();
    }
    out.end();
}

} // namespace

bool has_part(kind k, std::string_view part) noexcept
{
    if (part == "external_ids" || part == "credits" || part == "keywords" || part == "watch/providers")
        return true;
    return k == kind::movie ? part == "release_dates" : part == "aggregate_credits" || part == "content_ratings";
}

void write_part(json_writer& out, const view& v, const work& w, std::string_view part)
{
    if (part == "external_ids")
        external_ids(out, v, w);
    else if (part == "credits" || part == "aggregate_credits")
        credits(out, w, part != "credits");
    else if (part == "keywords")
        keyword_list(out, w);
    else if (part == "watch/providers")
        watch_providers(out, w);
    else if (part == "content_ratings")
        content_ratings(out, w);
    else
        release_dates(out, w);
}

} // namespace reel_sim::tmdb
