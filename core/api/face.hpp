// SPDX-License-Identifier: MIT
// Plain HTTP for operators and scripts: /healthz, /readyz, /metrics, /api/status, /api/tools, /openapi.json.
// Loop thread only. Everything in `dependencies` outlives the face; the face outlives the HTTP server that serves its
// routes.
#pragma once

#include "core/channels/strangers.hpp"
#include "core/http/router.hpp"
#include "core/http/server.hpp"
#include "core/plugin/instance.hpp"
#include "core/tool/invoker.hpp"
#include "core/tool/registry.hpp"

#include <reel/call_context.hpp>
#include <reel/clock.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace reeld::api
{

struct dependencies
{
    tool::registry& tools;
    tool::invoker& invoker;
    reel::clock& clock;
    std::string version; ///< of the daemon
    std::function<std::vector<plugin::instance_info>()> instances;
    std::function<std::vector<plugin::refusal>()> refusals;
    std::function<http::server_stats()> http_stats;
    /// Who sent a request, once access was granted.
    std::function<reel::caller(const http::request&)> caller;
    /// Who wrote through a channel and is nobody of the house: told to admins.
    std::function<std::vector<channels::stranger>()> unknown_senders{};
};

class face
{
public:
    explicit face(dependencies deps);
    ~face();

    void add_routes(http::router& routes);

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

} // namespace reeld::api
