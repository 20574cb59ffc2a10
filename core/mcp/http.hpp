// SPDX-License-Identifier: MIT
// Streamable HTTP: one POST, one message. The answer is JSON, or an event stream when the tool says something before its
// result (progress, log) or the request is a subscription. No sessions: there is nothing to GET or DELETE, and
// notifications/cancelled has nothing to refer to (another client's ids look the same). Loop thread only.
#pragma once

#include "core/http/message.hpp"
#include "core/mcp/service.hpp"

#include <memory>

namespace reeld::mcp
{

/// Serves one POST. Cancelled when the client hangs up: that ends a modern request; a legacy one goes on unheard.
reel::awaitable<http::response> serve_post(std::shared_ptr<service> s, http::request& req);

} // namespace reeld::mcp
