// SPDX-License-Identifier: MIT
// One plugin for all tests of loading and lifecycle: it takes its name from its file, and its manners from its name. A test
// copies it to "wrong_major.so" and gets a plugin of the wrong major version.
#include <reel/plugin.hpp>

#include <array>
#include <filesystem>
#include <stdexcept>
#include <string>

#include <dlfcn.h>

namespace chameleon
{

using namespace std::chrono_literals;

/// The stem of the file this code was loaded from.
const std::string& name()
{
    static const std::string stem = [] {
        Dl_info where{};
        ::dladdr(reinterpret_cast<const void*>(&name), &where);
        return std::filesystem::path{where.dli_fname}.stem().string();
    }();
    return stem;
}

bool is(std::string_view manner)
{
    return name().starts_with(manner);
}

struct config
{
    std::string greeting = "hello";
    boost::urls::url url;
    reel::secret token;
};

reel::options<config> options()
{
    auto table = reel::options<config>().add("greeting", &config::greeting, "What to say.").table();
    if (is("needs"))
        return std::move(table)
            .add("url", &config::url, "Where to ask.")
            .env("NEEDS_URL")
            .needed_to_run()
            .add("token", &config::token, "What to show there.")
            .env("NEEDS_TOKEN")
            .needed_to_run()
            .table();
    return table;
}

struct nothing
{};
BOOST_DESCRIBE_STRUCT(nothing, (), ())
struct wait_args
{
    int seconds;
};
BOOST_DESCRIBE_STRUCT(wait_args, (), (seconds))
struct relay_args
{
    std::string tool;
};
BOOST_DESCRIBE_STRUCT(relay_args, (), (tool))
struct answer
{
    std::string said;
    std::string instance;
};
BOOST_DESCRIBE_STRUCT(answer, (), (said, instance))

/// What no cancellation ends.
reel::awaitable<void> hang()
{
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    asio::steady_timer never{co_await asio::this_coro::executor, asio::steady_timer::time_point::max()};
    co_await never.async_wait(asio::use_awaitable);
}

class provider final : public reel::ToolProvider
{
public:
    provider(reel::host& host, config c) : host_{host}, config_{std::move(c)}
    {
        if (is("throws_in_create"))
            throw std::runtime_error{"no wish to exist"};
    }

    reel::tool_set tools() override
    {
        const auto prefix = is("collides") ? std::string{"good"} : name();
        auto hello = reel::tool<nothing, answer>(prefix + "_hello").title("Hello").describe("Says hello.");
        auto wait = reel::tool<wait_args, answer>(prefix + "_wait")
                        .title("Wait")
                        .describe("Says hello after a while.")
                        .arg("seconds", "How long to wait", reel::between(0, 3600))
                        .deadline(1h);
        auto relay = reel::tool<relay_args, answer>(prefix + "_relay").title("Relay").describe("Asks another tool.");
        return {reel::bind(std::move(hello), this, &provider::hello),
                reel::bind(std::move(wait), this, &provider::wait),
                reel::bind(std::move(relay), this, &provider::relay)};
    }

    void start() override
    {
        if (is("throws_in_start"))
            throw std::runtime_error{"no wish to begin"};
        running_ = true;
        host_.log().info("started", {{"greeting", config_.greeting}});
    }

    reel::awaitable<void> stop() override
    {
        if (is("hangs_in_stop"))
            co_await hang();
        if (is("throws_in_stop"))
            throw std::runtime_error{"no wish to end"};
        running_ = false;
        host_.log().info("stopped", {{"greeting", config_.greeting}});
    }

    reel::health health() const override
    {
        if (is("throws_in_health"))
            throw std::runtime_error{"no idea"};
        return {running_ ? reel::state::ready : reel::state::starting, {}, {}, {}, {}};
    }

    std::string_view prompt() const override { return "Say hello."; }

private:
    reel::awaitable<reel::result<answer>> hello(nothing, reel::call_context&)
    {
        if (is("throws_in_call"))
            throw std::runtime_error{"no wish to talk"};
        if (is("hangs_in_call"))
            co_await hang();
        co_return answer{config_.greeting, std::string{host_.instance()}};
    }

    reel::awaitable<reel::result<answer>> wait(wait_args args, reel::call_context&)
    {
        co_await host_.clock().sleep(std::chrono::seconds{args.seconds});
        if (is("changes_tools"))
            host_.tools_changed();
        co_return answer{config_.greeting, std::string{host_.instance()}};
    }

    reel::awaitable<reel::result<answer>> relay(relay_args args, reel::call_context& call)
    {
        boost::json::object none;
        auto said = co_await host_.call_tool(args.tool, std::move(none), call);
        if (!said)
            co_return said.error();
        co_return answer{said->json, std::string{host_.instance()}};
    }

    reel::host& host_;
    config config_;
    bool running_ = false;
};

// The entry point that REEL_PLUGIN makes, under another name, so that ours can bend what it says.
#define reel_plugin_query straight_query
REEL_PLUGIN("chameleon", "Chameleon", "1.2.3", "greetings unavailable", options, provider);
#undef reel_plugin_query

} // namespace chameleon

extern "C" REEL_API const reel_plugin_descriptor* reel_plugin_query() noexcept
{
    using chameleon::is;
    static reel_plugin_descriptor bent = *chameleon::straight_query();
    bent.name = chameleon::name().c_str();
    if (is("no_descriptor"))
        return nullptr;
    if (is("wrong_magic"))
        bent.magic = 0x1234;
    if (is("small_descriptor"))
        bent.size = 16;
    if (is("wrong_major"))
        bent.abi_major += 1;
    if (is("newer_minor"))
        bent.abi_minor += 1;
    if (is("wrong_fingerprint"))
        bent.fingerprint = "gcc-3 boost-103000";
    if (is("empty_field"))
        bent.title = nullptr;
    if (is("wrong_name"))
        bent.name = "right_name";
    return &bent;
}
