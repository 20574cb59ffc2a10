// SPDX-License-Identifier: MIT
#include "plugins/tautulli/dates.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

namespace reel_tautulli
{

namespace
{

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using namespace std::chrono_literals;

using words = std::vector<std::string_view>;

words split(std::string_view text)
{
    words out;
    while (!text.empty())
    {
        const auto end = std::min(text.find(' '), text.size());
        if (end > 0)
            out.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

std::optional<int> number(std::string_view word)
{
    int out = 0;
    const auto end = word.data() + word.size();
    const auto read = std::from_chars(word.data(), end, out);
    return read.ec == std::errc{} && read.ptr == end && out >= 0 ? std::optional{out} : std::nullopt;
}

/// "mon", "tues", "monday": which of the names it is, counted from 0; -1: none of them.
template <std::size_t N>
int index_of(std::string_view word, const std::array<std::string_view, N>& names)
{
    for (std::size_t i = 0; i < N; ++i)
        if (word.size() >= 3 && names[i].starts_with(word))
            return static_cast<int>(i);
    return -1;
}

constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 12> month_names{"january",   "february", "march",    "april",
                                                       "may",       "june",     "july",     "august",
                                                       "september", "october",  "november", "december"};

period between(sys_days first, sys_days after_last)
{
    return {reel::start_of(reel::date{first}), reel::start_of(reel::date{after_last})};
}

sys_days monday_of(sys_days day)
{
    return day - (std::chrono::weekday{day} - std::chrono::Monday);
}

std::optional<period> month_of(std::chrono::year_month month)
{
    if (!month.ok() || int{month.year()} < 1970 || int{month.year()} > 9998)
        return std::nullopt;
    return between(sys_days{month / 1}, sys_days{(month + months{1}) / 1});
}

std::optional<period> year_of(std::chrono::year year)
{
    if (int{year} < 1970 || int{year} > 9998)
        return std::nullopt;
    return between(sys_days{year / 1 / 1}, sys_days{(year + std::chrono::years{1}) / 1 / 1});
}

/// `count` units before `day`; months and years end on the last day that there is.
std::optional<sys_days> before(sys_days day, int count, std::string_view unit)
{
    if (unit.ends_with('s'))
        unit.remove_suffix(1);
    if (count > 36'500)
        return std::nullopt;
    if (unit == "day" || unit == "night")
        return day - days{count};
    if (unit == "week")
        return day - days{7 * std::min(count, 5'200)};
    if (unit != "month" && unit != "year")
        return std::nullopt;
    const reel::date from{day};
    const auto month = from.year() / from.month() - months{std::min(unit == "year" ? 12 * count : count, 1'200)};
    return sys_days{std::min(reel::date{month / from.day()}, reel::date{sys_days{month / std::chrono::last}})};
}

/// "last week", "this month": the unit of the calendar, `back` units ago.
std::optional<period> calendar_unit(sys_days today, int back, std::string_view unit)
{
    const reel::date date{today};
    if (unit == "week")
        return between(monday_of(today) - days{7 * back}, monday_of(today) - days{7 * (back - 1)});
    if (unit == "weekend")
        return between(monday_of(today) - days{7 * back - 5}, monday_of(today) - days{7 * (back - 1)});
    if (unit == "month")
        return month_of(date.year() / date.month() - months{back});
    if (unit == "year")
        return year_of(date.year() - std::chrono::years{back});
    if (unit != "night" && unit != "evening")
        return std::nullopt;
    auto out = between(today - days{back}, today - days{back - 1});
    if (back > 0) // evenings do not end at midnight
        out = {out.begin + 12h, out.end + 6h};
    return out;
}

std::optional<period> one_word(std::string_view word, sys_days today)
{
    if (word == "today" || word == "now" || word == "tonight")
        return between(today, today + days{1});
    if (word == "yesterday")
        return between(today - days{1}, today);
    if (const int day = index_of(word, weekdays); day >= 0)
    {
        const auto then = today - (std::chrono::weekday{today} - std::chrono::weekday{static_cast<unsigned>(day + 1)});
        return between(then, then + days{1});
    }
    if (const int month = index_of(word, month_names); month >= 0)
    {
        const reel::date date{today};
        auto then = date.year() / std::chrono::month{static_cast<unsigned>(month + 1)};
        if (then > date.year() / date.month()) // the latest there was
            then -= std::chrono::years{1};
        return month_of(then);
    }
    if (const auto year = number(word); year && word.size() == 4)
        return year_of(std::chrono::year{*year});
    if (word.size() == 7 && word[4] == '-')
        if (const auto year = number(word.substr(0, 4)), month = number(word.substr(5)); year && month)
            return month_of(std::chrono::year{*year} / std::chrono::month{static_cast<unsigned>(*month)});
    return std::nullopt;
}

bool are_hours(int count, std::string_view unit)
{
    return (unit == "hour" || unit == "hours") && count <= 24 * 366;
}

/// "the last 30 days", "past week": up to and with today. "The last 24 hours" to the minute.
std::optional<period> rolling(reel::time_point now, int count, std::string_view unit)
{
    if (are_hours(count, unit))
        return period{now - std::chrono::hours{count}, now};
    const sys_days today{reel::local_date(now)};
    const auto from = before(today, count, unit);
    return from ? std::optional{between(*from, today + days{1})} : std::nullopt;
}

std::optional<period> phrase(words said, reel::time_point now)
{
    const sys_days today{reel::local_date(now)};
    if (!said.empty() && (said.front() == "the" || said.front() == "in" || said.front() == "on"))
        said.erase(said.begin());
    if (said.size() == 1)
        return one_word(said[0], today);
    const bool last = !said.empty() && (said[0] == "last" || said[0] == "previous");
    const bool past = !said.empty() && said[0] == "past";
    if (said.size() == 2)
    {
        if (past || (last && said[1] == "hour"))
            return rolling(now, 1, said[1]);
        if (last && index_of(said[1], weekdays) >= 0) // not today, even if it is one
            return one_word(said[1], today - days{1});
        if (last && index_of(said[1], month_names) >= 0)
            return one_word(said[1], sys_days{(reel::date{today}.year() / reel::date{today}.month() / 1)} - days{1});
        if (last || said[0] == "this")
            return calendar_unit(today, last ? 1 : 0, said[1]);
        const int month = index_of(said[0], month_names);
        if (const auto year = number(said[1]); month >= 0 && year)
            return month_of(std::chrono::year{*year} / std::chrono::month{static_cast<unsigned>(month + 1)});
    }
    if (said.size() == 3)
    {
        if (const auto count = number(said[1]); count && (last || past))
            return rolling(now, *count, said[2]);
        const auto count = said[0] == "a" || said[0] == "one" ? std::optional{1} : number(said[0]);
        if (count && said[2] == "ago" && are_hours(*count, said[1]))
            return period{now - std::chrono::hours{*count}, now - std::chrono::hours{*count}};
        if (count && said[2] == "ago")
            if (const auto day = before(today, *count, said[1]))
                return between(*day, *day + days{1});
    }
    return std::nullopt;
}

} // namespace

reel::result<period> parse_period(std::string_view text, reel::time_point now)
{
    if (const auto day = reel::parse_date(text); day && int{day->year()} >= 1970)
        return between(sys_days{*day}, sys_days{*day} + days{1});
    if (const auto moment = reel::parse_iso8601(text))
        return period{*moment, *moment};
    std::string lower{text.substr(0, 100)};
    for (auto& c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c == ',' ? ' ' : c;
    if (const auto found = phrase(split(lower), now))
        return *found;
    return reel::error{reel::errc::bad_argument,
                       "\"" + reel::shown(text, 60) +
                           "\" is not a time that is understood; write a date such as 2026-11-01, or today, yesterday, "
                           "monday, last week, this month, last 30 days, 2 weeks ago, 2025"};
}

} // namespace reel_tautulli
