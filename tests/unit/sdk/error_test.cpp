// SPDX-License-Identifier: MIT
#include <reel/asio.hpp>
#include <reel/config.hpp>
#include <reel/error.hpp>
#include <reel/secret.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(error_)

BOOST_AUTO_TEST_CASE(the_upstreams_words_stay_apart_from_ours)
{
    const auto e = reel::error{reel::errc::upstream, "The server answered with an error"}
                       .with_status(503)
                       .with_upstream_text("Maintenance")
                       .with_retry_after(std::chrono::seconds{7})
                       .at("/items/0");
    BOOST_TEST(e.message() == "The server answered with an error");
    BOOST_TEST(e.describe() ==
               "upstream: The server answered with an error (at /items/0) [status 503] [upstream said: Maintenance]");
    BOOST_TEST(e.retry_after()->count() == 7);
}

BOOST_AUTO_TEST_CASE(socket_codes_become_the_kinds_a_caller_can_act_on)
{
    BOOST_TEST((reel::error::from(asio::error::operation_aborted, "x").kind() == reel::errc::cancelled));
    BOOST_TEST((reel::error::from(asio::error::timed_out, "x").kind() == reel::errc::timeout));
    const auto refused = reel::error::from(asio::error::connection_refused, "could not connect to 127.0.0.1:1");
    BOOST_TEST((refused.kind() == reel::errc::connection));
    BOOST_TEST(refused.message() == "could not connect to 127.0.0.1:1: Connection refused");
}

BOOST_AUTO_TEST_CASE(taking_the_value_of_a_failed_result_throws_its_description)
{
    const reel::result<int> failed = reel::error{reel::errc::timeout, "no answer"};
    BOOST_CHECK_EXCEPTION((void)failed.value(), std::runtime_error,
                          [](const auto& e) { return std::string_view{e.what()} == "timeout: no answer"; });
}

BOOST_AUTO_TEST_CASE(a_secret_matches_only_itself_and_leaves_nothing_behind_when_moved)
{
    reel::secret token{"s3cret"};
    BOOST_TEST(token.matches("s3cret"));
    BOOST_TEST(!token.matches("s3cres"));
    BOOST_TEST(!token.matches("s3cret "));
    BOOST_TEST(!token.matches(""));
    reel::secret other = std::move(token);
    BOOST_TEST(other.reveal() == "s3cret");
    BOOST_TEST(token.empty()); // NOLINT: the point of the test
    reel::secret third;
    third = other;
    BOOST_TEST(third.matches("s3cret"));
    third = reel::secret{"x"};
    BOOST_TEST(third.matches("x"));
}

BOOST_AUTO_TEST_CASE(the_nearest_name_is_offered_only_when_it_may_be_meant)
{
    const std::vector<std::string_view> known{"refresh_interval", "url", "token"};
    BOOST_TEST(reel::nearest("refesh_interval", known) == "refresh_interval");
    BOOST_TEST(reel::nearest("ulr", known) == "url");
    BOOST_TEST(reel::nearest("toekn", known) == "token");
    BOOST_TEST(reel::nearest("colour", known) == "");
    BOOST_TEST(reel::nearest("x", {}) == "");
}

BOOST_AUTO_TEST_SUITE_END()
