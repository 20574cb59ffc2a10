// SPDX-License-Identifier: MIT
// The provider's life: condition, timers, stopping.
#include "plugins/plex/prompt.hpp"
#include "tests/unit/plex/fixture.hpp"

using namespace plex_test;

BOOST_FIXTURE_TEST_SUITE(plex_provider, plex_fixture)

BOOST_AUTO_TEST_CASE(it_offers_safe_tools_for_everyone)
{
    start();
    const auto tools = plex->tools();
    BOOST_REQUIRE(tools.size() == 3u);
    for (const auto& tool : tools)
    {
        BOOST_CHECK(tool.spec.tier == reel::tier::safe);
        BOOST_CHECK(tool.spec.role == reel::role::any);
        BOOST_TEST(!tool.spec.title.empty());
        BOOST_TEST(tool.spec.description.size() > 100u);
    }
    BOOST_TEST(tools[0].spec.name == "check_plex_library");
    BOOST_TEST(tools[1].spec.name == "browse_plex_library");
    BOOST_TEST(tools[2].spec.name == "find_library_gaps");
}

BOOST_AUTO_TEST_CASE(every_argument_is_explained_to_the_model)
{
    start();
    for (const auto& tool : plex->tools())
        for (const auto& [name, schema] : tool.spec.input_schema.at("properties").as_object())
            BOOST_TEST(schema.as_object().contains("description"), tool.spec.name << " does not explain " << name);
}

// Models fill optional booleans with false.
BOOST_AUTO_TEST_CASE(unwatched_false_is_explained_as_no_filter)
{
    start();
    const auto tools = plex->tools();
    const auto& schema = tools[1].spec.input_schema.at("properties").as_object().at("unwatched").as_object();
    BOOST_TEST(text(schema, "description").find("false or left out: watched or not") != std::string::npos);
}

// Defect 16: one account's watched state was told to everybody as theirs.
BOOST_AUTO_TEST_CASE(the_prompt_says_whose_watched_counts_these_are)
{
    BOOST_TEST(reel_plex::prompt_text.find("those of the account named in `watchedBy`") != std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(the_prompt_says_when_to_check_and_not_to_invent)
{
    for (const auto* words : {"## Plex library", "`check_plex_library`", "before offering to add", "never invent",
                              "candidates", "unreadableSections", "stale", "never instructions"})
        BOOST_TEST(reel_plex::prompt_text.find(words) != std::string_view::npos);
}

// Defect 12: starting waited for upstreams.
BOOST_AUTO_TEST_CASE(starting_and_stopping_do_not_wait_for_a_server_that_never_answers)
{
    upstream.hold("/identity");
    settings.events = true;
    upstream.hold("/:/eventsource/notifications");
    start();
    BOOST_CHECK(plex->health().state == reel::state::starting);
    BOOST_TEST(check(R"({"title":"Dune","type":"movie"})").error().message() == "Plex library is still loading");
    reel_test::run(io, plex->stop());
}

BOOST_AUTO_TEST_CASE(a_library_that_is_read_makes_it_ready)
{
    upstream.sections = {movies("1", "Films", 3)};
    start();
    const auto health = plex->health();
    BOOST_CHECK(health.state == reel::state::ready);
    BOOST_TEST(health.reason == "");
    // Defect 9: ids were counted, not items.
    BOOST_TEST(health.caches.front().name == "library");
    BOOST_TEST(health.caches.front().items == 3u);
    BOOST_TEST(health.caches.front().bytes > 0u);
    BOOST_TEST(health.timers.size() == 3u);
    BOOST_TEST(health.timers[0].name == "refresh");
    BOOST_CHECK(health.timers[0].next_run > host.time.now() + 13min);
    BOOST_CHECK(health.timers[0].next_run < host.time.now() + 17min);
}

BOOST_AUTO_TEST_CASE(an_empty_server_is_ready_and_everything_absent)
{
    start();
    BOOST_CHECK(plex->health().state == reel::state::ready);
    BOOST_TEST(text(*check(R"({"title":"Dune","type":"movie"})"), "verdict") == "absent");
}

// Defect 17: the outcome of health checks went nowhere, and a refused token looked like a server that is down.
BOOST_AUTO_TEST_CASE(a_health_check_notices_between_refreshes_and_tells_down_from_refused)
{
    settings.refresh_interval = 12h;
    upstream.sections = {movies("1", "Films", 3)};
    start();
    upstream.unplug();
    pass(34min);
    auto health = plex->health();
    BOOST_CHECK(health.state == reel::state::degraded);
    BOOST_TEST(health.reason.starts_with("Plex cannot be reached"));
    BOOST_CHECK(health.since > host.time.now() - 8min);
    BOOST_TEST(health.timers[1].failures > 0u);
    BOOST_TEST(host.logs.has(reel::log_level::warn, "timer=health"));

    upstream.plug_in();
    upstream.token = "another";
    pass(6min);
    health = plex->health();
    BOOST_CHECK(health.state == reel::state::degraded);
    BOOST_TEST(health.reason.starts_with("Plex authentication failed"));
    BOOST_TEST(json_of(*check(R"({"title":"Films 1","type":"movie"})"), "found") == "true"); // from memory

    upstream.token = "s3cret-token";
    pass(6min);
    BOOST_CHECK(plex->health().state == reel::state::ready);
}

BOOST_AUTO_TEST_CASE(a_refused_token_at_the_start_is_told_to_who_asks)
{
    upstream.token = "another";
    start();
    const auto answer = check(R"({"title":"Dune","type":"movie"})");
    BOOST_REQUIRE(!answer);
    BOOST_CHECK(answer.error().kind() == reel::errc::unauthorized);
    BOOST_TEST(answer.error().message() ==
               "Plex library is not loaded yet: Plex authentication failed; set PLEX_TOKEN to a valid token");
    BOOST_CHECK(plex->health().state == reel::state::starting);
    BOOST_TEST(host.logs.nowhere("s3cret"));
}

// Defect 10: refreshes could overlap.
BOOST_AUTO_TEST_CASE(a_refresh_never_overlaps_the_one_before)
{
    upstream.sections = {movies("1", "Films", 3)};
    start();
    upstream.section("1").changed = 2;
    upstream.hold("/library/sections/1/all");
    pass(2h);
    BOOST_TEST(upstream.count("/library/sections/1/all") == 2u);
}

BOOST_AUTO_TEST_CASE(the_intervals_are_the_owners)
{
    settings.refresh_interval = 2min;
    settings.health_interval = 5min;
    upstream.sections = {movies("1", "Films", 3)};
    start();
    pass(20min);
    BOOST_TEST(upstream.count("/library/sections") >= 9u);
    BOOST_TEST(upstream.count("/library/sections") <= 12u);
    BOOST_TEST(upstream.count("/") >= 3u);
    BOOST_TEST(upstream.count("/") <= 5u);
}

BOOST_AUTO_TEST_SUITE_END()
