// SPDX-License-Identifier: MIT
#include "plugins/plex/index.hpp"

#include <reel/text.hpp>

#include <boost/container_hash/hash.hpp>
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

namespace reel_plex
{

namespace
{

constexpr std::size_t longest_text = 4096;
constexpr std::int64_t most_reserved = 500'000;
constexpr std::size_t most_text = std::size_t{1} << 31;

template <class To, class From>
To saturated(From value)
{
    return std::cmp_greater(value, std::numeric_limits<To>::max()) ? std::numeric_limits<To>::max()
           : std::cmp_less(value, 0)                               ? To{0}
                                                                   : static_cast<To>(value);
}

} // namespace

struct section_builder::work
{
    struct text_hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const { return boost::hash<std::string_view>{}(s); }
        std::size_t operator()(std::uint32_t position) const
        {
            return (*this)(in->text(in->records_[position].rating_key));
        }
        const section* in;
    };
    struct text_equal
    {
        using is_transparent = void;
        bool operator()(std::uint32_t a, std::uint32_t b) const { return a == b; }
        bool operator()(std::string_view s, std::uint32_t p) const { return s == in->text(in->records_[p].rating_key); }
        bool operator()(std::uint32_t p, std::string_view s) const { return (*this)(s, p); }
        const section* in;
    };
    struct pending_season
    {
        std::uint32_t show; // offset of the show's rating key
        section::season_record record;
    };

    explicit work(section_info info) : out{new section}
    {
        out->info_ = std::move(info);
        out->text_.push_back(0); // offset 0: ""
    }

    std::uint32_t store(std::string_view text);
    std::uint16_t genre(const std::string& name);
    void store_lists(const item& from, section::record& to);
    void attach_seasons();
    void index_titles();

    std::unique_ptr<section> out;
    boost::unordered_flat_set<std::uint32_t, text_hash, text_equal> by_rating_key{0, text_hash{out.get()},
                                                                                  text_equal{out.get()}};
    boost::unordered_flat_map<std::string, std::uint16_t> genre_numbers;
    std::vector<pending_season> seasons;
};

section_builder::section_builder(section_info info) : work_{std::make_unique<work>(std::move(info))} {}
section_builder::~section_builder() = default;
section_builder::section_builder(section_builder&&) noexcept = default;
section_builder& section_builder::operator=(section_builder&&) noexcept = default;

std::uint32_t section_builder::size() const
{
    return work_ ? work_->out->size() : 0;
}

void section_builder::reserve(std::int64_t rows)
{
    const auto n = static_cast<std::size_t>(std::clamp<std::int64_t>(rows, 0, most_reserved));
    // Enough that it hardly ever grows: moving megabytes would hold up the loop, and memory that is never touched costs
    // nothing. A show has the titles of its seasons, too.
    const std::size_t text_of_row = work_->out->kind() == kind::show ? 512 : 192;
    work_->out->records_.reserve(n);
    work_->out->text_.reserve(n * text_of_row);
    work_->out->ids_.reserve(n * 4);
    work_->out->record_genres_.reserve(n * 3);
    work_->by_rating_key.reserve(n);
}

std::uint32_t section_builder::work::store(std::string_view text)
{
    auto& to = out->text_;
    if (text.empty() || to.size() > most_text)
        return 0;
    text = text.substr(0, longest_text);
    const auto offset = static_cast<std::uint32_t>(to.size());
    auto length = text.size();
    for (; length >= 0x80; length >>= 7)
        to.push_back(static_cast<char>(length | 0x80));
    to.push_back(static_cast<char>(length));
    to.insert(to.end(), text.begin(), text.end());
    return offset;
}

std::uint16_t section_builder::work::genre(const std::string& name)
{
    const auto [known, fresh] = genre_numbers.try_emplace(name, static_cast<std::uint16_t>(out->genres_.size()));
    if (fresh)
    {
        out->genres_.push_back(name);
        out->folded_genres_.push_back(reel::fold_name(name));
    }
    return known->second;
}

void section_builder::work::store_lists(const item& from, section::record& to)
{
    to.ids = static_cast<std::uint32_t>(out->ids_.size());
    for (const auto& id : from.ids)
    {
        const auto packed = section::pack(id);
        if (to.id_count < 0xff && std::find(out->ids_.begin() + to.ids, out->ids_.end(), packed) == out->ids_.end())
        {
            out->ids_.push_back(packed);
            ++to.id_count;
        }
    }
    to.genres = static_cast<std::uint32_t>(out->record_genres_.size());
    for (const auto& name : from.genres)
        if (to.genre_count < 0xff && (out->genres_.size() < 0xffff || genre_numbers.contains(name)))
        {
            out->record_genres_.push_back(genre(name));
            ++to.genre_count;
        }
}

