// SPDX-License-Identifier: MIT
// From the first second to the last: becoming ready, answering, and leaving in time whatever plugins do.
#include "tests/integration/daemon.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>

using namespace integration;

namespace
{

bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(lifecycle, house)

BOOST_AUTO_TEST_CASE(it_becomes_ready_answers_and_leaves_with_zero)
{
    install("good");
    running_daemon d{*this};
    BOOST_TEST(d.get("/healthz").status == 200);
    BOOST_TEST(d.get("/readyz").status == 200);
    const auto said = d.call("good_hello");
    BOOST_TEST(said.status == 200);
    BOOST_TEST(has(said.body, R"("said":"hello")"), said.body);
    d.signal(SIGTERM);
    BOOST_TEST(d.exit_status(5s).value_or(-1) == 0);
    BOOST_TEST(has(d.log(), "stopped greeting=hello"));
    BOOST_TEST(d.out() == "");
}

BOOST_AUTO_TEST_CASE(without_any_plugin_it_runs_all_the_same)
{
    running_daemon d{*this};
    BOOST_TEST(d.get("/healthz").status == 200);
    d.signal(SIGINT);
    BOOST_TEST(d.exit_status(5s).value_or(-1) == 0);
}

BOOST_AUTO_TEST_CASE(a_refused_plugin_is_named_and_the_rest_answer)
{
    install("good");
    install("wrong_major");
    running_daemon d{*this};
    BOOST_TEST(d.says("wrong_major.so"));
    BOOST_TEST(has(d.log(), "major ABI version: wanted 1, found 2"));
    BOOST_TEST(d.call("good_hello").status == 200);
    BOOST_TEST(has(d.get("/api/status").body, "wrong_major.so"));
}

BOOST_AUTO_TEST_CASE(an_unconfigured_plugin_warns_and_says_so)
{
    install("needs");
    running_daemon d{*this};
    BOOST_TEST(has(d.log(), "Chameleon not configured (set NEEDS_URL and NEEDS_TOKEN), greetings unavailable"),
               d.log());
    const auto said = d.call("needs_hello");
    BOOST_TEST(said.status != 200);
    BOOST_TEST(has(said.body, "Chameleon is not configured"), said.body);
}

BOOST_AUTO_TEST_CASE(the_environment_configures_a_plugin_without_a_file)
{
    install("needs");
    running_daemon d{*this, {}, {"NEEDS_URL=http://localhost:1", "NEEDS_TOKEN=secret-token"}};
    BOOST_TEST(d.call("needs_hello").status == 200);
    BOOST_TEST(!has(d.log(), "secret-token"));
}

BOOST_AUTO_TEST_CASE(a_call_under_way_when_it_is_told_to_leave_is_answered)
{
    install("good");
    running_daemon d{*this};
    exchange slow{d.port(), "POST", "/api/tools/good_wait", R"({"seconds":1})"};
    BOOST_REQUIRE(d.call("good_hello").status == 200); // the slow one was read before
    d.signal(SIGTERM);
    const auto said = slow.wait();
    BOOST_TEST(said.status == 200);
    BOOST_TEST(has(said.body, R"("said":"hello")"), said.body);
    BOOST_TEST(d.exit_status(5s).value_or(-1) == 0);
}

BOOST_AUTO_TEST_CASE(a_call_that_would_take_too_long_is_cancelled_and_told)
{
    install("good");
    running_daemon d{*this};
    exchange endless{d.port(), "POST", "/api/tools/good_wait", R"({"seconds":3000})"};
    BOOST_REQUIRE(d.call("good_hello").status == 200);
    d.signal(SIGTERM);
    BOOST_TEST(has(endless.wait().body, "the daemon is shutting down"));
    BOOST_TEST(d.exit_status(5s).value_or(-1) == 0);
}

BOOST_AUTO_TEST_CASE(a_plugin_that_hangs_in_stop_is_named_and_left_behind)
{
    install("hangs_in_stop");
    running_daemon d{*this};
    d.signal(SIGTERM);
    BOOST_TEST(d.exit_status(6s).value_or(-1) == 1);
    BOOST_TEST(has(d.log(), "Did not stop in time"));
    BOOST_TEST(has(d.log(), "stop of hangs_in_stop"));
}

BOOST_AUTO_TEST_CASE(a_call_that_ignores_its_cancellation_is_named_and_left_behind)
{
    install("hangs_in_call");
    dir.write("reeld.yaml", "drain_deadline: 1s\n");
    running_daemon d{*this};
    exchange hanging{d.port(), "POST", "/api/tools/hangs_in_call_hello", "{}"};
    BOOST_REQUIRE(d.get("/healthz").status == 200);
    d.signal(SIGTERM);
    BOOST_TEST(d.exit_status(3s).value_or(-1) == 1);
    BOOST_TEST(has(d.log(), "hangs_in_call_hello (hangs_in_call)"), d.log());
}

BOOST_AUTO_TEST_CASE(a_port_in_use_is_one_line_and_status_1)
{
    running_daemon first{*this};
    house other;
    process second{program("reeld"), other.arguments({"--port", std::to_string(first.port()), "--log-level", "error"})};
    BOOST_TEST(second.exit_status().value_or(-1) == 1);
    BOOST_TEST(second.log() ==
               "reeld: cannot listen on 127.0.0.1:" + std::to_string(first.port()) + ": address already in use\n");
}

BOOST_AUTO_TEST_CASE(over_stdio_it_speaks_the_protocol_and_nothing_else_and_ends_with_its_input)
{
    install("good");
    process d{program("reeld"), arguments({"--stdio"})};
    d.write(R"({"jsonrpc":"2.0","id":1,"method":"ping"})"
            "\n");
    BOOST_TEST(d.answers("\n"), d.log());
    BOOST_TEST(d.out().starts_with("{"), d.out());
    d.close_stdin();
    BOOST_TEST(d.exit_status(5s).value_or(-1) == 0);
    BOOST_TEST(has(d.log(), "stopped greeting=hello"));
}

BOOST_AUTO_TEST_SUITE_END()
