// SPDX-License-Identifier: MIT
#include <reel/config.hpp>

#include <algorithm>
#include <numeric>

namespace reel
{

namespace
{

/// Edit distance where a swap of neighbours counts once (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i)
    {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j)
        {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

} // namespace

const config_node* config_node::find(std::string_view key) const noexcept
{
    for (const auto& entry : entries)
        if (entry.key == key)
            return &entry.value;
    return nullptr;
}

void config_problems::add(config_location where, std::string message, std::string hint)
{
    list_.push_back({std::move(where), std::move(message), std::move(hint)});
}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates)
{
    if (word.size() > 128) // nobody mistypes that; comparing is quadratic
        return {};
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(word.size() / 3, 1) + 1;
    for (const auto candidate : candidates)
        if (const auto d = distance(word, candidate); d < best_distance)
        {
            best = candidate;
            best_distance = d;
        }
    return best;
}

} // namespace reel
