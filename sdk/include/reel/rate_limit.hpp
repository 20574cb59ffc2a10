// SPDX-License-Identifier: MIT
// How often something may be done: a token bucket. Whoever waits gets the turn that was free when they came; nobody
// overtakes.
#pragma once

#include <reel/clock.hpp>
#include <reel/error.hpp>
#include <reel/export.hpp>

#include <chrono>

namespace reel
{

struct rate_settings
{
    double per_second = 1;
    int burst = 1;               ///< how many may pass at once after a quiet while
    duration longest_wait = 10s; ///< whoever would have to wait longer is refused instead
};

/// Loop thread only. The clock outlives it; destroy it only when nobody waits.
class REEL_API rate_limit
{
public:
    rate_limit(reel::clock& clock, rate_settings settings);

    /// Returns when it is the caller's turn. `not_ready` with a retry_after, at once and without taking a turn, when that
    /// is further away than the longest wait. A turn whose waiter is cancelled (throws operation_aborted) is lost.
    awaitable<result<void>> acquire();

    /// Nobody passes for so long: neither who comes now nor who waits already. Never shortens an earlier hold.
    void hold(duration length);

private:
    reel::clock& clock_;
    std::chrono::nanoseconds interval_;
    std::chrono::nanoseconds slack_; ///< how far ahead of an even pace a burst may run
    std::chrono::nanoseconds longest_wait_;
    std::chrono::nanoseconds next_; ///< when the next turn is at an even pace
    std::chrono::nanoseconds held_until_;
};

} // namespace reel
