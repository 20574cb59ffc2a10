// SPDX-License-Identifier: MIT
// What an operator wants to know of a plugin, as plain values: /api/status, /readyz, /metrics and `reelctl status` show
// them.
#pragma once

#include <reel/export.hpp>
#include <reel/time.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reel
{

enum class state : std::uint8_t
{
    unconfigured, ///< an option needed to run is not set; the host sets this one, a provider never does
    starting,     ///< not yet able to answer
    ready,        ///< answers, and is up to date
    degraded,     ///< answers from what it has; `reason` says what is wrong
    failed        ///< cannot answer, and will not recover by itself
};

REEL_API std::string_view to_string(state s) noexcept;

/// One cache of a plugin. `as_of` is when its content was true at the upstream.
struct cache_status
{
    std::string name;
    std::uint64_t items = 0;
    std::uint64_t bytes = 0; ///< memory held, as well as it is known
    time_point as_of{};
    bool stale = false; ///< content of an earlier run, or of a source that fails now
};

/// One recurring task of a plugin.
struct timer_status
{
    std::string name;
    time_point last_run{};
    time_point next_run{};
    std::uint64_t runs = 0;
    std::uint64_t failures = 0;
    std::string last_error; ///< empty after a success
    duration last_duration{};
};

/// A snapshot of a plugin's condition. A value; costs nothing to keep.
struct health
{
    reel::state state = reel::state::starting;
    time_point since{}; ///< when this state began
    std::string reason; ///< for people; empty when ready
    std::vector<cache_status> caches;
    std::vector<timer_status> timers;
};

} // namespace reel
