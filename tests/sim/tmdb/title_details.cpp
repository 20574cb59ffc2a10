// SPDX-License-Identifier: MIT
#include "tests/sim/catalogue/details.hpp"
#include "tests/sim/catalogue/people.hpp"
#include "tests/sim/catalogue/random.hpp"
#include "tests/sim/catalogue/schedule.hpp"
#include "tests/sim/catalogue/traits.hpp"
#include "tests/sim/tmdb/genre_names.hpp"
#include "tests/sim/tmdb/title_parts.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>

namespace reel_sim::tmdb
{
namespace
{

struct numbered
{
    const season_plan* season;
    int episode;
};

std::uint64_t season_seed(const work& w, int season) noexcept
{
    return w.seed ^ (static_cast<std::uint64_t>(season) << 48);
}

void names_and_numbers(json_writer& out, const view& v, const work& w)
{
    const auto f = figures_of(w, v.today);
    out.flag("adult", w.adult);
    out.text_or_null("backdrop_path", picture(w.seed ^ 31));
    out.array("genres");
    for (const auto& g : genres_of(w))
    {
        out.object();
        out.number("id", g.id);
        out.text("name", genre_name(g, v.language));
        out.end();
    }
    out.end();
    out.text("homepage", "");
    out.number("id", w.tmdb);
    write_country_codes(out, w);
    out.text("original_language", w.language);
    out.text("overview", overview_of(v, w));
    out.thousandths("popularity", f.popularity);
    out.text_or_null("poster_path", picture(w.seed ^ 32));
    out.flag("softcore", false);
    out.thousandths("vote_average", f.vote_average);
    out.number("vote_count", f.votes);
}

void makers(json_writer& out, const work& w, const details& more)
{
    auto company = [&] {
        out.object();
        out.number("id", hash(more.studio) % 100'000);
        out.null("logo_path");
        out.text("name", more.studio);
        out.text("origin_country", "US");
        out.end();
    };
    if (w.kind == kind::show)
    {
        out.array("networks");
        company();
        out.end();
    }
    out.array("production_companies");
    company();
    out.end();
    out.array("production_countries");
    for (auto left = countries_of(w); !left.empty();)
    {
        const auto name = left.substr(0, left.find('|'));
        left.remove_prefix(std::min(left.size(), name.size() + 1));
        out.object();
        out.text("iso_3166_1", country_code(name));
        out.text("name", name);
        out.end();
    }
    out.end();
    out.array("spoken_languages");
    out.object();
    out.text("english_name", w.language == "en" ? "English" : w.language == "ja" ? "Japanese" : w.language);
    out.text("iso_639_1", w.language);
    out.text("name", w.language == "en" ? "English" : w.language == "ja" ? "日本語" : "");
    out.end();
    out.end();
}

void write_day_or_null(json_writer& out, std::string_view name, day_number day)
{
    out.text_or_null(name, iso_date(day));
}

void write_episode(json_writer& out, const view& v, const work& w, numbered at)
{
    const auto seed = episode_seed(w, at.season->number, at.episode);
    const auto more = episode_details_of(w, at.season->number, at.episode);
    const bool aired = has_aired(*at.season, at.episode, v.today);
    write_day_or_null(out, "air_date", air_day(*at.season, at.episode));
    out.number("episode_number", at.episode);
    out.text("episode_type", at.episode == at.season->episodes ? "finale" : "standard");
    out.number("id", static_cast<std::int64_t>(400'000'000 + seed % 90'000'000));
    out.text("name", aired ? more.title : "Episode " + std::to_string(at.episode));
    out.text("overview", aired && v.language == "en" ? more.summary : "");
    out.text("production_code", "");
    if (aired)
        out.number("runtime", w.minutes);
    else
        out.null("runtime");
    out.number("season_number", at.season->number);
    out.number("show_id", w.tmdb);
    out.text_or_null("still_path", aired ? picture(seed ^ 33) : "");
    out.thousandths("vote_average", aired ? more.audience * 100 : 0);
    out.number("vote_count", aired ? static_cast<std::int64_t>(seed % 300) : 0);
}

void write_season_head(json_writer& out, const view& v, const work& w, const season_plan& plan)
{
    const auto seed = season_seed(w, plan.number);
    write_day_or_null(out, "air_date", air_day(plan, 1));
    out.number("id", static_cast<std::int64_t>(300'000'000 + seed % 90'000'000));
    out.text("name", plan.number ? "Season " + std::to_string(plan.number) : "Specials");
    out.text("overview", "");
    out.text_or_null("poster_path", picture(seed ^ 32));
    out.number("season_number", plan.number);
    out.thousandths("vote_average",
                    aired_episodes(plan, v.today) ? figures_of(w, v.today).vote_average / 100 * 100 : 0);
}

struct around_today
{
    std::optional<numbered> last, next;
};

around_today find_around(const work& w, day_number today)
{
    around_today out;
    for (const auto& s : w.seasons)
        for (int e = 1; s.number && e <= s.episodes; ++e)
        {
            const auto day = air_day(s, e);
            if (day == undated)
                continue;
            if (day <= today)
                out.last = numbered{&s, e};
            else if (!out.next)
                out.next = numbered{&s, e};
        }
    return out;
}

void write_one(json_writer& out, const view& v, const work& w, std::string_view name, std::optional<numbered> at)
{
    if (!at)
        return out.null(name);
    out.object(name);
    write_episode(out, v, w, *at);
    out.end();
}

std::string_view status_of(const work& w, const view& v)
{
    if (w.kind == kind::movie)
        return w.released != undated && w.released <= v.today ? "Released"
               : w.outlook == outlook::dated                  ? "Post Production"
                                                              : "Planned";
    if (w.released == undated || w.released > v.today)
        return w.released == undated ? "Planned" : "In Production";
    return w.outlook == outlook::over ? "Ended" : "Returning Series";
}

void write_seasons(json_writer& out, const view& v, const work& w)
{
    int regular = 0, episodes = 0;
    out.array("seasons");
    for (const auto& s : w.seasons)
    {
        regular += s.number > 0;
        episodes += s.number > 0 ? s.episodes : 0;
        out.object();
        write_season_head(out, v, w, s);
        out.number("episode_count", s.episodes);
        out.end();
    }
    out.end();
    out.number("number_of_episodes", episodes);
    out.number("number_of_seasons", regular);
}

} // namespace

void write_movie_details(json_writer& out, const view& v, const work& w)
{
    const auto more = details_of(w);
    names_and_numbers(out, v, w);
    if (const auto* series = series_of(w))
    {
        out.object("belongs_to_collection");
        out.number("id", series->of.id);
        out.text("name", series->of.name);
        out.text_or_null("poster_path", picture(series->of.id));
        out.null("backdrop_path");
        out.end();
    }
    else
        out.null("belongs_to_collection");
    out.number("budget", w.seed % 3 ? static_cast<std::int64_t>(w.seed % 200 * 1'000'000) : 0);
    out.text_or_null("imdb_id", imdb_id(w.imdb));
    out.text("original_title", original_title(w));
    makers(out, w, more);
    out.text("release_date", iso_date(w.released));
    out.number("revenue", 0);
    out.number("runtime", w.released != undated && w.released <= v.today ? w.minutes : 0);
    out.text("status", status_of(w, v));
    out.text("tagline", more.tagline);
    out.text("title", w.title);
    out.flag("video", false);
}

void write_show_details(json_writer& out, const view& v, const work& w)
{
    const auto more = details_of(w);
    const auto around = find_around(w, v.today);
    names_and_numbers(out, v, w);
    out.array("created_by");
    out.object();
    write_person(out, director_of(w));
    out.text("credit_id", credit_id(w, director_of(w)));
    out.end();
    out.end();
    out.array("episode_run_time"); // empty for most shows of late
    if (w.year < 2015)
        out.number({}, w.minutes);
    out.end();
    out.text("first_air_date", iso_date(w.released));
    out.flag("in_production", w.outlook != outlook::over);
    out.array("languages");
    out.text({}, w.language);
    out.end();
    write_day_or_null(out, "last_air_date",
                      around.last ? air_day(*around.last->season, around.last->episode) : undated);
    write_one(out, v, w, "last_episode_to_air", around.last);
    out.text("name", w.title);
    write_one(out, v, w, "next_episode_to_air", around.next);
    out.text("original_name", original_title(w));
    makers(out, w, more);
    write_seasons(out, v, w);
    out.text("status", status_of(w, v));
    out.text("tagline", more.tagline);
    out.text("type", w.genres.find("Documentary") != w.genres.npos ? "Documentary" : "Scripted");
}

void write_season(json_writer& out, const view& v, const work& w, const season_plan& plan)
{
    char id[32];
    std::snprintf(id, sizeof id, "%024llx", static_cast<unsigned long long>(season_seed(w, plan.number)));
    out.text("_id", id);
    write_season_head(out, v, w, plan);
    out.array("episodes");
    for (int e = 1; e <= plan.episodes; ++e)
    {
        out.object();
        write_episode(out, v, w, {&plan, e});
        out.array("crew");
        out.end();
        out.array("guest_stars");
        out.end();
        out.end();
    }
    out.end();
}

} // namespace reel_sim::tmdb
