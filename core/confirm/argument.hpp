// SPDX-License-Identifier: MIT
// How a call carries its confirmation among its arguments, where a protocol has no better place: as the member `confirm`,
// which the tool never sees. Pure; any thread.
#pragma once

#include <reel/tool.hpp>

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace reeld::confirm
{

inline constexpr std::string_view argument_name = "confirm";

/// The tool's input schema; a destructive tool's with the argument `confirm`, described for a model.
boost::json::object schema_with_confirm(const reel::tool_spec& spec);

/// Removes `confirm` from the arguments of a destructive tool and returns it; "" when there is none.
std::string take_confirm(const reel::tool_spec& spec, boost::json::object& args);

} // namespace reeld::confirm
