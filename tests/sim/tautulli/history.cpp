// SPDX-License-Identifier: MIT
#include "tests/sim/tautulli/history.hpp"

#include <reel/time.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace reel_sim::tautulli
{

std::string_view name_of(decision d) noexcept
{
    return d == decision::direct_play ? "direct play" : d == decision::copy ? "copy" : "transcode";
}

double watched_status(int percent, bool live) noexcept
{
    constexpr double threshold = 85;
    for (double part : {1.0, 0.75, 0.5, 0.25})
        if (live || percent >= threshold * part)
            return part;
    return 0;
}

const play& history::add(play p)
{
    p.id = static_cast<std::uint32_t>(plays_.size()) + 1;
    if (p.reference == 0)
        p.reference = p.id;
    p.day = reel::to_iso8601(reel::local_date(reel::time_point{std::chrono::seconds{p.started}}));
    return plays_.emplace_back(std::move(p));
}

std::vector<const play*> plays_of(const history& h, std::uint32_t user, std::int64_t from, std::int64_t until)
{
    std::vector<const play*> out;
    for (const auto& p : h.plays())
        if (p.user == user && p.started >= from && p.started < until)
            out.push_back(&p);
    return out;
}

std::vector<watched_work> most_watched(const history& h, media type, std::int64_t since, rank_by by)
{
    struct tally
    {
        watched_work sum;
        std::set<std::uint32_t> groups, users;
    };
    std::map<std::string, tally, std::less<>> by_title;
    for (const auto& p : h.plays())
    {
        if (p.what.type != type || p.what.live || p.stopped < since || p.odd == oddity::null_title)
            continue;
        auto& t = by_title[std::string{p.what.work()}];
        t.sum.title = p.what.work();
        t.sum.seconds += p.seconds();
        if (p.started >= t.sum.last)
        {
            t.sum.key = p.what.work_key();
            t.sum.last = p.started;
        }
        t.groups.insert(p.reference);
        t.users.insert(p.user);
    }
    std::vector<watched_work> out;
    for (auto& [title, t] : by_title)
    {
        t.sum.plays = static_cast<std::uint32_t>(t.groups.size());
        t.sum.users = static_cast<std::uint32_t>(t.users.size());
        out.push_back(std::move(t.sum));
    }
    auto rank = [by](const watched_work& w) {
        const auto first = by == rank_by::users ? std::int64_t{w.users} : 0;
        return std::tuple{first, by == rank_by::duration ? w.seconds : std::int64_t{w.plays}, w.last, w.key};
    };
    std::sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return rank(a) > rank(b); });
    return out;
}

} // namespace reel_sim::tautulli
