// SPDX-License-Identifier: MIT
#include "plugins/tautulli/stats.hpp"

#include "plugins/tautulli/words.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <utility>

namespace reel_tautulli
{

namespace
{

std::size_t limit_of(const stats_args& args)
{
    return static_cast<std::size_t>(args.limit.value_or(10));
}

std::optional<reel::time_point> known(reel::time_point when)
{
    return when == reel::time_point{} ? std::nullopt : std::optional{when};
}

std::vector<top_entry> top_of(const std::vector<stat_row>& rows, std::size_t limit)
{
    std::vector<top_entry> out;
    for (const auto& row : rows)
        if (out.size() < limit && !row.title.empty())
            out.push_back({reel::shown(row.title), row.year, row.plays, hours_of(row.seconds), known(row.last)});
    return out;
}

std::vector<user_entry> users_of(const std::vector<stat_row>& rows, std::size_t limit)
{
    std::vector<user_entry> out;
    for (const auto& row : rows)
        if (out.size() < limit && !row.user.empty())
            out.push_back({reel::shown(row.user, 60), row.plays, hours_of(row.seconds), known(row.last)});
    return out;
}

std::string over_words(window over)
{
    return over == window::all ? "In all" : over == window::week ? "In the last 7 days" : "In the last 30 days";
}

std::string most(std::string_view what, const std::vector<top_entry>& rows)
{
    if (rows.empty())
        return {};
    return "; most watched " + std::string{what} + ": " + titled(rows.front().title, rows.front().year) + " (" +
           counted(rows.front().plays, "play", "plays") + ')';
}

std::string say_overview(const stats_answer& answer)
{
    const auto& hours = *answer.hours;
    const double watched = answer.window == window::week    ? hours.week
                           : answer.window == window::month ? hours.month
                                                            : hours.all;
    std::string out = over_words(answer.window) + ' ' + answer.whose + " watched " + in_hours(watched);
    if (!answer.movies || !answer.shows)
        out += " of everything";
    if (answer.movies)
        out += most("film", *answer.movies);
    if (answer.shows)
        out += most("show", *answer.shows);
    return out;
}

} // namespace

int days_of(window over)
{
    return over == window::week ? 7 : over == window::month ? 30 : 36'500;
}

hours_entry hours_in(const std::vector<watch_time>& times)
{
    hours_entry out;
    for (const auto& t : times)
        if (t.days == 7)
            out.week = hours_of(t.seconds);
        else if (t.days == 30)
            out.month = hours_of(t.seconds);
        else if (t.days == 0)
            out.all = hours_of(t.seconds);
    return out;
}

std::int64_t seconds_in(const std::vector<stat_row>& rows)
{
    std::int64_t out = 0;
    for (const auto& row : rows)
        out += row.seconds;
    return out;
}

reel::result<void> check_owner(const std::vector<stat_row>& users, const sight& whose)
{
    const bool foreign =
        std::any_of(users.begin(), users.end(), [&](const stat_row& r) { return r.user_id && !whose.sees(r.user_id); });
    if (foreign)
        return reel::error{reel::errc::validation,
                           "this Tautulli cannot tell one user's statistics from everyone's; update Tautulli"};
    return {};
}

stats_answer overview(const stats_args& args, const sight& whose, const counts& from)
{
    stats_answer out;
    out.whose = whose.whose();
    out.window = args.window.value_or(window::month);
    if (args.media_type != media::episode)
        out.movies = top_of(from.movies, limit_of(args));
    if (args.media_type != media::movie)
    {
        out.shows = top_of(from.shows, limit_of(args));
        for (auto& show : *out.shows)
            show.year.reset(); // it is that of an episode
    }
    if (!whose.only)
        out.users = users_of(from.users, limit_of(args));
    out.hours = from.hours;
    out.message = say_overview(out);
    return out;
}

} // namespace reel_tautulli
