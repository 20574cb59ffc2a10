// SPDX-License-Identifier: MIT
// get_watch_stats from the arguments to the answer.
#include "tests/unit/tautulli/fixture.hpp"

using namespace tautulli_test;

namespace
{

struct stats_fixture : tautulli_fixture
{
    stats_fixture()
    {
        upstream.plays = {{anna, "Heat", ago(2 * hour), {}, 1, 1, 1995},
                          {bert, "Heat", ago(3 * day), {}, 1, 1, 1995, 1800, 40},
                          {bert, "Heat", ago(4 * day), {}, 1, 1, 1995, 1800, 30},
                          {anna, "Pilot", ago(9 * day), "Lost", 1, 1},
                          {anna, "Pilot", ago(10 * day), "Lost", 1, 1},
                          {anna, "Walkabout", ago(8 * day), "Lost", 1, 4, 2004, 3600, 20},
                          {cleo, "Pilot", ago(50 * day), "Lost", 1, 1},
                          {cleo, "Dune", ago(60 * day), {}, 1, 1, 2021},
                          {cleo, "Dune", ago(70 * day), {}, 1, 1, 1984}};
    }
    const boost::json::object& watcher(const boost::json::object& answer, std::size_t i)
    {
        return answer.at("watchers").as_array().at(i).as_object();
    }
    reel::caller as_anna = caller("anna", reel::role::any, "anna_m");
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(tautulli_stats, stats_fixture)

BOOST_AUTO_TEST_CASE(an_overview_of_everyone)
{
    const auto answer = stats("{}");
    BOOST_REQUIRE(answer);
    BOOST_TEST(text(*answer, "whose") == "everyone");
    BOOST_TEST(text(*answer, "window") == "month");
    BOOST_TEST(column(*answer, "movies", "title") == "Heat");
    BOOST_TEST(column(*answer, "shows", "title") == "Lost");
    BOOST_TEST(column(*answer, "users", "user") == "Anna Müller, Bert");
    BOOST_TEST(json_of(*answer, "hours") == R"({"week":2,"month":5,"all":8})");
    BOOST_TEST(text(*answer, "message") ==
               "In the last 30 days everyone watched 5 hours; most watched film: Heat (1995) (3 plays); most watched "
               "show: Lost (3 plays)");
}

BOOST_AUTO_TEST_CASE(windows_kinds_and_limits)
{
    BOOST_TEST(column(*stats(R"({"window":"week"})"), "shows", "title") == "");
    BOOST_TEST(column(*stats(R"({"window":"all","mediaType":"movie"})"), "movies", "title") == "Heat, Dune");
    const auto shows = stats(R"({"window":"all","mediaType":"episode","limit":1})");
    BOOST_TEST(json_of(*shows, "movies") == "");
    BOOST_TEST(shows->at("users").as_array().size() == 1u);
}

BOOST_AUTO_TEST_CASE(ones_own_numbers_hold_nothing_of_others)
{
    const auto answer = stats("{}", as_anna);
    BOOST_REQUIRE(answer);
    BOOST_TEST(text(*answer, "whose") == "Anna Müller");
    BOOST_TEST(json_of(*answer, "users") == "");
    BOOST_TEST(json_of(*answer, "hours") == R"({"week":1,"month":4,"all":4})");
    const auto& heat = answer->at("movies").as_array().at(0).as_object();
    BOOST_TEST(json_of(heat, "plays") == "1");
    BOOST_TEST(boost::json::serialize(*answer).find("Bert") == std::string::npos);
    for (const auto& asked : upstream.requests)
        if (asked["cmd"] == "get_home_stats" || asked["cmd"] == "get_user_watch_time_stats")
            BOOST_TEST(asked["user_id"] == "7");
}

// plexpy/datafactory.py before 2.9: get_home_stats knows no user_id, and answers with everyone's numbers.
BOOST_AUTO_TEST_CASE(a_version_that_cannot_tell_users_apart_gives_no_numbers_rather_than_everyones)
{
    upstream.knows_filters = false;
    const auto answer = stats("{}", as_anna);
    BOOST_REQUIRE(!answer);
    BOOST_TEST(answer.error().message() ==
               "this Tautulli cannot tell one user's statistics from everyone's; update Tautulli");
    const auto of_title = stats(R"({"title":"heat"})", as_anna);
    BOOST_REQUIRE(!of_title);
    BOOST_TEST(of_title.error().message() ==
               "Tautulli answered with other users' plays than were asked for; update Tautulli");
}

BOOST_AUTO_TEST_CASE(cards_are_read_also_out_of_a_list)
{
    upstream.one_card = false;
    BOOST_TEST(column(*stats("{}"), "movies", "title") == "Heat");
}

BOOST_AUTO_TEST_CASE(who_watched_a_film_and_how_far)
{
    const auto answer = stats(R"({"title":"heat"})");
    BOOST_REQUIRE(answer);
    BOOST_TEST(text(*answer, "title") == "Heat (1995)");
    BOOST_TEST(text(*answer, "type") == "movie");
    BOOST_TEST(text(*answer, "window") == "all");
    BOOST_TEST(column(*answer, "watchers", "user") == "Anna Müller, Bert");
    BOOST_TEST(json_of(watcher(*answer, 0), "finished") == "true");
    BOOST_TEST(json_of(watcher(*answer, 1), "percent") == "40");
    BOOST_TEST(json_of(watcher(*answer, 1), "plays") == "2");
    BOOST_TEST(text(*answer, "message") ==
               "Heat (1995) was watched by Anna Müller (to the end, 2 h ago) and Bert (40 %, 3 days ago)");
}

BOOST_AUTO_TEST_CASE(how_far_somebody_is_in_a_show)
{
    const auto answer = stats(R"({"title":"lost"})", as_anna);
    BOOST_REQUIRE(answer);
    BOOST_TEST(column(*answer, "watchers", "user") == "Anna Müller");
    BOOST_TEST(json_of(watcher(*answer, 0), "episodes") == "1"); // twice the same, and one begun
    BOOST_TEST(text(watcher(*answer, 0), "farthest") == "S1E4");
    BOOST_TEST(json_of(watcher(*answer, 0), "finished") == "");
    BOOST_TEST(text(*answer, "message") ==
               "Lost was watched by Anna Müller (1 episode to the end, up to S1E4, last 8 days ago)");
}

BOOST_AUTO_TEST_CASE(a_window_of_a_title)
{
    const auto answer = stats(R"({"title":"lost","window":"week"})");
    BOOST_TEST(json_of(*answer, "watchers") == "[]");
    BOOST_TEST(text(*answer, "message") == "No play of \"lost\" by anyone was found in the last 7 days");
}

BOOST_AUTO_TEST_CASE(titles_that_may_be_meant_are_named_and_not_mixed)
{
    const auto answer = stats(R"({"title":"dune"})");
    BOOST_TEST(json_of(*answer, "candidates") == R"j(["Dune (1984)","Dune (2021)"])j");
    BOOST_TEST(json_of(*answer, "watchers") == "");
    BOOST_TEST(text(*stats(R"j({"title":"Dune (2021)"})j"), "title") == "Dune (2021)");
    // Only those that the caller may see.
    BOOST_TEST(json_of(*stats(R"({"title":"dune"})", as_anna), "candidates") == "");
}

BOOST_AUTO_TEST_CASE(numbers_are_kept_for_a_while)
{
    BOOST_REQUIRE(stats("{}"));
    BOOST_REQUIRE(stats(R"({"title":"heat"})"));
    const auto asked = upstream.requests.size();
    pass(4min);
    const auto kept = stats("{}");
    BOOST_REQUIRE(stats(R"({"title":"heat","limit":3})"));
    BOOST_TEST(upstream.requests.size() == asked);
    BOOST_TEST(text(*kept, "asOf") == "2026-01-01T00:00:00Z");
    pass(2min);
    BOOST_TEST(text(*stats("{}"), "asOf") == "2026-01-01T00:06:00Z");
    BOOST_TEST(upstream.requests.size() > asked);
}

BOOST_AUTO_TEST_SUITE_END()
