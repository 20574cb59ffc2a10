// SPDX-License-Identifier: MIT
// The provider against a Tautulli in memory, with a clock that stands still.
#pragma once

#include "plugins/tautulli/provider.hpp"
#include "tests/support/fake_host.hpp"
#include "tests/support/run.hpp"
#include "tests/unit/tautulli/fake_tautulli.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace tautulli_test
{

using namespace std::chrono_literals;
using reel::errc;

inline reel_tautulli::config settings_for_tests()
{
    reel_tautulli::config out;
    out.url = boost::urls::url{"http://tautulli.test:8181/tautulli/"};
    out.api_key = reel::secret{"s3cret/key+"};
    return out;
}

constexpr std::int64_t epoch_of_tests = 1'767'225'600; // 2026-01-01T00:00:00Z, where the clock stands
constexpr std::int64_t hour = 3600;
constexpr std::int64_t day = 24 * hour;

/// So long before the clock of the tests.
constexpr std::int64_t ago(std::int64_t seconds)
{
    return epoch_of_tests - seconds;
}

constexpr std::int64_t anna = 7, bert = 9, cleo = 11;

inline reel::caller caller(std::string name, reel::role role, std::string link = {})
{
    reel::caller out{std::move(name), role, {}};
    if (!link.empty())
        out.links["tautulli_user"] = std::move(link);
    return out;
}

struct tautulli_fixture
{
    tautulli_fixture()
    {
        host.make_client = [this](const reel::http_settings& s) { return upstream.connect(s); };
        upstream.users = {{0, "Local", "Local", ""},
                          {anna, "anna_m", "Anna Müller", "anna@example.invalid"},
                          {bert, "bert", "Bert", "bert@example.invalid"},
                          {cleo, "cleo", "", ""}};
    }
    ~tautulli_fixture() { stop(); }

    /// Starts the provider and lets it do whatever needs no waiting.
    void start()
    {
        provider = std::make_unique<reel_tautulli::provider>(host, settings);
        provider->start();
        settle();
    }
    void stop()
    {
        if (!provider)
            return;
        upstream.release();
        reel_test::run(io, provider->stop());
        provider.reset();
    }
    void settle() { reel_test::settle(io); }
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
    reel::result<boost::json::object> call(std::string_view tool, std::string_view args, reel::caller who = {})
    {
        if (!provider)
            start();
        auto context = host.context(std::move(who));
        for (auto& bound : provider->tools())
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
    reel::result<boost::json::object> history(std::string_view args, reel::caller who = {})
    {
        return call("get_watch_history", args, std::move(who));
    }
    reel::result<boost::json::object> stats(std::string_view args, reel::caller who = {})
    {
        return call("get_watch_stats", args, std::move(who));
    }
    reel::result<boost::json::object> activity(reel::caller who = {})
    {
        return call("get_current_activity", "{}", std::move(who));
    }

    asio::io_context io{1};
    reel_test::fake_host host{io, "tautulli"};
    fake_tautulli upstream{io};
    reel_tautulli::config settings = settings_for_tests();
    std::unique_ptr<reel_tautulli::provider> provider;
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

/// One member of each object of a list, joined: "A, B".
inline std::string column(const boost::json::object& from, std::string_view list, std::string_view member)
{
    std::string out;
    if (const auto* rows = from.if_contains(list))
        for (const auto& row : rows->as_array())
            out += (out.empty() ? "" : ", ") + text(row.as_object(), member);
    return out;
}

} // namespace tautulli_test
