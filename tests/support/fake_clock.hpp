// SPDX-License-Identifier: MIT
// A clock that stands still until a test moves it.
#pragma once

#include <reel/clock.hpp>

#include <list>

namespace reel_test
{

/// Starts at 2026-01-01T00:00:00Z. Whoever sleeps wakes, in order of due time, when advance() has moved past it and the
/// loop runs.
class fake_clock final : public reel::clock
{
public:
    reel::time_point now() const override { return now_; }
    std::chrono::nanoseconds ticks() const override { return now_.time_since_epoch(); }
    reel::awaitable<void> sleep(reel::duration length) override;

    void advance(reel::duration length);
    /// How many coroutines sleep.
    std::size_t sleepers() const noexcept { return sleepers_.size(); }
    /// How long until the first of them is due; 0 when nobody sleeps.
    reel::duration next_due() const;

private:
    struct sleeper
    {
        reel::time_point due;
        asio::steady_timer* timer;
    };
    reel::time_point now_{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};
    std::list<sleeper> sleepers_;
};

} // namespace reel_test
