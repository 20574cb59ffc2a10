// SPDX-License-Identifier: MIT
#include "plugins/plex/check.hpp"

#include "plugins/plex/answer.hpp"
#include "plugins/plex/guid.hpp"
#include "plugins/plex/likeness.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
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
    return text.empty() ? std::nullopt : std::optional{reel::shown(text)};
}

std::string library_of(const row& r)
{
    return reel::shown(r.in().info().title);
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

/// The year the question names, in its title if nowhere else.
std::optional<int> year_asked(const query& q)
{
    if (q.year)
        return q.year;
    const int in_title = fold_title(q.title).year;
    return in_title ? std::optional{in_title} : std::nullopt;
}

/// The titles are one, but for what people vary without meaning another: `least` says how much of that.
bool same_title(const query& asked, const row& r, likeness least)
{
    const auto wanted = fold_title(asked.title);
    for (const auto text : {r.title(), r.original_title()})
        if (!text.empty() && compare(wanted, fold_title(text)).how >= least)
            return true;
    return false;
}

bool names_an_id(const query& q)
{
    return q.tmdb || q.tvdb || q.imdb;
}

/// It carries an id that the question names.
bool has_id_of(const query& q, const row& r)
{
    return std::ranges::any_of(r.ids(), [&](const external_id& id) {
        return id.value == (id.space == id_space::tmdb   ? q.tmdb
                            : id.space == id_space::tvdb ? q.tvdb
                            : id.space == id_space::imdb ? q.imdb
                                                         : std::nullopt);
    });
}

/// "; there is a show of that name", when that may be what was meant.
std::string of_the_other_kind(const view& seen, const query& asked)
{
    query other;
    other.kind = asked.kind == kind::movie ? kind::show : kind::movie;
    other.title = asked.title;
    const auto found = match(seen.library, other);
    auto rows = found.hits;
    for (const auto& one : found.candidates)
        rows.push_back(one.what);
    for (const auto& r : rows)
        if (same_title(asked, r, likeness::same))
            return other.kind == kind::show ? "; there is a show of that name"
                                            : titled("; there is a film of that name", year_of(r));
    return {};
}

void describe_hits(finding& f, const query& asked, const match_result& match, const show_knowledge& known)
{
    const auto& best = match.hits.front();
    f.found = true;
    f.verdict = verdict::present;
    f.title = reel::shown(best.title());
    f.year = year_of(best);
    f.library = library_of(best);
    f.copies.emplace();
    for (const auto& hit : match.hits)
        add_copies(hit, *f.copies);
    if (asked.kind == kind::show)
        add_seasons(f, known);
    f.message = say_present(f);
    const auto year = year_asked(asked);
    const bool year_differs = match.by == evidence::id && year && f.year && std::abs(*year - *f.year) > 1;
    if (match.title_differs || year_differs)
        f.message =
            remarked(std::move(f.message),
                     "found by its id; asked for as " +
                         titled(reel::shown(asked.title), fold_title(asked.title).year ? std::nullopt : asked.year));
}

void describe_candidates(finding& f, const query& asked, const match_result& match, bool whole_library)
{
    f.verdict = verdict::unknown;
    f.candidates.emplace();
    offer all{.asked = reel::shown(asked.title), .names = {}, .whole_library = whole_library};
    offer same = all;
    const auto year = year_asked(asked);
    bool other_year = year.has_value(), other_id = names_an_id(asked), by_id = false;
    for (const auto& one : match.candidates)
    {
        const auto& r = one.what;
        f.candidates->push_back({reel::shown(r.title()), year_of(r), std::round(one.score * 100) / 100, library_of(r)});
        all.names.push_back(titled(reel::shown(r.title()), year_of(r)));
        by_id = by_id || has_id_of(asked, r);
        if (!same_title(asked, r, likeness::variant))
            continue;
        same.names.push_back(all.names.back());
        other_year = other_year && r.year() != 0 && r.year() != *year;
        other_id = other_id && !has_id_of(asked, r);
    }
    if (!same.names.empty() && (other_year || other_id))
    {
        same.lacking = other_year ? "from " + std::to_string(*year) : "with that id";
        f.message = say_candidates(same);
        return;
    }
    all.of_that_title = by_id || !same.names.empty();
    f.message = say_candidates(all);
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

finding describe(const view& seen, const query& asked, const match_result& match, const show_knowledge& known,
                 std::string_view progress)
{
    finding f;
    f.found = false;
    f.type = asked.kind;
    if (!match.hits.empty())
    {
        describe_hits(f, asked, match, known);
        return f;
    }
    f.title = reel::shown(asked.title);
    f.year = asked.year;
    const auto& fresh = seen.of(asked.kind);
    if (!match.candidates.empty())
        describe_candidates(f, asked, match, !fresh.pending && fresh.unreadable.empty());
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
        f.message =
            match.trashed.empty() ? say_missing(*f.title, {}) + of_the_other_kind(seen, asked) : say_trashed(*f.title);
    }
    return f;
}

} // namespace reel_plex
