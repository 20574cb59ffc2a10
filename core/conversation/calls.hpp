// SPDX-License-Identifier: MIT
// The tools that a turn calls. Loop thread only.
#pragma once

#include "core/conversation/engine.hpp"
#include "core/conversation/listener.hpp"
#include "core/tool/invoker.hpp"
#include "core/tool/registry.hpp"

#include <reel/asio.hpp>

#include <optional>
#include <string>
#include <vector>

namespace reeld::conversation
{

/// For whom calls are made. Belongs to the frame of the turn, which outlives them.
struct calling
{
    tool::registry& tools;
    tool::invoker& invoker;
    reel::caller who;
    std::string request_id;
    std::optional<std::string> place; ///< see run_request
    listener* watching = nullptr;
};

/// One call, with the person's word in `confirmation` or without.
reel::awaitable<called> call_tool(const calling& by, const planned_call& what, std::string confirmation = {});

/// All at once; `results` has one for each call, filled as they end. On cancellation those under way are ended.
reel::awaitable<void> call_tools(const calling& by, const std::vector<planned_call>& what,
                                 std::vector<called>& results);

} // namespace reeld::conversation
