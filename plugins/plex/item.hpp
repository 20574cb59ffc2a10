// SPDX-License-Identifier: MIT
// What Plex lists, after decoding and before indexing: plain values, owned by whoever holds them, any thread.
#pragma once

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reel_plex
{

BOOST_DEFINE_FIXED_ENUM_CLASS(kind, std::uint8_t, movie, show)

/// Who gave out an external id. TMDB numbers films and series apart, so an id means something only beside a kind.
enum class id_space : std::uint8_t
{
    tmdb,
    tvdb,
    imdb, ///< the number behind "tt"
    anidb,
    plex ///< a hash of the hexadecimal part of plex://movie/… or plex://show/…: equal for all copies of one title
};

struct external_id
{
    id_space space;
    std::uint64_t value;

    friend bool operator==(const external_id&, const external_id&) = default;
};

/// Resolutions of the files of one item, as bits: an item may have several versions.
enum class resolution : std::uint8_t
{
    sd = 1,
    p480 = 2,
    p576 = 4,
    p720 = 8,
    p1080 = 16,
    p2160 = 32, ///< "4k"
    p4320 = 64  ///< "8k"
};

enum class item_type : std::uint8_t
{
    unknown,
    movie,
    show,
    season,
    episode,
    other
};

/// One row of a listing: a film, a series, a season or an episode. The decoder reuses one object for all rows of a page: copy what
/// you keep.
struct item
{
    item_type type = item_type::unknown;
    std::string rating_key;
    std::string title;
    std::string original_title;
    std::string sort_title;
    std::string edition;
    std::string guid; ///< Plex's own main guid, whatever its form
    std::vector<external_id> ids;
    std::vector<std::string> genres;
    std::uint8_t resolutions = 0; ///< bits of `resolution`
    bool deleted = false;         ///< in Plex's trash: listed until it is emptied, not playable
    int year = 0;                 ///< 0: unknown
    std::optional<double> rating; ///< 0 to 10
    std::int64_t added_at = 0;    ///< seconds since 1970, 0: unknown
    std::int64_t last_viewed_at = 0;
    std::uint32_t view_count = 0;
    std::uint32_t leaf_count = 0;        ///< episodes present
    std::uint32_t viewed_leaf_count = 0; ///< of these, watched by the token's user
    std::uint32_t child_count = 0;       ///< seasons present, specials included

    std::string show_ordering; ///< of a series: how its episodes are counted, as Plex writes it; "" when not told

    // seasons and episodes only
    std::string parent_rating_key;
    std::optional<int> index;        ///< number; of a season by its name if need be, 0: specials
    std::optional<int> parent_index; ///< of an episode: its season's number

    void clear();
};

/// One season of a show. `number` 0 holds the specials.
struct season
{
    int number = 0;
    std::uint32_t episodes = 0;
    std::uint32_t watched = 0;
    std::string rating_key;
    std::string title;
};

/// What tells that a section changed. Compare for inequality only: some servers count instead of telling the time.
struct section_stamps
{
    std::int64_t updated_at = 0;
    std::int64_t scanned_at = 0;
    std::int64_t content_changed_at = 0;

    friend bool operator==(const section_stamps&, const section_stamps&) = default;
};

/// One entry of /library/sections.
struct section_info
{
    std::string key;
    std::string title;
    std::string uuid;
    std::string agent;
    std::string type; ///< as Plex writes it; only "movie" and "show" are indexed
    reel_plex::kind kind = reel_plex::kind::movie;
    int hidden = 0; ///< 2: Plex's scratch sections
    bool refreshing = false;
    section_stamps stamps;

    bool indexable() const { return (type == "movie" || type == "show") && hidden != 2; }
};

} // namespace reel_plex
