// SPDX-License-Identifier: MIT
#include "tests/sim/catalogue/schedule.hpp"

#include "tests/sim/catalogue/random.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <span>

namespace reel_sim
{
namespace
{

constexpr day_number settled = 30; // days: what is over has been so for a while

day_number first_day(const work& w, day_number today, random& r)
{
    if (w.outlook == outlook::undated && w.seasons.size() < 2)
        return undated;
    if (w.year == 0)
        return undated;
    const bool to_come = w.outlook == outlook::dated && w.seasons.size() < 2;
    const auto day = day_of(date{w.year, r.between(to_come ? 2 : 1, 12), r.between(1, 28)});
    return to_come ? day : std::min(day, today - settled);
}

day_number last_day(const season_plan& s) noexcept
{
    return s.first_day + s.step * std::max(0, s.episodes - 1);
}

/// A season a year; closer together when they would not be over by `limit`.
void plan_past(std::span<season_plan> seasons, day_number first, day_number limit, random& r)
{
    const std::uint16_t step = r.one_in(3) ? 0 : 7;
    auto next = first;
    bool chosen = false;
    for (auto& s : seasons)
    {
        if (s.first_day == unplanned)
        {
            chosen = true;
            s.first_day = next;
            s.step = step;
        }
        next = std::max(s.first_day + 365 + r.between(-20, 40), last_day(s) + 14);
    }
    if (!chosen || last_day(seasons.back()) <= limit)
        return;
    const auto each = std::max(0, limit - first) / static_cast<day_number>(seasons.size());
    next = first;
    for (auto& s : seasons)
    {
        s.first_day = next;
        s.step = static_cast<std::uint16_t>(std::clamp<int>((each - 1) / std::max<int>(1, s.episodes), 0, step));
        next += each;
    }
}

void plan_open(season_plan& s, outlook what, day_number today, random& r)
{
    s.step = 7;
    if (what == outlook::undated)
        s.first_day = undated;
    else if (what == outlook::dated)
        s.first_day = today + r.between(10, 200);
    else
        s.first_day = today - r.between(2, 5) - 7 * (r.between(1, s.episodes - 1) - 1);
}

void plan_specials(season_plan& s, day_number first, day_number limit)
{
    s.first_day = first;
    s.step = static_cast<std::uint16_t>(std::clamp((limit - first) / (s.episodes + 1), 0, 365));
    s.undated_episode = s.episodes > 2 ? 2 : 0;
}

} // namespace

day_number day_of(std::int64_t when) noexcept
{
    return static_cast<day_number>(when / 86'400);
}

day_number day_of(const date& d) noexcept
{
    using namespace std::chrono;
    const sys_days day{year{d.year} / month{static_cast<unsigned>(d.month)} /
                       std::chrono::day{static_cast<unsigned>(d.day)}};
    return static_cast<day_number>(day.time_since_epoch().count());
}

std::optional<date> date_of(day_number day) noexcept
{
    if (day == undated || day == unplanned)
        return std::nullopt;
    const std::chrono::year_month_day d{std::chrono::sys_days{std::chrono::days{day}}};
    return date{int{d.year()}, static_cast<int>(unsigned{d.month()}), static_cast<int>(unsigned{d.day()})};
}

std::string iso_date(day_number day)
{
    const auto d = date_of(day);
    if (!d)
        return {};
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", d->year, d->month, d->day);
    return text;
}

void schedule(work& w, std::int64_t now)
{
    const auto today = day_of(now);
    random r{w.seed ^ 7};
    if (w.released == unplanned)
        w.released = first_day(w, today, r);
    if (w.seasons.empty())
        return;
    const bool open = w.outlook != outlook::over && w.outlook != outlook::waiting;
    const auto limit = today - settled - (w.outlook == outlook::running ? 7 * w.seasons.back().episodes : 0);
    std::span<season_plan> regular{w.seasons};
    if (regular.front().number == 0)
        regular = regular.subspan(1);
    if (const auto past = regular.first(regular.size() - (open && !regular.empty())); !past.empty())
    {
        plan_past(past, w.released, limit, r);
        w.released = past.front().first_day;
        if (past.front().first_day != undated && past.front().episodes > 3 && r.one_in(40))
            past.front().undated_episode = 2;
    }
    if (open && regular.back().first_day == unplanned)
    {
        plan_open(regular.back(), w.outlook, today, r);
        if (regular.size() == 1 && w.outlook == outlook::dated)
            regular.back().first_day = w.released;
    }
    if (w.seasons.front().number == 0 && w.seasons.front().first_day == unplanned)
        plan_specials(w.seasons.front(), w.released, limit);
}

const season_plan* plan_of(const work& show, int season) noexcept
{
    const auto found = std::find_if(show.seasons.begin(), show.seasons.end(),
                                    [&](const season_plan& s) { return s.number == season; });
    return found == show.seasons.end() ? nullptr : &*found;
}

day_number air_day(const season_plan& plan, int episode) noexcept
{
    if (plan.first_day == undated || plan.first_day == unplanned || episode == plan.undated_episode)
        return undated;
    return plan.first_day + plan.step * (episode - 1);
}

bool has_aired(const season_plan& plan, int episode, day_number today) noexcept
{
    const auto day = air_day(plan, episode);
    if (day == undated && episode < plan.episodes)
        return has_aired(plan, episode + 1, today);
    return day != undated && day <= today;
}

std::uint16_t aired_episodes(const season_plan& plan, day_number today) noexcept
{
    std::uint16_t n = 0;
    while (plan.first_day != undated && n < plan.episodes && has_aired(plan, n + 1, today))
        ++n;
    return n;
}

std::pair<int, int> in_catalogue(const work& show, ordering by, int season, int number) noexcept
{
    if (by == ordering::library || season != 1)
        return {season, number};
    for (const auto& s : show.seasons)
    {
        if (s.number == 0)
            continue;
        if (number <= s.episodes)
            return {s.number, number};
        number -= s.episodes;
    }
    return {season, number};
}

} // namespace reel_sim
