// SPDX-License-Identifier: MIT
// check_plex_library with a catalogue beside it: what is missing, and what the comparison costs.
#include "tests/unit/plex/catalogued.hpp"

using namespace plex_test;

BOOST_FIXTURE_TEST_SUITE(plex_completeness, catalogued)

BOOST_AUTO_TEST_CASE(a_missing_season_is_told_and_what_comes_next)
{
    start();
    const auto a = check_show("Severance");
    BOOST_TEST(text(a, "message") == "You have seasons 1 and 2 of Severance, missing season 3.");
    BOOST_TEST(text(a, "verdict") == "partial");
    BOOST_TEST(text(a, "numbering") == "agrees");
    BOOST_TEST(json_of(a, "missingSeasons") == "[3]");
    BOOST_TEST(json_of(a, "nextEpisode") == R"({"season":4,"episode":1,"name":"Episode 1","airDate":"2027-01-12"})");
    BOOST_TEST(json_of(a, "catalogue") == R"({"asOf":"2025-12-31T23:00:00Z"})");
    const auto& season = a.at("seasons").as_array().front().as_object();
    BOOST_TEST(json_of(season, "aired") == "9");
    BOOST_TEST(json_of(season, "total") == "9");
    BOOST_TEST(json_of(season, "missingEpisodes") == "[]");
    BOOST_TEST(!season.contains("unairedEpisodes"));
}

BOOST_AUTO_TEST_CASE(a_complete_show_says_when_it_goes_on)
{
    upstream.section("3").items[0].seasons.push_back({3, 10, 0});
    start();
    const auto a = check_show("Severance");
    BOOST_TEST(text(a, "message") ==
               "Severance (2022) is in your Plex library. Complete: all 3 aired seasons; season 4 "
               "starts 2027-01-12.");
    BOOST_TEST(text(a, "verdict") == "present");
    BOOST_TEST(json_of(a, "missingSeasons") == "[]");
}

BOOST_AUTO_TEST_CASE(missing_episodes_have_numbers_names_and_dates_and_specials_stay_apart)
{
    start();
    const auto a = check_show("The Expanse");
    BOOST_TEST(text(a, "message") ==
               "You have seasons 1 and 2 of The Expanse and 1 special; season 1 lacks episodes 3 and 5.");
    BOOST_TEST(text(a, "verdict") == "partial");
    BOOST_TEST(json_of(a.at("seasons").as_array().front().as_object(), "missingEpisodes") ==
               R"([{"episode":3,"name":"Episode 3","airDate":"2020-02-04"},)"
               R"({"episode":5,"name":"Episode 5","airDate":"2020-02-06"}])");
    BOOST_TEST(json_of(a.at("specials").as_object(), "missingEpisodes") ==
               R"([{"episode":2,"name":"Episode 2","airDate":"2020-01-03"},)"
               R"({"episode":3,"name":"Episode 3","airDate":"2020-01-04"}])");
}

BOOST_AUTO_TEST_CASE(missing_specials_alone_leave_a_show_complete)
{
    upstream.section("3").items[1].seasons[1] = {1, 10, 0};
    start();
    const auto a = check_show("The Expanse");
    BOOST_TEST(text(a, "verdict") == "present");
    BOOST_TEST(text(a, "message").ends_with("Complete: all 2 aired seasons."));
}

// https://github.com/sct/overseerr/issues/4026
BOOST_AUTO_TEST_CASE(complete_in_one_library_is_complete)
{
    fake_section uhd{"4", "Series 4K", "show"};
    uhd.items = {{.key = "42",
                  .title = "The Expanse",
                  .year = 2015,
                  .guids = {"tmdb://63639"},
                  .seasons = {{1, 2, 0, {1, 2, 4}}}}};
    upstream.sections.push_back(uhd);
    start();
    BOOST_TEST(text(check_show("The Expanse"), "verdict") == "present");
    BOOST_TEST(upstream.count("/library/metadata/42/allLeaves") == 1u);
}

BOOST_AUTO_TEST_CASE(what_was_asked_once_is_kept_and_what_has_aired_is_not)
{
    shows["95396"] = details(95396, {{1, 9}, {2, 10}, {3, 0, 5}});
    settings.catalogue_keep = 48h;
    settings.full_refresh_interval = 48h;
    host.time.advance(std::chrono::sys_days{std::chrono::year{2027} / 1 / 11} - host.time.now());
    start();
    BOOST_TEST(text(check_show("Severance"), "verdict") == "present");
    const auto asked_before = asked.size();
    const auto requests = upstream.count("/library/metadata/31/allLeaves");
    pass(25h);
    const auto a = check_show("Severance");
    BOOST_TEST(json_of(a, "missingSeasons") == "[3]");
    BOOST_TEST(asked.size() == asked_before);
    BOOST_TEST(upstream.count("/library/metadata/31/allLeaves") == requests);
}

