// SPDX-License-Identifier: MIT
#include "tests/sim/tmdb/service.hpp"

#include "tests/sim/catalogue/schedule.hpp"
#include "tests/sim/catalogue/traits.hpp"
#include "tests/sim/tmdb/genre_names.hpp"
#include "tests/sim/tmdb/replies.hpp"
#include "tests/sim/tmdb/search.hpp"
#include "tests/sim/tmdb/title_parts.hpp"

#include <algorithm>
#include <optional>

namespace reel_sim::tmdb
{
namespace
{

constexpr std::size_t most_appended = 20;

std::vector<std::string_view> split(std::string_view text, char by)
{
    std::vector<std::string_view> parts;
    while (!text.empty())
    {
        const auto one = text.substr(0, text.find(by));
        text.remove_prefix(std::min(text.size(), one.size() + 1));
        if (!one.empty())
            parts.push_back(one);
    }
    return parts;
}

reply configuration()
{
    json_writer out;
    out.object("images");
    out.text("base_url", "http://image.tmdb.org/t/p/");
    out.text("secure_base_url", "https://image.tmdb.org/t/p/");
    for (auto sizes : {"backdrop_sizes", "logo_sizes", "poster_sizes", "profile_sizes", "still_sizes"})
    {
        out.array(sizes);
        for (auto size : {"w92", "w300", "w780", "original"})
            out.text({}, size);
        out.end();
    }
    out.end();
    out.array("change_keys");
    out.text({}, "air_date");
    out.end();
    return answer(out);
}

std::optional<kind> kind_of(std::string_view name) noexcept
{
    if (name == "movie")
        return kind::movie;
    return name == "tv" ? std::optional{kind::show} : std::nullopt;
}

/// The number of "tt0078748".
std::optional<std::uint32_t> imdb_number(std::string_view text)
{
    return text.starts_with("tt") ? parse_number(std::optional{text.substr(2)}) : std::nullopt;
}

} // namespace

bool service::authorised(const request& req) const
{
    if (const auto key = req.argument("api_key"))
        return !settings_.api_key.empty() && *key == settings_.api_key;
    return !settings_.access_token.empty() && req.header("authorization") == "Bearer " + settings_.access_token;
}

bool service::over_limit()
{
    if (settings_.limit <= 0)
        return false;
    const auto now = now_();
    while (!recent_.empty() && now - recent_.front() >= std::chrono::seconds{1})
        recent_.pop_front();
    if (std::cmp_greater_equal(recent_.size(), settings_.limit))
        return true;
    recent_.push_back(now);
    return false;
}

reply service::handle(const request& req)
{
    if (over_limit())
    {
        auto r = failed(failure::over_limit);
        if (settings_.retry_after >= 0)
            r.headers.emplace_back("Retry-After", std::to_string(settings_.retry_after));
        return r;
    }
    if (!authorised(req))
        return failed(failure::bad_key);
    const auto path = split(std::string_view{req.path}, '/');
    if (req.method != "GET" || path.size() < 3 || path[1] != "3")
        return failed(failure::not_found);
    known_.refresh();
    const auto language = req.argument("language").value_or("en-US");
    const view v{world_, known_, day_of(world_.now), language.substr(0, language.find('-'))};
    return route(v, req, {path.begin() + 2, path.end()});
}

reply service::route(const view& v, const request& req, const segments& path)
{
    const auto what = path[0];
    if (path.size() == 1)
        return what == "configuration" ? configuration() : failed(failure::not_found);
    if (what == "genre" && path.size() == 3 && path[2] == "list")
        return genre_list(v, path[1]);
    if (what == "search" && path.size() == 2)
        return search(v, req, path[1]);
    if (what == "discover" && path.size() == 2)
        return discover(v, req, path[1]);
    if (what == "find" && path.size() == 2)
        return find(v, req, path[1]);
    if (what == "person" && path.size() <= 3)
        return person(v, path[1], path.size() == 3 ? path[2] : "");
    if (what == "collection" && path.size() == 2)
        return collection(v, path[1]);
    if (what == "watch" && path.size() == 3 && path[1] == "providers")
        return provider_list(req, path[2]);
    if (const auto k = kind_of(what))
        return title(v, req, *k, {path.begin() + 1, path.end()});
    return failed(failure::not_found);
}

reply service::genre_list(const view& v, std::string_view kind) const
{
    const auto k = kind_of(kind);
    if (!k)
        return failed(failure::not_found);
    json_writer out;
    out.array("genres");
    for (const auto& g : genres(*k))
    {
        out.object();
        out.number("id", g.id);
        out.text("name", genre_name(g, v.language));
        out.end();
    }
    return answer(out);
}

reply service::search(const view& v, const request& req, std::string_view what) const
{
    if (what != "movie" && what != "tv" && what != "multi" && what != "person" && what != "keyword")
        return failed(failure::not_found);
    if (req.argument("query").value_or("").empty())
        return reply::json(R"({"errors":["query must be provided"]})", 422);
    if (what == "keyword")
        return paged(req, search_keywords(*req.argument("query")), [](json_writer& out, std::uint32_t id) {
            out.number("id", id);
            const auto all = keywords();
            out.text("name", std::find_if(all.begin(), all.end(), [&](auto& k) { return k.id == id; })->name);
        });
    const bool multi = what == "multi";
    const auto hits =
        tmdb::search(v, {multi || what == "movie", multi || what == "tv", multi || what == "person"}, req);
    return paged(req, hits, [&](json_writer& out, const hit& h) {
        if (const auto* p = std::get_if<person_hit>(&h))
        {
            write_person(out, p->person);
            write_known_for(out, v, p->person);
            if (multi)
                out.text("media_type", "person");
            return;
        }
        const auto& w = world_.works[std::get<work_hit>(h).work];
        multi ? write_mixed_row(out, v, w) : write_row(out, v, w);
    });
}

reply service::discover(const view& v, const request& req, std::string_view what) const
{
    const auto k = kind_of(what);
    if (!k)
        return failed(failure::not_found);
    const auto found = tmdb::discover(v, *k, req);
    if (!found)
        return failed(failure::bad_date);
    return paged(req, *found, [&](json_writer& out, std::uint32_t n) { write_row(out, v, world_.works[n]); });
}

/// /movie/{id}, /tv/{id}, and what comes after.
reply service::title(const view& v, const request& req, kind k, const segments& path) const
{
    const auto imdb = k == kind::movie ? imdb_number(path[0]) : std::nullopt;
    const auto id = parse_number(std::optional{path[0]});
    const auto* w = imdb ? known_.find_imdb(*imdb) : id ? known_.find(k, *id) : nullptr;
    if (!w || w->kind != k)
        return failed(failure::not_found);
    if (path.size() == 1)
        return title_details(v, req, *w);
    json_writer out;
    if (k == kind::show && path.size() == 3 && path[1] == "season")
    {
        const auto number = parse_number<int>(std::optional{path[2]});
        const auto* plan = number ? plan_of(*w, *number) : nullptr;
        if (!plan)
            return failed(failure::not_found);
        write_season(out, v, *w, *plan);
        return answer(out);
    }
    const auto part = path.size() == 3 ? std::string{path[1]} + "/" + std::string{path[2]} : std::string{path[1]};
    if (path.size() > 3 || !has_part(k, part))
        return failed(failure::not_found);
    out.number("id", w->tmdb);
    write_part(out, v, *w, part);
    return answer(out);
}

/// Parts that there are not are left out, as are seasons.
reply service::title_details(const view& v, const request& req, const work& w) const
{
    const auto appended = split(req.argument("append_to_response").value_or(""), ',');
    if (appended.size() > most_appended)
        return failed(failure::too_many_appended);
    json_writer out;
    w.kind == kind::movie ? write_movie_details(out, v, w) : write_show_details(out, v, w);
    constexpr std::string_view season = "season/";
    for (auto part : appended)
    {
        const auto number =
            part.starts_with(season) ? parse_number<int>(std::optional{part.substr(season.size())}) : std::nullopt;
        const auto* plan = number ? plan_of(w, *number) : nullptr;
        if (!plan && !has_part(w.kind, part))
            continue;
        out.object(part);
        plan ? write_season(out, v, w, *plan) : write_part(out, v, w, part);
        out.end();
    }
    return answer(out);
}

reply service::find(const view& v, const request& req, std::string_view id) const
{
    const auto source = req.argument("external_source").value_or("");
    const work* found = nullptr;
    if (source == "imdb_id")
        found = imdb_number(id) ? known_.find_imdb(*imdb_number(id)) : nullptr;
    else if (source == "tvdb_id")
        found = parse_number(std::optional{id}) ? known_.find_tvdb(*parse_number(std::optional{id})) : nullptr;
    else
        return failed(failure::bad_parameters);
    json_writer out;
    auto list = [&](std::string_view name, bool here) {
        out.array(name);
        if (here)
        {
            out.object();
            write_mixed_row(out, v, *found);
            out.end();
        }
        out.end();
    };
    list("movie_results", found && found->kind == kind::movie);
    list("person_results", false);
    list("tv_results", found && found->kind == kind::show);
    list("tv_episode_results", false);
    list("tv_season_results", false);
    return answer(out);
}

reply service::provider_list(const request& req, std::string_view what) const
{
    json_writer out;
    out.array("results");
    if (what == "regions")
        for (auto region : regions())
        {
            out.object();
            out.text("iso_3166_1", region);
            out.text("english_name", region);
            out.end();
        }
    else if (!kind_of(what))
        return failed(failure::not_found);
    const auto region = req.argument("watch_region");
    const auto all = regions();
    if (what != "regions" && (!region || std::find(all.begin(), all.end(), *region) != all.end()))
        for (const auto& p : providers())
        {
            out.object();
            out.object("display_priorities");
            for (auto r : regions())
                out.number(r, p.id % 40);
            out.end();
            out.number("display_priority", p.id % 40);
            out.text_or_null("logo_path", picture(p.id));
            out.text("provider_name", p.name);
            out.number("provider_id", p.id);
            out.end();
        }
    return answer(out);
}

reply service::collection(const view& v, std::string_view id) const
{
    const auto number = parse_number(std::optional{id});
    for (const auto& s : all_film_series())
        if (number == s.of.id)
        {
            json_writer out;
            out.number("id", s.of.id);
            out.text("name", s.of.name);
            out.text("overview", "");
            out.text_or_null("poster_path", picture(s.of.id));
            out.null("backdrop_path");
            out.array("parts");
            for (auto part : s.parts)
                if (const auto* w = known_.find(kind::movie, part))
                {
                    out.object();
                    write_mixed_row(out, v, *w);
                    out.end();
                }
            return answer(out);
        }
    return failed(failure::not_found);
}

} // namespace reel_sim::tmdb
