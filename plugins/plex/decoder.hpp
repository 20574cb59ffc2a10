// SPDX-License-Identifier: MIT
// Plex's JSON answers -> values. Pure: no socket, no clock; any thread, one decoder per answer. Lenient towards what
// servers are known to send (numbers as strings, missing keys, one object where a list is meant, bytes that are not
// UTF-8, the older
// `_children` form); a row that makes no sense is skipped and counted, a body that is not a Plex answer is
// `errc::validation`.
#pragma once

#include "plugins/plex/item.hpp"

#include <reel/error.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace reel_plex
{

/// Why rows of a listing were left out.
struct skipped_rows
{
    std::uint32_t no_rating_key = 0;
    std::uint32_t no_title = 0;
    std::uint32_t other_type = 0; ///< collections, clips, the synthetic "All episodes", …
    std::uint32_t not_an_object = 0;

    std::uint32_t defects() const { return no_rating_key + no_title + not_an_object; }
};

/// What a page says about itself; -1 and "" where it says nothing.
struct page_info
{
    std::int64_t size = -1;
    std::int64_t total_size = -1;
    std::int64_t offset = -1;
    std::string section_title;
    std::string machine_identifier;
    std::uint32_t rows = 0; ///< seen in this page, the skipped ones included: 0 ends a paged reading
    skipped_rows skipped;

    /// How many rows the whole listing has, as far as this page knows.
    std::int64_t total() const { return total_size >= 0 ? total_size : size; }
};

/// Decodes one page of a listing while it streams in: /library/sections/{key}/all of films, series or seasons (type=3),
/// and /library/metadata/{key}[/children|/allLeaves]. Rows reach the sink as soon as they are whole.
class listing_decoder
{
public:
    using sink = std::function<void(const item&)>;

    /// Rows of other types are counted and left out; a row without a type counts as one of `wanted`.
    listing_decoder(item_type wanted, sink on_item);
    ~listing_decoder();
    listing_decoder(listing_decoder&&) noexcept;
    listing_decoder& operator=(listing_decoder&&) noexcept;

    /// The next bytes, cut anywhere. After an error every further call returns that error.
    reel::result<void> write(std::string_view bytes);
    /// Call once after the last byte.
    reel::result<page_info> finish();

private:
    struct handler;
    struct state;
    std::unique_ptr<state> state_;
};

struct server_identity
{
    std::string machine_identifier;
    std::string version;
};

/// GET /identity (and GET /).
reel::result<server_identity> decode_identity(std::string_view body);
/// GET /: the plex.tv name of the account that the server belongs to, "" when it does not tell.
reel::result<std::string> decode_account(std::string_view body);
/// GET /library/sections: all of them, see section_info::indexable().
reel::result<std::vector<section_info>> decode_sections(std::string_view body);
/// GET /library/metadata/{show}/children: the seasons in ascending order, without the synthetic "All episodes".
reel::result<std::vector<season>> decode_seasons(std::string_view body);
/// GET /library/metadata/{show}: item::show_ordering.
reel::result<std::string> decode_show_ordering(std::string_view body);

} // namespace reel_plex
