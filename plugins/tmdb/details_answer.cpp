// SPDX-License-Identifier: MIT
#include "plugins/tmdb/details_answer.hpp"

#include "plugins/tmdb/wording.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <cmath>

namespace reel_tmdb
{

namespace
{

constexpr std::size_t longest_overview = 1000;

template <class T>
std::optional<T> unless_empty(T value)
{
    return value.empty() ? std::nullopt : std::optional{std::move(value)};
}

template <class T>
std::optional<T> unless_zero(T value)
{
    return value == T{} ? std::nullopt : std::optional{value};
}

std::vector<std::string> names_of(const std::vector<named>& list)
{
    std::vector<std::string> out;
    for (const auto& one : list)
        out.push_back(one.name);
    return out;
}

std::optional<std::string> written(const std::optional<reel::date>& day)
{
    return day ? std::optional{reel::to_iso8601(*day)} : std::nullopt;
}

season_entry entry_of(const season& s, bool episodes, reel::date today)
{
    season_entry out;
    out.season = s.number;
    out.name = s.name;
    out.air_date = written(s.aired);
    const auto aired = aired_by(s, today);
    out.episodes = s.announced;
    if (s.episodes.empty()) // only the season's own day is known
        out.aired = s.aired && *s.aired <= today ? s.announced : 0;
    else
    {
        out.episodes = static_cast<int>(s.episodes.size());
        out.aired = static_cast<int>(std::count(aired.begin(), aired.end(), true));
    }
    out.unaired = out.episodes - out.aired;
    if (!episodes)
        return out;
    out.episode_list.emplace();
    for (std::size_t i = 0; i < s.episodes.size(); ++i)
        out.episode_list->push_back({s.episodes[i].number, s.episodes[i].name, written(s.episodes[i].aired), aired[i]});
    return out;
}

/// The first dated episode that is still to come; specials do not count.
std::optional<next_entry> next_of(const details& d, reel::date today)
{
    std::optional<next_entry> out;
    std::optional<reel::date> when;
    const auto consider = [&](int number, const episode& e) {
        if (number > 0 && e.aired && *e.aired > today && (!when || *e.aired < *when))
        {
            when = e.aired;
            out = next_entry{number, e.number, e.name, reel::to_iso8601(*e.aired)};
        }
    };
    for (const auto& s : d.seasons)
        for (const auto& e : s.episodes)
            consider(s.number, e);
    if (d.next)
        consider(d.next->season, d.next->episode);
    return out;
}

std::string asked_for(const details_args& asked)
{
    if (asked.title)
        return titled(reel::shown(*asked.title), asked.year);
    if (asked.tmdb_id)
        return "TMDB id " + std::to_string(*asked.tmdb_id);
    if (asked.tvdb_id)
        return "TVDB id " + std::to_string(*asked.tvdb_id);
    return "IMDb id " + reel::shown(asked.imdb_id.value_or("?"));
}

std::string say_seasons(const details_answer& a)
{
    int seasons = 0, aired = 0;
    for (const auto& s : *a.seasons)
        if (s.season > 0 && s.aired > 0)
        {
            ++seasons;
            aired += s.aired;
        }
    if (aired == 0)
        return "nothing has aired yet";
    return counted(seasons, "season", "seasons") + ", " + counted(aired, "episode", "episodes") + " aired";
}

} // namespace

std::vector<bool> aired_by(const season& s, reel::date today)
{
    std::vector<bool> out(s.episodes.size());
    bool later_one_aired = false;
    for (auto i = s.episodes.size(); i-- > 0;)
    {
        const auto& day = s.episodes[i].aired;
        out[i] = day ? *day <= today : later_one_aired;
        later_one_aired = later_one_aired || out[i];
    }
    return out;
}

details_answer answer_of(const details& d, const std::string& region, bool episodes, reel::date today)
{
    details_answer out;
    out.found = true;
    out.type = d.kind;
    out.title = d.name;
    if (d.original_name != d.name)
        out.original_title = unless_empty(d.original_name);
    out.year = d.year();
    out.tmdb_id = d.id;
    out.tvdb_id = unless_zero(d.ids.tvdb);
    out.imdb_id = unless_empty(d.ids.imdb);
    out.status = unless_empty(d.status);
    out.released = written(d.released);
    out.overview = unless_empty(reel::shown(d.overview, longest_overview));
    out.genres = unless_empty(d.genre_names);
    out.runtime = unless_zero(d.runtime);
    if (d.votes > 0)
        out.rating = std::round(d.rating * 10) / 10;
    out.votes = unless_zero(d.votes);
    out.certificate = unless_empty(d.certificate);
    out.language = unless_empty(d.language);
    out.makers = unless_empty(d.makers);
    std::vector<cast_entry> cast;
    for (const auto& one : d.cast)
        cast.push_back({one.name, unless_empty(one.character)});
    out.cast = unless_empty(std::move(cast));
    out.networks = unless_empty(d.networks);
    watch_entry watch{region, names_of(d.watch.stream), names_of(d.watch.rent), names_of(d.watch.buy)};
    if (!watch.stream.empty() || !watch.rent.empty() || !watch.buy.empty())
        out.watch = std::move(watch);
    if (d.collection)
        out.collection = collection_entry{d.collection->id, d.collection->name};
    out.poster_url = unless_empty(poster_url(d.poster));
    if (d.kind == kind::movie)
        return out;
    out.seasons.emplace();
    for (const auto& s : d.seasons)
        out.seasons->push_back(entry_of(s, episodes, today));
    out.next_episode = next_of(d, today);
    return out;
}

std::string say_details(const details_answer& a)
{
    title_entry e;
    e.title = *a.title;
    e.type = *a.type;
    e.year = a.year;
    e.in_library = a.in_library;
    auto owned = say_owned({e});
    std::vector<std::string> parts;
    if (a.seasons)
        parts.push_back(say_seasons(a));
    if (a.genres)
        parts.push_back(reel::listed(*a.genres));
    if (a.runtime && !a.seasons)
        parts.push_back(std::to_string(*a.runtime) + " minutes");
    std::string out = titled(*a.title, a.year);
    for (std::size_t i = 0; i < parts.size(); ++i)
        out += (i ? "; " : ": ") + parts[i];
    out += '.';
    if (a.next_episode)
        out += " Season " + std::to_string(a.next_episode->season) +
               (a.next_episode->episode == 1 ? " starts " : " continues ") + a.next_episode->air_date + '.';
    if (a.watch && !a.watch->stream.empty())
        out += " Streams on " + reel::listed(a.watch->stream) + " (" + a.watch->region + ").";
    return owned.empty() ? out : owned + ' ' + out;
}

std::string say_not_found(const details_args& asked)
{
    return "TMDB does not know " + asked_for(asked) +
           (asked.title ? "; check the spelling, or try the original title." : "; try the title instead.");
}

std::string say_candidates(const details_args& asked, const std::vector<title_entry>& candidates)
{
    const auto owned = say_owned(candidates);
    return (owned.empty() ? "" : owned + ' ') +
           (candidates.size() == 1 ? "Is this meant by " : "Several may be meant by ") + asked_for(asked) + ": " +
           some_of(candidates) + (candidates.size() == 1 ? "?" : ". Which one?");
}

} // namespace reel_tmdb
