// SPDX-License-Identifier: MIT
// tools/call. A destructive tool waits for the person behind the client: a client that shows forms is sent one, any other
// is given a token for its model to bring back once its user has agreed.
#pragma once

#include "core/mcp/methods.hpp"

#include <optional>

namespace reeld::mcp
{

/// The method; s and x outlive it.
reel::awaitable<std::optional<rpc_error>> tools_call(service& s, exchange& x, result_writer& result);

} // namespace reeld::mcp
