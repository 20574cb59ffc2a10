// SPDX-License-Identifier: MIT
// Answers as a person would say them, and text made fit to be shown. Pure; any thread.
#pragma once

#include "plugins/tautulli/history.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reel_tautulli
{

/// An argument's text without spaces around it; "" when it is left out, as models like to fill it in.
std::string said(const std::optional<std::string>& argument);
/// Whose plays there are none of: "anyone", or one person's.
std::string anyone(const sight& whose);
/// "2026-11-22": the day in the machine's time zone.
std::string day_of(reel::time_point when);
/// "1 play", "2 plays".
std::string counted(std::int64_t count, std::string_view one, std::string_view many);
/// Hours to one decimal.
double hours_of(std::int64_t seconds);
/// "4.5 hours".
std::string in_hours(double hours);
/// "Dune (2021)".
std::string titled(std::string_view title, std::optional<int> year);
std::optional<std::string> unless_empty(std::string_view text);

history_entry entry_of(const play& what, reel::time_point now);
std::string say_history(const history_question& asked, const history_answer& answer);

} // namespace reel_tautulli
