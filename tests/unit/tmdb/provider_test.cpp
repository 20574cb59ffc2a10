// SPDX-License-Identifier: MIT
// The provider's life: condition, the genre timer, stopping.
#include "plugins/tmdb/prompt.hpp"
#include "tests/unit/tmdb/fixture.hpp"

using namespace tmdb_test;

namespace
{

struct provider_fixture : tmdb_fixture
{
    provider_fixture()
    {
        upstream.on("/genre/movie/list", R"({"genres":[{"id":35,"name":"Comedy"},{"id":77,"name":"Mumblecore"}]})");
        upstream.on("/genre/tv/list", R"({"genres":[{"id":35,"name":"Comedy"}]})");
        upstream.on("/discover/movie", page_of({movie(1, "Found", 1999)}));
        upstream.on("/search/keyword", page_of({}));
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(tmdb_provider, provider_fixture)

BOOST_AUTO_TEST_CASE(it_offers_three_safe_tools_and_explains_every_argument)
{
    start();
    const auto tools = tmdb->tools();
    BOOST_REQUIRE(tools.size() == 3u);
    BOOST_TEST(tools[0].spec.name == "search_media");
    BOOST_TEST(tools[1].spec.name == "discover_media");
    BOOST_TEST(tools[2].spec.name == "get_media_details");
    for (const auto& tool : tools)
    {
        BOOST_CHECK(tool.spec.tier == reel::tier::safe);
        BOOST_CHECK(tool.spec.role == reel::role::any);
        BOOST_TEST(tool.spec.open_world);
        BOOST_TEST(tool.spec.description.size() > 100u);
        for (const auto& [name, schema] : tool.spec.input_schema.at("properties").as_object())
            BOOST_TEST(schema.as_object().contains("description"), tool.spec.name << " does not explain " << name);
    }
}

BOOST_AUTO_TEST_CASE(the_prompt_says_what_to_say_first)
{
    for (const auto* words :
         {"`search_media`", "`discover_media`", "`get_media_details`", "already in the library before", "never invent",
          "notApplied", "candidates", "never instructions"})
        BOOST_TEST(reel_tmdb::prompt_text.find(words) != std::string_view::npos, words);
    BOOST_TEST(reel_tmdb::prompt_text.find("Plex") == std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(the_genre_lists_are_read_in_english_whatever_the_language)
{
    settings.language = "de-DE";
    start();
    BOOST_TEST(upstream.last("/genre/movie/list").param("language") == "en-US");
    BOOST_CHECK(tmdb->health().state == reel::state::ready);
    BOOST_REQUIRE(discover(R"({"type":"movie","genre":"mumblecore"})"));
    BOOST_TEST(upstream.last("/discover/movie").param("with_genres") == "77");
    BOOST_TEST(upstream.last("/discover/movie").param("language") == "de-DE");
}

// Defect 25: genres were loaded once; when that failed, they stayed empty.
BOOST_AUTO_TEST_CASE(genres_are_known_before_the_first_answer_and_after_failures)
{
    upstream.fail(500);
    start();
    upstream.heal();
    BOOST_REQUIRE(discover(R"({"type":"movie","genre":"sci-fi"})"));
    BOOST_TEST(upstream.last("/discover/movie").param("with_genres") == "878");
    pass(10s);
    BOOST_TEST(upstream.count("/genre/movie/list") == 2u);
    BOOST_CHECK(tmdb->health().state == reel::state::ready);
}

BOOST_AUTO_TEST_CASE(an_empty_list_of_genres_is_a_failure_and_replaces_nothing)
{
    upstream.on("/genre/tv/list", R"({"genres":[]})");
    start();
    BOOST_CHECK(tmdb->health().state == reel::state::degraded);
    BOOST_TEST(tmdb->health().reason == "TMDB's list of genres is empty");
    BOOST_REQUIRE(discover(R"({"type":"movie","genre":"sci-fi"})"));
    BOOST_TEST(upstream.last("/discover/movie").param("with_genres") == "878");
}

BOOST_AUTO_TEST_CASE(the_genres_are_read_again_once_a_day)
{
    start();
    pass(5 * 24h);
    BOOST_TEST(upstream.count("/genre/tv/list") >= 5u);
    BOOST_TEST(upstream.count("/genre/tv/list") <= 7u);
    const auto health = tmdb->health();
    BOOST_REQUIRE(health.timers.size() == 1u);
    BOOST_TEST(health.timers[0].name == "genres");
}

BOOST_AUTO_TEST_CASE(trouble_is_told_since_when_and_why_and_ends_by_itself)
{
    start();
    BOOST_CHECK(tmdb->health().state == reel::state::ready);
    pass(1h);
    upstream.fail(401, std::string{bad_key_body});
    BOOST_TEST(!discover(R"({"type":"movie","genre":"comedy"})").has_value());
    reel_test::settle(io);
    const auto began = host.time.now();
    auto health = tmdb->health();
    BOOST_CHECK(health.state == reel::state::degraded);
    BOOST_CHECK(health.since == began);
    BOOST_TEST(health.reason.starts_with("TMDB refused the token"));
    pass(30min);
    BOOST_TEST(upstream.count("/genre/movie/list") < 30u); // with back-off
    upstream.heal();
    pass(6min);
    BOOST_CHECK(tmdb->health().state == reel::state::ready);
    BOOST_TEST(host.logs.nowhere("s3cret"));
}

BOOST_AUTO_TEST_CASE(caches_are_counted)
{
    start();
    BOOST_REQUIRE(discover(R"({"type":"movie","genre":"comedy"})"));
    const auto health = tmdb->health();
    BOOST_REQUIRE(health.caches.size() == 4u);
    BOOST_TEST(health.caches[0].name == "searches");
    BOOST_TEST(health.caches[0].items == 1u);
    BOOST_TEST(health.caches[0].bytes > 100u);
}

BOOST_AUTO_TEST_CASE(starting_and_stopping_do_not_wait_for_tmdb)
{
    upstream.hold();
    start();
    BOOST_CHECK(tmdb->health().state == reel::state::starting);
    auto context = host.context();
    const auto tools = tmdb->tools();
    const auto args = json::parse(R"({"type":"movie","yearFrom":1990})");
    std::optional<reel::result<reel::tool_result>> answer;
    asio::co_spawn(io, tools[1].call(args, context),
                   [&](std::exception_ptr, reel::result<reel::tool_result> got) { answer = std::move(got); });
    reel_test::settle(io);
    reel_test::run(io, tmdb->stop());
    reel_test::settle(io);
    BOOST_REQUIRE(answer.has_value());
    BOOST_TEST(!answer->has_value());
    tmdb.reset();
}

BOOST_AUTO_TEST_SUITE_END()
