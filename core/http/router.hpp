// SPDX-License-Identifier: MIT
// A table of (method, path, handler). Paths are literal, or hold {name} segments that match one segment each; a
// {name...} at the end matches all that is left.
#pragma once

#include "core/http/message.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace reeld::http
{

using handler = std::function<reel::awaitable<response>(request& req)>;

struct route
{
    std::string method;
    std::string path;
    http::handler handler;
    /// The handler is cancelled (terminal) when the client hangs up before the answer.
    bool cancel_on_hangup = false;
};

/// Filled before the server starts, read-only after. A known path with another method is 405 with Allow, HEAD is served
/// by GET's handler without its body, an unknown path is 404.
class router
{
public:
    void add(route r);
    /// The route for a request, its captures filled; nullptr with `allow` set to the methods of that path (405), or
    /// empty (404).
    const route* find(request& req, std::string& allow) const;

private:
    std::vector<route> routes_; // literal paths first
    std::size_t literals_ = 0;
};

} // namespace reeld::http
