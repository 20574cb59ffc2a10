// SPDX-License-Identifier: MIT
// Wall-clock times and durations as people and JSON write them. Pure functions, any thread.
#pragma once

#include <reel/error.hpp>
#include <reel/export.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace reel
{

using namespace std::chrono_literals;

/// Wall-clock time in UTC. The epoch (`time_point{}`) stands for "never".
using time_point = std::chrono::sys_time<std::chrono::milliseconds>;
using duration = std::chrono::milliseconds;

/// "15m", "1h30m", "250ms", "2d"; units ms, s, m (or min), h, d. A bare number, a sign, or anything else is refused.
REEL_API result<duration> parse_duration(std::string_view text);
/// The shortest form that parse_duration reads back: 15min -> "15m", 90s -> "1m30s", 0 -> "0s".
REEL_API std::string format_duration(duration value);

/// RFC 3339 in UTC to the second: "2026-11-22T21:49:07Z".
REEL_API std::string to_iso8601(time_point when);
/// The inverse; also accepts fractions of a second and a numeric offset.
REEL_API result<time_point> parse_iso8601(std::string_view text);
/// How a person says how long ago that was: "just now", "2 min ago", "3 h ago", "5 days ago"; "never" for the epoch.
REEL_API std::string relative(time_point when, time_point now);

/// A day of the calendar, without a place: when an episode airs, when a film comes out.
using date = std::chrono::year_month_day;

/// "2027-01-12", and nothing after it; an error for a day that the calendar does not have.
REEL_API result<date> parse_date(std::string_view text);
/// "2027-01-12".
REEL_API std::string to_iso8601(date day);
/// The day that it was (or is) in the machine's time zone.
REEL_API date local_date(time_point when);
/// When that day began in the machine's time zone.
REEL_API time_point start_of(date day);

} // namespace reel
