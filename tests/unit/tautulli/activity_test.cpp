// SPDX-License-Identifier: MIT
// get_current_activity from Tautulli's answer to ours.
#include "tests/unit/tautulli/fixture.hpp"

using namespace tautulli_test;

namespace
{

struct activity_fixture : tautulli_fixture
{
    activity_fixture() { upstream.streams = {{anna, "Heat"}, {bert, "Pilot", "Lost", "transcode", "paused"}}; }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(tautulli_activity, activity_fixture)

BOOST_AUTO_TEST_CASE(who_watches_what_and_how)
{
    const auto answer = activity();
    BOOST_REQUIRE(answer);
    BOOST_TEST(text(*answer, "whose") == "everyone");
    BOOST_TEST(json_of(*answer, "streamCount") == "2");
    BOOST_TEST(json_of(*answer, "totalMegabits") == "16");
    const auto& lost = answer->at("streams").as_array().at(1).as_object();
    BOOST_TEST(text(lost, "user") == "Bert");
    BOOST_TEST(text(lost, "show") == "Lost");
    BOOST_TEST(json_of(lost, "season") == "2");
    BOOST_TEST(json_of(lost, "episode") == "7");
    BOOST_TEST(text(lost, "delivery") == "transcode");
    BOOST_TEST(text(lost, "state") == "paused");
    BOOST_TEST(json_of(lost, "minutesLeft") == "96");
    BOOST_TEST(json_of(lost, "megabits") == "8");
    BOOST_TEST(text(lost, "quality") == "1080p");
    BOOST_TEST(text(lost, "location") == "lan");
    BOOST_TEST(text(*answer, "message") ==
               "2 streams are playing: Anna Müller: Heat (20 %, 96 minutes left, direct play); Bert: Lost - Pilot (20 "
               "%, 96 minutes left, transcoded, paused)");
}

BOOST_AUTO_TEST_CASE(a_copied_stream_is_a_direct_stream)
{
    upstream.streams = {{anna, "Heat", {}, "copy"}, {anna, "Dune", {}, ""}};
    const auto answer = activity();
    BOOST_TEST(column(*answer, "streams", "delivery") == "direct_stream, ");
}

BOOST_AUTO_TEST_CASE(nobody_is_told_apart_from_plex_being_down)
{
    upstream.streams.clear();
    const auto nobody = activity();
    BOOST_TEST(text(*nobody, "message") == "Nobody is watching");
    BOOST_TEST(json_of(*nobody, "plexReachable") == "true");
    BOOST_TEST(json_of(*nobody, "streamCount") == "0");
    upstream.plex_down = true;
    pass(11s);
    const auto down = activity();
    BOOST_TEST(text(*down, "message") ==
               "Tautulli cannot reach Plex, so nobody can tell who is watching; check that Plex runs");
    BOOST_TEST(json_of(*down, "plexReachable") == "false");
    BOOST_TEST(json_of(*down, "streamCount") == "");
    BOOST_CHECK(provider->health().state == reel::state::degraded);
}

BOOST_AUTO_TEST_CASE(who_may_not_see_others_sees_how_many_and_their_own)
{
    const auto own = activity(caller("anna", reel::role::any, "anna_m"));
    BOOST_REQUIRE(own);
    BOOST_TEST(text(*own, "whose") == "Anna Müller");
    BOOST_TEST(json_of(*own, "streamCount") == "2");
    BOOST_TEST(column(*own, "streams", "title") == "Heat");
    BOOST_TEST(text(*own, "message") ==
               "2 streams are playing; yours: Anna Müller: Heat (20 %, 96 minutes left, direct play)");
    BOOST_TEST(json_of(*own, "totalMegabits") == "");

    const auto other = activity(caller("cleo", reel::role::any, "cleo"));
    BOOST_TEST(text(*other, "message") == "2 streams are playing, none of them yours");

    const auto stranger = activity(caller("guest", reel::role::any));
    BOOST_REQUIRE(stranger);
    BOOST_TEST(text(*stranger, "whose") == "nobody");
    BOOST_TEST(json_of(*stranger, "streams") == "[]");
    BOOST_TEST(text(*stranger, "message") == "2 streams are playing");

    stop();
    settings.default_scope = reel_tautulli::scope::all;
    BOOST_TEST(column(*activity(caller("guest", reel::role::any)), "streams", "user") == "Anna Müller, Bert");
}

BOOST_AUTO_TEST_CASE(it_is_asked_for_once_in_ten_seconds)
{
    BOOST_REQUIRE(activity());
    pass(9s);
    BOOST_REQUIRE(activity());
    BOOST_TEST(upstream.count("get_activity") == 1u);
    pass(2s);
    BOOST_REQUIRE(activity());
    BOOST_TEST(upstream.count("get_activity") == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
