// SPDX-License-Identifier: MIT
// What a person reads before a destructive call. Pure; any thread.
#pragma once

#include <reel/error.hpp>
#include <reel/tool.hpp>

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace reeld::confirm
{

/// `said` (the tool's own preview, "Delete Dune (2021) from Films?") or, when that is empty, the tool's title and its
/// arguments in words ("Delete a file? (name: Dune, year: 2021)"); then the tool's consequence. On one line, whatever the
/// arguments say. `bad_argument` when they are too much to be shown whole: nobody can agree to what is left out.
reel::result<std::string> compose_preview(const reel::tool_spec& spec, const boost::json::object& args,
                                          std::string_view said = {});

} // namespace reeld::confirm
