// SPDX-License-Identifier: MIT
// Days and periods as people say them. Days begin in the machine's time zone. Pure but for that zone; any thread.
#pragma once

#include <reel/error.hpp>
#include <reel/time.hpp>

#include <string_view>

namespace reel_tautulli
{

/// From `begin` up to, not including, `end`.
struct period
{
    reel::time_point begin;
    reel::time_point end;
};

/// A date ("2026-11-01"), a month ("2026-11", "november", "november 2025"), a year ("2025"), a moment
/// ("2026-11-22T20:00:00Z"), "today", "yesterday", "monday", "last friday", "this|last week|weekend|month|year", "last night"
/// (into the small hours), "last 30 days", "last 24 hours", "3 weeks ago". Weeks begin on Monday. Errors: `bad_argument`.
reel::result<period> parse_period(std::string_view text, reel::time_point now);

} // namespace reel_tautulli
