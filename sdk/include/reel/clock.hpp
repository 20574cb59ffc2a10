// SPDX-License-Identifier: MIT
// Time as a plugin may use it: read it, and wait for it, only through here, so that tests can make it a variable.
#pragma once

#include <reel/asio.hpp>
#include <reel/export.hpp>
#include <reel/time.hpp>

namespace reel
{

/// Owned by the host, outlives every provider. Loop thread only.
class REEL_API clock
{
public:
    virtual ~clock();

    /// Wall-clock time; may jump.
    virtual time_point now() const = 0;
    /// Monotonic time since an arbitrary start, for measuring.
    virtual std::chrono::nanoseconds ticks() const = 0;
    /// Suspends for `length`. Throws std::system_error(operation_aborted) when cancelled (terminal).
    virtual awaitable<void> sleep(duration length) = 0;
};

/// The real clock: std::chrono and a steady_timer of the executor that awaits.
class REEL_API system_clock final : public clock
{
public:
    time_point now() const override;
    std::chrono::nanoseconds ticks() const override;
    awaitable<void> sleep(duration length) override;
};

} // namespace reel
