// SPDX-License-Identifier: MIT
// Any tool's answer as a person reads it. Knows no tool: an answer's `message` is its first line, where it comes from
// and how old it is stand behind that, lists of objects become tables. Pure; any thread.
#pragma once

#include "core/cli/table.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace reeld::cli
{

/// The answer's text, ending in a line break.
///
/// `message`, then `[library, as of …, stale]`, then a table for every list of objects and a line for every list of
/// words; columns that repeat others or hold only web addresses are left out. Numbers and flags beside a message are what the message says; without a message they are listed by name. A
/// list of objects that carry messages of their own is a list of answers.
std::string draw_answer(const boost::json::object& answer, const look& l);

/// A value as one clean cell: yes/no, numbers, text, "2 min ago" or "in 3 h" for a time, joined lists.
cell to_cell(const boost::json::value& value, const look& l);

} // namespace reeld::cli
