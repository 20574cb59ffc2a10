// SPDX-License-Identifier: MIT
// Which episodes of a show are in Plex: its /allLeaves pages, decoded and put together. Pure; any thread.
#pragma once

#include "plugins/plex/decoder.hpp"

#include <compare>
#include <cstdint>
#include <vector>

namespace reel_plex
{

struct episode_number
{
    std::uint16_t season = 0; ///< 0: specials
    std::uint16_t episode = 0;

    friend auto operator<=>(const episode_number&, const episode_number&) = default;
};

/// Of one copy of a show, or of several together: complete in one library is complete.
struct episode_set
{
    std::vector<episode_number> numbers; ///< ascending, each once
    std::uint32_t unnumbered = 0;        ///< regular or not, there is no telling

    /// The copies' numbers, together.
    void add(const episode_set& other);
};

/// Collects the rows of one show's pages, in any order. What lies in the trash is not there. A file of two episodes is
/// listed as two, so rows are counted and not files; seasons that Plex hides are known by each row's own number.
class episode_collector
{
public:
    /// To be fed to a listing_decoder of episodes.
    void add(const item& episode);
    episode_set finish() &&;

private:
    episode_set found_;
};

} // namespace reel_plex
