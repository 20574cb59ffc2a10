// SPDX-License-Identifier: MIT
// What is played: a film, an episode, a programme of live TV or a track, with everything that Tautulli writes down about it
// at the time. Values: a play keeps them when the item has left the library.
#pragma once

#include "tests/sim/catalogue/catalogue.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reel_sim::tautulli
{

enum class media : std::uint8_t
{
    movie,
    episode,
    track,
};

std::string_view name_of(media m) noexcept;

inline constexpr std::uint32_t live_section = 999'999;

struct subject
{
    media type = media::movie;
    bool live = false;
    std::uint32_t key = 0;
    std::uint32_t parent = 0;      ///< key of the season; 0: ""
    std::uint32_t grandparent = 0; ///< of the show
    std::uint32_t section = 0;
    std::string title;
    std::string parent_title;
    std::string grandparent_title;
    std::string original_title;
    int year = 0;          ///< 0: ""
    int index = -1;        ///< -1: ""
    int parent_index = -1; ///< likewise
    std::uint32_t seconds = 0;
    std::string released; ///< "2008-01-20" or ""
    std::string guid;
    std::string content_rating;
    std::string rating; ///< "8.1" or ""

    /// "Show - Episode", or the title.
    std::string full_title() const;
    /// By which a play is counted among the most watched: the film, the show, the artist.
    std::string_view work() const noexcept { return type == media::movie || live ? title : grandparent_title; }
    std::uint32_t work_key() const noexcept { return type == media::movie || live ? key : grandparent; }
    /// Which picture a row shows: of the season, or of the film; "" for live TV.
    std::string thumb() const;
};

/// Of a film's or an episode's key; nothing when the key is of neither.
std::optional<subject> describe(const catalogue& c, std::uint32_t key);
subject describe(const catalogue& c, const place& p);
subject live_programme(std::uint32_t number);
subject track(std::uint32_t number);

std::string picture(std::uint32_t key, std::string_view kind); ///< "/library/metadata/1024/thumb/1700000001"; "" for 0
/// What Tautulli makes of a title that is not UTF-8.
std::string readable(std::string_view title);

} // namespace reel_sim::tautulli
