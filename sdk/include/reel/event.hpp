// SPDX-License-Identifier: MIT
// A flag that coroutines wait for.
#pragma once

#include <reel/asio.hpp>
#include <reel/export.hpp>

namespace reel
{

/// Loop thread only. Destroy it only when nobody waits.
class REEL_API event
{
public:
    explicit event(asio::any_io_executor executor);

    /// Wakes all who wait now, and lets later waiters through until reset().
    void set();
    void reset() noexcept { set_ = false; }
    bool is_set() const noexcept { return set_; }
    /// Throws std::system_error(operation_aborted) when cancelled (terminal).
    awaitable<void> wait();

private:
    asio::steady_timer timer_; // never expires; waking is cancelling its waits
    bool set_ = false;
};

} // namespace reel
