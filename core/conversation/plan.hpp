// SPDX-License-Identifier: MIT
// One round of calls: which can be made, which are answered with an error that the model can mend. Part of the engine.
#pragma once

#include "core/conversation/engine.hpp"

#include <vector>

namespace reeld::conversation
{

/// Those that are for the client's own tools, as they came.
std::vector<model::tool_call> calls_of_client(const state& s, const std::vector<model::tool_call>& calls);

/// Fills `slots` and `calls`. Arguments in `said` that are no JSON object become {}: servers choke on them when they come back.
void plan_round(state& s, model::message& said);

} // namespace reeld::conversation
