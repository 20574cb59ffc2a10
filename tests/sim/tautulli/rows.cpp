// SPDX-License-Identifier: MIT
#include "tests/sim/tautulli/rows.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>

namespace reel_sim::tautulli
{

std::vector<row> rows_of(const std::vector<const play*>& plays, bool grouping)
{
    std::vector<row> out;
    boost::unordered_flat_map<std::uint32_t, std::size_t> groups;
    for (const auto* p : plays)
    {
        const auto [at, is_new] = groups.emplace(grouping ? p->reference : p->id, out.size());
        if (is_new)
            out.push_back({.latest = p, .stream = nullptr, .started = p->started, .stopped = 0, .ids = {}});
        auto& r = out[at->second];
        if (p->started >= r.latest->started)
            r.latest = p;
        r.started = std::min(r.started, p->started);
        r.stopped = std::max(r.stopped, p->stopped);
        r.seconds += p->seconds();
        r.paused += p->paused;
        r.percent = std::max(r.percent, p->percent);
        r.ids.push_back(p->id);
    }
    return out;
}

row row_of(const stream& s)
{
    return {.latest = &s.play,
            .stream = &s,
            .started = s.play.started,
            .stopped = s.play.stopped,
            .percent = s.play.percent,
            .ids = {}};
}

} // namespace reel_sim::tautulli
