// SPDX-License-Identifier: MIT
#include "plugins/plex/edit_distance.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace reel_plex
{

namespace
{

constexpr std::size_t longest = 255;

template <class Text>
int distance(Text a, Text b, int limit)
{
    while (!a.empty() && !b.empty() && a.front() == b.front())
    {
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    while (!a.empty() && !b.empty() && a.back() == b.back())
    {
        a.remove_suffix(1);
        b.remove_suffix(1);
    }
    if (a.size() > b.size())
        std::swap(a, b);
    const int far = limit + 1;
    if (b.size() > longest || b.size() - a.size() > static_cast<std::size_t>(limit))
        return far;
    const int n = static_cast<int>(a.size()), m = static_cast<int>(b.size());
    if (n == 0)
        return std::min(m, far);

    // Rows of the usual table, of which only the band |i - j| <= limit can matter.
    std::array<std::array<int, longest + 2>, 3> table;
    auto *before = &table[0], *above = &table[1], *now = &table[2];
    for (int j = 0; j <= m; ++j)
        (*above)[static_cast<std::size_t>(j)] = std::min(j, far);
    int best_above = 0;
    for (int i = 1; i <= n; ++i)
    {
        const int first = std::max(1, i - limit), last = std::min(m, i + limit);
        (*now)[static_cast<std::size_t>(first - 1)] = first == 1 ? std::min(i, far) : far;
        int best = far;
        for (int j = first; j <= last; ++j)
        {
            const auto x = static_cast<std::size_t>(j);
            const auto ca = a[static_cast<std::size_t>(i - 1)], cb = b[x - 1];
            int cost = (*above)[x - 1] + (ca != cb);
            cost = std::min({cost, (*now)[x - 1] + 1, (*above)[x] + 1});
            if (i > 1 && j > 1 && ca == b[x - 2] && a[static_cast<std::size_t>(i - 2)] == cb)
                cost = std::min(cost, (*before)[x - 2] + 1);
            (*now)[x] = std::min(cost, far);
            best = std::min(best, (*now)[x]);
        }
        if (last < m)
            (*now)[static_cast<std::size_t>(last + 1)] = far;
        if (best == far && best_above == far) // one such row may be bridged by a swap, two cannot
            return far;
        best_above = best;
        auto* oldest = before;
        before = above;
        above = now;
        now = oldest;
    }
    return (*above)[static_cast<std::size_t>(m)];
}

} // namespace

int edit_distance(std::string_view a, std::string_view b, int limit)
{
    return distance(a, b, limit);
}
int edit_distance(std::u32string_view a, std::u32string_view b, int limit)
{
    return distance(a, b, limit);
}

} // namespace reel_plex
