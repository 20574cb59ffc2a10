// SPDX-License-Identifier: MIT
// The interface of an integration. A provider owns its timers and its cache, and talks to nobody but its host.
#pragma once

#include <reel/asio.hpp>
#include <reel/channel.hpp>
#include <reel/export.hpp>
#include <reel/health.hpp>
#include <reel/tool.hpp>

#include <string_view>

namespace reel
{

/// Life: constructed (no I/O) -> start() -> calls -> stop() -> destroyed. Loop thread only. A provider whose needed
/// options are missing is constructed for its tool list, but never started or called.
class REEL_API ToolProvider
{
public:
    ToolProvider() = default;
    ToolProvider(const ToolProvider&) = delete;
    ToolProvider& operator=(const ToolProvider&) = delete;
    virtual ~ToolProvider();

    /// Constant for the life of the provider unless it calls host::tools_changed().
    virtual tool_set tools() = 0;

    /// Returns at once; whatever waits for an upstream runs in the background, and goes on until it succeeds.
    virtual void start() = 0;

    /// Ends everything start() and calls began. After it completes nothing of the provider runs or is referred to. The
    /// host has cancelled calls in flight before. Must finish within the daemon's drain deadline.
    virtual awaitable<void> stop() = 0;

    /// Cheap; asked by operators' endpoints at any time between construction and destruction.
    virtual reel::health health() const = 0;

    /// What an assistant must know to use these tools well: a Markdown section for system prompts and MCP
    /// `instructions`.
    virtual std::string_view prompt() const = 0;

    /// Of an integration through which people talk: itself, for the life of the provider. Webhooks come between start() and
    /// stop() only; those that came before stop() have ended by then.
    virtual Channel* channel() { return nullptr; }
};

} // namespace reel
