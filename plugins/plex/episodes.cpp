// SPDX-License-Identifier: MIT
#include "plugins/plex/episodes.hpp"

#include <algorithm>
#include <iterator>

namespace reel_plex
{

void episode_set::add(const episode_set& other)
{
    std::vector<episode_number> both;
    both.reserve(numbers.size() + other.numbers.size());
    std::ranges::set_union(numbers, other.numbers, std::back_inserter(both));
    numbers = std::move(both);
    unnumbered += other.unnumbered;
}

void episode_collector::add(const item& episode)
{
    if (episode.deleted)
        return;
    if (!episode.index || !episode.parent_index)
        ++found_.unnumbered;
    else
        found_.numbers.push_back(
            {static_cast<std::uint16_t>(*episode.parent_index), static_cast<std::uint16_t>(*episode.index)});
}

episode_set episode_collector::finish() &&
{
    auto& numbers = found_.numbers;
    std::ranges::sort(numbers);
    const auto repeated = std::ranges::unique(numbers);
    numbers.erase(repeated.begin(), repeated.end());
    numbers.shrink_to_fit();
    return std::move(found_);
}

} // namespace reel_plex
