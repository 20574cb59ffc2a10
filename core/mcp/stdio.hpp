// SPDX-License-Identifier: MIT
// MCP over two descriptors: one message a line, many requests in flight. Loop thread only. The process ignores SIGPIPE.
#pragma once

#include "core/mcp/service.hpp"

#include <memory>

namespace reeld::mcp
{

/// Speaks with one client until `input` ends, `output` breaks, or this is cancelled; then lets what is under way end, for a
/// few seconds. Both stay open, and are as blocking as before when it returns.
reel::awaitable<void> serve_stdio(std::shared_ptr<service> s, int input, int output);

} // namespace reeld::mcp
