// SPDX-License-Identifier: MIT
#include "plugins/plex/check.hpp"

#include "plugins/plex/answer.hpp"
#include "plugins/plex/guid.hpp"
#include "plugins/plex/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace reel_plex
{

namespace
{

constexpr std::size_t longest_title = 300;

reel::error wrong(std::string message, std::string pointer)
{
    return reel::error{reel::errc::bad_argument, std::move(message)}.at(std::move(pointer));
}

bool is_blank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

reel::result<std::optional<std::uint64_t>> id_of(std::optional<std::int64_t> number, std::string_view name,
                                                 const std::string& where)
{
    if (!number)
        return std::optional<std::uint64_t>{};
    if (*number <= 0)
        return wrong(std::string{name} + " must be a positive number", where + '/' + std::string{name});
    return std::optional{static_cast<std::uint64_t>(*number)};
}

reel::result<query> query_of(const wanted& item, const std::string& where)
{
    if (!item.title || is_blank(*item.title))
        return wrong("title is missing; give title and type", where + "/title");
    if (item.title->size() > longest_title)
        return wrong("title is longer than " + std::to_string(longest_title) + " bytes", where + "/title");
    if (!item.type)
        return wrong("type is missing; it is movie or show", where + "/type");
    query out;
    out.kind = *item.type;
    out.title = *item.title;
    out.year = item.year;
    auto tmdb = id_of(item.tmdb_id, "tmdbId", where);
    if (!tmdb)
        return tmdb.error();
    out.tmdb = *tmdb;
    auto tvdb = id_of(item.tvdb_id, "tvdbId", where);
    if (!tvdb)
        return tvdb.error();
    out.tvdb = *tvdb;
    if (item.imdb_id)
    {
        out.imdb = parse_imdb(*item.imdb_id);
        if (!out.imdb)
            return wrong("imdbId must look like tt1160419", where + "/imdbId");
    }
    return out;
}

std::optional<int> year_of(const row& r)
{
    return r.year() == 0 ? std::nullopt : std::optional{r.year()};
}

std::optional<std::string> text_or_nothing(std::string_view text)
{
    return text.empty() ? std::nullopt : std::optional{shown(text)};
}

std::string library_of(const row& r)
{
    return shown(r.in().info().title);
}

/// An item with versions in several resolutions is several copies.
void add_copies(const row& r, std::vector<copy_entry>& out)
{
    constexpr std::array<std::pair<resolution, std::string_view>, 7> best_first{{{resolution::p4320, "8k"},
                                                                                 {resolution::p2160, "4k"},
                                                                                 {resolution::p1080, "1080p"},
                                                                                 {resolution::p720, "720p"},
                                                                                 {resolution::p576, "576p"},
                                                                                 {resolution::p480, "480p"},
                                                                                 {resolution::sd, "sd"}}};
    const auto edition = text_or_nothing(r.edition());
    if (r.resolutions() == 0)
        out.push_back({library_of(r), std::nullopt, edition});
    for (const auto& [bit, name] : best_first)
        if (r.resolutions() & static_cast<std::uint8_t>(bit))
            out.push_back({library_of(r), std::string{name}, edition});
}

void add_seasons(finding& f, const std::vector<season_entry>& all)
{
    std::vector<int> numbers;
    f.seasons.emplace();
    f.total_episodes = 0;
    for (const auto& season : all)
    {
        if (season.season == 0)
        {
            f.specials = season;
            continue;
        }
        numbers.push_back(season.season);
        *f.total_episodes += season.episodes;
        f.seasons->push_back(season);
    }
    f.total_seasons = static_cast<int>(numbers.size());
    f.missing_seasons = gaps(numbers);
    if (!f.missing_seasons->empty())
        f.verdict = verdict::partial;
}

void describe_hits(finding& f, const query& asked, const match_result& match,
                   const std::optional<std::vector<season_entry>>& seasons)
{
    const auto& best = match.hits.front();
    f.found = true;
    f.verdict = verdict::present;
    f.title = shown(best.title());
    f.year = year_of(best);
    f.library = library_of(best);
    f.copies.emplace();
    for (const auto& hit : match.hits)
        add_copies(hit, *f.copies);
    if (asked.kind == kind::show && seasons)
        add_seasons(f, *seasons);
    f.message = say_present(f);
    if (match.title_differs)
        f.message += " (found by its id; asked for as " + shown(asked.title) + ')';
}

void describe_candidates(finding& f, const query& asked, const match_result& match)
{
    f.verdict = verdict::unknown;
    f.candidates.emplace();
    for (const auto& one : match.candidates)
        f.candidates->push_back(
            {shown(one.what.title()), year_of(one.what), std::round(one.score * 100) / 100, library_of(one.what)});
    f.message = say_candidates(f, shown(asked.title));
}

} // namespace

reel::result<std::vector<query>> queries_of(const check_args& args)
{
    const bool single = args.title || args.type || args.year || args.tmdb_id || args.tvdb_id || args.imdb_id;
    if (single == args.items.has_value())
        return wrong(single ? "give either items, or title and type, not both" : "give title and type, or items", "");
    std::vector<query> out;
    if (single)
    {
        auto one = query_of(args, "");
        if (!one)
            return one.error();
        out.push_back(std::move(*one));
        return out;
    }
    for (std::size_t i = 0; i < args.items->size(); ++i)
    {
        auto one = query_of((*args.items)[i], "/items/" + std::to_string(i));
        if (!one)
            return one.error();
        out.push_back(std::move(*one));
    }
    return out;
}

void season_tally::add(const std::vector<season>& seasons)
{
    for (const auto& one : seasons)
    {
        auto& kept = seasons_[one.number];
        kept.season = one.number;
        kept.episodes = std::max(kept.episodes, static_cast<int>(one.episodes));
        kept.watched = std::max(kept.watched, static_cast<int>(one.watched));
        if (kept.title.empty())
            kept.title = shown(one.title);
    }
}

std::vector<season_entry> season_tally::entries() const
{
    std::vector<season_entry> out;
    for (const auto& [number, entry] : seasons_)
        if (entry.episodes > 0)
            out.push_back(entry);
    return out;
}

finding describe(const view& seen, const query& asked, const match_result& match,
                 const std::optional<std::vector<season_entry>>& seasons, std::string_view progress)
{
    finding f;
    f.found = false;
    f.type = asked.kind;
    if (!match.hits.empty())
    {
        describe_hits(f, asked, match, seasons);
        return f;
    }
    f.title = shown(asked.title);
    f.year = asked.year;
    const auto& fresh = seen.of(asked.kind);
    if (!match.candidates.empty())
        describe_candidates(f, asked, match);
    else if (fresh.pending)
    {
        f.verdict = verdict::unknown;
        f.message = say_loading(*f.title, progress);
    }
    else if (!fresh.unreadable.empty())
    {
        f.verdict = verdict::unknown;
        f.message = say_missing(*f.title, fresh.unreadable);
    }
    else
    {
        f.verdict = verdict::absent;
        f.message = match.trashed.empty() ? say_missing(*f.title, {}) : say_trashed(*f.title);
    }
    return f;
}

} // namespace reel_plex
