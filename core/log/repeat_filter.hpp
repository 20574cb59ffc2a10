// SPDX-License-Identifier: MIT
// Keeps one sentence from filling the disk: a record that comes again and again is written a few times, then counted.
#pragma once

#include <reel/log.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace reeld::log
{

/// Not thread-safe; its sink locks.
class repeat_filter
{
public:
    using time = std::chrono::steady_clock::time_point;

    static constexpr unsigned burst = 5; ///< identical records written in a window; the rest are counted
    static constexpr std::chrono::seconds window{10};
    static constexpr std::size_t capacity = 256; ///< records watched at once; what is beyond is written

    /// A record that was counted `times` times instead of being written.
    struct held
    {
        reel::log_level level;
        std::string body;
        std::uint64_t times;
    };

    /// Whether to write this one.
    bool admit(reel::log_level level, const std::string& body, time now);
    /// What was held back in windows that have ended, once.
    std::vector<held> due(time now);

private:
    struct watched
    {
        reel::log_level level;
        time since;
        std::uint64_t seen;
    };
    std::unordered_map<std::string, watched> records_;
    time next_end_ = time::max(); ///< no window ends before
};

} // namespace reeld::log
