// SPDX-License-Identifier: MIT
// The daemon's condition at one moment, as plain values, and its forms: JSON for /api/status, a verdict for /readyz,
// Prometheus' text for /metrics. Pure; any thread.
#pragma once

#include "core/channels/strangers.hpp"
#include "core/http/server.hpp"
#include "core/plugin/instance.hpp"
#include "core/tool/invoker.hpp"

#include <reel/time.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace reeld::api
{

/// The process itself.
struct process_usage
{
    reel::time_point started{};
    std::uint64_t resident_bytes = 0;
    double cpu_seconds = 0;
    std::uint64_t open_files = 0;
};

struct snapshot
{
    std::string version;
    reel::time_point now{};
    process_usage process;
    std::vector<plugin::instance_info> instances;
    std::vector<plugin::refusal> refusals;
    std::optional<std::vector<channels::stranger>> unknown_senders; ///< for admins
    http::server_stats http;
    std::map<std::string, tool::tool_stats, std::less<>> tools;
};

/// Instances whose first condition is not known yet, "Films: still loading". Ready is when there are none: an instance that
/// is unconfigured, degraded or failed is known, and so is one that still starts after a first attempt that failed (it
/// would hold up the others for as long as its upstream is down).
std::vector<std::string> waiting_for(const std::vector<plugin::instance_info>& instances);

std::string status_json(const snapshot& s);

std::string metrics_text(const snapshot& s);

/// What the kernel says of this process; `started` is the caller's to know.
process_usage measure(reel::time_point started);

} // namespace reeld::api
