// SPDX-License-Identifier: MIT
#include "plugins/plex/browse.hpp"

#include "plugins/plex/answer.hpp"
#include "plugins/plex/fold.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

namespace reel_plex
{

namespace
{

constexpr int default_limit = 20;
constexpr std::size_t most_names = 30; // in a message that lists what there is

reel::error wrong(std::string message, std::string pointer)
{
    return reel::error{reel::errc::bad_argument, std::move(message)}.at(std::move(pointer));
}

std::string some_of(const std::set<std::string>& names)
{
    std::vector<std::string> out;
    for (const auto& name : names)
        if (out.size() < most_names)
            out.push_back(reel::shown(name, 60));
    return out.empty() ? "none" : reel::listed(out);
}

/// What to call one genre by: people and agents do not agree on all names.
std::string genre_key(std::string_view name)
{
    auto key = reel::fold_name(name);
    if (const auto at = key.find("sci fi"); at != std::string::npos)
        key.replace(at, 6, "science fiction");
    else if (key == "scifi" || key == "sf")
        key = "science fiction";
    return key;
}

/// "science fiction" is in "science fiction and fantasy", "art" is not in "martial arts".
bool has_words(std::string_view in, std::string_view words)
{
    return (' ' + std::string{in} + ' ').find(' ' + std::string{words} + ' ') != std::string::npos;
}

/// The bits of all resolutions that `name` may stand for; 0: it is not one.
std::uint8_t resolution_bits(std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, resolution>, 12> known{{{"8k", resolution::p4320},
                                                                             {"4k", resolution::p2160},
                                                                             {"uhd", resolution::p2160},
                                                                             {"2160", resolution::p2160},
                                                                             {"1080", resolution::p1080},
                                                                             {"fullhd", resolution::p1080},
                                                                             {"hd", resolution::p720},
                                                                             {"720", resolution::p720},
                                                                             {"576", resolution::p576},
                                                                             {"480", resolution::p480},
                                                                             {"dvd", resolution::p480},
                                                                             {"sd", resolution::sd}}};
    auto key = reel::fold_name(name);
    std::erase(key, ' ');
    if (key.size() > 3 && key.ends_with('p'))
        key.pop_back();
    for (const auto& [text, bit] : known)
        if (text == key)
            return static_cast<std::uint8_t>(bit);
    return 0;
}

/// The arguments, ready to be held against a row.
struct filter
{
    std::optional<reel_plex::kind> kind;
    std::optional<std::string> library; ///< folded
    std::optional<std::string> genre;   ///< see genre_key
    std::optional<int> decade;
    bool unwatched = false;
    std::int64_t added_since = 0;
    std::uint8_t resolutions = 0;

