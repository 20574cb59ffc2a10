// SPDX-License-Identifier: MIT
#include "plugins/plex/client.hpp"
#include "tests/unit/plex/fixture.hpp"

using namespace plex_test;
using namespace reel_plex;
using reel::errc;

namespace
{

struct client_fixture
{
    client_fixture()
    {
        host.make_client = [this](const reel::http_settings& s) { return upstream.connect(s); };
        upstream.sections = {movies("1", "Films", 3)};
    }
    reel_plex::client& client()
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
    reel_test::fake_host host{io, "plex"};
    fake_plex upstream{io};
    config settings = settings_for_tests();
    int heard = 0;
    std::optional<reel_plex::client> client_;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(plex_client, client_fixture)

BOOST_AUTO_TEST_CASE(every_request_says_who_asks_and_wants_json)
{
    BOOST_REQUIRE(run(client().sections()));
    const auto& asked = upstream.last("/library/sections");
    BOOST_TEST(asked.header("Accept") == "application/json");
    BOOST_TEST(asked.header("X-Plex-Token") == "s3cret-token");
    BOOST_TEST(asked.header("X-Plex-Client-Identifier") == host.install_id());
    BOOST_TEST(asked.header("X-Plex-Product") == "reeld");
    BOOST_TEST(asked.header("X-Plex-Version") == "0.0.0-test");
    BOOST_CHECK(asked.request.deadline == 15s);
}

BOOST_AUTO_TEST_CASE(the_token_is_a_secret_header_and_never_in_an_address)
{
    BOOST_REQUIRE(run(client().sections()));
    BOOST_REQUIRE(run(client().check_health()));
    for (const auto& asked : upstream.requests)
    {
        BOOST_TEST(std::string{asked.request.url.buffer()}.find("s3cret") == std::string::npos);
        for (const auto& header : asked.request.headers)
            if (header.name == "X-Plex-Token")
                BOOST_TEST(std::holds_alternative<reel::secret>(header.value));
    }
    BOOST_TEST(host.logs.nowhere("s3cret"));
}

BOOST_AUTO_TEST_CASE(the_identity_is_asked_for_without_the_token)
{
    const auto identity = run(client().identity());
    BOOST_REQUIRE(identity);
    BOOST_TEST(identity->machine_identifier == "machine-1");
    BOOST_TEST(upstream.last("/identity").header("X-Plex-Token") == "");
}

// Defect 20: a base path was dropped, a trailing slash doubled.
BOOST_AUTO_TEST_CASE(a_base_address_may_have_a_path_and_trailing_slashes)
{
    for (const auto* address :
         {"http://plex.test/plex", "http://plex.test/plex/", "https://plex.test:32400/plex//?x=1#y"})
    {
        settings.url = boost::urls::url{address};
        client_.reset();
        BOOST_TEST(run(client().sections()).has_value());
        BOOST_TEST(upstream.requests.back().query == "");
    }
}

BOOST_AUTO_TEST_CASE(health_has_its_own_deadline_and_asks_with_and_without_the_token)
{
    BOOST_REQUIRE(run(client().check_health()));
    BOOST_CHECK(upstream.last("/identity").request.deadline == 5s);
    BOOST_CHECK(upstream.last("/").request.deadline == 5s);
    BOOST_TEST(upstream.last("/").header("X-Plex-Token") == "s3cret-token");
}

BOOST_AUTO_TEST_CASE(a_page_is_asked_for_with_start_and_size_together_and_only_what_is_needed)
{
    std::vector<std::string> titles;
    const page_request wanted{"1", listing::movies, 1, 10};
    upstream.total_in_body = false;
    const auto page = run(client().page(wanted, [&](const item& row) { titles.push_back(row.title); }));
    BOOST_REQUIRE(page);
    BOOST_TEST(page->total_size == 3); // from the header
    BOOST_TEST(titles == (std::vector<std::string>{"Films 2", "Films 3"}), boost::test_tools::per_element());
    const auto& asked = upstream.last("/library/sections/1/all");
    BOOST_TEST(asked.header("X-Plex-Container-Start") == "1");
    BOOST_TEST(asked.header("X-Plex-Container-Size") == "10");
    BOOST_CHECK(asked.request.deadline == 30s);
    BOOST_TEST(asked.query.starts_with("type=1&includeGuids=1"));
    BOOST_TEST(asked.query.find("summary") != std::string::npos);
    for (const auto* needed : {"Guid,", "Media,", "Genre,"})
        BOOST_TEST(asked.query.find(needed) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_odd_section_key_stays_one_segment_of_the_path)
{
    const page_request wanted{"../1?x", listing::shows, 0, 10};
    BOOST_TEST(!run(client().page(wanted, [](const item&) {})));
    BOOST_TEST(upstream.requests.back().path == "/library/sections/..%2F1%3Fx/all");
}

BOOST_AUTO_TEST_CASE(an_unreachable_server_is_a_connection_error_that_says_what_to_do)
{
    upstream.unplug();
    const auto failed = run(client().sections());
    BOOST_REQUIRE(!failed);
    BOOST_CHECK(failed.error().kind() == errc::connection);
    BOOST_TEST(failed.error().message() ==
               "Plex cannot be reached; check that the server runs and that PLEX_URL is right "
               "(connect: Connection refused)");
}

BOOST_AUTO_TEST_CASE(a_silent_server_is_a_timeout)
{
    upstream.fail("/library/sections", reel::error{errc::timeout, "no answer"});
    const auto failed = run(client().sections());
    BOOST_REQUIRE(!failed);
    BOOST_CHECK(failed.error().kind() == errc::timeout);
    BOOST_TEST(failed.error().message().starts_with("Plex did not answer within 15s"));
}

BOOST_AUTO_TEST_CASE(a_refused_token_is_its_own_error)
{
    upstream.token = "another";
    const auto failed = run(client().sections());
    BOOST_REQUIRE(!failed);
    BOOST_CHECK(failed.error().kind() == errc::unauthorized);
    BOOST_TEST(failed.error().status() == 401);
    BOOST_TEST(failed.error().message() == "Plex authentication failed; set PLEX_TOKEN to a valid token");
    BOOST_TEST(failed.error().upstream_text() == "401 Unauthorized");
}

BOOST_AUTO_TEST_CASE(another_status_keeps_what_the_server_said_apart_and_without_markup)
{
    upstream.fail("/library/sections", 503,
                  "<html><head><title>x</title></head><body><h1>Maintenance</h1></body></html>");
    const auto failed = run(client().sections());
    BOOST_REQUIRE(!failed);
    BOOST_CHECK(failed.error().kind() == errc::upstream);
    BOOST_TEST(failed.error().status() == 503);
    BOOST_TEST(failed.error().upstream_text() == "Maintenance");
    BOOST_TEST(failed.error().message().find("Maintenance") == std::string::npos);
    BOOST_TEST(failed.error().message().find("/library/sections") != std::string::npos);
}

// Defect 19: replies that are not JSON threw a raw SyntaxError.
BOOST_AUTO_TEST_CASE(a_wrong_shape_is_a_validation_error_that_names_the_path)
{
    for (const auto* body :
         {"", "<?xml version=\"1.0\"?><MediaContainer/>", "[]", "{\"MediaContainer\":7}", "{\"Media"})
    {
        upstream.answer("/library/sections", body);
        const auto failed = run(client().sections());
        BOOST_REQUIRE_MESSAGE(!failed, "accepted: " << body);
        BOOST_CHECK(failed.error().kind() == errc::validation);
        BOOST_TEST(failed.error().message().find("/library/sections") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_page_that_is_cut_short_or_garbage_names_the_path)
{
    for (const auto* body : {"", R"({"MediaContainer":{"Metadata":[{"ratingKey":"1")", "<html></html>"})
    {
        upstream.answer("/library/sections/1/all", body);
        const page_request wanted{"1", listing::movies, 0, 10};
        const auto failed = run(client().page(wanted, [](const item&) {}));
        BOOST_REQUIRE_MESSAGE(!failed, "accepted: " << body);
        BOOST_CHECK(failed.error().kind() == errc::validation);
        BOOST_TEST(failed.error().message().find("/library/sections/1/all") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_health_check_bears_an_empty_body)
{
    upstream.answer("/identity", "");
    upstream.answer("/", "");
    BOOST_TEST(run(client().check_health()).has_value());
}

// Defect 3: a server without libraries has no Directory at all.
BOOST_AUTO_TEST_CASE(a_server_without_libraries_has_none)
{
    upstream.sections.clear();
    const auto found = run(client().sections());
    BOOST_REQUIRE(found);
    BOOST_TEST(found->empty());
}

BOOST_AUTO_TEST_CASE(live_seasons_leave_out_the_row_of_all_episodes)
{
    upstream.answer("/library/metadata/7/children", R"({"MediaContainer":{"size":3,"Metadata":[
        {"title":"All episodes","key":"/library/metadata/7/allLeaves","leafCount":20},
        {"ratingKey":"72","type":"season","title":"Season 2","index":"2","leafCount":"10"},
        {"ratingKey":71,"type":"season","title":"Season 1","index":1,"leafCount":10,"viewedLeafCount":4}]}})");
    const auto seasons = run(client().seasons("7"));
    BOOST_REQUIRE(seasons);
    BOOST_REQUIRE(seasons->size() == 2u);
    BOOST_TEST(seasons->front().number == 1);
    BOOST_TEST(seasons->front().watched == 4u);
    BOOST_TEST(seasons->back().episodes == 10u);
    BOOST_TEST(upstream.last("/library/metadata/7/children").query == "excludeAllLeaves=1");
}

BOOST_AUTO_TEST_CASE(trouble_tells_a_bad_token_from_a_server_that_is_down)
{
    BOOST_TEST(!client().trouble());
    upstream.unplug();
    BOOST_TEST(!run(client().check_health()));
    BOOST_REQUIRE(client().trouble());
    BOOST_CHECK(client().trouble()->kind() == errc::connection);

    upstream.plug_in();
    upstream.token = "another";
    BOOST_TEST(!run(client().check_health()));
    BOOST_CHECK(client().trouble()->kind() == errc::unauthorized);
    BOOST_TEST(run(client().identity()).has_value()); // needs no token, so it says nothing about it
    BOOST_CHECK(client().trouble()->kind() == errc::unauthorized);

    upstream.token = "s3cret-token";
    BOOST_TEST(run(client().check_health()).has_value());
    BOOST_TEST(!client().trouble());
    BOOST_TEST(heard == 4); // down; up; refused; accepted
}

BOOST_AUTO_TEST_CASE(the_settings_of_the_connection_are_the_owners)
{
    settings.verify_tls = false;
    settings.ca_file = "/etc/ssl/home.pem";
    settings.tls_host = "1-2-3-4.abc.plex.direct";
    settings.concurrent_sections = 3;
    client();
    BOOST_TEST(!upstream.settings.verify_tls);
    BOOST_TEST(upstream.settings.ca_file == "/etc/ssl/home.pem");
    BOOST_TEST(upstream.settings.tls_host == "1-2-3-4.abc.plex.direct");
    BOOST_TEST(upstream.settings.max_connections > 3u);
}

BOOST_AUTO_TEST_SUITE_END()
