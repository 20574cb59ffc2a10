// SPDX-License-Identifier: MIT
// The daemon, the Plex plugin and a simulated server, with all that can go wrong between them.
#include "tests/integration/simulator.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <csignal>
#include <memory>
#include <thread>

using namespace integration;
namespace json = boost::json;

namespace
{

struct plex_fixture : house
{
    plex_fixture() { install_shipped("plex"); }

    static std::vector<std::string> at(std::uint16_t port)
    {
        return {"PLEX_URL=http://127.0.0.1:" + std::to_string(port), "PLEX_TOKEN=t0ken-of-the-test"};
    }

    /// Asks until the answer is what `good` wants, or the limit passes; the last answer.
    template <class Good>
    static json::object ask(running_daemon& d, const json::object& what, Good good, std::chrono::seconds limit = 30s)
    {
        json::object last;
        for (const auto end = std::chrono::steady_clock::now() + limit; std::chrono::steady_clock::now() < end;)
        {
            const auto said = d.call("check_plex_library", json::serialize(what));
            d.listen(50ms);
            BOOST_REQUIRE_MESSAGE(said.status != 0, "reeld does not answer; it said:\n" + d.log());
            last = json::parse(said.body).as_object();
            if (good(last))
                return last;
        }
        BOOST_ERROR("not answered in time; the last answer was " + json::serialize(last) + "\n" + d.log());
        return last;
    }

    /// The library as the next start will find it.
    void wait_for_snapshot(running_daemon& d) const
    {
        const auto file = dir.path() / "state/plex/library.snapshot";
        for (int i = 0; i < 200 && !std::filesystem::exists(file); ++i)
            d.listen(50ms);
        BOOST_REQUIRE_MESSAGE(std::filesystem::exists(file), "no snapshot was written; reeld said:\n" + d.log());
    }

    static bool present(const json::object& answer)
    {
        const auto* verdict = answer.if_contains("verdict");
        return verdict && *verdict == "present";
    }
};

const json::object known_film{{"title", "Dune"}, {"type", "movie"}, {"year", 2021}};

} // namespace

BOOST_FIXTURE_TEST_SUITE(plex, plex_fixture)

BOOST_AUTO_TEST_CASE(what_the_server_has_is_found)
{
    server upstream;
    running_daemon d{*this, {}, at(upstream.port())};
    ask(d, known_film, present);
    BOOST_TEST(d.log().find("t0ken") == std::string::npos);
    d.signal(SIGTERM);
    BOOST_TEST(d.exit_status(5s).value_or(-1) == 0);
}

BOOST_AUTO_TEST_CASE(a_server_that_is_down_at_start_is_picked_up_when_it_comes)
{
    std::uint16_t port = 0;
    {
        server upstream;
        port = upstream.port();
    }
    running_daemon d{*this, {}, at(port)};
    BOOST_TEST(d.get("/healthz").status == 200);
    BOOST_TEST(!present(json::parse(d.call("check_plex_library", json::serialize(known_film)).body).as_object()));
    server upstream{{}, port};
    ask(d, known_film, present);
}

BOOST_AUTO_TEST_CASE(it_leaves_in_time_when_the_server_never_answers)
{
    server upstream{{"--fault", "/=stall"}};
    running_daemon d{*this, {}, at(upstream.port())};
    BOOST_TEST(d.get("/healthz").status == 200);
    d.signal(SIGTERM);
    BOOST_TEST(d.exit_status(5s).value_or(-1) == 0);
}

BOOST_AUTO_TEST_CASE(it_leaves_in_time_in_the_middle_of_a_refresh)
{
    server upstream{{"--fault", "/library/sections/1/all=drip:100"}};
    running_daemon d{*this, {}, at(upstream.port())};
    for (int i = 0; i < 600 && !upstream.was_asked("/library/sections/1/all"); ++i)
        std::this_thread::sleep_for(50ms);
    BOOST_REQUIRE(upstream.was_asked("/library/sections/1/all"));
    d.signal(SIGTERM);
    BOOST_TEST(d.exit_status(5s).value_or(-1) == 0);
}

BOOST_AUTO_TEST_CASE(a_restart_answers_from_what_it_knew_and_says_so)
{
    auto upstream = std::make_unique<server>();
    const auto port = upstream->port();
    {
        running_daemon d{*this, {}, at(port)};
        ask(d, known_film, present);
        wait_for_snapshot(d);
        d.signal(SIGTERM);
        BOOST_REQUIRE(d.exit_status(5s).value_or(-1) == 0);
    }
    upstream.reset();
    running_daemon d{*this, {}, at(port)};
    const auto answer = ask(d, known_film, present, 5s);
    BOOST_TEST(answer.at("stale").as_bool());
}

BOOST_AUTO_TEST_CASE(garbage_from_the_server_keeps_what_was_known)
{
    server upstream;
    configure("plex.yaml", "plex:\n  refresh_interval: 1m\n");
    running_daemon d{*this, {}, at(upstream.port())};
    ask(d, known_film, present);
    wait_for_snapshot(d);
    upstream.control("POST", "/sim/faults", R"({"fault":"/library=garbage"})");
    configure("plex.yaml", "plex:\n  refresh_interval: 2m\n"); // a new instance has to load through the fault
    d.signal(SIGHUP);
    BOOST_REQUIRE(d.says("Configuration applied"));
    ask(d, known_film, present);
}

BOOST_AUTO_TEST_SUITE_END()
