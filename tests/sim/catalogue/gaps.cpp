// SPDX-License-Identifier: MIT
#include "tests/sim/catalogue/gaps.hpp"

#include "tests/sim/catalogue/schedule.hpp"

#include <algorithm>
#include <set>

namespace reel_sim
{

std::vector<int> show_gaps::missing_seasons() const
{
    std::vector<int> numbers;
    for (const auto& s : seasons)
        if (s.season > 0 && s.owned == 0 && !s.missing.empty())
            numbers.push_back(s.season);
    return numbers;
}

std::size_t show_gaps::missing_episodes() const
{
    std::size_t n = 0;
    for (const auto& s : seasons)
        n += s.season > 0 ? s.missing.size() : 0;
    return n;
}

const season_gaps_of* show_gaps::season(int number) const
{
    const auto found = std::find_if(seasons.begin(), seasons.end(), [&](const auto& s) { return s.season == number; });
    return found == seasons.end() ? nullptr : &*found;
}

show_gaps library_gaps(const catalogue& c, const work& show)
{
    show_gaps out;
    std::set<std::pair<int, int>> here;
    const auto regular = std::count_if(show.seasons.begin(), show.seasons.end(), [](auto& s) { return s.number > 0; });
    for (const auto& i : c.items)
    {
        if (&c.work_of(i) != &show || !c.visible(i))
            continue;
        ++out.copies;
        out.numbering_differs |= i.ordering != ordering::library && regular > 1;
        for (const auto& s : i.seasons)
            for (const auto& e : s.episodes)
                here.insert(in_catalogue(show, i.ordering, s.number, e.number));
    }
    const auto today = day_of(c.now);
    for (const auto& plan : show.seasons)
    {
        season_gaps_of s{.season = plan.number,
                         .listed = plan.episodes,
                         .owned = 0,
                         .missing = {},
                         .unaired = {},
                         .first_day = air_day(plan, 1)};
        for (int e = 1; e <= plan.episodes; ++e)
            if (here.contains({plan.number, e}))
                ++s.owned;
            else
                (has_aired(plan, e, today) ? s.missing : s.unaired).push_back(e);
        out.seasons.push_back(std::move(s));
    }
    return out;
}

} // namespace reel_sim
