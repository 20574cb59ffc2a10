// SPDX-License-Identifier: MIT
#include "plugins/tmdb/wording.hpp"

#include <reel/text.hpp>

#include <cmath>

namespace reel_tmdb
{

namespace
{

constexpr std::size_t names_in_a_message = 5;
constexpr std::size_t overview_in_a_list = 150;

std::string named_with_year(const title_entry& e)
{
    return titled(e.title, e.year);
}

std::string say_one_owned(const title_entry& e)
{
    const auto& mark = *e.in_library;
    std::string out = "You already have ";
    if (mark.seasons && !mark.seasons->empty())
        out += (mark.seasons->size() == 1 ? "season " : "seasons ") + ranges(*mark.seasons) + " of ";
    else if (mark.status == owned::partial)
        out += "a part of ";
    out += named_with_year(e);
    if (mark.missing_seasons && !mark.missing_seasons->empty())
        out += (mark.missing_seasons->size() == 1 ? ", missing season " : ", missing seasons ") +
               ranges(*mark.missing_seasons);
    return out + '.';
}

} // namespace

std::string titled(std::string_view title, std::optional<int> year)
{
    std::string out{title};
    if (year)
        out += " (" + std::to_string(*year) + ')';
    return out;
}

std::string ranges(const std::vector<int>& numbers)
{
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < numbers.size();)
    {
        std::size_t end = i + 1;
        while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1)
            ++end;
        if (end - i >= 3)
        {
            parts.push_back(std::to_string(numbers[i]) + '-' + std::to_string(numbers[end - 1]));
            i = end;
        }
        else
            parts.push_back(std::to_string(numbers[i++]));
    }
    return reel::listed(parts);
}

std::string counted(int n, std::string_view one, std::string_view many)
{
    return std::to_string(n) + ' ' + std::string{n == 1 ? one : many};
}

std::string poster_url(const std::string& path)
{
    return path.starts_with('/') ? "https://image.tmdb.org/t/p/w342" + path : std::string{};
}

std::vector<title_entry> entries_of(const std::vector<title>& titles)
{
    std::vector<title_entry> out;
    for (const auto& t : titles)
    {
        title_entry e;
        e.title = t.name;
        if (!t.original_name.empty() && t.original_name != t.name)
            e.original_title = t.original_name;
        e.type = t.kind;
        e.year = t.year();
        e.tmdb_id = t.id;
        if (t.votes > 0)
            e.rating = std::round(t.rating * 10) / 10;
        if (!t.language.empty())
            e.language = t.language;
        if (!t.overview.empty())
            e.overview = reel::shown(t.overview, overview_in_a_list);
        if (auto url = poster_url(t.poster); !url.empty())
            e.poster_url = std::move(url);
        out.push_back(std::move(e));
    }
    return out;
}

void put_marks(std::vector<title_entry>& entries, const std::optional<marks>& from)
{
    if (from)
        for (std::size_t i = 0; i < entries.size() && i < from->of.size(); ++i)
            entries[i].in_library = from->of[i];
}

bool is_owned(const std::optional<library_mark>& mark)
{
    return mark && (mark->status == owned::present || mark->status == owned::partial);
}

std::string some_of(const std::vector<title_entry>& entries)
{
    std::vector<std::string> names;
    for (const auto& e : entries)
        if (names.size() < names_in_a_message)
            names.push_back(named_with_year(e));
    if (entries.size() > names.size())
        names.push_back(std::to_string(entries.size() - names.size()) + " more");
    return reel::listed(names);
}

std::string say_owned(const std::vector<title_entry>& entries)
{
    std::vector<title_entry> owned;
    for (const auto& e : entries)
        if (is_owned(e.in_library))
            owned.push_back(e);
    if (owned.empty())
        return {};
    if (owned.size() == 1)
        return say_one_owned(owned.front());
    return "You already have " + some_of(owned) + '.';
}

std::string say_found(std::string_view asked, const std::vector<title_entry>& entries)
{
    if (entries.empty())
        return "TMDB knows nothing called " + reel::shown(asked) + "; check the spelling, or try the original title.";
    std::vector<title_entry> others;
    for (const auto& e : entries)
        if (!is_owned(e.in_library))
            others.push_back(e);
    const auto owned = say_owned(entries);
    if (owned.empty())
        return "Found " + some_of(others) + '.';
    return others.empty() ? owned : owned + " Also found: " + some_of(others) + '.';
}

} // namespace reel_tmdb