void section_builder::add(const item& from)
{
    auto& out = *work_->out;
    if (work_->by_rating_key.contains(std::string_view{from.rating_key}))
        return;
    section::record to{};
    to.rating_key = work_->store(from.rating_key);
    to.title = work_->store(from.title);
    if (from.original_title != from.title)
        to.original_title = work_->store(from.original_title);
    if (from.sort_title != from.title)
        to.sort_title = work_->store(from.sort_title);
    to.edition = work_->store(from.edition);
    to.guid = work_->store(from.guid);
    to.year = saturated<std::uint16_t>(from.year);
    to.added_at = saturated<std::uint32_t>(from.added_at);
    to.last_viewed_at = saturated<std::uint32_t>(from.last_viewed_at);
    to.leaf_count = from.leaf_count;
    to.viewed_leaf_count = from.viewed_leaf_count;
    to.child_count = saturated<std::uint16_t>(from.child_count);
    to.view_count = saturated<std::uint16_t>(from.view_count);
    to.rating = section::no_rating;
    if (from.rating && *from.rating >= 0 && *from.rating <= 10)
        to.rating = static_cast<std::uint8_t>(std::lround(*from.rating * 10));
    to.resolutions = static_cast<std::uint8_t>(from.resolutions & ~section::deleted_bit) |
                     (from.deleted ? section::deleted_bit : std::uint8_t{0});
    work_->store_lists(from, to);
    out.records_.push_back(to);
    work_->by_rating_key.insert(out.size() - 1);
}

void section_builder::add_season(std::string_view show_rating_key, const season& of)
{
    if (of.number < 0 || show_rating_key.empty())
        return;
    // Seasons of one show follow each other: its key is stored once.
    auto& known = work_->seasons;
    const bool same = !known.empty() && work_->out->text(known.back().show) == show_rating_key;
    known.push_back({same ? known.back().show : work_->store(show_rating_key),
                     {work_->store(of.rating_key), work_->store(of.title), saturated<std::uint16_t>(of.number),
                      saturated<std::uint16_t>(of.episodes), saturated<std::uint16_t>(of.watched)}});
}

void section_builder::add_season(const item& from)
{
    if (from.index)
        add_season(from.parent_rating_key,
                   {*from.index, from.leaf_count, from.viewed_leaf_count, from.rating_key, from.title});
}

void section_builder::work::attach_seasons()
{
    struct placed
    {
        std::uint32_t show;
        std::size_t arrival;
        section::season_record record;
    };
    std::vector<placed> known;
    for (const auto& s : seasons)
        if (const auto show = by_rating_key.find(out->text(s.show)); show != by_rating_key.end())
            known.push_back({*show, known.size(), s.record});
    std::ranges::sort(known, {}, [](const placed& p) { return std::tuple{p.show, p.record.number, p.arrival}; });
    // A listing that shifted between two pages brings a season twice.
    const auto repeated = std::ranges::unique(known, [&](const placed& a, const placed& b) {
        return a.show == b.show && a.record.number == b.record.number &&
               out->text(a.record.rating_key) == out->text(b.record.rating_key);
    });
    known.erase(repeated.begin(), repeated.end());
    out->seasons_.reserve(known.size());
    for (const auto& p : known)
    {
        auto& show = out->records_[p.show];
        if (show.season_count == 0xffff)
            continue;
        if (show.season_count++ == 0)
            show.seasons = static_cast<std::uint32_t>(out->seasons_.size());
        out->seasons_.push_back(p.record);
    }
}

void section_builder::work::index_titles()
{
    title_index::builder titles{out->records_.size()};
    folded_title folded;
    for (std::uint32_t position = 0; position < out->size(); ++position)
    {
        const row r{*out, position};
        fold_title(r.title(), folded);
        titles.add(position, folded);
        if (!r.original_title().empty())
        {
            fold_title(r.original_title(), folded);
            titles.add(position, folded);
        }
    }
    out->titles_ = std::move(titles).finish();
}

std::shared_ptr<const section> section_builder::finish(reel::time_point as_of)
{
    auto mine = std::exchange(work_, nullptr);
    auto& out = *mine->out;
    out.as_of_ = as_of;
    mine->attach_seasons();
    mine->by_rating_key.clear();
    mine->by_rating_key.rehash(0);
    mine->seasons = {};
    out.index_ids();
    mine->index_titles();
    out.records_.shrink_to_fit();
    out.ids_.shrink_to_fit();
    out.record_genres_.shrink_to_fit();
    return std::move(mine->out);
}

} // namespace reel_plex
