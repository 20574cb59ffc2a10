// SPDX-License-Identifier: MIT
// The library index: one immutable object per Plex section, and a library that is a list of them. A section is built
// off the loop, published by replacing a shared_ptr, and read by any thread without locks; whoever reads keeps the
// library alive.
#pragma once

#include "plugins/plex/item.hpp"
#include "plugins/plex/title_index.hpp"

#include <reel/time.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reel_plex
{

class row;

/// One Plex section as it was at `as_of()`. Made by section_builder.
class section
{
public:
    const section_info& info() const { return info_; }
    reel_plex::kind kind() const { return info_.kind; }
    reel::time_point as_of() const { return as_of_; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(records_.size()); } ///< trash included
    row operator[](std::uint32_t position) const;

    /// Appends every row that carries this id.
    void find(external_id id, std::vector<row>& out) const;
    const title_index& titles() const { return titles_; }
    const std::vector<std::string>& genres() const { return genres_; }
    /// Bytes held, for operators.
    std::size_t memory_bytes() const;

private:
    friend class row;
    friend class section_builder;

    struct record
    {
        std::uint32_t rating_key, title, original_title, sort_title, edition, guid; // offsets into text_; 0: ""
        std::uint32_t ids, genres, seasons;                                         // first of …
        std::uint32_t added_at, last_viewed_at;
        std::uint32_t leaf_count, viewed_leaf_count;
        std::uint16_t year, child_count, view_count, season_count;
        std::uint8_t id_count, genre_count, rating, resolutions; // rating: tenths, 255: none
    };
    struct season_record
    {
        std::uint32_t rating_key, title;
        std::uint16_t number, episodes, watched;
    };

    static constexpr std::uint8_t no_rating = 0xff;
    static constexpr std::uint8_t deleted_bit = 0x80; // beside the bits of `resolution`

    section() = default;
    static std::uint64_t pack(external_id id) { return static_cast<std::uint64_t>(id.space) << 60 | id.value; }
    std::string_view text(std::uint32_t offset) const;
    bool has_id(const record& of, std::uint64_t packed) const;
    void index_ids();

    section_info info_;
    reel::time_point as_of_;
    std::vector<record> records_;
    std::vector<char> text_; // every string once: length (LEB128), bytes
    std::vector<std::uint64_t> ids_;
    std::vector<std::uint32_t> id_table_; // open addressing: position + 1 of a record that has the id, 0: free
    std::vector<std::uint16_t> record_genres_;
    std::vector<std::string> genres_;
    std::vector<std::string> folded_genres_;
    std::vector<season_record> seasons_;
    title_index titles_;
};

/// A film or series of the library: a position in a section, as cheap as a pointer. Valid as long as its library is
/// held.
class row
{
public:
    row(const section& in, std::uint32_t position) : section_{&in}, position_{position} {}

    const section& in() const { return *section_; }
    std::uint32_t position() const { return position_; }

    std::string_view rating_key() const;
    std::string_view title() const;
    std::string_view original_title() const; ///< "" when the same
    std::string_view sort_title() const;     ///< the title when there is none
    std::string_view edition() const;
    std::string_view guid() const;
    reel_plex::kind kind() const;
    int year() const; ///< 0: unknown
    std::optional<double> rating() const;
    std::int64_t added_at() const;
    std::int64_t last_viewed_at() const;
    std::uint8_t resolutions() const;         ///< bits of `resolution`
    std::string_view best_resolution() const; ///< "4k", "1080p", "sd", "" when unknown
    std::uint32_t view_count() const;
    std::uint32_t leaf_count() const;
    std::uint32_t viewed_leaf_count() const;
    std::uint32_t child_count() const;
    bool deleted() const; ///< in the trash
    /// A film never played, a series with an unwatched episode.
    bool unwatched() const;
    std::optional<std::uint64_t> id(id_space space) const; ///< the first of that space
    std::vector<external_id> ids() const;
    std::span<const std::uint16_t> genres() const;      ///< positions in section::genres()
    bool has_genre(std::string_view folded_name) const; ///< by reel::fold_name()
    /// The seasons as of the last full listing, ascending; empty when not indexed.
    std::vector<season> seasons() const;

    friend bool operator==(const row&, const row&) = default;

private:
    const section::record& record() const;

    const section* section_;
    std::uint32_t position_;
};

inline row section::operator[](std::uint32_t position) const
{
    return {*this, position};
}

/// Collects the rows of one section, then builds its index. add() is cheap (loop thread); finish() sorts and hashes:
/// run it on a pool thread when there are more than some thousand rows (about 1 us each). Not thread-safe.
class section_builder
{
public:
    explicit section_builder(section_info info);
    ~section_builder();
    section_builder(section_builder&&) noexcept;
    section_builder& operator=(section_builder&&) noexcept;

    /// How many rows to expect: saves memory while building. The listing's totalSize is bounded before it is believed.
    void reserve(std::int64_t rows);
    /// A second row with a known rating key (a listing that shifted between two pages) is ignored.
    void add(const item& film_or_show);
    /// Seasons may come before or after their show; those of an unknown show are dropped by finish().
    void add_season(const item& season);
    void add_season(std::string_view show_rating_key, const season& of);
    std::uint32_t size() const;

    /// Leaves the builder empty.
    std::shared_ptr<const section> finish(reel::time_point as_of);

private:
    struct work;
    std::unique_ptr<work> work_;
};

/// All sections that could be read, of one server. A value: copying it copies pointers.
struct library
{
    std::string machine_identifier;
    std::vector<std::shared_ptr<const section>> sections;

    const section* find_section(std::string_view key) const;
    /// Replaces the section with the same key, or appends it.
    void put(std::shared_ptr<const section> fresh);
    /// Drops sections whose key is not among `keys`.
    void keep_only(const std::vector<section_info>& listed);

    /// Every row of that kind that carries the id: copies, editions, other sections.
    std::vector<row> find(kind of, external_id id) const;
    std::size_t size() const;
    std::size_t memory_bytes() const;
};

} // namespace reel_plex
