// SPDX-License-Identifier: MIT
// "year=2016" on a command line becomes {"year": 2016} by the tool's own schema. Pure; any thread.
#pragma once

#include <reel/error.hpp>

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace reeld::cli
{

/// Each word is `name=value`; the schema is a tool's input schema. Numbers and booleans (true, false, yes, no) are
/// converted; a list is `a,b`, or the name given several times (then commas are part of the items); what is more than
/// that is written as JSON. Errors are `bad_argument` and name the argument, with the nearest known name for an unknown
/// one. Whether the values make sense is the tool's to say.
reel::result<boost::json::object> parse_arguments(const std::vector<std::string>& words,
                                                  const boost::json::object& schema);

} // namespace reeld::cli
