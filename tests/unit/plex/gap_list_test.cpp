// SPDX-License-Identifier: MIT
// find_library_gaps: the background comparison and its pages.
#include "tests/unit/plex/catalogued.hpp"

using namespace plex_test;

namespace
{

struct gap_finding : catalogued
{
    boost::json::object find(std::string_view args = "{}") { return ask("find_library_gaps", args); }
    std::string titles(std::string_view args = "{}")
    {
        std::string out;
        const auto answer = find(args);
        for (const auto& show : answer.at("shows").as_array())
            out += (out.empty() ? "" : ", ") + text(show.as_object(), "title");
        return out;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(plex_gap_list, gap_finding)

BOOST_AUTO_TEST_CASE(gaps_are_found_in_the_background_and_answered_from_memory)
{
    start();
    const auto requests = upstream.requests.size();
    const auto a = find();
    BOOST_TEST(upstream.requests.size() == requests);
    BOOST_TEST(text(a, "message") ==
               "2 shows lack aired seasons or episodes: Severance and The Expanse; 2 shows compared");
    BOOST_TEST(json_of(a, "compared") == "2");
    BOOST_TEST(json_of(a, "toDo") == "0");
    BOOST_TEST(text(a, "asOf") == "2025-12-31T23:00:00Z");
    const auto& severance = a.at("shows").as_array()[0].as_object();
    BOOST_TEST(text(severance, "message") == "Severance (2022) lacks season 3");
    BOOST_TEST(json_of(severance, "missing") == "10");
    BOOST_TEST(json_of(severance, "missingSeasons") == "[3]");
    BOOST_TEST(json_of(severance, "tmdbId") == "95396");
    BOOST_TEST(json_of(severance, "ended") == "false");
    const auto& expanse = a.at("shows").as_array()[1].as_object();
    BOOST_TEST(json_of(expanse, "seasons") == R"([{"season":1,"entirely":false,"episodes":[3,5]}])");
    BOOST_TEST(json_of(expanse, "latest") == R"({"season":1,"episode":5,"name":"Episode 5","airDate":"2020-02-06"})");
    BOOST_TEST(text(expanse, "message") == "The Expanse (2015) lacks season 1 episodes 3 and 5");
}

BOOST_AUTO_TEST_CASE(filters_and_pages_narrow_the_list)
{
    start();
    BOOST_TEST(titles(R"({"ended":true})") == "The Expanse");
    BOOST_TEST(titles(R"({"ended":false})") == "Severance");
    BOOST_TEST(titles(R"({"title":"expanse"})") == "The Expanse");
    BOOST_TEST(titles(R"({"library":"series"})") == "Severance, The Expanse");
    BOOST_TEST(titles(R"({"limit":1,"page":2})") == "The Expanse");
    BOOST_TEST(json_of(find(R"({"limit":1})"), "pages") == "2");
    const auto wrong = call("find_library_gaps", R"({"library":"Films"})");
    BOOST_REQUIRE(!wrong);
    BOOST_TEST(wrong.error().message() == "there is no such library of shows; there are Series");
    BOOST_TEST(text(find(R"({"title":"Dark"})"), "message") ==
               "No show like that was found to lack an aired season or episode; 2 shows compared");
    reel_plex::gap_args early;
    early.library = "Series";
    BOOST_TEST(reel_plex::page_of({}, early, {}).has_value()); // before the library was looked at
}

BOOST_AUTO_TEST_CASE(a_change_of_the_library_is_taken_in)
{
    start();
    auto& series = upstream.section("3");
    series.items[1].seasons[1] = {1, 10, 0};
    series.changed = 2;
    pass(18min);
    BOOST_TEST(titles() == "Severance");
    series.items.erase(series.items.begin());
    series.changed = 3;
    pass(18min);
    BOOST_TEST(text(find(), "message") ==
               "No show that was compared lacks an aired season or episode; 1 show compared");
}

BOOST_AUTO_TEST_CASE(what_airs_is_missing_from_that_day_on)
{
    shows["95396"] = details(95396, {{1, 9}, {2, 10}, {3, 0, 5}});
    shows["63639"] = details(63639, {{1, 10}, {2, 13}});
    settings.catalogue_keep = 48h;
    host.time.advance(std::chrono::sys_days{std::chrono::year{2027} / 1 / 11} - host.time.now());
    start();
    BOOST_TEST(titles() == "The Expanse");
    host.time.advance(26h); // without a turn for the background
    BOOST_TEST(titles() == "Severance, The Expanse");
}

BOOST_AUTO_TEST_CASE(shows_numbered_otherwise_are_counted_and_not_listed)
{
    shows["63639"] = details(63639, {{1, 40}});
    start();
    const auto a = find();
    BOOST_TEST(json_of(a, "notComparable") == "1");
    BOOST_TEST(titles() == "Severance");
    BOOST_TEST(text(a, "message").find("1 not comparable because their numbering differs") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_show_that_fails_is_counted_and_tried_again)
{
    upstream.fail("/library/metadata/31/allLeaves", 500);
    start();
    BOOST_TEST(json_of(find(), "failed") == "1");
    BOOST_TEST(titles() == "The Expanse");
    upstream.heal();
    pass(13min);
    BOOST_TEST(titles() == "Severance, The Expanse");
}

BOOST_AUTO_TEST_CASE(without_a_catalogue_it_says_so_and_begins_by_itself_when_there_is_one)
{
    host.tools.clear();
    start();
    BOOST_TEST(text(find(), "message") == "What is missing cannot be told, because there is no catalogue to compare "
                                          "with: no tool named get_media_details");
    BOOST_TEST(!host.logs.has(reel::log_level::warn, "gaps"));
    install();
    pass(2min);
    BOOST_TEST(asked.empty()); // a house without one is not looked through every minute
    find();
    pass(1min);
    BOOST_TEST(titles() == "Severance, The Expanse");
    host.tools.clear();
    restart();
    install();
    pass(12min); // by itself
    BOOST_TEST(titles() == "Severance, The Expanse");
    host.tools.clear();
    pass(25h);
    BOOST_TEST(titles() == "");
    BOOST_TEST(text(find(), "message").find("no catalogue") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_catalogue_that_is_down_is_a_failing_timer_and_nothing_else)
{
    failure = reel::error{reel::errc::connection, "TMDB cannot be reached"};
    start();
    BOOST_TEST(json_of(find(), "toDo") == "2");
    BOOST_TEST(plex->health().timers.back().name == "gaps");
    BOOST_TEST(plex->health().timers.back().last_error.find("TMDB cannot be reached") != std::string::npos);
    BOOST_CHECK(plex->health().state == reel::state::ready);
    failure.reset();
    pass(4min);
    BOOST_TEST(titles() == "Severance, The Expanse");
}

BOOST_AUTO_TEST_CASE(stopping_in_the_middle_waits_for_nothing)
{
    upstream.hold("/library/metadata/31/allLeaves");
    start();
    BOOST_TEST(json_of(find(), "toDo") == "2");
    BOOST_TEST(text(find(), "message") == "No show could be compared yet, 2 still to do");
    reel_test::run(io, plex->stop());
}

BOOST_AUTO_TEST_SUITE_END()
