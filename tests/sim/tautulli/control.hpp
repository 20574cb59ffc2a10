// SPDX-License-Identifier: MIT
// What /sim/tautulli understands; the list is at the head of tests/sim/control.cpp.
#pragma once

#include "tests/sim/tautulli/service.hpp"

#include <boost/json/fwd.hpp>

#include <optional>
#include <string_view>

namespace reel_sim::tautulli
{

/// `rest` is the path after /sim/tautulli. Nothing: there is no such thing. Throws std::invalid_argument for a mistake.
std::optional<boost::json::value> control(service& s, std::string_view rest, const request& req,
                                          const boost::json::object& arguments);

} // namespace reel_sim::tautulli
