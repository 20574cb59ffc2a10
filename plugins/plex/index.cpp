// SPDX-License-Identifier: MIT
#include "plugins/plex/index.hpp"

#include <algorithm>
#include <bit>

namespace reel_plex
{

namespace
{

external_id unpack(std::uint64_t id)
{
    return {static_cast<id_space>(id >> 60), id & ((std::uint64_t{1} << 60) - 1)};
}

std::uint64_t mix(std::uint64_t id)
{
    id = (id ^ (id >> 31)) * 0x9e3779b97f4a7c15;
    return id ^ (id >> 32);
}

template <class T>
std::size_t bytes(const std::vector<T>& v)
{
    return v.capacity() * sizeof(T);
}

} // namespace

// ---- row --------------------------------------------------------------------------------------------------------------

const section::record& row::record() const
{
    return section_->records_[position_];
}

std::string_view row::rating_key() const
{
    return section_->text(record().rating_key);
}
std::string_view row::title() const
{
    return section_->text(record().title);
}
std::string_view row::original_title() const
{
    return section_->text(record().original_title);
}
std::string_view row::sort_title() const
{
    return section_->text(record().sort_title ? record().sort_title : record().title);
}
std::string_view row::edition() const
{
    return section_->text(record().edition);
}
std::string_view row::guid() const
{
    return section_->text(record().guid);
}
kind row::kind() const
{
    return section_->kind();
}
int row::year() const
{
    return record().year;
}
std::int64_t row::added_at() const
{
    return record().added_at;
}
std::int64_t row::last_viewed_at() const
{
    return record().last_viewed_at;
}
std::uint32_t row::view_count() const
{
    return record().view_count;
}
std::uint32_t row::leaf_count() const
{
    return record().leaf_count;
}
std::uint32_t row::viewed_leaf_count() const
{
    return record().viewed_leaf_count;
}
std::uint32_t row::child_count() const
{
    return record().child_count;
}
bool row::deleted() const
{
    return record().resolutions & section::deleted_bit;
}
std::uint8_t row::resolutions() const
{
    return record().resolutions & static_cast<std::uint8_t>(~section::deleted_bit);
}

std::optional<double> row::rating() const
{
    if (record().rating == section::no_rating)
        return {};
    return record().rating / 10.0;
}

std::string_view row::best_resolution() const
{
    static constexpr std::string_view names[] = {"", "sd", "480p", "576p", "720p", "1080p", "4k", "8k"};
    return names[std::bit_width(resolutions())];
}

bool row::unwatched() const
{
    return kind() == kind::movie ? view_count() == 0 : viewed_leaf_count() < leaf_count();
}

std::optional<std::uint64_t> row::id(id_space space) const
{
    for (std::uint32_t i = 0; i < record().id_count; ++i)
        if (const auto id = unpack(section_->ids_[record().ids + i]); id.space == space)
            return id.value;
    return {};
}

std::vector<external_id> row::ids() const
{
    std::vector<external_id> out;
    for (std::uint32_t i = 0; i < record().id_count; ++i)
        out.push_back(unpack(section_->ids_[record().ids + i]));
    return out;
}

std::span<const std::uint16_t> row::genres() const
{
    return {section_->record_genres_.data() + record().genres, record().genre_count};
}

bool row::has_genre(std::string_view folded_name) const
{
    return std::ranges::any_of(genres(), [&](auto g) { return section_->folded_genres_[g] == folded_name; });
}

std::vector<season> row::seasons() const
{
    std::vector<season> out;
    for (std::uint32_t i = 0; i < record().season_count; ++i)
    {
        const auto& s = section_->seasons_[record().seasons + i];
        out.push_back({s.number, s.episodes, s.watched, std::string{section_->text(s.rating_key)},
                       std::string{section_->text(s.title)}});
    }
    return out;
}

// ---- section ----------------------------------------------------------------------------------------------------------

std::string_view section::text(std::uint32_t offset) const
{
    std::size_t length = 0;
    for (int shift = 0;; shift += 7)
    {
        const auto byte = static_cast<unsigned char>(text_[offset++]);
        length |= std::size_t{byte & 0x7fu} << shift;
        if (byte < 0x80)
            return {text_.data() + offset, length};
    }
}

bool section::has_id(const record& of, std::uint64_t packed) const
{
    const auto first = ids_.begin() + of.ids;
    return std::find(first, first + of.id_count, packed) != first + of.id_count;
}

void section::find(external_id id, std::vector<row>& out) const
{
    const auto wanted = pack(id);
    const auto mask = id_table_.size() - 1;
    for (auto slot = mix(wanted) & mask; id_table_[slot] != 0; slot = (slot + 1) & mask)
        if (const auto position = id_table_[slot] - 1; has_id(records_[position], wanted))
            if (const row found{*this, position}; std::ranges::find(out, found) == out.end())
                out.push_back(found);
}

void section::index_ids()
{
    id_table_.assign(std::bit_ceil(ids_.size() + ids_.size() / 2 + 2), 0);
    const auto mask = id_table_.size() - 1;
    for (std::uint32_t position = 0; position < size(); ++position)
        for (std::uint32_t i = 0; i < records_[position].id_count; ++i)
        {
            auto slot = mix(ids_[records_[position].ids + i]) & mask;
            while (id_table_[slot] != 0)
                slot = (slot + 1) & mask;
            id_table_[slot] = position + 1;
        }
}

std::size_t section::memory_bytes() const
{
    return sizeof *this + bytes(records_) + text_.size() + bytes(ids_) + bytes(id_table_) + bytes(record_genres_) +
           bytes(genres_) + bytes(folded_genres_) + bytes(seasons_) + titles_.memory_bytes();
}

// ---- library ----------------------------------------------------------------------------------------------------------

const section* library::find_section(std::string_view key) const
{
    const auto found =
        std::ranges::find(sections, key, [](const auto& s) -> const std::string& { return s->info().key; });
    return found == sections.end() ? nullptr : found->get();
}

void library::put(std::shared_ptr<const section> fresh)
{
    const auto old = std::ranges::find(sections, fresh->info().key,
                                       [](const auto& s) -> const std::string& { return s->info().key; });
    if (old == sections.end())
        sections.push_back(std::move(fresh));
    else
        *old = std::move(fresh);
}

void library::keep_only(const std::vector<section_info>& listed)
{
    std::erase_if(sections, [&](const auto& s) {
        return std::ranges::find(listed, s->info().key, &section_info::key) == listed.end();
    });
}

std::vector<row> library::find(reel_plex::kind of, external_id id) const
{
    std::vector<row> out;
    for (const auto& s : sections)
        if (s->kind() == of)
            s->find(id, out);
    return out;
}

std::size_t library::size() const
{
    std::size_t n = 0;
    for (const auto& s : sections)
        n += s->size();
    return n;
}

std::size_t library::memory_bytes() const
{
    std::size_t n = 0;
    for (const auto& s : sections)
        n += s->memory_bytes();
    return n;
}

} // namespace reel_plex
