// SPDX-License-Identifier: MIT
// What /sim/model understands; the list is at the head of tests/sim/control.cpp, scripts are told in script.cpp.
#pragma once

#include "tests/sim/model/service.hpp"

#include <boost/json/fwd.hpp>

#include <optional>
#include <string_view>

namespace reel_sim::model
{

/// Plays what is written: a script, or an object with members of /sim/model. Throws std::invalid_argument for a mistake.
void change(service& s, const boost::json::value& written);

/// `rest` is the path after /sim/model. Nothing: there is no such thing.
std::optional<boost::json::value> control(service& s, std::string_view rest, const request& req,
                                          const boost::json::object& arguments);

} // namespace reel_sim::model
