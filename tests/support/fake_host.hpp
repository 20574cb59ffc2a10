// SPDX-License-Identifier: MIT
// A host for testing providers without a daemon: a clock that is a variable, a captured log, upstreams by choice.
#pragma once

#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_conversations.hpp"
#include "tests/support/log_capture.hpp"
#include "tests/support/temp_dir.hpp"

#include <reel/host.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace reel_test
{

/// Members are public on purpose: a test arranges them. off_loop() runs the work at once, on the calling thread.
class fake_host final : public reel::host
{
public:
    using client_maker = std::function<std::unique_ptr<reel::http_client>(const reel::http_settings&)>;
    using tool = std::function<reel::result<reel::tool_result>(const boost::json::object& args)>;

    explicit fake_host(asio::io_context& io, std::string instance = "test");

    asio::any_io_executor executor() override { return io.get_executor(); }
    reel::clock& clock() override { return time; }
    const reel::logger& log() const override { return logger; }
    std::string_view instance() const override { return name; }
    const std::filesystem::path& state_dir() const override { return dir.path(); }
    std::string_view install_id() const override { return "11111111-2222-4333-8444-555555555555"; }
    std::string_view version() const override { return "0.0.0-test"; }
    std::unique_ptr<reel::http_client> make_http_client(reel::http_settings settings) override;
    reel::awaitable<void> off_loop(std::function<void()> work) override;
    reel::awaitable<reel::result<reel::tool_result>> call_tool(std::string_view tool, boost::json::object args,
                                                               reel::call_context& from) override;
    void tools_changed() override { ++changes; }
    reel::conversations& conversations() override { return talk; }

    /// A context for calling a tool in a test.
    reel::call_context context(reel::caller who = {}) const;

    asio::io_context& io;
    std::string name;
    fake_clock time;
    log_capture logs;
    reel::logger logger;
    temp_dir dir;
    client_maker make_client; ///< must be set before a provider asks for a client
    std::map<std::string, tool, std::less<>> tools;
    fake_conversations talk;
    int changes = 0;
};

} // namespace reel_test