    bool wants(const section& s) const
    {
        return (!kind || s.kind() == *kind) && (!library || reel::fold_name(s.info().title) == *library);
    }
    bool wants(const row& r) const
    {
        return !r.deleted() && (!decade || (r.year() != 0 && r.year() / 10 == *decade / 10)) &&
               (!unwatched || r.unwatched()) && (added_since == 0 || r.added_at() >= added_since) &&
               (resolutions == 0 || (r.resolutions() & resolutions) != 0);
    }
};

reel::result<filter> filter_of(const view& seen, const browse_args& args, reel::time_point now)
{
    filter out;
    out.kind = args.type;
    out.decade = args.decade;
    out.unwatched = args.unwatched.value_or(false); // models fill in false
    if (args.added_within_days)
        out.added_since = std::chrono::floor<std::chrono::seconds>(now - std::chrono::days{*args.added_within_days})
                              .time_since_epoch()
                              .count();
    if (args.resolution)
    {
        out.resolutions = resolution_bits(*args.resolution);
        if (out.resolutions == 0)
            return wrong("resolution must be one of 8k, 4k, 1080, 720, 576, 480, sd", "/resolution");
    }
    std::set<std::string> libraries, genres;
    bool has_library = !args.library, has_genre = !args.genre;
    if (args.library)
        out.library = reel::fold_name(*args.library);
    if (args.genre)
        out.genre = genre_key(*args.genre);
    for (const auto& section : seen.library.sections)
    {
        libraries.insert(section->info().title);
        has_library = has_library || reel::fold_name(section->info().title) == *out.library;
        if (!out.wants(*section))
            continue;
        for (const auto& genre : section->genres())
        {
            genres.insert(genre);
            has_genre = has_genre || has_words(genre_key(genre), *out.genre);
        }
    }
    if (!has_library)
        return wrong("there is no such library; there are " + some_of(libraries), "/library");
    if (!has_genre)
        return wrong("nothing has this genre; there are " + some_of(genres), "/genre");
    return out;
}

/// A row, and where it stands in the library: what no order tells apart stays in that one, on every page.
struct placed
{
    row what;
    std::size_t place;
};

void collect(const section& from, const filter& by, std::vector<placed>& out)
{
    std::vector<bool> wanted_genre;
    if (by.genre)
        for (const auto& genre : from.genres())
            wanted_genre.push_back(has_words(genre_key(genre), *by.genre));
    for (std::uint32_t i = 0; i < from.size(); ++i)
    {
        const auto r = from[i];
        if (!by.wants(r))
            continue;
        const auto genres = r.genres();
        if (by.genre && std::none_of(genres.begin(), genres.end(), [&](auto g) { return wanted_genre[g]; }))
            continue;
        out.push_back({r, out.size()});
    }
}

/// Below 0: `a` comes first; 0: neither.
int by_title(const row& a, const row& b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    const auto left = a.sort_title(), right = b.sort_title();
    const auto [x, y] = std::mismatch(left.begin(), left.end(), right.begin(), right.end(),
                                      [&](char c, char d) { return lower(c) == lower(d); });
    if (x == left.end() || y == right.end())
        return left.size() != right.size() ? (left.size() < right.size() ? -1 : 1) : a.year() - b.year();
    return static_cast<unsigned char>(lower(*x)) - static_cast<unsigned char>(lower(*y));
}

bool before_by_title(const placed& a, const placed& b)
{
    const int order = by_title(a.what, b.what);
    return order != 0 ? order < 0 : a.place < b.place;
}

/// Only as much of the order as a page needs.
void sort_first(std::vector<placed>& rows, std::size_t count, sort_by by)
{
    const auto middle = rows.begin() + static_cast<std::ptrdiff_t>(std::min(count, rows.size()));
    const auto by_value = [&](auto value) {
        std::partial_sort(rows.begin(), middle, rows.end(), [&](const placed& a, const placed& b) {
            const auto left = value(a.what), right = value(b.what);
            return left != right ? left > right : before_by_title(a, b);
        });
    };
    if (by == sort_by::year)
        by_value([](const row& r) { return r.year(); });
    else if (by == sort_by::added)
        by_value([](const row& r) { return r.added_at(); });
    else if (by == sort_by::rating)
        by_value([](const row& r) { return r.rating().value_or(-1); });
    else
        std::partial_sort(rows.begin(), middle, rows.end(), before_by_title);
}

browse_entry entry_of(const row& r)
{
    browse_entry out;
    out.title = reel::shown(r.title());
    if (r.year() != 0)
        out.year = r.year();
    out.type = r.kind();
    out.library = reel::shown(r.in().info().title);
    if (const auto best = r.best_resolution(); !best.empty())
        out.resolution = std::string{best};
    if (const auto edition = r.edition(); !edition.empty())
        out.edition = reel::shown(edition);
    if (const auto rating = r.rating())
        out.rating = std::round(*rating * 10) / 10;
    if (r.added_at() != 0)
        out.added = reel::time_point{std::chrono::seconds{r.added_at()}};
    if (r.kind() == kind::show)
    {
        out.episodes = static_cast<int>(r.leaf_count());
        out.watched = static_cast<int>(r.viewed_leaf_count());
    }
    else
        out.watched = r.unwatched() ? 0 : 1;
    return out;
}

std::string in_words(const browse_args& args, int count)
{
    std::string out;
    if (!args.type)
        out = count == 0 ? "movies or shows" : count == 1 ? "movie or show" : "movies and shows";
    else
        out = std::string{*args.type == kind::movie ? "movie" : "show"} + (count == 1 ? "" : "s");
    std::vector<std::string> limits;
    if (args.unwatched.value_or(false))
        limits.emplace_back("unwatched");
    if (args.genre)
        limits.push_back(reel::shown(*args.genre, 60));
    if (args.decade)
        limits.push_back(std::to_string(*args.decade / 10 * 10) + 's');
    if (args.resolution)
        limits.push_back(reel::shown(*args.resolution, 20));
    if (args.added_within_days)
        limits.push_back("added in the last " +
                         (*args.added_within_days == 1 ? "day" : std::to_string(*args.added_within_days) + " days"));
    if (args.library)
        limits.push_back("in " + reel::shown(*args.library, 60));
    for (std::size_t i = 0; i < limits.size(); ++i)
        out += (i ? ", " : " (") + limits[i];
    return limits.empty() ? out : out + ')';
}

std::string say_page(const browse_answer& page, const browse_args& args, int first)
{
    if (page.total == 0)
        return "There are no " + in_words(args, 0) + " in your Plex library";
    std::string out = std::to_string(page.total) + ' ' + in_words(args, page.total) +
                      (page.total == 1 ? " is" : " are") + " in your Plex library";
    if (page.items.empty())
        return out + "; page " + std::to_string(page.page) + " does not exist, there " +
               (page.pages == 1 ? "is 1 page" : "are " + std::to_string(page.pages) + " pages");
    if (page.pages > 1)
        out += "; these are " + std::to_string(first + 1) + " to " +
               std::to_string(first + static_cast<int>(page.items.size()));
    return out;
}

} // namespace

reel::result<browse_answer> browse(const view& seen, const browse_args& args, reel::time_point now)
{
    const auto by = filter_of(seen, args, now);
    if (!by)
        return by.error();
    std::vector<placed> rows;
    for (const auto& section : seen.library.sections)
        if (by->wants(*section))
            collect(*section, *by, rows);

    browse_answer out;
    const int limit = args.limit.value_or(default_limit);
    out.page = args.page.value_or(1);
    out.total = static_cast<int>(rows.size());
    out.pages = (out.total + limit - 1) / limit;
    const auto first = std::min<std::int64_t>(static_cast<std::int64_t>(out.page - 1) * limit, out.total);
    const auto last = std::min<std::int64_t>(first + limit, out.total);
    sort_first(rows, static_cast<std::size_t>(last),
               args.sort.value_or(args.added_within_days ? sort_by::added : sort_by::title));
    for (auto i = first; i < last; ++i)
        out.items.push_back(entry_of(rows[static_cast<std::size_t>(i)].what));
    out.message = say_page(out, args, static_cast<int>(first));
    return out;
}

} // namespace reel_plex
