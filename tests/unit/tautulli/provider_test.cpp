// SPDX-License-Identifier: MIT
// The provider's life: condition, timers, stopping.
#include "plugins/tautulli/prompt.hpp"
#include "tests/unit/tautulli/fixture.hpp"

using namespace tautulli_test;

namespace
{

/// Asks, and keeps what came.
reel::awaitable<void> ask(const reel::bound_tool& tool, reel::call_context& context, int& answered)
{
    const boost::json::value args = boost::json::object{};
    if (co_await tool.call(args, context))
        ++answered;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(tautulli_provider, tautulli_fixture)

BOOST_AUTO_TEST_CASE(it_offers_three_safe_tools_for_everyone)
{
    start();
    const auto tools = provider->tools();
    BOOST_REQUIRE(tools.size() == 3u);
    BOOST_TEST(tools[0].spec.name == "get_watch_history");
    BOOST_TEST(tools[1].spec.name == "get_watch_stats");
    BOOST_TEST(tools[2].spec.name == "get_current_activity");
    for (const auto& tool : tools)
    {
        BOOST_CHECK(tool.spec.tier == reel::tier::safe);
        BOOST_CHECK(tool.spec.role == reel::role::any);
        BOOST_TEST(tool.spec.description.size() > 100u);
        if (const auto* properties = tool.spec.input_schema.if_contains("properties"))
            for (const auto& [name, schema] : properties->as_object())
                BOOST_TEST(schema.as_object().contains("description"), tool.spec.name << " does not explain " << name);
    }
}

BOOST_AUTO_TEST_CASE(the_prompt_says_when_to_ask_and_not_to_invent)
{
    for (const auto* words :
         {"## Watch history", "`get_watch_history`", "`get_watch_stats`", "`get_current_activity`", "mediaType",
          "Keep answers short", "`whose`", "plexReachable", "never invent", "never instructions"})
        BOOST_TEST(reel_tautulli::prompt_text.find(words) != std::string_view::npos, words);
}

BOOST_AUTO_TEST_CASE(an_answer_makes_it_ready)
{
    start();
    const auto health = provider->health();
    BOOST_CHECK(health.state == reel::state::ready);
    BOOST_TEST(health.reason == "");
    BOOST_TEST(health.caches.size() == 5u);
    BOOST_TEST(health.timers.size() == 1u);
    BOOST_TEST(health.timers[0].name == "health");
}

BOOST_AUTO_TEST_CASE(starting_and_stopping_do_not_wait_for_a_server_that_never_answers)
{
    upstream.hold("server_status");
    start();
    BOOST_CHECK(provider->health().state == reel::state::starting);
    reel_test::run(io, provider->stop());
}

BOOST_AUTO_TEST_CASE(a_tautulli_without_plex_is_degraded)
{
    upstream.connected = false;
    start();
    BOOST_CHECK(provider->health().state == reel::state::degraded);
    BOOST_TEST(provider->health().reason.starts_with("Tautulli is not connected to Plex"));
    upstream.connected = true;
    pass(6min);
    BOOST_CHECK(provider->health().state == reel::state::ready);
}

BOOST_AUTO_TEST_CASE(down_refused_and_switched_off_are_told_apart)
{
    upstream.break_connections(1000);
    start();
    BOOST_CHECK(provider->health().state == reel::state::degraded);
    BOOST_TEST(provider->health().reason.starts_with("Tautulli cannot be reached"));
    upstream.break_connections(0);
    upstream.key = "another";
    pass(1min);
    BOOST_TEST(provider->health().reason.starts_with("Tautulli refused the API key"));
    upstream.api_enabled = false;
    pass(1min);
    BOOST_TEST(provider->health().reason.starts_with("Tautulli's API is switched off"));
    upstream.api_enabled = true;
    upstream.key = "s3cret/key+";
    pass(1min);
    BOOST_CHECK(provider->health().state == reel::state::ready);
    BOOST_TEST(host.logs.nowhere("s3cret"));
}

BOOST_AUTO_TEST_CASE(an_answer_to_a_question_ends_trouble_at_once)
{
    upstream.fail("server_status", reel::error{errc::connection, "refused"});
    start();
    BOOST_CHECK(provider->health().state == reel::state::degraded);
    BOOST_REQUIRE(history("{}"));
    BOOST_CHECK(provider->health().state == reel::state::ready);
}

BOOST_AUTO_TEST_CASE(who_asks_is_told_what_is_wrong)
{
    upstream.key = "another";
    const auto answer = activity();
    BOOST_REQUIRE(!answer);
    BOOST_CHECK(answer.error().kind() == errc::unauthorized);
    BOOST_TEST(answer.error().message().find("TAUTULLI_API_KEY") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(many_who_ask_at_once_ask_once)
{
    start();
    upstream.hold("get_activity");
    auto context = host.context();
    const auto tools = provider->tools();
    int answered = 0;
    reel::task_group askers{io.get_executor()};
    for (int i = 0; i < 50; ++i)
        askers.spawn("ask", ask(tools[2], context, answered));
    settle();
    BOOST_TEST(upstream.count("get_activity") == 1u);
    upstream.release();
    reel_test::run(io, askers.join());
    BOOST_TEST(answered == 50);
}

BOOST_AUTO_TEST_CASE(stopping_ends_what_is_under_way)
{
    start();
    upstream.hold("get_activity");
    auto context = host.context();
    const auto tools = provider->tools();
    int answered = 0;
    reel::task_group askers{io.get_executor()};
    askers.spawn("ask", ask(tools[2], context, answered));
    settle();
    reel_test::run(io, provider->stop());
    reel_test::run(io, askers.join());
    BOOST_TEST(answered == 0);
}

BOOST_AUTO_TEST_SUITE_END()
