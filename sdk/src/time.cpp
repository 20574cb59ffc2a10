// SPDX-License-Identifier: MIT
#include <reel/time.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <optional>

namespace reel
{

namespace
{

struct unit
{
    std::string_view name;
    std::int64_t ms;
};

// Longest first where one name begins another ("ms", "min" before "m").
constexpr std::array units{unit{"ms", 1},    unit{"min", 60'000},  unit{"m", 60'000},
                           unit{"s", 1'000}, unit{"h", 3'600'000}, unit{"d", 86'400'000}};

error not_a_duration(std::string_view text)
{
    return {errc::bad_argument, "not a duration: \"" + std::string{text} + "\" (write it like 90s, 15m, 1h30m or 2d)"};
}

/// Reads exactly `count` digits at `at` and moves past them; -1 when they are not there.
int digits(std::string_view text, std::size_t& at, std::size_t count)
{
    int value = 0;
    if (at + count > text.size())
        return -1;
    for (std::size_t i = 0; i < count; ++i, ++at)
    {
        if (text[at] < '0' || text[at] > '9')
            return -1;
        value = value * 10 + (text[at] - '0');
    }
    return value;
}

bool skip(std::string_view text, std::size_t& at, std::string_view any_of)
{
    if (at < text.size() && any_of.find(text[at]) != std::string_view::npos)
    {
        ++at;
        return true;
    }
    return false;
}

/// "2026-11-22" at `at`, moving past it.
std::optional<date> read_date(std::string_view text, std::size_t& at)
{
    const int year = digits(text, at, 4);
    const bool dash = skip(text, at, "-");
    const int month = digits(text, at, 2);
    const bool dash2 = skip(text, at, "-");
    const int day = digits(text, at, 2);
    if (year < 0 || !dash || month < 0 || !dash2 || day < 0)
        return {};
    const date read{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                    std::chrono::day{static_cast<unsigned>(day)}};
    return read.ok() ? std::optional{read} : std::nullopt;
}

} // namespace

result<duration> parse_duration(std::string_view text)
{
    constexpr std::int64_t longest = std::int64_t{100} * 365 * 86'400'000;
    std::int64_t total = 0;
    std::string_view rest = text;
    if (rest.empty())
        return not_a_duration(text);
    while (!rest.empty())
    {
        std::int64_t number = 0;
        const auto [end, failure] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
        if (failure != std::errc{} || rest.front() == '-')
            return not_a_duration(text);
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        const auto found =
            std::find_if(units.begin(), units.end(), [&](const unit& u) { return rest.starts_with(u.name); });
        if (found == units.end() || number > longest / found->ms)
            return not_a_duration(text);
        rest.remove_prefix(found->name.size());
        total += number * found->ms;
        if (total > longest)
            return not_a_duration(text);
    }
    return duration{total};
}

std::string format_duration(duration value)
{
    auto ms = value.count();
    if (ms == 0)
        return "0s";
    std::string out;
    if (ms < 0)
    {
        out = "-";
        ms = -ms;
    }
    for (const auto& u :
         {unit{"d", 86'400'000}, unit{"h", 3'600'000}, unit{"m", 60'000}, unit{"s", 1'000}, unit{"ms", 1}})
    {
        if (const auto n = ms / u.ms)
            out += std::to_string(n) + std::string{u.name};
        ms %= u.ms;
    }
    return out;
}

std::string to_iso8601(time_point when)
{
    const auto seconds =
        static_cast<std::time_t>(std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count());
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 40> text{};
    const auto length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return {text.data(), length};
}

result<time_point> parse_iso8601(std::string_view text)
{
    const auto wrong = [&] {
        return error{errc::bad_argument,
                     "not a time: \"" + std::string{text} + "\" (write it like 2026-11-22T21:49:07Z)"};
    };
    std::size_t at = 0;
    const auto ymd = read_date(text, at);
    const bool separator = skip(text, at, "Tt ");
    const int hour = digits(text, at, 2);
    const bool colon = skip(text, at, ":");
    const int minute = digits(text, at, 2);
    const bool colon2 = skip(text, at, ":");
    const int second = digits(text, at, 2);
    if (!ymd || !separator || !colon || !colon2 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
        second > 60)
        return wrong();
    duration value = std::chrono::sys_days{*ymd}.time_since_epoch() + std::chrono::hours{hour} +
                     std::chrono::minutes{minute} + std::chrono::seconds{second};
    if (skip(text, at, "."))
    {
        int scale = 100;
        const auto begin = at;
        for (int d; at < text.size() && (d = text[at] - '0') >= 0 && d <= 9; ++at, scale /= 10)
            value += duration{d * scale};
        if (at == begin)
            return wrong();
    }
    if (!skip(text, at, "Zz"))
    {
        const bool behind = at < text.size() && text[at] == '-';
        const bool sign = skip(text, at, "+-");
        const int hours = digits(text, at, 2);
        skip(text, at, ":");
        const int minutes = digits(text, at, 2);
        if (!sign || hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
            return wrong();
        const duration offset = std::chrono::hours{hours} + std::chrono::minutes{minutes};
        value += behind ? offset : -offset;
    }
    if (at != text.size())
        return wrong();
    return time_point{value};
}

std::string relative(time_point when, time_point now)
{
    if (when == time_point{})
        return "never";
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - when).count();
    const auto ago = [](std::int64_t n, std::string_view one, std::string_view many) {
        return std::to_string(n) + " " + std::string{n == 1 ? one : many} + " ago";
    };
    if (seconds < 10)
        return "just now";
    if (seconds < 60)
        return ago(seconds, "s", "s");
    if (seconds < 3600)
        return ago(seconds / 60, "min", "min");
    if (seconds < 2 * 86400)
        return ago(seconds / 3600, "h", "h");
    return ago(seconds / 86400, "day", "days");
}

result<date> parse_date(std::string_view text)
{
    std::size_t at = 0;
    const auto read = read_date(text, at);
    if (!read || at != text.size())
        return error{errc::bad_argument, "not a date: \"" + std::string{text} + "\" (write it like 2027-01-12)"};
    return *read;
}

std::string to_iso8601(date day)
{
    std::array<char, 16> out;
    const int n = std::snprintf(out.data(), out.size(), "%04d-%02u-%02u", int{day.year()}, unsigned{day.month()},
                                unsigned{day.day()});
    return {out.data(), static_cast<std::size_t>(n)};
}

date local_date(time_point when)
{
    const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count();
    std::tm there{};
    ::localtime_r(&seconds, &there);
    return {std::chrono::year{there.tm_year + 1900}, std::chrono::month{static_cast<unsigned>(there.tm_mon + 1)},
            std::chrono::day{static_cast<unsigned>(there.tm_mday)}};
}

time_point start_of(date day)
{
    std::tm there{};
    there.tm_year = int{day.year()} - 1900;
    there.tm_mon = static_cast<int>(unsigned{day.month()}) - 1;
    there.tm_mday = static_cast<int>(unsigned{day.day()});
    there.tm_isdst = -1; // whichever it is then
    return time_point{std::chrono::seconds{::mktime(&there)}};
}

} // namespace reel
