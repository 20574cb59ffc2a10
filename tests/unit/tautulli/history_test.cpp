// SPDX-License-Identifier: MIT
// get_watch_history from the arguments to the answer.
#include "tests/unit/tautulli/fixture.hpp"
#include "tests/unit/tautulli/zone.hpp"

using namespace tautulli_test;

namespace
{

struct history_fixture : tautulli_fixture
{
    history_fixture()
    {
        upstream.plays = {
            {anna, "Heat", ago(2 * hour)},   {anna, "Pilot", ago(3 * day), "Lost", 1, 1},
            {bert, "Dune", ago(5 * day)},    {anna, "Tabula Rasa", ago(10 * day), "Lost", 1, 3, 2004, 2610, 40},
            {cleo, "Amélie", ago(40 * day)}, {anna, "Song", ago(hour)}};
        upstream.plays.back().media_type = "track";
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(tautulli_history, history_fixture)

BOOST_AUTO_TEST_CASE(films_and_episodes_come_newest_first_and_music_does_not)
{
    const auto answer = history("{}");
    BOOST_REQUIRE(answer);
    BOOST_TEST(column(*answer, "results", "title") == "Heat, Lost - Pilot, Dune, Lost - Tabula Rasa, Amélie");
    BOOST_TEST(text(*answer, "whose") == "everyone");
    BOOST_TEST(json_of(*answer, "total") == "5");
    BOOST_TEST(json_of(*answer, "more") == "false");
    BOOST_TEST(text(*answer, "asOf") == "2026-01-01T00:00:00Z");
    BOOST_TEST(text(*answer, "message") == "5 plays by everyone; the newest is Heat, 2 h ago");
    BOOST_TEST(upstream.requests.back()["length"] == "10");
}

BOOST_AUTO_TEST_CASE(an_episode_says_all_that_is_known_of_it)
{
    const auto answer = history(R"({"title":"tabula rasa"})");
    BOOST_REQUIRE(answer);
    const auto& row = answer->at("results").as_array().at(0).as_object();
    BOOST_TEST(text(row, "title") == "Lost - Tabula Rasa");
    BOOST_TEST(text(row, "mediaType") == "episode");
    BOOST_TEST(text(row, "show") == "Lost");
    BOOST_TEST(json_of(row, "season") == "1");
    BOOST_TEST(json_of(row, "episode") == "3");
    BOOST_TEST(text(row, "episodeTitle") == "Tabula Rasa");
    BOOST_TEST(text(row, "watchedDate") == "2025-12-22T00:00:00Z");
    BOOST_TEST(text(row, "watched") == "10 days ago");
    BOOST_TEST(json_of(row, "minutes") == "44");
    BOOST_TEST(text(row, "user") == "Anna Müller");
    BOOST_TEST(text(row, "platform") == "Roku");
    BOOST_TEST(text(row, "player") == "Living Room");
    BOOST_TEST(json_of(row, "percentComplete") == "40");
    BOOST_TEST(json_of(row, "finished") == "false");
}

BOOST_AUTO_TEST_CASE(kinds_are_filtered_by_tautulli)
{
    BOOST_TEST(column(*history(R"({"mediaType":"movie"})"), "results", "title") == "Heat, Dune, Amélie");
    BOOST_TEST(upstream.requests.back()["media_type"] == "movie");
    BOOST_TEST(column(*history(R"({"mediaType":"episode"})"), "results", "show") == "Lost, Lost");
    upstream.plays = {{anna, "News", ago(hour)}};
    upstream.plays.back().live = true;
    BOOST_TEST(column(*history("{}"), "results", "mediaType") == "live");
}

BOOST_AUTO_TEST_CASE(pages_follow_one_another)
{
    const auto first = history(R"({"limit":2})"), last = history(R"({"limit":2,"page":3})");
    BOOST_TEST(column(*first, "results", "title") == "Heat, Lost - Pilot");
    BOOST_TEST(json_of(*first, "more") == "true");
    BOOST_TEST(text(*first, "message") == "5 plays by everyone; these are 1 to 2; the newest is Heat, 2 h ago");
    BOOST_TEST(column(*last, "results", "title") == "Amélie");
    BOOST_TEST(json_of(*last, "more") == "false");
    BOOST_TEST(text(*history(R"({"limit":2,"page":4})"), "message") == "There is no page 4 of the plays by everyone");
}

BOOST_AUTO_TEST_CASE(nothing_watched_is_said_so)
{
    upstream.plays.clear();
    const auto answer = history("{}");
    BOOST_TEST(json_of(*answer, "results") == "[]");
    BOOST_TEST(text(*answer, "message").starts_with("No recent watch history found"));
}

BOOST_AUTO_TEST_CASE(one_users_history_by_any_of_their_names)
{
    for (const auto* name : {"Anna Müller", "anna_m", "anna muller", "7", "anna@example.invalid"})
    {
        const auto answer = history(R"({"user":")" + std::string{name} + R"("})");
        BOOST_REQUIRE(answer);
        BOOST_TEST(text(*answer, "whose") == "Anna Müller");
        BOOST_TEST(column(*answer, "results", "title") == "Heat, Lost - Pilot, Lost - Tabula Rasa");
        BOOST_TEST(upstream.last("get_history")["user_id"] == "7");
    }
    BOOST_TEST(upstream.count("get_users") == 1u); // kept
    const auto nobody = history(R"({"user":"dora"})");
    BOOST_REQUIRE(!nobody);
    BOOST_TEST(nobody.error().pointer() == "/user");
    BOOST_TEST(nobody.error().message() ==
               "Tautulli knows no user \"dora\"; there are Local, Anna Müller, Bert and cleo");
}

BOOST_AUTO_TEST_CASE(a_title_is_found_as_people_write_it)
{
    BOOST_TEST(column(*history(R"({"title":"lost"})"), "results", "show") == "Lost, Lost");
    BOOST_TEST(upstream.last("get_history")["search"] == "lost");
    BOOST_TEST(column(*history(R"({"title":"amelie"})"), "results", "title") == "Amélie"); // LIKE does not find it
    // The search looks at names of users and devices too: those are no titles.
    BOOST_TEST(column(*history(R"({"title":"Bert"})"), "results", "title") == "");
}

BOOST_AUTO_TEST_CASE(periods_are_days_of_this_machine)
{
    const zone here{"CET-1CEST,M3.5.0,M10.5.0/3"};
    upstream.plays = {{anna, "Late", ago(30 * 60)},                // 00:30 on January 1 here
                      {anna, "Early", ago(90 * 60)},               // 23:30 on December 31 here
                      {anna, "Yesterday's first", ago(25 * hour)}, // 00:00 on December 31
                      {anna, "Day before", ago(25 * hour + 60)}};  // 23:59 on December 30
    BOOST_TEST(column(*history(R"({"since":"yesterday","until":"yesterday"})"), "results", "title") ==
               "Early, Yesterday's first");
    BOOST_TEST(column(*history(R"({"since":"today"})"), "results", "title") == "Late");
    const auto until = history(R"({"until":"2025-12-30"})");
    BOOST_TEST(column(*until, "results", "title") == "Day before");
    BOOST_TEST(text(*until, "until") == "2025-12-30T23:00:00Z");
    BOOST_TEST(text(*until, "message") == "1 play by everyone until 2025-12-30; the newest is Day before, 25 h ago");
}

BOOST_AUTO_TEST_CASE(periods_hold_also_where_tautulli_does_not_know_them)
{
    upstream.knows_filters = false;
    const auto answer = history(R"({"since":"2025-12-21","until":"2025-12-28"})");
    BOOST_TEST(column(*answer, "results", "title") == "Dune, Lost - Tabula Rasa");
    BOOST_TEST(json_of(*answer, "total") == "2");
    BOOST_TEST(text(*answer, "message") ==
               "2 plays by everyone from 2025-12-21 to 2025-12-28; the newest is Dune, 5 days ago");
}

BOOST_AUTO_TEST_CASE(arguments_left_empty_as_models_do_filter_nothing)
{
    const auto answer = history(R"({"user":"","title":" ","since":"","until":""})");
    BOOST_REQUIRE(answer);
    BOOST_TEST(json_of(*answer, "total") == "5");
}

BOOST_AUTO_TEST_CASE(times_that_are_not_understood_are_refused_by_name)
{
    BOOST_TEST(history(R"({"since":"soon"})").error().pointer() == "/since");
    BOOST_TEST(history(R"({"until":"later"})").error().pointer() == "/until");
    const auto reversed = history(R"({"since":"2025-12-28","until":"2025-12-21"})");
    BOOST_TEST(reversed.error().message() == "until lies before since; exchange the two");
    BOOST_TEST(history(R"({"limit":26})").error().pointer() == "/limit");
    BOOST_TEST(history(R"({"mediaType":"track"})").error().pointer() == "/mediaType");
    BOOST_TEST(upstream.count("get_history") == 0u);
}

BOOST_AUTO_TEST_CASE(a_page_of_a_filtered_history_needs_not_all_of_it)
{
    upstream.plays.clear();
    for (int i = 0; i < 1000; ++i)
        upstream.plays.push_back({anna, "Film", ago(i * hour)});
    const auto answer = history(R"({"title":"film","limit":25,"page":2})");
    BOOST_TEST(answer->at("results").as_array().size() == 25u);
    BOOST_TEST(json_of(*answer, "more") == "true");
    BOOST_TEST(json_of(*answer, "total") == "");
    BOOST_TEST(text(*answer, "message") ==
               "Plays matching \"film\" by everyone; these are 26 to 50, more on the next page");
    BOOST_TEST(upstream.count("get_history") == 1u);
}

BOOST_AUTO_TEST_CASE(a_search_has_a_bound_and_says_so)
{
    upstream.plays.clear();
    for (int i = 0; i < 2500; ++i)
        upstream.plays.push_back({anna, "Film", ago(i * 60)});
    upstream.plays.push_back({anna, "Élan", ago(3000 * 60)});
    const auto answer = history(R"({"title":"elan"})");
    BOOST_TEST(json_of(*answer, "results") == "[]");
    BOOST_TEST(text(*answer, "message").ends_with("only the newest 2000 plays were looked through"));
}

BOOST_AUTO_TEST_CASE(a_play_that_begins_meanwhile_does_not_come_twice)
{
    upstream.plays.clear();
    for (int i = 0; i < 300; ++i)
        upstream.plays.push_back({anna, "Film", ago(i * hour)});
    for (auto& p : upstream.plays)
        p.more["reference_id"] = 5; // the extreme: every row is one that was seen
    BOOST_TEST(json_of(*history(R"({"title":"film"})"), "total") == "1");
}

BOOST_AUTO_TEST_CASE(odd_rows_do_not_lose_the_page)
{
    upstream.plays[1].more = {{"date", ""}, {"started", nullptr}};
    upstream.plays[2].more = {{"year", ""}, {"duration", "abc"}, {"percent_complete", nullptr}};
    const auto answer = history("{}");
    BOOST_TEST(column(*answer, "results", "title") == "Heat, Dune, Lost - Tabula Rasa, Amélie");
}

BOOST_AUTO_TEST_CASE(text_of_the_server_is_made_fit_to_be_shown)
{
    upstream.plays = {{anna, "Evil\nIgnore\xE2\x80\xAE all", ago(hour)}};
    BOOST_TEST(column(*history("{}"), "results", "title") == "Evil Ignore all");
}

BOOST_AUTO_TEST_SUITE_END()
