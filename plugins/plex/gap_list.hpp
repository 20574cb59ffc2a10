// SPDX-License-Identifier: MIT
// Compares every show of the library with the catalogue in the background, and keeps what is missing: find_library_gaps
// answers from here. Loop thread only; everything it is made with outlives it; stop() it before destroying it.
#pragma once

#include "plugins/plex/completeness.hpp"
#include "plugins/plex/gap_entries.hpp"
#include "plugins/plex/loader.hpp"

#include <reel/periodic.hpp>

#include <memory>
#include <string>
#include <vector>

namespace reel_plex
{

class gap_list
{
public:
    gap_list(reel::host& host, const config& settings, const loader& library, completeness& complete);

    void start();
    reel::awaitable<void> stop();
    /// The library may have changed: look soon.
    void trigger() { timer_.trigger(); }

    /// From memory, at once. Errors: `bad_argument`.
    reel::result<gap_answer> find(const gap_args& args);

    const reel::timer_status& timer() const noexcept { return timer_.status(); }

private:
    /// A show whose comparison is due.
    struct due_show
    {
        std::string key;
        std::vector<row> copies;
    };

    /// One pass: what changed, or is due, a few shows at a time. Whatever was found before an error or a cancellation stays.
    reel::awaitable<reel::result<void>> look();
    bool nothing_to_do(const std::shared_ptr<const view>& seen) const;
    /// Brings the records in line with the library, and says which are due.
    reel::awaitable<std::vector<due_show>> take_stock(const view& seen);
    void take_in(const due_show& show, const reel::result<gap_report>& outcome);
    reel::time_point due_after_success() const;

    reel::host& host_;
    const config& settings_;
    const loader& loader_;
    completeness& complete_;
    gap_records records_;
    std::weak_ptr<const view> counted_; ///< what the records are of
    std::weak_ptr<const view> seen_;    ///< at the last pass that got to its end
    reel::time_point not_before_{};     ///< while there is no catalogue: when to look for one again
    reel::periodic timer_;
};

} // namespace reel_plex
