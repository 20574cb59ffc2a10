// SPDX-License-Identifier: MIT
// How the daemon's own answers (/api/status, /api/tools) look to a person. Pure; any thread.
#pragma once

#include "core/cli/table.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string>

namespace reeld::cli
{

std::string draw_status(const boost::json::object& status, const look& l);
std::string draw_plugins(const boost::json::object& status, const look& l);
std::string draw_tools(const boost::json::array& tools, const look& l);
/// What one tool is for, and its arguments.
std::string draw_tool(const boost::json::object& tool, const look& l);

} // namespace reeld::cli
