// SPDX-License-Identifier: MIT
#include "plugins/tautulli/client.hpp"
#include "tests/unit/tautulli/fixture.hpp"

using namespace tautulli_test;
using namespace reel_tautulli;

namespace
{

struct client_fixture
{
    client_fixture()
    {
        host.make_client = [this](const reel::http_settings& s) { return upstream.connect(s); };
    }
    reel_tautulli::client& client()
    {
        if (!client_)
            client_.emplace(host, settings, [this] { ++heard; });
        return *client_;
    }
    template <class T>
    auto run(reel::awaitable<T> work)
    {
        return reel_test::run(io, std::move(work));
    }

    asio::io_context io{1};
    reel_test::fake_host host{io, "tautulli"};
    fake_tautulli upstream{io};
    config settings = settings_for_tests();
    int heard = 0;
    std::optional<reel_tautulli::client> client_;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(tautulli_client, client_fixture)

BOOST_AUTO_TEST_CASE(the_key_is_in_the_body_and_nowhere_else)
{
    BOOST_REQUIRE(run(client().connected()));
    const auto& asked = upstream.last("server_status");
    BOOST_TEST(asked["apikey"] == "s3cret/key+"); // encoded on the way
    BOOST_TEST(asked.request.method == "POST");
    BOOST_TEST(std::string{asked.request.url.buffer()} == "http://tautulli.test:8181/tautulli/api/v2");
    upstream.fail("server_status", 400, envelope(boost::json::object{}, "error", "Invalid apikey s3cret/key+"));
    const auto refused = run(client().connected());
    BOOST_REQUIRE(!refused);
    BOOST_TEST(refused.error().message().find("s3cret") == std::string::npos);
    BOOST_TEST(host.logs.nowhere("s3cret"));
}

// Defect 20: the path of the address was dropped.
BOOST_AUTO_TEST_CASE(the_address_may_have_a_path_slashes_or_the_apis_own_path)
{
    for (const auto* address :
         {"http://tautulli.test:8181/tautulli", "http://tautulli.test:8181/tautulli///",
          "http://tautulli.test:8181/tautulli/api/v2", "http://tautulli.test:8181/tautulli/api/v2/"})
    {
        client_.reset();
        settings.url = boost::urls::url{address};
        BOOST_TEST(run(client().connected()).has_value(), address);
    }
    client_.reset();
    upstream.path = "/api/v2";
    settings.url = boost::urls::url{"http://tautulli.test:8181"};
    BOOST_TEST(run(client().connected()).has_value());
}

BOOST_AUTO_TEST_CASE(every_command_that_can_be_sent_only_reads)
{
    BOOST_TEST(reel::enum_names<command>(" ") ==
               "get_activity get_history get_home_stats get_user_watch_time_stats get_users server_status");
}

BOOST_AUTO_TEST_CASE(a_value_cannot_become_a_parameter)
{
    BOOST_REQUIRE(run(client().history(form{}.add("search", "a&cmd=delete_all_library_history=&é %"), 0, 5)));
    const auto& asked = upstream.last("get_history");
    BOOST_TEST(asked["search"] == "a&cmd=delete_all_library_history=&é %");
    BOOST_TEST(asked["start"] == "0");
    BOOST_TEST(asked["length"] == "5");
    BOOST_TEST(asked["order_column"] == "date");
    BOOST_TEST(asked["order_dir"] == "desc");
}

// Their defaults are the owner's settings in Tautulli.
BOOST_AUTO_TEST_CASE(grouping_and_activity_are_always_said)
{
    BOOST_REQUIRE(run(client().history({}, 0, 5)));
    BOOST_TEST(upstream.last("get_history")["grouping"] == "1");
    BOOST_TEST(upstream.last("get_history")["include_activity"] == "0");
}

BOOST_AUTO_TEST_CASE(a_connection_that_breaks_is_tried_once_more_as_all_this_only_reads)
{
    upstream.break_connections(1);
    BOOST_TEST(run(client().connected()).has_value());
    BOOST_TEST(upstream.requests.size() == 2u);
    BOOST_TEST(heard == 0);

    upstream.break_connections(2);
    const auto failed = run(client().connected());
    BOOST_REQUIRE(!failed);
    BOOST_CHECK(failed.error().kind() == errc::connection);
    BOOST_TEST(failed.error().message().starts_with(
        "Tautulli cannot be reached; check that it runs and that TAUTULLI_URL is right"));
    BOOST_TEST(upstream.requests.size() == 4u);
}

BOOST_AUTO_TEST_CASE(silence_is_not_tried_again)
{
    upstream.fail("server_status", reel::error{errc::timeout, "no answer"});
    const auto failed = run(client().connected());
    BOOST_TEST(failed.error().message() ==
               "Tautulli did not answer within 10s; check that it runs and that TAUTULLI_URL is right");
    BOOST_TEST(upstream.requests.size() == 1u);
}

BOOST_AUTO_TEST_CASE(both_tries_share_one_deadline)
{
    BOOST_REQUIRE(run(client().connected()));
    BOOST_CHECK(upstream.requests.back().request.deadline == 10s);
    BOOST_CHECK(upstream.requests.back().request.connect_timeout == 5s);
}

BOOST_AUTO_TEST_CASE(tls_is_as_the_owner_said)
{
    settings.verify_tls = false;
    settings.ca_file = "/etc/house.pem";
    settings.tls_host = "tautulli.home";
    client();
    BOOST_TEST(!upstream.settings.verify_tls);
    BOOST_TEST(upstream.settings.ca_file == "/etc/house.pem");
    BOOST_TEST(upstream.settings.tls_host == "tautulli.home");
}

BOOST_AUTO_TEST_CASE(trouble_is_remembered_until_an_answer_comes)
{
    upstream.key = "another";
    BOOST_REQUIRE(!run(client().users()));
    BOOST_REQUIRE(client().trouble().has_value());
    BOOST_CHECK(client().trouble()->kind() == errc::unauthorized);
    BOOST_TEST(heard == 1);
    BOOST_REQUIRE(!run(client().users()));
    BOOST_TEST(heard == 1);
    upstream.key = "s3cret/key+";
    BOOST_REQUIRE(run(client().users()));
    BOOST_TEST(!client().trouble().has_value());
    BOOST_TEST(heard == 2);
}

BOOST_AUTO_TEST_CASE(a_command_that_fails_is_no_trouble_of_the_whole)
{
    upstream.fail("get_history", 500, envelope(boost::json::object{}, "error", "Check the logs for errors"));
    BOOST_REQUIRE(!run(client().history({}, 0, 5)));
    BOOST_TEST(!client().trouble().has_value());
}

BOOST_AUTO_TEST_CASE(cancelling_is_no_answer)
{
    upstream.fail("get_users", reel::error{errc::cancelled, "stopping"});
    BOOST_CHECK_THROW(run(client().users()), std::system_error);
    BOOST_TEST(!client().trouble().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
