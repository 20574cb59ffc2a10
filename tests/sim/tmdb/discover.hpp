// SPDX-License-Identifier: MIT
// /discover: which works fit, in which order. Pure.
#pragma once

#include "tests/sim/message.hpp"
#include "tests/sim/tmdb/rows.hpp"

#include <optional>
#include <vector>

namespace reel_sim::tmdb
{

/// Indices of works; nothing when an argument that ought to be a date is none. As on the real one, arguments that a kind
/// does not know are ignored: with_people and with_cast do nothing for shows.
std::optional<std::vector<std::uint32_t>> discover(const view& v, kind k, const request& req);

/// Nothing when it is not "2027-01-12".
std::optional<day_number> parse_day(std::string_view text);

} // namespace reel_sim::tmdb
