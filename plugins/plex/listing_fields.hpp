// SPDX-License-Identifier: MIT
// The names in a listing that mean something to us, and how their values are read. Private to the listing decoder.
#pragma once

#include "plugins/plex/item.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace reel_plex
{

enum class field : std::uint8_t
{
    none,
    // of the document and the container
    container,
    rows,
    size,
    total_size,
    offset,
    section_title,
    machine_identifier,
    // of a row
    key,
    rating_key,
    title,
    original_title,
    sort_title,
    edition,
    guid,
    type,
    year,
    rating,
    audience_rating,
    added_at,
    last_viewed_at,
    deleted_at,
    view_count,
    leaf_count,
    viewed_leaf_count,
    child_count,
    show_ordering,
    parent_rating_key,
    index,
    parent_index,
    guids,
    genres,
    media,
    children,
    // of a part of a row
    element,
    id,
    tag,
    resolution
};

// Most keys are none of ours: the length alone settles that.
// clang-format off

inline field container_field(std::string_view key)
{
    switch (key.size())
    {
    case 4:  return key == "size" ? field::size : field::none;
    case 5:  return key == "Video" ? field::rows : field::none;
    case 6:  return key == "offset" ? field::offset : field::none;
    case 8:  return key == "Metadata" ? field::rows : field::none;
    case 9:  return key == "totalSize" ? field::total_size
                  : key == "Directory" || key == "_children" ? field::rows : field::none;
    case 14: return key == "MediaContainer" ? field::container : field::none;
    case 17: return key == "machineIdentifier" ? field::machine_identifier : field::none;
    case 19: return key == "librarySectionTitle" ? field::section_title : field::none;
    default: return field::none;
    }
}

inline field row_field(std::string_view key)
{
    switch (key.size())
    {
    case 3:  return key == "key" ? field::key : field::none;
    case 4:  return key == "Guid" ? field::guids
                  : key == "guid" ? field::guid
                  : key == "type" ? field::type
                  : key == "year" ? field::year : field::none;
    case 5:  return key == "title" ? field::title
                  : key == "Genre" ? field::genres
                  : key == "Media" ? field::media
                  : key == "index" ? field::index : field::none;
    case 6:  return key == "rating" ? field::rating : field::none;
    case 7:  return key == "addedAt" ? field::added_at : field::none;
    case 9:  return key == "ratingKey" ? field::rating_key
                  : key == "titleSort" ? field::sort_title
                  : key == "leafCount" ? field::leaf_count
                  : key == "viewCount" ? field::view_count
                  : key == "deletedAt" ? field::deleted_at
                  : key == "_children" ? field::children : field::none;
    case 10: return key == "childCount" ? field::child_count : field::none;
    case 11: return key == "parentIndex" ? field::parent_index : field::none;
    case 12: return key == "editionTitle" ? field::edition
                  : key == "showOrdering" ? field::show_ordering
                  : key == "lastViewedAt" ? field::last_viewed_at : field::none;
    case 13: return key == "originalTitle" ? field::original_title : field::none;
    case 14: return key == "audienceRating" ? field::audience_rating : field::none;
    case 15: return key == "viewedLeafCount" ? field::viewed_leaf_count
                  : key == "parentRatingKey" ? field::parent_rating_key : field::none;
    default: return field::none;
    }
}

inline field part_field(std::string_view key)
{
    switch (key.size())
    {
    case 2:  return key == "id" ? field::id : field::none;
    case 3:  return key == "tag" ? field::tag : field::none;
    case 12: return key == "_elementType" ? field::element : field::none;
    case 15: return key == "videoResolution" ? field::resolution : field::none;
    default: return field::none;
    }
}

// clang-format on

item_type type_of(std::string_view name);
/// One bit of `resolution`; 0 for "".
std::uint8_t resolution_of(std::string_view name);
/// The number a text begins with.
std::optional<double> number_in(std::string_view text);
/// 0 for times before 1970 and after 2100.
std::int64_t seconds(double value);
/// The number a season has by its name alone: "Specials", "Season 3", "Staffel 3".
std::optional<int> number_by_title(std::string_view title);

/// The nearest whole number of the target's range; what is negative or no number counts as zero.
template <class To>
To whole(double value)
{
    if (!(value > 0))
        return 0;
    constexpr auto top = std::numeric_limits<To>::max();
    return value >= static_cast<double>(top) ? top : static_cast<To>(value);
}

} // namespace reel_plex
