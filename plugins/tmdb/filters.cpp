// SPDX-License-Identifier: MIT
#include "plugins/tmdb/filters.hpp"

#include "plugins/tmdb/client.hpp"

#include <algorithm>
#include <cstdio>

namespace reel_tmdb
{

namespace
{

std::string number(std::optional<int> n)
{
    return n ? std::to_string(*n) : std::string{};
}

std::string decimal(double value)
{
    char out[32];
    std::snprintf(out, sizeof out, "%g", value);
    return out;
}

template <class Range>
std::string joined(const Range& ids, char by)
{
    std::string out;
    for (const auto id : ids)
        out += (out.empty() ? "" : std::string{by}) + std::to_string(id);
    return out;
}

std::vector<std::vector<int>> groups_of(const filters& f)
{
    std::vector<std::vector<int>> out;
    for (const auto& genre : f.genres)
        out.insert(out.end(), genre.ids.begin(), genre.ids.end());
    return out;
}

/// A comma means and, a bar means or; both together are not defined.
std::string genre_query(const filters& f)
{
    const auto groups = groups_of(f);
    if (groups.size() == 1)
        return joined(groups.front(), '|');
    std::vector<int> all;
    for (const auto& group : groups)
        if (group.size() == 1)
            all.push_back(group.front());
    return joined(all, ',');
}

std::string theme_query(const filters& f)
{
    if (f.themes.size() == 1)
        return joined(f.themes.front().ids, '|');
    std::vector<std::int64_t> all;
    for (const auto& one : f.themes)
        all.push_back(one.ids.front()); // the nearest of each
    return joined(all, ',');
}

std::string language_of(const filters& f)
{
    if (f.language)
        return f.language->code;
    for (const auto& genre : f.genres)
        if (!genre.language.empty())
            return genre.language;
    return {};
}

std::string order_of(const filters& f)
{
    const std::string day = f.what == kind::movie ? "primary_release_date" : "first_air_date";
    switch (f.sort)
    {
    case order::rating:
        return "vote_average.desc";
    case order::newest:
        return day + ".desc";
    case order::oldest:
        return day + ".asc";
    default:
        return "popularity.desc";
    }
}

/// What is announced for years ahead is not what people mean by the newest.
std::string last_day(const filters& f, reel::date today)
{
    if (f.year_to)
        return std::to_string(*f.year_to) + "-12-31";
    return f.sort == order::newest ? reel::to_iso8601(today) : std::string{};
}

std::string years_in_words(const filters& f)
{
    const auto from = f.year_from, to = f.year_to;
    if (from && to && *from == *to)
        return " from " + number(from);
    if (from && to && *from % 10 == 0 && *to == *from + 9)
        return " from the " + number(from) + 's';
    if (from && to)
        return " from " + number(from) + " to " + number(to);
    if (from)
        return " since " + number(from);
    return to ? " until " + number(to) : std::string{};
}

std::string runtime_in_words(const filters& f)
{
    if (f.runtime_from && f.runtime_to)
        return number(f.runtime_from) + " to " + number(f.runtime_to) + " minutes";
    return f.runtime_from ? number(f.runtime_from) + " minutes or more" : number(f.runtime_to) + " minutes or less";
}

std::string in_lower_case(std::string text)
{
    for (char& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return text;
}

} // namespace

bool filters::narrow() const
{
    return !genres.empty() || !themes.empty() || person || year_from || year_to || language || min_rating ||
           runtime_from || runtime_to || provider;
}

int least_votes(const filters& f)
{
    if (!f.min_rating && f.sort != order::rating)
        return 0;
    const auto language = language_of(f);
    if (f.person || !f.themes.empty() || (!language.empty() && language != "en"))
        return 5;
    return f.sort == order::rating ? 100 : 20;
}

std::string discover_target(const filters& f, const config& settings, int page, reel::date today)
{
    const bool movie = f.what == kind::movie;
    const std::string day = movie ? "primary_release_date" : "first_air_date";
    const bool acts = f.person && f.person->department == "Acting";
    const auto votes = least_votes(f);
    const auto person = f.person ? std::to_string(f.person->id) : std::string{};
    return target(movie ? "/discover/movie" : "/discover/tv",
                  {{"language", settings.language},
                   {"include_adult", "false"},
                   {"sort_by", order_of(f)},
                   {"with_genres", genre_query(f)},
                   {"with_keywords", theme_query(f)},
                   {acts ? "with_cast" : "with_people", person},
                   {day + ".gte", f.year_from ? number(f.year_from) + "-01-01" : std::string{}},
                   {day + ".lte", last_day(f, today)},
                   {"with_original_language", language_of(f)},
                   {"vote_average.gte", f.min_rating ? decimal(*f.min_rating) : std::string{}},
                   {"vote_count.gte", votes > 0 ? std::to_string(votes) : std::string{}},
                   {"with_runtime.gte", number(f.runtime_from)},
                   {"with_runtime.lte", number(f.runtime_to)},
                   {"with_watch_providers", f.provider ? std::to_string(f.provider->id) : std::string{}},
                   {"watch_region", f.provider ? f.region : std::string{}}, // required with providers
                   {"page", page > 1 ? std::to_string(page) : std::string{}}});
}

bool genres_need_a_look(const filters& f)
{
    const auto groups = groups_of(f);
    return groups.size() > 1 &&
           std::any_of(groups.begin(), groups.end(), [](const std::vector<int>& g) { return g.size() > 1; });
}

bool fits(const filters& f, const title& t, reel::date today)
{
    const auto language = language_of(f);
    const bool rated = !f.min_rating || t.rating >= *f.min_rating;
    const bool dated = (!f.year_from && !f.year_to) || (t.year() && (!f.year_from || *t.year() >= *f.year_from) &&
                                                        (!f.year_to || *t.year() <= *f.year_to));
    const bool out = f.sort != order::newest || f.year_to || (t.released && *t.released <= today);
    return rated && dated && out && t.votes >= least_votes(f) && (language.empty() || t.language == language) &&
           std::all_of(f.genres.begin(), f.genres.end(), [&](const genre_choice& g) { return fits(g, t.genres); });
}

bool fits(const filters& f, const details& d)
{
    const auto has = [&](std::int64_t id) {
        return std::find(d.keywords.begin(), d.keywords.end(), id) != d.keywords.end();
    };
    const auto themes = [&](const theme& one) { return std::any_of(one.ids.begin(), one.ids.end(), has); };
    const auto streams = [&](const std::vector<named>& list) {
        return std::any_of(list.begin(), list.end(), [&](const named& n) { return n.id == f.provider->id; });
    };
    if (!std::all_of(f.themes.begin(), f.themes.end(), themes))
        return false;
    if (f.provider && !streams(d.watch.stream) && !streams(d.watch.rent) && !streams(d.watch.buy))
        return false;
    if ((f.runtime_from || f.runtime_to) && d.runtime == 0)
        return false;
    return (!f.runtime_from || d.runtime >= *f.runtime_from) && (!f.runtime_to || d.runtime <= *f.runtime_to);
}

void sort_by(std::vector<title>& titles, order by)
{
    std::ranges::sort(titles, [by](const title& a, const title& b) {
        const auto day = [](const title& t) {
            return std::pair{t.released.has_value(), t.released.value_or(reel::date{})};
        };
        const auto undated_last = [](const title& t) {
            return std::pair{!t.released, t.released.value_or(reel::date{})};
        };
        if (by == order::rating && a.rating != b.rating)
            return a.rating > b.rating;
        if (by == order::newest && day(a) != day(b))
            return day(a) > day(b);
        if (by == order::oldest && undated_last(a) != undated_last(b))
            return undated_last(a) < undated_last(b);
        return std::pair{b.popularity, a.id} < std::pair{a.popularity, b.id};
    });
}

std::string subject(const filters& f, int n)
{
    std::string out;
    if (f.language)
        out += (f.language->name.empty() ? f.language->code : f.language->name) + ' ';
    for (const auto& genre : f.genres)
        out += in_lower_case(genre.name) + ' ';
    out += f.what == kind::movie ? (n == 1 ? "film" : "films") : (n == 1 ? "show" : "shows");
    for (const auto& one : f.themes)
        if (std::none_of(f.genres.begin(), f.genres.end(), [&](const genre_choice& g) { return g.name == one.name; }))
            out += " about " + one.name;
    out += years_in_words(f);
    if (f.person)
        out += " with " + f.person->name;
    if (f.provider)
        out += " on " + f.provider->name;
    if (f.min_rating)
        out += " rated " + decimal(*f.min_rating) + " or better";
    if (f.runtime_from || f.runtime_to)
        out += " of " + runtime_in_words(f);
    return out;
}

std::vector<std::string> applied(const filters& f)
{
    std::vector<std::string> out;
    for (const auto& genre : f.genres)
        out.push_back("genre: " + genre.name + (genre.keyword ? " (by keyword)" : ""));
    for (const auto& one : f.themes)
        if (std::none_of(f.genres.begin(), f.genres.end(), [&](const genre_choice& g) { return g.name == one.name; }))
            out.push_back("keyword: " + one.name);
    if (f.person)
        out.push_back("person: " + f.person->name);
    if (f.year_from || f.year_to)
        out.push_back("years:" + years_in_words(f));
    if (f.language)
        out.push_back("language: " + f.language->code);
    if (f.min_rating)
        out.push_back("rating: " + decimal(*f.min_rating) + " or better");
    if (const auto votes = least_votes(f))
        out.push_back("votes: " + std::to_string(votes) + " or more");
    if (f.runtime_from || f.runtime_to)
        out.push_back("runtime: " + runtime_in_words(f));
    if (f.provider)
        out.push_back("provider: " + f.provider->name + " (" + f.region + ')');
    return out;
}

} // namespace reel_tmdb
