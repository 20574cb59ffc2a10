// SPDX-License-Identifier: MIT
// The Model Context Protocol, spoken over Streamable HTTP and over stdio, in both of its eras (with `initialize`, up to
// 2025-11-25; without sessions, from 2026-07-28 on) at one endpoint. It knows tools, not integrations.
// Loop thread only. Everything in `dependencies` outlives the face; the face outlives the HTTP server that serves its
// routes.
#pragma once

#include "core/http/router.hpp"
#include "core/tool/invoker.hpp"
#include "core/tool/registry.hpp"

#include <reel/asio.hpp>
#include <reel/log.hpp>

#include <functional>
#include <memory>
#include <string>

namespace reeld::mcp
{

struct dependencies
{
    asio::any_io_executor executor;
    tool::registry& tools;
    tool::invoker& invoker;
    reel::logger log;
    std::string version; ///< of the daemon
    /// What a model must know to use the tools well: the plugins' prompt sections, joined. Asked at each start of a
    /// client.
    std::function<std::string()> instructions;
    /// Who sent a request, once access was granted.
    std::function<reel::caller(const http::request&)> caller;
    /// Who speaks over stdin; empty: nobody does.
    std::function<reel::caller()> local_caller{};
};

class service;

class face
{
public:
    explicit face(dependencies deps);
    ~face();

    void add_routes(http::router& routes, const std::string& path = "/mcp");

    /// Speaks with one client over this process's stdin and stdout until stdin ends; returns the exit code.
    reel::awaitable<int> serve_stdio();

    /// Ends open subscriptions with their last word, so that the HTTP server can drain.
    void close();
    /// Completes when nothing of the face runs any more; cancels what is still under way. After it, the face may be
    /// destroyed.
    reel::awaitable<void> stop();

private:
    std::shared_ptr<service> service_;
};

} // namespace reeld::mcp
