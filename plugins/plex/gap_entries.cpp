// SPDX-License-Identifier: MIT
#include "plugins/plex/gap_entries.hpp"

#include "plugins/plex/answer.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <set>

namespace reel_plex
{

namespace
{

constexpr int default_limit = 20;
constexpr std::size_t most_titles = 5; // named in the sentence

/// A record and its missing episodes of today.
struct gap
{
    const gap_record* of;
    std::vector<const gap_record::absence*> missing; ///< ascending
    std::optional<reel::date> latest;
};

std::optional<gap> gap_of(const gap_record& record, reel::date today)
{
    gap out{&record, {}, {}};
    for (const auto& one : record.absent)
        if (one.what.aired_by(today))
        {
            out.missing.push_back(&one);
            out.latest = std::max(out.latest, one.what.airs);
        }
    if (out.missing.empty() && record.counted_seasons.empty())
        return {};
    return out;
}

bool is_asked_for(const gap_record& record, const gap_args& args)
{
    const auto named = [](const std::string& name, const std::string& words) {
        return (' ' + reel::fold_name(name) + ' ').find(' ' + reel::fold_name(words) + ' ') != std::string::npos;
    };
    if (args.title && !named(record.title, *args.title))
        return false;
    if (args.ended && record.ended != args.ended)
        return false;
    return !args.library || std::ranges::any_of(record.libraries, [&](const auto& library) {
        return reel::fold_name(library) == reel::fold_name(*args.library);
    });
}

std::string in_words(const show_gap_entry& show)
{
    std::vector<std::string> parts;
    if (!show.missing_seasons.empty())
        parts.push_back((show.missing_seasons.size() == 1 ? "season " : "seasons ") + ranges(show.missing_seasons));
    for (const auto& season : show.seasons)
        if (!season.entirely)
            parts.push_back("season " + std::to_string(season.season) + " episode" +
                            (season.episodes.size() == 1 ? " " : "s ") + ranges(season.episodes));
    std::string out = titled(show.title, show.year) + " lacks ";
    for (std::size_t i = 0; i < parts.size(); ++i)
        out += (i ? "; " : "") + parts[i];
    return out;
}

std::optional<std::int64_t> id_in_json(const std::optional<std::uint64_t>& id)
{
    return id ? std::optional{static_cast<std::int64_t>(*id)} : std::nullopt;
}

show_gap_entry entry_of(const gap& from)
{
    const auto& record = *from.of;
    show_gap_entry out;
    out.title = record.title;
    if (record.year != 0)
        out.year = record.year;
    out.tmdb_id = id_in_json(record.tmdb);
    out.tvdb_id = id_in_json(record.tvdb);
    out.libraries = record.libraries;
    out.ended = record.ended;
    out.missing = static_cast<int>(from.missing.size());
    out.missing_seasons = record.counted_seasons;
    for (const auto* one : from.missing)
    {
        if (out.seasons.empty() || out.seasons.back().season != one->season)
        {
            out.seasons.push_back({one->season, !one->season_here, {}});
            if (!one->season_here)
                out.missing_seasons.push_back(one->season);
        }
        out.seasons.back().episodes.push_back(one->what.number);
        if (one->what.airs == from.latest)
            out.latest =
                latest_gap_entry{one->season, one->what.number, one->what.name, reel::to_iso8601(*from.latest)};
    }
    std::ranges::sort(out.missing_seasons);
    out.message = in_words(out);
    return out;
}

void count(gap_answer& into, const gap_record& record)
{
    switch (record.state)
    {
    case gap_state::compared:
        ++into.compared;
        break;
    case gap_state::differs:
        ++into.not_comparable;
        break;
    case gap_state::failed:
        ++into.failed;
        break;
    case gap_state::to_do:
        ++into.to_do;
        return;
    }
    if (record.as_of != reel::time_point{} && (!into.as_of || record.as_of < *into.as_of))
        into.as_of = record.as_of;
}

std::string say_page(const gap_answer& page, const gap_args& args)
{
    std::string out;
    if (page.compared == 0)
        out = "No show could be compared yet";
    else if (page.total == 0)
        out = args.title || args.library || args.ended
                  ? "No show like that was found to lack an aired season or episode"
                  : "No show that was compared lacks an aired season or episode";
    else
    {
        std::vector<std::string> titles;
        for (const auto& show : page.shows)
            if (titles.size() < most_titles)
                titles.push_back(show.title);
        out = counted(page.total, "show lacks", "shows lack") + " aired seasons or episodes";
        if (!titles.empty())
            out += page.shows.size() > titles.size() || page.pages > 1 ? ", among them " + reel::listed(titles)
                                                                       : ": " + reel::listed(titles);
    }
    if (page.compared != 0)
        out += "; " + counted(page.compared, "show", "shows") + " compared";
    if (page.not_comparable != 0)
        out += ", " + std::to_string(page.not_comparable) + " not comparable because their numbering differs";
    if (page.failed != 0)
        out += ", " + std::to_string(page.failed) + " could not be compared and are tried again";
    if (page.to_do != 0)
        out += ", " + std::to_string(page.to_do) + " still to do";
    return out;
}

std::optional<reel::error> refused_library(const gap_records& all, const gap_args& args)
{
    std::set<std::string> names;
    for (const auto& [key, record] : all)
        names.insert(record.libraries.begin(), record.libraries.end());
    const auto meant = [&](const auto& name) { return reel::fold_name(name) == reel::fold_name(*args.library); };
    if (!args.library || names.empty() || std::ranges::any_of(names, meant)) // none: nothing was looked at yet
        return {};
    return reel::error{reel::errc::bad_argument,
                       "there is no such library of shows; there are " + reel::listed({names.begin(), names.end()})}
        .at("/library");
}

} // namespace

gap_record record_of(const std::vector<row>& copies)
{
    gap_record out;
    const auto& best = copies.front();
    out.title = reel::shown(best.title());
    out.year = best.year();
    out.index_says = 14695981039346656037u; // FNV-1a
    const auto mix = [&](std::uint64_t value) { out.index_says = (out.index_says ^ value) * 1099511628211u; };
    for (const auto& copy : copies)
    {
        if (!out.tmdb)
            out.tmdb = copy.id(id_space::tmdb);
        if (!out.tvdb)
            out.tvdb = copy.id(id_space::tvdb);
        auto library = reel::shown(copy.in().info().title);
        if (std::ranges::find(out.libraries, library) == out.libraries.end())
            out.libraries.push_back(std::move(library));
        mix(std::hash<std::string_view>{}(copy.rating_key()));
        mix(copy.leaf_count());
        for (const auto& id : copy.ids())
            mix(id.value);
        for (const auto& season : copy.seasons())
            mix(static_cast<std::uint64_t>(season.number) << 32 | season.episodes);
    }
    return out;
}

void put(gap_record& into, const gap_report& found)
{
    into.state = found.agrees ? gap_state::compared : gap_state::differs;
    into.ended = found.ended;
    into.as_of = found.as_of;
    for (const auto& season : found.seasons)
    {
        if (season.season == 0)
            continue;
        for (const auto* list : {&season.missing, &season.unaired})
            for (const auto& episode : *list)
                into.absent.push_back({season.season, season.here, episode});
        if (season.missing_entirely() && season.missing.empty())
            into.counted_seasons.push_back(season.season);
    }
    std::ranges::sort(into.absent, {}, [](const auto& one) { return std::pair{one.season, one.what.number}; });
}

reel::result<gap_answer> page_of(const gap_records& all, const gap_args& args, reel::date today)
{
    if (auto refused = refused_library(all, args))
        return std::move(*refused);
    gap_answer out;
    std::vector<gap> gaps;
    for (const auto& [key, record] : all)
    {
        count(out, record);
        if (record.state != gap_state::compared || !is_asked_for(record, args))
            continue;
        if (auto found = gap_of(record, today))
            gaps.push_back(std::move(*found));
    }
    std::ranges::sort(gaps, [](const gap& a, const gap& b) {
        return a.latest != b.latest ? a.latest > b.latest : a.of->title < b.of->title;
    });
    const int limit = args.limit.value_or(default_limit);
    out.page = args.page.value_or(1);
    out.total = static_cast<int>(gaps.size());
    out.pages = (out.total + limit - 1) / limit;
    const auto first = std::min<std::int64_t>(static_cast<std::int64_t>(out.page - 1) * limit, out.total);
    const auto last = std::min<std::int64_t>(first + limit, out.total);
    for (auto i = first; i < last; ++i)
        out.shows.push_back(entry_of(gaps[static_cast<std::size_t>(i)]));
    out.message = say_page(out, args);
    return out;
}

} // namespace reel_plex
