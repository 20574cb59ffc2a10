// SPDX-License-Identifier: MIT
// Which tools a model is told of. Loop thread only.
#pragma once

#include "core/model/chat.hpp"
#include "core/tool/registry.hpp"

#include <reel/call_context.hpp>

#include <vector>

namespace reeld::conversation
{

/// Those that the caller could use now, by name: not the ones above their role, nor the ones of a plugin that is not
/// configured.
std::vector<model::tool_offer> offers_for(const tool::registry& tools, const reel::caller& who);

} // namespace reeld::conversation
