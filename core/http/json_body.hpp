// SPDX-License-Identifier: MIT
// Members of a JSON body that somebody sent. Errors are `bad_argument`, with a pointer to what is wrong. Pure; any thread.
#pragma once

#include <reel/error.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace reeld::http
{

reel::error wrong(std::string message, std::string pointer);

reel::result<boost::json::object> read_object(std::string_view body);

/// nullptr when it is not there, or null.
const boost::json::value* member(const boost::json::object& o, std::string_view name);

/// "" when it is not there. `where` is the pointer to `o`.
reel::result<std::string> text_member(const boost::json::object& o, std::string_view name,
                                      const std::string& where = {});

} // namespace reeld::http
