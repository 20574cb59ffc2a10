// SPDX-License-Identifier: MIT
// What /sim/tmdb and /sim/gaps understand; the list is in tests/sim/control.cpp. Loop thread only.
#pragma once

#include "tests/sim/tmdb/service.hpp"

#include <boost/json/fwd.hpp>

#include <string_view>

namespace reel_sim::tmdb
{

/// Sets what `arguments` name, and tells the settings.
boost::json::value change(settings& s, const boost::json::object& arguments);

/// The ground truth about a show; null when the catalogue has none of that title (and year, unless it is 0).
boost::json::value gaps(const catalogue& world, std::string_view title, int year);

} // namespace reel_sim::tmdb
