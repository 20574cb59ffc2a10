// SPDX-License-Identifier: MIT
// What a server adds to its model's words for itself: how it came to a call, in plain or signed. It refuses the results of the
// calls unless it gets that back as it was (Gemini 3, DeepSeek, Kimi K2, many behind OpenRouter). Pure; any thread.
#pragma once

#include <boost/json/object.hpp>

#include <string_view>

namespace reeld::model
{

/// Of an assistant's message: adds `message`'s to `to`; of a piece of one, where it goes on.
void add_message_extras(boost::json::object& to, const boost::json::object& message);

/// Where those of a message speak of the call `from`, it is `to` from here on.
void rename_call(boost::json::object& extras, std::string_view from, std::string_view to);

/// Of a call: the first of a kind stays.
void add_call_extras(boost::json::object& to, const boost::json::object& call);

} // namespace reeld::model
