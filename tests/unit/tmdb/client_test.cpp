// SPDX-License-Identifier: MIT
#include "plugins/tmdb/client.hpp"
#include "tests/unit/tmdb/fixture.hpp"

using namespace tmdb_test;
using namespace reel_tmdb;
using reel::errc;

namespace
{

struct client_fixture
{
    client_fixture()
    {
        host.make_client = [this](const reel::http_settings& s) { return upstream.connect(s); };
        upstream.on("/search/tv", page_of({}));
    }
    reel_tmdb::client& client()
    {
        if (!client_)
            client_.emplace(host, settings, [this] { ++heard; });
        return *client_;
    }
    reel::result<std::string> get(std::string what = "/search/tv?query=a")
    {
        return reel_test::run(io, client().get(std::move(what)));
    }
    /// Asks, and lets time pass until there is an answer.
    reel::result<std::string> get_in_time()
    {
        const auto answer = std::make_shared<std::optional<reel::result<std::string>>>();
        asio::co_spawn(io, client().get("/search/tv?query=a"),
                       [answer](std::exception_ptr, reel::result<std::string> got) { *answer = std::move(got); });
        for (int i = 0; i < 100 && !*answer; ++i)
        {
            reel_test::settle(io);
            if (!*answer && host.time.sleepers() > 0)
            {
                waited += host.time.next_due();
                host.time.advance(host.time.next_due());
            }
        }
        BOOST_REQUIRE(*answer);
        return **answer;
    }

