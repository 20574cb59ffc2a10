// SPDX-License-Identifier: MIT
// What was called and found in a turn, as it is written down. Pure; any thread.
#pragma once

#include "core/model/chat.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace reeld::conversation
{

/// A JSON array; "" for none.
std::string write_steps(const std::vector<model::message>& steps);
/// The inverse. What cannot be read is none: a call without its result would make the rest unreadable for a model.
std::vector<model::message> read_steps(std::string_view json);

} // namespace reeld::conversation
