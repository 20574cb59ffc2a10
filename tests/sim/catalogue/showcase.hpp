// SPDX-License-Identifier: MIT
// The shows that the demo and the tests talk about by name: when their seasons aired, and what is still to come of them,
// counted from today. What the library has of them is in generator.cpp; together these are exact in every catalogue.
#pragma once

#include "tests/sim/catalogue/catalogue.hpp"

namespace reel_sim
{

/// Completes a known show that is one of them: outlook, days of its seasons, the season that is to come. Others stay.
void dress(work& show, std::int64_t now);

/// Days from today to the seasons that are announced for a day.
inline constexpr day_number premiere = 50;

} // namespace reel_sim