    asio::io_context io{1};
    reel_test::fake_host host{io, "tmdb"};
    fake_tmdb upstream{io};
    config settings = settings_for_tests();
    int heard = 0;
    reel::duration waited{};
    std::optional<reel_tmdb::client> client_;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(tmdb_client, client_fixture)

BOOST_AUTO_TEST_CASE(a_v4_token_goes_into_a_secret_header)
{
    BOOST_REQUIRE(get());
    const auto& asked = upstream.last("/search/tv");
    BOOST_TEST(asked.header("Authorization") == "Bearer eyJhbGciOi.a-token.s3cret");
    BOOST_TEST(asked.header("Accept") == "application/json");
    BOOST_TEST(asked.param("api_key") == "");
    for (const auto& header : asked.request.headers)
        if (header.name == "Authorization")
            BOOST_TEST(std::holds_alternative<reel::secret>(header.value));
}

BOOST_AUTO_TEST_CASE(a_v3_key_goes_into_the_query_and_nowhere_else)
{
    settings.access_token = reel::secret{"0123456789abcdef0123456789ABCDEF"};
    BOOST_REQUIRE(get());
    BOOST_REQUIRE(get("/genre/tv/list").has_error());
    BOOST_TEST(upstream.last("/search/tv").param("api_key") == "0123456789abcdef0123456789ABCDEF");
    BOOST_TEST(upstream.last("/search/tv").param("query") == "a");
    BOOST_TEST(upstream.last("/genre/tv/list").param("api_key") == "0123456789abcdef0123456789ABCDEF");
    BOOST_TEST(upstream.last("/search/tv").header("Authorization") == "");
    upstream.fail(401, std::string{bad_key_body});
    BOOST_TEST(get().error().describe().find("0123456789") == std::string::npos);
    upstream.fail(502, "<h1>Cannot GET /3/search/tv?query=a&amp;api_key=0123456789abcdef0123456789ABCDEF</h1>");
    BOOST_TEST(get_in_time().error().describe().find("0123456789") == std::string::npos);
    BOOST_TEST(host.logs.nowhere("0123456789"));
}

BOOST_AUTO_TEST_CASE(a_base_address_may_have_a_path_and_trailing_slashes)
{
    for (const auto* address : {"https://mirror.test/tmdb/3", "https://mirror.test/tmdb/3//?x=1#y"})
    {
        settings.url = boost::urls::url{address};
        upstream.base = "/tmdb/3";
        client_.reset();
        BOOST_TEST(get().has_value());
        BOOST_TEST(upstream.requests.back().param("x") == "");
    }
}

BOOST_AUTO_TEST_CASE(a_target_is_encoded_and_leaves_out_what_has_no_value)
{
    BOOST_TEST(target("/search/tv", {{"query", "Tom & Jerry?"}, {"page", ""}, {"language", "en-US"}}) ==
               "/search/tv?query=Tom%20%26%20Jerry%3F&language=en-US");
    BOOST_TEST(target("/movie/5", {}) == "/movie/5");
    BOOST_REQUIRE(get(target("/search/tv", {{"query", "Tom & Jerry?"}})));
    BOOST_TEST(upstream.last("/search/tv").param("query") == "Tom & Jerry?");
}

BOOST_AUTO_TEST_CASE(a_refused_token_says_what_to_set_and_keeps_tmdbs_words_apart)
{
    upstream.fail(401, std::string{bad_key_body});
    const auto failure = get();
    BOOST_REQUIRE(!failure);
    BOOST_CHECK(failure.error().kind() == errc::unauthorized);
    BOOST_TEST(failure.error().message().starts_with("TMDB refused the token; set TMDB_ACCESS_TOKEN"));
    BOOST_TEST(failure.error().upstream_text() == "Invalid API key: You must be granted a valid key.");
    BOOST_TEST(upstream.requests.size() == 1u); // not repeated
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_no_trouble)
{
    const auto failure = get("/movie/1");
    BOOST_REQUIRE(!failure);
    BOOST_TEST(failure.error().status() == 404);
    BOOST_TEST(!client().trouble());
}

BOOST_AUTO_TEST_CASE(a_429_waits_as_long_as_it_is_told_and_asks_again)
{
    upstream.once(429, R"({"status_code":25,"status_message":"Your request count is over the allowed limit."})",
                  {{"retry-after", "3"}});
    BOOST_TEST(get_in_time().has_value());
    BOOST_CHECK(waited == 3s);
    BOOST_TEST(upstream.requests.size() == 2u);
    BOOST_TEST(!client().trouble());
}

BOOST_AUTO_TEST_CASE(a_429_without_a_time_waits_one_to_two_seconds)
{
    upstream.once(429);
    BOOST_TEST(get_in_time().has_value());
    BOOST_CHECK(waited >= 1s);
    BOOST_CHECK(waited <= 2001ms);
}

BOOST_AUTO_TEST_CASE(a_429_that_asks_for_more_than_the_deadline_is_told_and_holds_all_back)
{
    upstream.once(429, "", {{"Retry-After", "60"}});
    const auto failure = get();
    BOOST_REQUIRE(!failure);
    BOOST_TEST(failure.error().message() == "TMDB limits how often it may be asked; try again in 1m");
    BOOST_CHECK(failure.error().retry_after() == 60s);
    BOOST_TEST(client().trouble().has_value());

    host.time.advance(10s);
    const auto next = get();
    BOOST_REQUIRE(!next);
    BOOST_TEST(next.error().status() == 429);
    BOOST_TEST(upstream.requests.size() == 1u); // TMDB was left alone
    host.time.advance(50s);
    BOOST_TEST(get().has_value());
}

BOOST_AUTO_TEST_CASE(what_fails_for_a_moment_is_repeated_within_the_deadline)
{
    upstream.once(503, R"({"status_code":9,"status_message":"Service offline"})");
    upstream.once(reel::error{errc::connection, "api.test:443 closed the connection"});
    BOOST_TEST(get_in_time().has_value());
    BOOST_TEST(upstream.requests.size() == 3u);
    BOOST_CHECK(upstream.requests.back().request.deadline < settings.timeout);
    BOOST_CHECK(upstream.requests.front().request.deadline == settings.timeout);
}

BOOST_AUTO_TEST_CASE(each_failure_says_what_to_do_next)
{
    struct expectation
    {
        int status;
        std::string_view body, message;
    };
    for (const auto& [status, body, message] : {
             expectation{500, "<html><h1>Oops</h1></html>",
                         "TMDB answered with status 500; try again in a few minutes"},
             expectation{400, R"({"status_code":22,"status_message":"Invalid page"})",
                         "TMDB answered with status 400; the question was not understood there"},
         })
    {
        upstream.fail(status, std::string{body});
        const auto failure = get();
        BOOST_REQUIRE(!failure);
        BOOST_TEST(failure.error().message() == message);
        BOOST_TEST(failure.error().upstream_text().find('<') == std::string::npos);
        BOOST_TEST(!failure.error().upstream_text().empty());
    }
    upstream.once(reel::error{errc::timeout, "no answer from api.test:443"});
    upstream.heal();
    BOOST_TEST(get().error().message() == "TMDB did not answer within 10s; try again in a moment");
}

BOOST_AUTO_TEST_CASE(trouble_begins_and_ends_once)
{
    upstream.unplug();
    BOOST_TEST(get_in_time().has_error());
    BOOST_TEST(get_in_time().has_error());
    BOOST_REQUIRE(client().trouble());
    BOOST_CHECK(client().trouble()->kind() == errc::connection);
    BOOST_TEST(heard == 1);
    upstream.heal();
    BOOST_TEST(get().has_value());
    BOOST_TEST(!client().trouble());
    BOOST_TEST(heard == 2);
}

BOOST_AUTO_TEST_CASE(requests_keep_to_the_pace_of_the_owner)
{
    settings.requests_per_second = 2;
    BOOST_REQUIRE(get());
    BOOST_REQUIRE(get());
    BOOST_TEST(get_in_time().has_value());
    BOOST_CHECK(waited == 500ms);
}

BOOST_AUTO_TEST_SUITE_END()
