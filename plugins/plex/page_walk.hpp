// SPDX-License-Identifier: MIT
// Reading a listing page by page while the server changes it. Pure; any thread.
#pragma once

#include "plugins/plex/decoder.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace reel_plex
{

/// Where one listing is, and whether it has ended. Pure: pages in, the next start out.
class page_walk
{
public:
    explicit page_walk(int page_size) : page_size_{page_size} {}

    std::int64_t start() const { return start_; }
    std::int64_t total() const { return total_; } ///< the newest the server told, -1: it did not
    bool ended() const { return ended_; }

    /// `first`: rating key of the first row.
    void took(const page_info& page, const std::string& first)
    {
        const auto before = std::exchange(total_, page.total_size);
        if (total_ >= 0 && total_ < before && ++shifts_ <= most_shifts)
        {
            // The list became shorter while it was read, so its rows moved up: step back as far. Repeats are ignored.
            start_ = std::max<std::int64_t>(0, start_ - (before - total_));
            return;
        }
        start_ += page.rows;
        const bool whole = total_ >= 0 ? start_ >= total_ : std::cmp_not_equal(page.rows, page_size_);
        const bool paging_ignored = total_ < 0 && first == first_of_last_page_;
        ended_ = page.rows == 0 || whole || paging_ignored;
        first_of_last_page_ = first;
    }

private:
    static constexpr int most_shifts = 20; // a list that never holds still is read as it comes

    int page_size_;
    std::int64_t start_ = 0;
    std::int64_t total_ = -1;
    int shifts_ = 0;
    bool ended_ = false;
    std::string first_of_last_page_;
};

} // namespace reel_plex
