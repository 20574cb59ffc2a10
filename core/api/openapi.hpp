// SPDX-License-Identifier: MIT
// Tools over plain HTTP: the list, the OpenAPI description, and what a failure looks like. Pure; any thread.
#pragma once

#include "core/confirm/ledger.hpp"
#include "core/tool/registry.hpp"

#include <reel/call_context.hpp>
#include <reel/error.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace reeld::api
{

using tool_entries = std::vector<std::shared_ptr<const tool::entry>>;

/// {"tools":[{name, title, description, inputSchema, outputSchema, tier, role, plugin}, …]}, without those that `role` may
/// not call.
std::string tools_json(const tool_entries& tools, reel::role role);

/// OpenAPI 3.1: one POST a tool, and nothing else: programs that read this offer every path of it to their model as a tool.
std::string openapi_json(const tool_entries& tools, reel::role role, std::string_view version);

/// The HTTP status that a failure of a call stands for.
int status_of(reel::errc kind) noexcept;
/// {"error":…,"kind":…,"pointer":…}
std::string error_json(const reel::error& failure);
/// A destructive call that waits for a person: {"error":…,"kind":"unconfirmed","preview":…,"token":…,"expires":…}
std::string unconfirmed_json(const reel::error& failure, const confirm::pending& asked);

} // namespace reeld::api
