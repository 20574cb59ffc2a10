// SPDX-License-Identifier: MIT
// Conversations that are remembered, over plain HTTP: /api/conversations, …/{id}/messages, …/{id}/confirm. The answer as one JSON
// object, or while it comes about, as events. Loop thread only. Everything in `dependencies` outlives the face; the face outlives
// the HTTP server that serves its routes.
#pragma once

#include "core/conversation/gate.hpp"
#include "core/conversation/service.hpp"
#include "core/http/router.hpp"

#include <reel/asio.hpp>
#include <reel/call_context.hpp>
#include <reel/log.hpp>
#include <reel/task_group.hpp>

#include <functional>
#include <string>

namespace reeld::api
{

class conversations
{
public:
    struct dependencies
    {
        asio::any_io_executor executor;
        conversation::service& service;
        conversation::gate& gate;
        reel::logger log;
        /// Who sent a request, once access was granted.
        std::function<reel::caller(const http::request&)> caller;
    };

    explicit conversations(dependencies deps);

    void add_routes(http::router& routes);
    /// Ends the answers under way; after this nothing of it runs.
    reel::awaitable<void> stop();

private:
    using turn = std::function<reel::awaitable<reel::result<conversation::outgoing>>(conversation::listener*)>;

    reel::awaitable<http::response> say(http::request& req);
    reel::awaitable<http::response> decide(http::request& req);
    reel::awaitable<http::response> forget(http::request& req);
    http::response history(const http::request& req) const;
    http::response list(const http::request& req) const;
    reel::awaitable<http::response> answer(const http::request& req, turn take);

    dependencies deps_;
    reel::task_group tasks_;
};

} // namespace reeld::api
