// SPDX-License-Identifier: MIT
// For the log: what strangers can cause as often as they like is said at once, and then once a minute at most.
#pragma once

#include <reel/clock.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

namespace reel
{

/// Loop thread only.
class seldom
{
public:
    /// It has happened: how often since it was said last, when it is time to say it.
    std::optional<std::uint64_t> happened(const clock& time)
    {
        ++times_;
        if (quiet_until_ && time.ticks() < *quiet_until_)
            return {};
        quiet_until_ = time.ticks() + std::chrono::minutes{1};
        return std::exchange(times_, 0);
    }

private:
    std::uint64_t times_ = 0;
    std::optional<std::chrono::nanoseconds> quiet_until_;
};

} // namespace reel
