// SPDX-License-Identifier: MIT
// The provider against TMDB in memory, with a clock that stands still (2026-01-01) and a library that is a function.
#pragma once

#include "plugins/tmdb/provider.hpp"
#include "tests/support/fake_host.hpp"
#include "tests/support/run.hpp"
#include "tests/unit/tmdb/fake_tmdb.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace tmdb_test
{

using namespace std::chrono_literals;
namespace json = boost::json;

inline reel_tmdb::config settings_for_tests()
{
    reel_tmdb::config out;
    out.url = boost::urls::url{"https://api.test/3"};
    out.access_token = reel::secret{"eyJhbGciOi.a-token.s3cret"};
    return out;
}

struct tmdb_fixture
{
    tmdb_fixture()
    {
        host.make_client = [this](const reel::http_settings& s) { return upstream.connect(s); };
    }
    ~tmdb_fixture() { stop(); }

    /// Starts the provider; its genre lists stay the built-in ones unless the test answers for them.
    void start()
    {
        tmdb = std::make_unique<reel_tmdb::provider>(host, settings);
        tmdb->start();
        reel_test::settle(io);
    }
    void stop()
    {
        if (!tmdb)
            return;
        upstream.release();
        reel_test::run(io, tmdb->stop());
        tmdb.reset();
    }
    void pass(reel::duration length)
    {
        const auto end = host.time.now() + length;
        while (host.time.now() < end)
        {
            const auto left = end - host.time.now();
            const auto next = host.time.next_due();
            host.time.advance(next > 0ms && next < left ? next : left);
            reel_test::settle(io);
        }
    }

    /// A library that has these TMDB ids.
    void own(std::set<std::int64_t> ids)
    {
        host.tools["check_plex_library"] = [this, ids](const json::object& args) -> reel::result<reel::tool_result> {
            ++library_calls;
            json::array results;
            for (const auto& item : args.at("items").as_array())
            {
                const bool has = ids.contains(item.at("tmdbId").as_int64());
                json::object finding{{"verdict", has ? "present" : "absent"}, {"message", ""}};
                if (has)
                    finding["library"] = "Films";
                results.push_back(std::move(finding));
            }
            asked_library = json::serialize(args);
            reel::tool_result out;
            out.json = json::serialize(json::object{{"results", std::move(results)}, {"asOf", "2025-12-31T23:00:00Z"}});
            return out;
        };
    }

    /// Calls a tool with JSON arguments, as the daemon would.
    reel::result<json::object> call(std::string_view tool, std::string_view args)
    {
        if (!tmdb)
            start();
        auto context = host.context();
        for (auto& bound : tmdb->tools())
            if (bound.spec.name == tool)
            {
                const auto value = json::parse(args);
                auto answer = reel_test::run(io, bound.call(value, context));
                if (!answer)
                    return answer.error();
                return json::parse(answer->json).as_object();
            }
        throw std::logic_error{"no such tool"};
    }
    reel::result<json::object> search(std::string_view args) { return call("search_media", args); }
    reel::result<json::object> discover(std::string_view args) { return call("discover_media", args); }
    reel::result<json::object> details(std::string_view args) { return call("get_media_details", args); }

    asio::io_context io{1};
    reel_test::fake_host host{io, "tmdb"};
    fake_tmdb upstream{io};
    reel_tmdb::config settings = settings_for_tests();
    std::unique_ptr<reel_tmdb::provider> tmdb;
    int library_calls = 0;
    std::string asked_library;
};

/// The text of a member, "" when it is absent.
inline std::string text(const json::object& from, std::string_view key)
{
    const auto* found = from.if_contains(key);
    return found && found->is_string() ? std::string{std::string_view{found->get_string()}} : std::string{};
}

/// A member as JSON text, "" when it is absent.
inline std::string json_of(const json::object& from, std::string_view key)
{
    const auto* found = from.if_contains(key);
    return found ? json::serialize(*found) : std::string{};
}

/// The titles of the results, joined.
inline std::string titles_of(const json::object& from, std::string_view list = "results")
{
    std::string out;
    const auto* found = from.if_contains(list);
    if (found && found->is_array())
        for (const auto& one : found->get_array())
            out += (out.empty() ? "" : ", ") + std::string{std::string_view{one.at("title").as_string()}};
    return out;
}

} // namespace tmdb_test
