// SPDX-License-Identifier: MIT
// The simulated server's library: a catalogue with every film and show rendered once into an arena that only grows, so that
// a page is a list of views into it. Changes made through it move the section's stamps and are told to `on_change`.
// Loop thread only. Views of rendered rows live as long as the library.
#pragma once

#include "tests/sim/catalogue/catalogue.hpp"
#include "tests/sim/message.hpp"
#include "tests/sim/plex/row.hpp"

#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reel_sim::plex
{

/// Type codes of the protocol.
enum class row_type : int
{
    movie = 1,
    show = 2,
    season = 3,
    episode = 4,
};

/// Which rows of a section, in which order. Equal queries are answered from a cache until something changes.
struct query
{
    std::uint32_t section = 0;
    row_type type = row_type::movie;
    std::string sort = "titleSort"; ///< titleSort, addedAt, updatedAt, year
    bool descending = false;
    std::int64_t added_after = INT64_MIN; ///< exclusive
    std::int64_t updated_after = INT64_MIN;
    std::string guid; ///< "": any

    auto operator<=>(const query&) const = default;
};

struct change
{
    enum what_t
    {
        added,
        updated,
        removed,
    } what;
    place where;
    std::uint32_t key;
};

/// What a change brings with it. Both off: a change that only a full pass can find.
struct notice
{
    bool stamps = true;
    bool events = true;
};

struct new_item
{
    std::string section; ///< its title
    std::string title;
    std::uint16_t year = 0;
    std::uint32_t tmdb = 0;             ///< 0: one of the reserved range
    std::vector<std::uint16_t> seasons; ///< episodes in seasons 1, 2, 3 …; for shows
};

class library
{
public:
    explicit library(reel_sim::catalogue c);
    library(const library&) = delete;
    library& operator=(const library&) = delete;

    const reel_sim::catalogue& catalogue() const noexcept { return catalogue_; }

    /// Valid until the next change.
    const std::vector<place>& select(const query& q);
    /// Rows and the commas between them.
    void append_rows(std::span<const place> rows, field_mask mask, body& out) const;
    std::string row(const place& p, field_mask mask) const;

    /// Rating keys of what was made. Throw std::invalid_argument for a section or item that does not exist.
    std::uint32_t add_item(const new_item& what, notice n = {});
    std::uint32_t add_season(std::uint32_t show, std::uint16_t number, std::uint16_t episodes, notice n = {});
    std::uint32_t add_episode(std::uint32_t show, std::uint16_t season, std::uint16_t number, notice n = {});
    void rename_item(std::uint32_t key, std::string title, notice n = {});
    void remove_item(std::uint32_t key, notice n = {});
    void trash_item(std::uint32_t key, notice n = {});
    void rename_section(std::uint32_t key, std::string title);
    void set_refreshing(std::uint32_t key, bool refreshing);
    void touch_section(std::uint32_t key); ///< moves its stamps

    std::function<void(const change&)> on_change;

private:
    struct rendered
    {
        const char* data;
        row_ends ends;
    };
    class arena
    {
    public:
        const char* store(std::string_view text);

    private:
        struct free_block
        {
            void operator()(char* block) const noexcept { std::free(block); }
        };
        static constexpr std::size_t huge_page = 2 << 20;
        static constexpr std::size_t block_size = 4 << 20;
        std::vector<std::unique_ptr<char, free_block>> blocks_;
        std::size_t left_ = 0;
    };

    void render(std::uint32_t item_index);
    void changed(std::uint32_t item_index, change c, notice n);
    std::uint32_t index_of(std::uint32_t key, kind k) const;
    std::uint32_t index_of(std::uint32_t key) const;
    section& section_of(std::uint32_t key);
    void insert_in_order(std::uint32_t item_index);
    std::vector<place> find_rows(const query& q) const;

    reel_sim::catalogue catalogue_;
    arena arena_;
    std::string scratch_;
    std::vector<rendered> rendered_;                               // by item index
    std::map<std::uint32_t, std::vector<std::uint32_t>> by_title_; // section -> item indices
    std::map<query, std::vector<place>> selections_;
};

} // namespace reel_sim::plex
