// SPDX-License-Identifier: MIT
// The provider against a Plex server in memory, with a clock that stands still.
#pragma once

#include "plugins/plex/provider.hpp"
#include "tests/support/fake_host.hpp"
#include "tests/support/run.hpp"
#include "tests/unit/plex/fake_plex.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace plex_test
{

using namespace std::chrono_literals;

inline reel_plex::config settings_for_tests()
{
    reel_plex::config out;
    out.url = boost::urls::url{"http://plex.test:32400/plex/"};
    out.token = reel::secret{"s3cret-token"};
    out.events = false;
    out.page_size = 10;
    return out;
}

struct plex_fixture
{
    plex_fixture()
    {
        host.make_client = [this](const reel::http_settings& s) { return upstream.connect(s); };
    }
    ~plex_fixture() { stop(); }

    /// Starts the provider and lets it do whatever needs no waiting: with a server that answers, it loads.
    void start()
    {
        plex = std::make_unique<reel_plex::provider>(host, settings);
        plex->start();
        settle();
    }
    void stop()
    {
        if (!plex)
            return;
        upstream.release();
        reel_test::run(io, plex->stop());
        plex.reset();
    }
    void restart()
    {
        stop();
        start();
    }
    void settle() { reel_test::settle(io); }
    /// Lets time pass, second by second for a while and then in larger steps, as timers would see it.
    void pass(reel::duration length)
    {
        const auto end = host.time.now() + length;
        while (host.time.now() < end)
        {
            const auto left = end - host.time.now();
            const auto next = host.time.next_due();
            host.time.advance(next > 0ms && next < left ? next : left);
            settle();
        }
    }

    /// Calls a tool with JSON arguments, as the daemon would.
    reel::result<boost::json::object> call(std::string_view tool, std::string_view args)
    {
        auto context = host.context();
        for (auto& bound : plex->tools())
            if (bound.spec.name == tool)
            {
                const auto value = boost::json::parse(args);
                auto answer = reel_test::run(io, bound.call(value, context));
                if (!answer)
                    return answer.error();
                return boost::json::parse(answer->json).as_object();
            }
        throw std::logic_error{"no such tool"};
    }
    reel::result<boost::json::object> check(std::string_view args) { return call("check_plex_library", args); }
    reel::result<boost::json::object> browse(std::string_view args) { return call("browse_plex_library", args); }

    asio::io_context io{1};
    reel_test::fake_host host{io, "plex"};
    fake_plex upstream{io};
    reel_plex::config settings = settings_for_tests();
    std::unique_ptr<reel_plex::provider> plex;
};

/// The text of a member, "" when it is absent.
inline std::string text(const boost::json::object& from, std::string_view key)
{
    const auto* found = from.if_contains(key);
    return found && found->is_string() ? std::string{std::string_view{found->get_string()}} : std::string{};
}

/// A member as JSON text, "" when it is absent.
inline std::string json_of(const boost::json::object& from, std::string_view key)
{
    const auto* found = from.if_contains(key);
    return found ? boost::json::serialize(*found) : std::string{};
}

} // namespace plex_test
