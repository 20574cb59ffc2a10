// SPDX-License-Identifier: MIT
#include "tests/sim/catalogue/catalogue.hpp"

#include <algorithm>
#include <utility>

namespace reel_sim
{

const work* catalogue::find_work(reel_sim::kind kind, std::string_view title, int year) const
{
    auto found = std::find_if(works.begin(), works.end(),
                              [&](const work& w) { return w.kind == kind && w.year == year && w.title == title; });
    return found == works.end() ? nullptr : &*found;
}

std::vector<const item*> catalogue::copies(reel_sim::kind kind, std::string_view title, int year) const
{
    std::vector<const item*> out;
    const auto* wanted = find_work(kind, title, year);
    for (const auto& i : items)
        if (wanted && &works[i.work] == wanted && visible(i))
            out.push_back(&i);
    return out;
}

const section* catalogue::find_section(std::string_view title) const
{
    auto found = std::find_if(sections.begin(), sections.end(), [&](const section& s) { return s.title == title; });
    return found == sections.end() ? nullptr : &*found;
}

const section* catalogue::find_section(std::uint32_t key) const
{
    auto found = std::find_if(sections.begin(), sections.end(), [&](const section& s) { return s.key == key; });
    return found == sections.end() ? nullptr : &*found;
}

section* catalogue::find_section(std::uint32_t key)
{
    return const_cast<section*>(std::as_const(*this).find_section(key));
}

std::optional<place> catalogue::find(std::uint32_t key) const
{
    auto found = places.find(key);
    if (found == places.end())
        return std::nullopt;
    return found->second;
}

bool catalogue::visible(const item& i) const
{
    return !i.removed && i.deleted_at == 0 && find_section(i.section)->hidden < 2;
}

std::size_t catalogue::count(std::uint32_t section_key) const
{
    return static_cast<std::size_t>(std::count_if(
        items.begin(), items.end(), [&](const item& i) { return i.section == section_key && !i.removed; }));
}

std::uint32_t catalogue::add_item(item i)
{
    const auto index = static_cast<std::uint32_t>(items.size());
    i.key = next_key++;
    for (auto& s : i.seasons)
    {
        s.key = next_key++;
        for (auto& e : s.episodes)
            e.key = next_key++;
    }
    items.push_back(std::move(i));
    places[items[index].key] = {index, -1, -1};
    index_seasons(index);
    return index;
}

void catalogue::index_seasons(std::uint32_t item_index)
{
    const auto& seasons = items[item_index].seasons;
    for (std::size_t s = 0; s < seasons.size(); ++s)
    {
        places[seasons[s].key] = {item_index, static_cast<std::int32_t>(s), -1};
        for (std::size_t e = 0; e < seasons[s].episodes.size(); ++e)
            places[seasons[s].episodes[e].key] = {item_index, static_cast<std::int32_t>(s),
                                                  static_cast<std::int32_t>(e)};
    }
}

std::uint32_t catalogue::add_season(std::uint32_t item_index, std::uint16_t number, std::uint16_t episodes)
{
    season added{.key = next_key++, .number = number, .watched = 0, .episodes = {}};
    for (std::uint16_t e = 1; e <= episodes; ++e)
        added.episodes.push_back({next_key++, e});
    auto& seasons = items[item_index].seasons;
    const auto key = added.key;
    seasons.insert(std::upper_bound(seasons.begin(), seasons.end(), number,
                                    [](std::uint16_t n, const season& s) { return n < s.number; }),
                   std::move(added));
    index_seasons(item_index);
    return key;
}

std::uint32_t catalogue::add_episode(std::uint32_t item_index, std::uint16_t season_number, std::uint16_t number)
{
    auto& seasons = items[item_index].seasons;
    auto with_number = [&](const season& s) { return s.number == season_number; };
    if (std::none_of(seasons.begin(), seasons.end(), with_number))
        add_season(item_index, season_number, 0);
    auto& episodes = std::find_if(seasons.begin(), seasons.end(), with_number)->episodes;
    const episode added{next_key++, number};
    episodes.insert(std::upper_bound(episodes.begin(), episodes.end(), number,
                                     [](std::uint16_t n, const episode& e) { return n < e.number; }),
                    added);
    index_seasons(item_index);
    return added.key;
}

void catalogue::remove_item(std::uint32_t item_index)
{
    auto& gone = items[item_index];
    gone.removed = true;
    places.erase(gone.key);
    for (const auto& s : gone.seasons)
    {
        places.erase(s.key);
        for (const auto& e : s.episodes)
            places.erase(e.key);
    }
}

std::vector<int> season_gaps(const item& show)
{
    std::vector<int> gaps;
    int previous = 0;
    for (const auto& s : show.seasons)
    {
        for (int n = previous + 1; previous > 0 && n < s.number; ++n)
            gaps.push_back(n);
        previous = s.number;
    }
    return gaps;
}

std::size_t episode_count(const item& show)
{
    std::size_t n = 0;
    for (const auto& s : show.seasons)
        n += s.episodes.size();
    return n;
}

} // namespace reel_sim
