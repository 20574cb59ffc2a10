// SPDX-License-Identifier: MIT
#include "tests/sim/plex/library.hpp"

#include "tests/sim/catalogue/random.hpp"
#include "tests/sim/catalogue/schedule.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <stdexcept>
#include <utility>

#include <sys/mman.h>

namespace reel_sim::plex
{
namespace
{

constexpr std::size_t max_selections = 64;
constexpr std::size_t max_title = 1000;

std::string checked_title(std::string title)
{
    if (title.empty() || title.size() > max_title)
        throw std::invalid_argument{"a title has 1 to " + std::to_string(max_title) + " bytes"};
    return title;
}

using run = std::pair<std::size_t, std::size_t>; // fields [first, last]

/// The stretches of neighbouring fields that a mask lets through.
std::vector<run> runs_of(field_mask mask)
{
    std::vector<run> runs;
    for (std::size_t f = 0; f < field_count; ++f)
        if (mask.has(static_cast<field>(f)))
        {
            if (!runs.empty() && runs.back().second + 1 == f)
                runs.back().second = f;
            else
                runs.emplace_back(f, f);
        }
    return runs;
}

template <class Sink>
void masked(const char* data, const row_ends& ends, const std::vector<run>& runs, Sink sink)
{
    for (auto [first, last] : runs)
    {
        const std::size_t begin = first ? ends[first - 1] : 0;
        sink(std::string_view{data + begin, ends[last] - begin});
    }
}

} // namespace

const char* library::arena::store(std::string_view text)
{
    if (left_ < text.size()) // a row is shorter than 64 KiB, or its ends would not fit into row_ends
    {
        blocks_.emplace_back(static_cast<char*>(std::aligned_alloc(huge_page, block_size)));
        if (!blocks_.back())
            throw std::bad_alloc{};
        ::madvise(blocks_.back().get(), block_size, MADV_HUGEPAGE); // a large library would pay for 60,000 page faults
        left_ = block_size;
    }
    char* to = blocks_.back().get() + (block_size - left_);
    std::memcpy(to, text.data(), text.size());
    left_ -= text.size();
    return to;
}

library::library(reel_sim::catalogue c) : catalogue_{std::move(c)}
{
    rendered_.resize(catalogue_.items.size());
    std::vector<std::pair<std::string, std::uint32_t>> sorted;
    for (const auto& s : catalogue_.sections)
    {
        sorted.clear();
        for (std::uint32_t i = 0; i < catalogue_.items.size(); ++i)
            if (catalogue_.items[i].section == s.key)
                sorted.emplace_back(sort_title(catalogue_.title_of(catalogue_.items[i])), i);
        std::sort(sorted.begin(), sorted.end());
        auto& order = by_title_[s.key];
        for (const auto& [title, index] : sorted) // rendered in this order, a whole section is one stretch of memory
        {
            order.push_back(index);
            render(index);
        }
    }
}

void library::render(std::uint32_t item_index)
{
    scratch_.clear();
    auto& r = rendered_[item_index];
    r.ends = render_item(catalogue_, catalogue_.items[item_index], scratch_);
    r.data = arena_.store(scratch_);
}

// ---- reading --------------------------------------------------------------------------------------------------------

const std::vector<place>& library::select(const query& q)
{
    auto found = selections_.find(q);
    if (found == selections_.end())
    {
        if (selections_.size() >= max_selections)
            selections_.clear();
        found = selections_.emplace(q, find_rows(q)).first;
    }
    return found->second;
}

std::vector<place> library::find_rows(const query& q) const
{
    std::vector<place> rows;
    const auto order = by_title_.find(q.section);
    const bool shows = q.type != row_type::movie;
    if (order == by_title_.end() || (catalogue_.find_section(q.section)->type == "show") != shows)
        return rows;
    auto indices = order->second;
    std::erase_if(indices, [&](std::uint32_t index) {
        const auto& i = catalogue_.items[index];
        return i.added_at <= q.added_after || i.updated_at <= q.updated_after ||
               (!q.guid.empty() && guid_of(catalogue_, i) != q.guid);
    });
    auto sort_by = [&](auto value_of) {
        std::vector<std::pair<std::int64_t, std::uint32_t>>
            keyed; // with the place in the title order, which breaks ties
        for (std::uint32_t at = 0; at < indices.size(); ++at)
            keyed.emplace_back(value_of(catalogue_.items[indices[at]]), at);
        std::sort(keyed.begin(), keyed.end());
        const auto by_title = indices;
        std::transform(keyed.begin(), keyed.end(), indices.begin(), [&](const auto& k) { return by_title[k.second]; });
    };
    if (q.sort == "addedAt")
        sort_by([](const item& i) { return i.added_at; });
    else if (q.sort == "updatedAt")
        sort_by([](const item& i) { return i.updated_at; });
    else if (q.sort == "year")
        sort_by([&](const item& i) { return catalogue_.work_of(i).year; });
    if (q.descending)
        std::reverse(indices.begin(), indices.end());
    for (auto index : indices)
    {
        if (q.type == row_type::movie || q.type == row_type::show)
        {
            rows.push_back({index, -1, -1});
            continue;
        }
        const auto& seasons = catalogue_.items[index].seasons;
        for (std::int32_t s = 0; s < std::ssize(seasons); ++s)
            if (q.type == row_type::season)
                rows.push_back({index, s, -1});
            else
                for (std::int32_t e = 0; e < std::ssize(seasons[s].episodes); ++e)
                    rows.push_back({index, s, e});
    }
    return rows;
}

void library::append_rows(std::span<const place> rows, field_mask mask, body& out) const
{
    const auto runs = runs_of(mask);
    std::string text; // of rows that are not in the arena
    std::string whole;
    for (const auto& p : rows)
    {
        if (p.season < 0)
        {
            const auto& r = rendered_[p.item];
            masked(r.data, r.ends, runs, [&](std::string_view piece) { out.append_view(piece); });
            continue;
        }
        const auto& show = catalogue_.items[p.item];
        const auto& s = show.seasons[static_cast<std::size_t>(p.season)];
        whole.clear();
        const auto ends =
            p.episode < 0 ? render_season(catalogue_, show, s, whole)
                          : render_episode(catalogue_, show, s, s.episodes[static_cast<std::size_t>(p.episode)], whole);
        masked(whole.data(), ends, runs, [&](std::string_view piece) { text += piece; });
    }
    out.append(std::move(text));
    if (!rows.empty())
        out.drop_back(1); // the comma after the last row
}

std::string library::row(const place& p, field_mask mask) const
{
    body out;
    append_rows({&p, 1}, mask, out);
    return out.text();
}

// ---- changing -------------------------------------------------------------------------------------------------------

std::uint32_t library::index_of(std::uint32_t key) const
{
    const auto found = catalogue_.find(key);
    if (!found || found->season >= 0)
        throw std::invalid_argument{"no film or show has the ratingKey " + std::to_string(key)};
    return found->item;
}

std::uint32_t library::index_of(std::uint32_t key, kind k) const
{
    const auto index = index_of(key);
    if (catalogue_.work_of(catalogue_.items[index]).kind != k)
        throw std::invalid_argument{"only shows have seasons; " + std::to_string(key) + " is a film"};
    return index;
}

section& library::section_of(std::uint32_t key)
{
    auto* found = catalogue_.find_section(key);
    if (!found)
        throw std::invalid_argument{"no section has the key " + std::to_string(key)};
    return *found;
}

void library::insert_in_order(std::uint32_t item_index)
{
    auto& order = by_title_[catalogue_.items[item_index].section];
    auto title = [&](std::uint32_t i) { return sort_title(catalogue_.title_of(catalogue_.items[i])); };
    order.insert(std::upper_bound(order.begin(), order.end(), item_index,
                                  [&](std::uint32_t a, std::uint32_t b) { return title(a) < title(b); }),
                 item_index);
}

void library::changed(std::uint32_t item_index, change c, notice n)
{
    selections_.clear();
    ++catalogue_.now;
    auto& i = catalogue_.items[item_index];
    if (c.what != change::removed)
    {
        if (n.stamps)
            i.updated_at = catalogue_.now;
        render(item_index);
    }
    if (n.stamps)
        touch_section(i.section);
    if (n.events && on_change)
        on_change(c);
}

std::uint32_t library::add_item(const new_item& what, notice n)
{
    const auto* where = catalogue_.find_section(what.section);
    if (!where || where->type == "artist")
        throw std::invalid_argument{"no section of films or shows is called \"" + what.section + "\""};
    const auto number = 40'000'000 + static_cast<std::uint32_t>(
                                         catalogue_.works.size()); // of the reserved ids, unused by the generator
    work w;
    w.kind = where->type == "movie" ? kind::movie : kind::show;
    w.title = checked_title(what.title);
    w.year = what.year;
    w.minutes = 100;
    w.tmdb = what.tmdb ? what.tmdb : 80'000'000 + number;
    w.tvdb = w.imdb = 80'000'000 + number;
    w.genres = "Drama";
    w.seed = mix(hash(what.title) ^ what.year);
    item i;
    i.work = static_cast<std::uint32_t>(catalogue_.works.size());
    i.section = where->key;
    i.added_at = i.updated_at = catalogue_.now + 1;
    for (std::uint16_t episodes : what.seasons)
    {
        season s{.key = 0, .number = static_cast<std::uint16_t>(i.seasons.size() + 1), .watched = 0, .episodes = {}};
        for (std::uint16_t e = 1; e <= episodes; ++e)
            s.episodes.push_back({0, e});
        w.seasons.push_back({s.number, episodes});
        i.seasons.push_back(std::move(s));
    }
    schedule(w, catalogue_.now);
    catalogue_.works.push_back(std::move(w));
    const auto index = catalogue_.add_item(std::move(i));
    rendered_.emplace_back();
    insert_in_order(index);
    const auto key = catalogue_.items[index].key;
    changed(index, {change::added, {index, -1, -1}, key}, n);
    return key;
}

std::uint32_t library::add_season(std::uint32_t show, std::uint16_t number, std::uint16_t episodes, notice n)
{
    const auto index = index_of(show, kind::show);
    const auto key = catalogue_.add_season(index, number, episodes);
    changed(index, {change::added, *catalogue_.find(key), key}, n);
    return key;
}

std::uint32_t library::add_episode(std::uint32_t show, std::uint16_t season, std::uint16_t number, notice n)
{
    const auto index = index_of(show, kind::show);
    const auto key = catalogue_.add_episode(index, season, number);
    changed(index, {change::added, *catalogue_.find(key), key}, n);
    return key;
}

void library::rename_item(std::uint32_t key, std::string title, notice n)
{
    const auto index = index_of(key);
    auto& order = by_title_[catalogue_.items[index].section];
    order.erase(std::find(order.begin(), order.end(), index));
    catalogue_.items[index].title = checked_title(std::move(title));
    insert_in_order(index);
    changed(index, {change::updated, {index, -1, -1}, key}, n);
}

void library::remove_item(std::uint32_t key, notice n)
{
    const auto index = index_of(key);
    auto& order = by_title_[catalogue_.items[index].section];
    order.erase(std::find(order.begin(), order.end(), index));
    catalogue_.remove_item(index);
    changed(index, {change::removed, {index, -1, -1}, key}, n);
}

void library::trash_item(std::uint32_t key, notice n)
{
    const auto index = index_of(key);
    catalogue_.items[index].deleted_at = catalogue_.now + 1;
    changed(index, {change::updated, {index, -1, -1}, key}, n);
}

void library::rename_section(std::uint32_t key, std::string title)
{
    section_of(key).title = std::move(title);
    touch_section(key);
}

void library::set_refreshing(std::uint32_t key, bool refreshing)
{
    section_of(key).refreshing = refreshing;
}

void library::touch_section(std::uint32_t key)
{
    auto& s = section_of(key);
    s.updated_at = s.scanned_at = ++catalogue_.now;
    ++s.content_changed_at;
}

} // namespace reel_sim::plex
