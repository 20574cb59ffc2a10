// SPDX-License-Identifier: MIT
// The members of a Metadata row, in the order in which they are written. A request may leave out any of them
// (excludeFields, excludeElements, and Guid unless includeGuids=1), so a rendered row knows where each one ends.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace reel_sim::plex
{

enum class field : std::uint8_t
{
    rating_key,
    key,
    parent_rating_key,
    grandparent_rating_key,
    guid,
    parent_guid,
    grandparent_guid,
    slug,
    edition_title,
    studio,
    type,
    title,
    title_sort,
    grandparent_key,
    parent_key,
    grandparent_title,
    parent_title,
    original_title,
    content_rating,
    summary,
    index,
    parent_index,
    rating,
    audience_rating,
    view_count,
    last_viewed_at,
    year,
    parent_year,
    tagline,
    thumb,
    art,
    parent_thumb,
    grandparent_thumb,
    theme,
    duration,
    originally_available_at,
    leaf_count,
    viewed_leaf_count,
    child_count,
    season_count,
    added_at,
    updated_at,
    deleted_at,
    audience_rating_image,
    chapter_source,
    primary_extra_key,
    rating_image,
    skip_children,
    flatten_seasons,
    show_ordering,
    skip_parent,
    image,
    ultra_blur_colors,
    media,
    genre,
    country,
    guids,
    director,
    writer,
    role,
    end, ///< the closing brace
};

inline constexpr std::size_t field_count = static_cast<std::size_t>(field::end) + 1;

inline constexpr std::array<std::string_view, field_count> field_names = {"ratingKey",
                                                                          "key",
                                                                          "parentRatingKey",
                                                                          "grandparentRatingKey",
                                                                          "guid",
                                                                          "parentGuid",
                                                                          "grandparentGuid",
                                                                          "slug",
                                                                          "editionTitle",
                                                                          "studio",
                                                                          "type",
                                                                          "title",
                                                                          "titleSort",
                                                                          "grandparentKey",
                                                                          "parentKey",
                                                                          "grandparentTitle",
                                                                          "parentTitle",
                                                                          "originalTitle",
                                                                          "contentRating",
                                                                          "summary",
                                                                          "index",
                                                                          "parentIndex",
                                                                          "rating",
                                                                          "audienceRating",
                                                                          "viewCount",
                                                                          "lastViewedAt",
                                                                          "year",
                                                                          "parentYear",
                                                                          "tagline",
                                                                          "thumb",
                                                                          "art",
                                                                          "parentThumb",
                                                                          "grandparentThumb",
                                                                          "theme",
                                                                          "duration",
                                                                          "originallyAvailableAt",
                                                                          "leafCount",
                                                                          "viewedLeafCount",
                                                                          "childCount",
                                                                          "seasonCount",
                                                                          "addedAt",
                                                                          "updatedAt",
                                                                          "deletedAt",
                                                                          "audienceRatingImage",
                                                                          "chapterSource",
                                                                          "primaryExtraKey",
                                                                          "ratingImage",
                                                                          "skipChildren",
                                                                          "flattenSeasons",
                                                                          "showOrdering",
                                                                          "skipParent",
                                                                          "Image",
                                                                          "UltraBlurColors",
                                                                          "Media",
                                                                          "Genre",
                                                                          "Country",
                                                                          "Guid",
                                                                          "Director",
                                                                          "Writer",
                                                                          "Role",
                                                                          ""};

/// A set of fields. rating_key and end are always in it: without them a row is not a row.
class field_mask
{
public:
    void remove(field f) noexcept
    {
        if (f != field::rating_key && f != field::end)
            bits_ &= ~bit(f);
    }
    /// "summary,tagline,Media"; names that nobody knows are ignored, as the real server does.
    void remove_named(std::string_view list) noexcept
    {
        while (!list.empty())
        {
            const auto name = list.substr(0, list.find(','));
            list.remove_prefix(name.size() < list.size() ? name.size() + 1 : list.size());
            for (std::size_t f = 0; f < field_count; ++f)
                if (field_names[f] == name)
                    remove(static_cast<field>(f));
        }
    }
    bool has(field f) const noexcept { return bits_ & bit(f); }

private:
    static constexpr std::uint64_t bit(field f) noexcept { return std::uint64_t{1} << static_cast<unsigned>(f); }
    static_assert(field_count <= 64);
    std::uint64_t bits_ = ~std::uint64_t{0};
};

} // namespace reel_sim::plex
