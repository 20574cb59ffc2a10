// SPDX-License-Identifier: MIT
#include "plugins/tmdb/lookup.hpp"

#include "plugins/tmdb/rank.hpp"

#include <algorithm>

namespace reel_tmdb
{

namespace
{

constexpr std::size_t most_candidates = 5;

reel::error wrong(std::string message, std::string pointer)
{
    return reel::error{reel::errc::bad_argument, std::move(message)}.at(std::move(pointer));
}

std::string search_target(const config& settings, const std::string& name, std::optional<kind> only,
                          std::optional<int> year, int page)
{
    const auto when = year ? std::to_string(*year) : std::string{};
    const auto sheet = page > 1 ? std::to_string(page) : std::string{};
    if (!only)
        return target("/search/multi",
                      {{"query", name}, {"language", settings.language}, {"include_adult", "false"}, {"page", sheet}});
    return target(*only == kind::movie ? "/search/movie" : "/search/tv",
                  {{"query", name},
                   {"language", settings.language},
                   {"include_adult", "false"},
                   {*only == kind::movie ? "primary_release_year" : "first_air_date_year", when},
                   {"page", sheet}});
}

void add(found_titles& to, const dated<title_page>& page)
{
    for (const auto& one : page.value.titles)
        if (std::none_of(to.titles.begin(), to.titles.end(),
                         [&](const title& t) { return t.kind == one.kind && t.id == one.id; }))
            to.titles.push_back(one);
    to.total = std::max(to.total, page.value.total);
    to.pages = std::max(to.pages, page.value.pages);
    to.as_of = to.as_of == reel::time_point{} ? page.as_of : std::min(to.as_of, page.as_of);
}

/// /find: https://developer.themoviedb.org/reference/find-by-id
reel::awaitable<reel::result<kept<title_page>>> find(catalogue& in, const config& settings, std::string id,
                                                     std::string source)
{
    return in.titles(target("/find/" + id, {{"external_source", source}, {"language", settings.language}}));
}

/// IMDb's ids go into a path.
bool is_imdb_id(std::string_view id)
{
    return id.size() > 2 && id.starts_with("tt") && id.find_first_not_of("0123456789", 2) == std::string_view::npos;
}

reel::result<void> check(const details_args& args)
{
    if (!args.tmdb_id && !args.tvdb_id && !args.imdb_id && !args.title)
        return wrong("give tmdbId and type, tvdbId, imdbId, or title", "");
    if (args.imdb_id && !is_imdb_id(*args.imdb_id))
        return wrong("imdbId must look like tt1160419", "/imdbId");
    if (args.tmdb_id && !args.type && !args.tvdb_id)
        return wrong("type is missing: TMDB counts films and shows apart; it is movie or show", "/type");
    return {};
}

/// Which title is meant, or may be.
struct choice
{
    const title* one() const { return titles.size() == 1 && sure ? &titles.front() : nullptr; }

    std::vector<title> titles;
    bool sure = false;
    reel::time_point as_of{};
};

/// By the ids of other catalogues: the first that TMDB knows.
reel::awaitable<reel::result<choice>> find_by_ids(catalogue& in, const config& settings, details_args args,
                                                  std::optional<kind> only)
{
    choice out;
    std::vector<std::pair<std::string, std::string>> ids;
    if (args.tvdb_id)
        ids.emplace_back(std::to_string(*args.tvdb_id), "tvdb_id");
    if (args.imdb_id)
        ids.emplace_back(*args.imdb_id, "imdb_id");
    for (const auto& [id, source] : ids)
    {
        const auto list = co_await find(in, settings, id, source);
        if (!list)
            co_return list.error();
        out.as_of = (*list)->as_of;
        for (const auto& one : (*list)->value.titles)
            if (out.titles.empty() && (!only || one.kind == *only))
                out.titles.push_back(one);
        if (!out.titles.empty())
            break;
    }
    out.sure = true;
    co_return out;
}

reel::awaitable<reel::result<choice>> find_by_title(catalogue& in, const config& settings, details_args args,
                                                    std::optional<kind> only)
{
    auto list = co_await search(in, settings, *args.title, only, args.year, 1);
    if (!list)
        co_return list.error();
    choice out;
    out.as_of = list->as_of;
    if (const auto* one = meant(list->titles, *args.title, args.year))
    {
        out.titles = {*one};
        out.sure = true;
        co_return out;
    }
    for (auto& candidate : list->titles)
        if (out.titles.size() < most_candidates && fit_of(*args.title, candidate) >= fit::near)
            out.titles.push_back(std::move(candidate));
    co_return out;
}

} // namespace

reel::awaitable<reel::result<found_titles>> search(catalogue& in, const config& settings, std::string name,
                                                   std::optional<kind> only, std::optional<int> year, int page)
{
    found_titles out;
    std::vector<std::optional<kind>> asked{only};
    if (!only && year) // the search of both kinds knows no year
        asked = {kind::movie, kind::show};
    for (const auto& one : asked)
    {
        const auto list = co_await in.titles(search_target(settings, name, one, year, page));
        if (!list)
            co_return list.error();
        add(out, **list);
    }
    const auto good = [&](const title& t) { return fit_of(name, t) >= fit::near && year_fit(year, t) > 0; };
    if (year && std::none_of(out.titles.begin(), out.titles.end(), good)) // the year may be one off, or wrong
    {
        for (const auto& one : asked)
        {
            const auto list = co_await in.titles(search_target(settings, name, one, std::nullopt, page));
            if (!list)
                co_return list.error();
            add(out, **list);
        }
        out.year_ignored = std::none_of(out.titles.begin(), out.titles.end(), good);
    }
    rank(out.titles, name, year);
    co_return out;
}

reel::awaitable<reel::result<lookup_result>> look_up(catalogue& in, const config& settings, details_args args,
                                                     std::string region)
{
    if (auto right = check(args); !right)
        co_return right.error();
    lookup_result out;
    const auto only = args.type      ? std::optional{kind_of(*args.type)}
                      : args.tvdb_id ? std::optional{kind::show}
                                     : std::nullopt;
    if (args.tmdb_id)
    {
        const auto got = co_await in.details_of(only.value_or(kind::movie), *args.tmdb_id, region, depth::full);
        if (!got)
            co_return got.error();
        out.as_of = (*got)->as_of;
        out.what = (*got)->value;
        if (out.what)
            co_return out;
    }
    auto chosen = co_await find_by_ids(in, settings, args, only);
    if (chosen && chosen->titles.empty() && args.title)
        chosen = co_await find_by_title(in, settings, args, only);
    if (!chosen)
        co_return chosen.error();
    if (chosen->as_of != reel::time_point{})
        out.as_of = chosen->as_of;
    if (const auto* one = chosen->one())
    {
        const auto got = co_await in.details_of(one->kind, one->id, region, depth::full);
        if (!got)
            co_return got.error();
        out.as_of = std::min(out.as_of, (*got)->as_of);
        out.what = (*got)->value;
    }
    else
        out.candidates = std::move(chosen->titles);
    co_return out;
}

} // namespace reel_tmdb
