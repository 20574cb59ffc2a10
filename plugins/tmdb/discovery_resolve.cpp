// SPDX-License-Identifier: MIT
// From arguments as somebody said them to what TMDB calls it.
#include "plugins/tmdb/discovery.hpp"

#include "plugins/tmdb/choices.hpp"

#include <reel/text.hpp>

#include <algorithm>

namespace reel_tmdb
{

namespace
{

reel::error wrong(std::string message, std::string pointer)
{
    return reel::error{reel::errc::bad_argument, std::move(message)}.at(std::move(pointer));
}

reel::result<void> check(const discover_args& args)
{
    if (args.year_from && args.year_to && *args.year_from > *args.year_to)
        return wrong("yearFrom is after yearTo", "/yearFrom");
    if (args.runtime_from && args.runtime_to && *args.runtime_from > *args.runtime_to)
        return wrong("runtimeFrom is more than runtimeTo", "/runtimeFrom");
    if (args.only_missing.value_or(false) && args.only_owned.value_or(false))
        return wrong("onlyMissing and onlyOwned exclude each other; leave one out", "/onlyOwned");
    return {};
}

std::vector<std::string> split_at_commas(std::string_view text)
{
    std::vector<std::string> out;
    while (!text.empty())
    {
        const auto cut = std::min(text.find(','), text.size());
        const auto part = text.substr(0, cut);
        if (part.find_first_not_of(' ') != std::string_view::npos)
            out.emplace_back(part);
        text.remove_prefix(std::min(cut + 1, text.size()));
    }
    return out;
}

} // namespace

reel::awaitable<reel::result<discovery::plan>> discovery::resolve(discover_args args)
{
    if (auto right = check(args); !right)
        co_return right.error();
    plan out;
    auto& by = out.by;
    by.what = kind_of(args.type);
    by.year_from = args.year_from;
    by.year_to = args.year_to;
    by.min_rating = args.min_rating;
    by.runtime_from = args.runtime_from;
    by.runtime_to = args.runtime_to;
    by.region = region_of(args.region, settings_);
    by.sort = args.sort.value_or(order::popularity);
    if (args.language)
    {
        by.language = choose_language(*args.language);
        if (!by.language)
            out.not_applied.push_back("language: '" + reel::shown(*args.language, 40) +
                                      "' is no language known here; give its code, such as ko");
    }
    if (args.actor || args.actor_id)
        if (auto done = co_await resolve_person(out, args); !done)
            co_return done.error();
    if (!out.candidates.empty())
        co_return out;
    if (args.genre)
        if (auto done = co_await resolve_genres(out, *args.genre); !done)
            co_return done.error();
    if (args.keyword)
        if (auto done = co_await resolve_theme(out, *args.keyword, "keyword"); !done)
            co_return done.error();
    if (args.provider)
        if (auto done = co_await resolve_provider(out, *args.provider); !done)
            co_return done.error();
    if (!out.not_applied.empty() && !by.narrow())
        out.hopeless = true;
    co_return out;
}

discovery::step discovery::resolve_genres(plan& into, std::string asked)
{
    auto parts = split_at_commas(asked);
    if (choose_genre(genres_, into.by.what, asked)) // "Action, Adventure" may be the name of one
        parts = {asked};
    for (const auto& part : parts)
    {
        auto genre = choose_genre(genres_, into.by.what, part);
        if (!genre) // not a genre, but perhaps what keywords are for: "heist"
            genre = genre_choice{{}, reel::fold_name(part), {}, reel::fold_name(part)};
        if (genre->keyword)
        {
            const auto before = into.by.themes.size();
            if (auto done = co_await resolve_theme(into, *genre->keyword, "genre"); !done)
                co_return done.error();
            if (into.by.themes.size() > before)
                into.by.themes.back().name = genre->name;
            else if (genre->ids.empty())
            {
                into.not_applied.back() += "; genres are " + names_of(genres_.of(into.by.what));
                continue;
            }
        }
        into.by.genres.push_back(std::move(*genre));
    }
    co_return reel::result<void>{};
}

discovery::step discovery::resolve_theme(plan& into, std::string asked, std::string label)
{
    auto words = asked;
    for (int tries = 0; tries < 2; ++tries)
    {
        const auto found = co_await catalogue_.names(target("/search/keyword", {{"query", words}}));
        if (!found)
            co_return found.error();
        into.oldest.saw((*found)->as_of);
        const auto chosen = choose_keywords((*found)->value, words);
        if (!chosen.empty())
        {
            theme one{chosen.size() == 1 ? chosen.front().name : reel::shown(asked, 60), {}};
            for (const auto& keyword : chosen)
                one.ids.push_back(keyword.id);
            into.by.themes.push_back(std::move(one));
            co_return reel::result<void>{};
        }
        if (!words.ends_with('s')) // "heists"
            break;
        words.pop_back();
    }
    into.not_applied.push_back(label + ": TMDB has no keyword like '" + reel::shown(asked, 60) + "'");
    co_return reel::result<void>{};
}

discovery::step discovery::resolve_person(plan& into, discover_args args)
{
    if (args.actor_id)
    {
        into.by.person = named{*args.actor_id, reel::shown(args.actor.value_or("that person"), 100)};
        co_return reel::result<void>{};
    }
    auto what = target( // g++ 14.2 dies of such a list inside co_await
        "/search/person", {{"query", *args.actor}, {"language", settings_.language}, {"include_adult", "false"}});
    const auto found = co_await catalogue_.names(std::move(what));
    if (!found)
        co_return found.error();
    into.oldest.saw((*found)->as_of);
    auto choice = choose_person((*found)->value, *args.actor);
    into.by.person = std::move(choice.one);
    into.candidates = std::move(choice.candidates);
    if (!into.by.person && into.candidates.empty())
    {
        into.not_applied.push_back("actor: TMDB knows nobody called '" + reel::shown(*args.actor, 100) + "'");
        into.hopeless = true;
    }
    co_return reel::result<void>{};
}

discovery::step discovery::resolve_provider(plan& into, std::string asked)
{
    const auto* path = into.by.what == kind::movie ? "/watch/providers/movie" : "/watch/providers/tv";
    auto what = target(path, {{"language", settings_.language}, {"watch_region", into.by.region}});
    const auto all = co_await catalogue_.names(std::move(what));
    if (!all)
        co_return all.error();
    into.oldest.saw((*all)->as_of);
    into.by.provider = choose_provider((*all)->value, asked);
    if (!into.by.provider)
        into.not_applied.push_back("provider: '" + reel::shown(asked, 60) + "' is not among the services of " +
                                   into.by.region);
    co_return reel::result<void>{};
}

} // namespace reel_tmdb
