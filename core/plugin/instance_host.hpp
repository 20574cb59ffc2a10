// SPDX-License-Identifier: MIT
// What an instance of a plugin sees of the daemon. Made before its provider, and destroyed after it. Loop thread only.
#pragma once

#include "core/channels/reception.hpp"
#include "core/system/thread_pool.hpp"
#include "core/tool/invoker.hpp"
#include "core/tool/registry.hpp"

#include <reel/host.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace reeld::plugin
{

/// What the daemon has to lend. Everything referred to outlives every instance.
struct services
{
    asio::any_io_executor executor;
    reel::clock& clock;
    reel::log_sink& log;
    tool::registry& tools;
    tool::invoker& calls;
    system::thread_pool& pool;
    std::function<std::unique_ptr<reel::http_client>(reel::http_settings, reel::logger)> make_http_client;
    std::filesystem::path state_dir; ///< of the daemon; each instance gets a folder in it
    std::string install_id;
    std::string version;
    channels::reception& channels;
};

class instance_host final : public reel::host
{
public:
    /// `changed` is told when the provider's tools have changed.
    instance_host(const services& lent, std::string instance, std::function<void()> changed);

    asio::any_io_executor executor() override { return lent_.executor; }
    reel::clock& clock() override { return lent_.clock; }
    const reel::logger& log() const override { return log_; }
    std::string_view instance() const override { return instance_; }
    const std::filesystem::path& state_dir() const override { return state_dir_; }
    std::string_view install_id() const override { return lent_.install_id; }
    std::string_view version() const override { return lent_.version; }
    std::unique_ptr<reel::http_client> make_http_client(reel::http_settings settings) override;
    reel::awaitable<void> off_loop(std::function<void()> work) override;
    reel::awaitable<reel::result<reel::tool_result>> call_tool(std::string_view name, boost::json::object args,
                                                               reel::call_context& from) override;
    void tools_changed() override { changed_(); }
    channels::line& conversations() override { return *line_; }

private:
    const services& lent_;
    std::string instance_;
    reel::logger log_;
    std::filesystem::path state_dir_;
    std::function<void()> changed_;
    std::unique_ptr<channels::line> line_;
};

} // namespace reeld::plugin
