// SPDX-License-Identifier: MIT
// One round of calls: which can be made, which are answered with an error that the model can mend. Part of the engine.
#pragma once

#include "core/conversation/engine.hpp"

#include <vector>

namespace reeld::conversation
{

/// Those that are for the client's own tools, as they came.
std::vector<model::tool_call> calls_of_client(const state& s, const std::vector<model::tool_call>& calls);

/// Gives our own names to calls of our tools.
void name_calls(const state& s, model::message& said);

/// Fills `slots` and `calls`.
void plan_round(state& s, const model::message& said);

} // namespace reeld::conversation
