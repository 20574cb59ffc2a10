// SPDX-License-Identifier: MIT
#include "tests/support/fake_host.hpp"

#include <stdexcept>
#include <utility>

namespace reel_test
{

fake_host::fake_host(asio::io_context& io, std::string instance) : io{io}, name{std::move(instance)}, logger{logs, name}
{}

std::unique_ptr<reel::http_client> fake_host::make_http_client(reel::http_settings settings)
{
    if (!make_client)
        throw std::logic_error{"set fake_host::make_client before the provider asks for a client"};
    return make_client(settings);
}

reel::awaitable<void> fake_host::off_loop(std::function<void()> work)
{
    work();
    co_return;
}

reel::awaitable<reel::result<reel::tool_result>> fake_host::call_tool(std::string_view tool, boost::json::object args,
                                                                      reel::call_context&)
{
    const auto found = tools.find(tool);
    if (found == tools.end())
        co_return reel::error{reel::errc::unavailable, "no tool named " + std::string{tool}};
    co_return found->second(args);
}

reel::call_context fake_host::context(reel::caller who) const
{
    return {std::move(who), "test-1", logger, std::chrono::steady_clock::now() + std::chrono::seconds{30}};
}

} // namespace reel_test
