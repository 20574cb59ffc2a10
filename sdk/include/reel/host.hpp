// SPDX-License-Identifier: MIT
// What the daemon lends to a plugin. One host per instance of a plugin, created before and destroyed after its
// provider.
#pragma once

#include <reel/asio.hpp>
#include <reel/call_context.hpp>
#include <reel/channel.hpp>
#include <reel/clock.hpp>
#include <reel/error.hpp>
#include <reel/export.hpp>
#include <reel/http_client.hpp>
#include <reel/log.hpp>
#include <reel/tool.hpp>

#include <boost/json/object.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace reel
{

/// Loop thread only, unless said otherwise.
class REEL_API host
{
public:
    virtual ~host();

    /// The daemon's one loop. Everything of a plugin runs here; nothing of it may block.
    virtual asio::any_io_executor executor() = 0;
    virtual reel::clock& clock() = 0;
    /// Scope is the instance's name.
    virtual const logger& log() const = 0;
    /// The name of this instance: the plugin's, unless the owner configured several.
    virtual std::string_view instance() const = 0;
    /// A directory of this instance's own, mode 0700, kept between runs.
    virtual const std::filesystem::path& state_dir() const = 0;
    /// A UUID made at install time, the same for ever: for upstreams that want to tell clients apart.
    virtual std::string_view install_id() const = 0;
    /// The daemon's version, "0.1.0".
    virtual std::string_view version() const = 0;

    /// A client for one upstream, with limits of its own. Destroy it after the last request has ended.
    virtual std::unique_ptr<http_client> make_http_client(http_settings settings) = 0;

    /// Runs `work` on a thread of the daemon's small pool and resumes on the loop. For computing, not for waiting.
    /// `work` must touch nothing that the loop may change meanwhile. Not cancellable: it always runs to its end. What
    /// it throws, this throws.
    virtual awaitable<void> off_loop(std::function<void()> work) = 0;

    /// Asks another plugin's tool, through the same checks as an assistant would; `unavailable` when nobody has it.
    virtual awaitable<result<tool_result>> call_tool(std::string_view name, boost::json::object args,
                                                     call_context& from) = 0;

    /// Tells faces that tools() has changed.
    virtual void tools_changed() = 0;

    /// For a plugin that is a channel, see channel.hpp. Ends with the host.
    virtual reel::conversations& conversations() = 0;
};

} // namespace reel