BOOST_AUTO_TEST_CASE(episodes_are_read_again_when_the_index_says_something_else)
{
    start();
    check_show("The Expanse");
    auto& series = upstream.section("3");
    series.items[1].seasons[1] = {1, 9, 1, {3}};
    series.changed = 2;
    pass(18min); // a refresh, jitter included
    BOOST_TEST(text(check_show("The Expanse"), "message").ends_with("season 1 lacks episode 3."));
}

BOOST_AUTO_TEST_CASE(without_a_catalogue_the_answer_is_what_it_was)
{
    host.tools.clear();
    start();
    const auto a = check_show("Severance");
    BOOST_TEST(text(a, "message") == "You have seasons 1 and 2 of Severance (19 episodes).");
    BOOST_TEST(!a.contains("catalogue"));
    BOOST_TEST(!a.contains("numbering"));
    BOOST_TEST(upstream.count("/library/metadata/31/allLeaves") == 0u);
    install();
    pass(11s);
    BOOST_TEST(text(check_show("Severance"), "numbering") == "agrees");
}

BOOST_AUTO_TEST_CASE(no_tool_is_asked_when_none_is_named)
{
    settings.catalogue_tool = "";
    start();
    BOOST_TEST(!check_show("Severance").contains("numbering"));
    BOOST_TEST(asked.empty());
    BOOST_TEST(plex->tools().size() == 2u);
    BOOST_TEST(plex->health().timers.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_catalogue_that_fails_is_named_and_asked_again_after_a_while)
{
    failure = reel::error{reel::errc::connection, "TMDB cannot be reached"};
    start();
    const auto a = check_show("Severance");
    BOOST_TEST(text(a, "message") == "You have seasons 1 and 2 of Severance (19 episodes).");
    BOOST_TEST(json_of(a, "catalogue") == R"({"reason":"not compared: TMDB cannot be reached"})");
    const auto before = asked.size();
    check_show("Severance");
    BOOST_TEST(asked.size() == before);
    failure.reset();
    pass(3min);
    BOOST_TEST(text(check_show("Severance"), "numbering") == "agrees");
}

BOOST_AUTO_TEST_CASE(a_show_that_the_catalogue_does_not_know_is_told_as_before)
{
    shows.clear();
    start();
    const auto a = check_show("Severance");
    BOOST_TEST(text(a, "verdict") == "present");
    BOOST_TEST(json_of(a, "catalogue") == R"({"reason":"not compared: the catalogue does not know this show"})");
}

BOOST_AUTO_TEST_CASE(when_the_episodes_cannot_be_read_nothing_is_invented)
{
    upstream.fail("/library/metadata/32/allLeaves", 500);
    start();
    const auto a = check_show("The Expanse");
    BOOST_TEST(text(a, "verdict") == "present");
    BOOST_TEST(json_of(a, "catalogue").find("not compared") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(another_ordering_is_told_instead_of_gaps)
{
    upstream.section("3").items[1].more = {{"showOrdering", "dvd"}};
    start();
    const auto a = check_show("The Expanse");
    BOOST_TEST(text(a, "numbering") == "differs");
    BOOST_TEST(text(a, "verdict") == "present");
    BOOST_TEST(!a.contains("missingSeasons"));
    BOOST_TEST(text(a, "message").find("numbering differs from the catalogue's (Plex orders its episodes by dvd") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(dismissed_gaps_are_not_told)
{
    settings.dismissed_gaps = {*reel_plex::parse_dismissed_gap("tvdb:280619 s1e3-e5"),
                               *reel_plex::parse_dismissed_gap("tmdb:95396 s3")};
    start();
    BOOST_TEST(text(check_show("The Expanse"), "verdict") == "present");
    BOOST_TEST(text(check_show("Severance"), "message").find("Complete: all 2 aired seasons; season 4 starts") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_show_with_two_ids_of_one_kind_is_asked_for_by_another)
{
    upstream.section("3").items = {{.key = "33",
                                    .title = "Both",
                                    .year = 2010,
                                    .guids = {"tmdb://1", "tmdb://2", "tvdb://7"},
                                    .seasons = {{1, 2, 0}}},
                                   {.key = "34", .title = "Neither", .year = 2011, .seasons = {{1, 2, 0}}}};
    start();
    asked.clear();
    pass(3min);
    check_show("Both");
    check_show("Neither");
    BOOST_TEST(asked == (std::vector<std::string>{
                            R"({"type":"show","episodes":true,"availability":false,"tvdbId":7})",
                            R"({"type":"show","episodes":true,"availability":false,"title":"Neither","year":2011})"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(batches_are_compared_too_each_show_once)
{
    start();
    const auto a = ask("check_plex_library", R"({"items":[{"title":"Severance","type":"show"},
        {"title":"The Expanse","type":"show"},{"title":"Dune","type":"movie"},{"title":"Severance","type":"show"}]})");
    const auto& results = a.at("results").as_array();
    BOOST_TEST(json_of(results[0].as_object(), "missingSeasons") == "[3]");
    BOOST_TEST(text(results[1].as_object(), "verdict") == "partial");
    BOOST_TEST(json_of(results[3].as_object(), "missingSeasons") == "[3]");
    BOOST_TEST(asked.size() == 2u);
    BOOST_TEST(upstream.count("/library/metadata/31/allLeaves") == 1u);
}

BOOST_AUTO_TEST_CASE(a_batch_is_compared_even_where_the_server_lists_no_seasons)
{
    upstream.season_listing = false;
    start();
    const auto a = ask("check_plex_library", R"({"items":[{"title":"Severance","type":"show"}]})");
    const auto& severance = a.at("results").as_array().front().as_object();
    BOOST_TEST(text(severance, "verdict") == "partial");
    BOOST_TEST(json_of(severance, "missingSeasons") == "[3]");
}

BOOST_AUTO_TEST_CASE(a_title_alone_is_not_enough_to_compare_by)
{
    upstream.section("3").items = {{.key = "34", .title = "Friends", .seasons = {{1, 2, 0}}}};
    start();
    const auto a = check_show("Friends");
    BOOST_TEST(text(a, "verdict") == "present");
    BOOST_TEST(json_of(a, "catalogue") ==
               R"({"reason":"not compared: Plex has neither an id nor a year to know the show by"})");
    BOOST_TEST(asked.empty());
}

BOOST_AUTO_TEST_CASE(a_show_of_which_nothing_has_aired_by_the_catalogue_is_not_called_complete)
{
    shows["95396"] = details(95396, {{1, 0, 9}, {2, 0, 10}});
    start();
    const auto a = check_show("Severance");
    BOOST_TEST(text(a, "verdict") == "present");
    BOOST_TEST(text(a, "message") == "You have seasons 1 and 2 of Severance.");
}

BOOST_AUTO_TEST_CASE(a_server_that_takes_too_long_does_not_keep_the_asker_waiting)
{
    upstream.hold("/library/metadata/31/allLeaves");
    start();
    auto context = host.context();
    auto answer = std::make_shared<std::string>();
    const auto tools = plex->tools();
    const auto args = boost::json::parse(R"({"title":"Severance","type":"show"})");
    asio::co_spawn(io, tools[0].call(args, context),
                   [answer](std::exception_ptr, reel::result<reel::tool_result> said) {
                       *answer = said ? said->json : said.error().message();
                   });
    settle();
    BOOST_TEST(*answer == "");
    pass(11s);
    BOOST_TEST(answer->find("took too long") != std::string::npos);
}

// ---- whose watched counts -------------------------------------------------------------------------------------------

BOOST_AUTO_TEST_CASE(watched_counts_say_whose_they_are)
{
    upstream.account = "ann";
    start();
    BOOST_TEST(text(check_show("Severance"), "watchedBy") == "ann");
    BOOST_TEST(text(ask("browse_plex_library", "{}"), "watchedBy") == "ann");
    settings.account = "the owner's";
    restart();
    BOOST_TEST(text(check_show("Severance"), "watchedBy") == "the owner's");
}

BOOST_AUTO_TEST_CASE(who_is_known_by_another_name_is_told_that_the_counts_are_not_theirs)
{
    upstream.account = "ann";
    start();
    const auto message = [&](std::string name) {
        auto who = reel::caller{};
        who.links["plex_user"] = std::move(name);
        auto context = host.context(who);
        auto tools = plex->tools();
        const auto answer =
            reel_test::run(io, tools[0].call(boost::json::parse(R"({"title":"Severance","type":"show"})"), context));
        return text(boost::json::parse(answer->json).as_object(), "message");
    };
    BOOST_TEST(message("bob").find("(watched counts are ann's, not yours)") != std::string::npos);
    BOOST_TEST(message("Ann").find("watched counts") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
