// SPDX-License-Identifier: MIT
#include "plugins/tautulli/words.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace reel_tautulli
{

namespace
{

/// ' of films, matching "Dune", by Pat, from 2026-11-16 to 2026-11-22'
std::string in_words(const history_question& asked, std::string_view whom)
{
    std::string out;
    if (asked.type)
        out += *asked.type == media::movie ? " of films" : " of episodes";
    if (!asked.title.empty())
        out += " matching \"" + reel::shown(asked.title, 100) + '"';
    (out += " by ") += whom;
    const auto last = asked.until ? day_of(*asked.until - std::chrono::milliseconds{1}) : std::string{};
    if (asked.since && asked.until)
        out += day_of(*asked.since) == last ? " on " + last : " from " + day_of(*asked.since) + " to " + last;
    else if (asked.since)
        out += " since " + day_of(*asked.since);
    else if (asked.until)
        out += " until " + last;
    return out;
}

} // namespace

std::string said(const std::optional<std::string>& argument)
{
    std::string_view text = argument ? std::string_view{*argument} : std::string_view{};
    constexpr std::string_view blank = " \t\r\n";
    text.remove_prefix(std::min(text.find_first_not_of(blank), text.size()));
    return std::string{text.substr(0, text.find_last_not_of(blank) + 1)};
}

std::string anyone(const sight& whose)
{
    return whose.only ? whose.whose() : "anyone";
}

std::string day_of(reel::time_point when)
{
    return reel::to_iso8601(reel::local_date(when));
}

std::string counted(std::int64_t count, std::string_view one, std::string_view many)
{
    return std::to_string(count) + ' ' + std::string{count == 1 ? one : many};
}

double hours_of(std::int64_t seconds)
{
    return std::round(static_cast<double>(seconds) / 360) / 10;
}

std::string in_hours(double hours)
{
    std::array<char, 32> out{};
    std::snprintf(out.data(), out.size(), "%.1f", hours);
    std::string text{out.data()};
    if (text.ends_with(".0"))
        text.resize(text.size() - 2);
    return text + (text == "1" ? " hour" : " hours");
}

std::string titled(std::string_view title, std::optional<int> year)
{
    const auto text = reel::shown(title);
    return year ? text + " (" + std::to_string(*year) + ')' : text;
}

std::optional<std::string> unless_empty(std::string_view text)
{
    return text.empty() ? std::nullopt : std::optional{reel::shown(text)};
}

history_entry entry_of(const play& what, reel::time_point now)
{
    history_entry out;
    out.title = reel::shown(what.full_title);
    out.media_type = reel::shown(what.media_type, 20);
    if (what.show.empty())
        out.year = what.year;
    else
    {
        out.show = reel::shown(what.show);
        out.season = what.season;
        out.episode = what.episode;
        out.episode_title = unless_empty(what.title);
    }
    out.watched_date = what.date;
    out.watched = reel::relative(what.date, now);
    out.minutes = static_cast<int>((what.seconds + 30) / 60);
    out.user = reel::shown(what.user, 60);
    out.platform = unless_empty(what.platform);
    out.player = unless_empty(what.player);
    out.percent_complete = what.percent;
    out.finished = what.finished;
    return out;
}

std::string say_history(const history_question& asked, const history_answer& answer)
{
    const auto what = in_words(asked, asked.whose.whose());
    const int first = (asked.page - 1) * asked.limit + 1;
    const auto count = static_cast<int>(answer.results.size());
    if (count == 0 && asked.page > 1)
        return "There is no page " + std::to_string(asked.page) + " of the plays" + what;
    if (count == 0)
        return "No recent watch history found: no plays" + in_words(asked, anyone(asked.whose));
    std::string out = answer.total ? counted(*answer.total, "play", "plays") + what : "Plays" + what;
    if (asked.page > 1 || answer.more)
        out += "; these are " + std::to_string(first) + " to " + std::to_string(first + count - 1);
    if (answer.more && !answer.total)
        out += ", more on the next page";
    if (asked.page == 1)
        out += "; the newest is " + answer.results.front().title + ", " + answer.results.front().watched;
    return out;
}

} // namespace reel_tautulli
