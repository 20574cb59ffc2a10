// SPDX-License-Identifier: MIT
// check_plex_library as an assistant meets it.
#include "tests/unit/plex/fixture.hpp"

using namespace plex_test;

namespace
{

struct checking : plex_fixture
{
    checking()
    {
        fake_section films{"1", "Films", "movie"};
        films.items = {
            {.key = "10", .title = "Dune", .year = 2021, .guids = {"tmdb://438631", "imdb://tt1160419"}},
            {.key = "11", .title = "Heat", .year = 1995, .guids = {"tmdb://949"}, .edition = "Director's Cut"},
            {.key = "12", .title = "Heat", .year = 1995, .guids = {"tmdb://949"}, .resolutions = {"1080", "720"}},
            {.key = "13", .title = "Solaris", .year = 1972, .guids = {"tmdb://593"}},
            {.key = "14", .title = "Solaris", .year = 2002, .guids = {"tmdb://2103"}},
            {.key = "15", .title = "Our Wedding Tape"},
            {.key = "16", .title = "Twin", .year = 2000, .guids = {"tmdb://1399"}},
        };
        fake_section uhd{"2", "Films 4K", "movie"};
        uhd.items = {{.key = "20", .title = "Dune", .year = 2021, .guids = {"tmdb://438631"}, .resolutions = {"4k"}}};
        fake_section series{"3", "Series", "show"};
        series.items = {
            {.key = "30",
             .title = "The Expanse",
             .year = 2015,
             .guids = {"tvdb://280619", "tmdb://63639"},
             .seasons = {{0, 2, 0}, {1, 10, 10}, {2, 13, 13}, {4, 7, 2}}},
            {.key = "31",
             .title = "Severance",
             .year = 2022,
             .guids = {"tmdb://95396"},
             .seasons = {{1, 9, 9}, {2, 10, 0}}},
            {.key = "32", .title = "Thrones", .year = 2011, .guids = {"tmdb://1399"}, .seasons = {{1, 10, 0}}},
        };
        fake_section series_uhd{"4", "Series 4K", "show"};
        series_uhd.items = {{.key = "40",
                             .title = "The Expanse",
                             .year = 2015,
                             .guids = {"tvdb://280619"},
                             .seasons = {{3, 13, 0}, {4, 10, 0}}}};
        upstream.sections = {films, uhd, series};
        other_series = series_uhd;
    }
    boost::json::object ask(std::string_view args)
    {
        auto answer = check(args);
        if (!answer)
            BOOST_FAIL(answer.error().describe());
        return *answer;
    }

    fake_section other_series;
};

struct loaded : checking
{
    loaded() { start(); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(plex_check)

// ---- films ----------------------------------------------------------------------------------------------------------

// Defect 15: an answer said nothing of its age, and only the first match was told.
BOOST_FIXTURE_TEST_CASE(a_film_has_all_fields_of_the_contract, loaded)
{
    const auto a = ask(R"({"title":"Solaris","type":"movie","tmdbId":593})");
    BOOST_TEST(json_of(a, "found") == "true");
    BOOST_TEST(text(a, "title") == "Solaris");
    BOOST_TEST(json_of(a, "year") == "1972");
    BOOST_TEST(text(a, "type") == "movie");
    BOOST_TEST(text(a, "verdict") == "present");
    BOOST_TEST(text(a, "library") == "Films");
    BOOST_TEST(text(a, "message") == "Solaris (1972) is in your Plex library");
    BOOST_TEST(json_of(a, "copies") == R"([{"library":"Films","resolution":"1080p"}])");
    BOOST_TEST(text(a, "asOf") == "2026-01-01T00:00:00Z");
    BOOST_TEST(json_of(a, "stale") == "false");
    BOOST_TEST(!a.contains("unreadableSections"));
    BOOST_TEST(!a.contains("seasons"));
}

BOOST_FIXTURE_TEST_CASE(a_film_is_found_by_each_of_its_ids, loaded)
{
    for (const auto* id : {R"("tmdbId":438631)", R"("imdbId":"tt1160419")", R"("imdbId":"1160419")"})
        BOOST_TEST(json_of(ask(R"({"title":"Dune","type":"movie",)" + std::string{id} + "}"), "found") == "true");
}

// Defect 7: copies overwrote each other.
BOOST_FIXTURE_TEST_CASE(all_copies_are_told_with_library_resolution_and_edition, loaded)
{
    const auto dune = ask(R"({"title":"Dune","type":"movie","tmdbId":438631})");
    BOOST_TEST(dune.at("copies").as_array().size() == 2u);
    BOOST_TEST(json_of(dune, "copies").find(R"({"library":"Films 4K","resolution":"4k"})") != std::string::npos);

    const auto heat = ask(R"({"title":"Heat","type":"movie"})");
    BOOST_TEST(heat.at("copies").as_array().size() == 3u); // an edition, and one item in two resolutions
    BOOST_TEST(json_of(heat, "copies").find(R"("edition":"Director's Cut")") != std::string::npos);
}

// Defect 6: tmdb ids of films and shows were mixed up.
BOOST_FIXTURE_TEST_CASE(the_same_number_means_another_thing_for_films_and_shows, loaded)
{
    BOOST_TEST(text(ask(R"({"title":"Thrones","type":"show","tmdbId":1399})"), "title") == "Thrones");
    BOOST_TEST(text(ask(R"({"title":"Twin","type":"movie","tmdbId":1399})"), "title") == "Twin");
}

// Defect 5: items without ids were never found.
BOOST_FIXTURE_TEST_CASE(an_item_without_ids_is_found_by_its_title, loaded)
{
    const auto a = ask(R"({"title":"our wedding tape","type":"movie"})");
    BOOST_TEST(text(a, "message") == "Our Wedding Tape is in your Plex library");
    BOOST_TEST(!a.contains("year"));
}

// Defect 8: a question for a film was answered with a show; the year was no argument.
BOOST_FIXTURE_TEST_CASE(a_show_is_no_answer_to_a_question_for_a_film, loaded)
{
    BOOST_TEST(text(ask(R"({"title":"Severance","type":"movie"})"), "verdict") == "absent");
}

BOOST_FIXTURE_TEST_CASE(the_year_tells_remakes_apart_and_without_it_both_are_offered, loaded)
{
    BOOST_TEST(text(ask(R"({"title":"Solaris","type":"movie","year":2002})"), "message") ==
               "Solaris (2002) is in your Plex library");
    const auto both = ask(R"({"title":"Solaris","type":"movie"})");
    BOOST_TEST(json_of(both, "found") == "false");
    BOOST_TEST(text(both, "verdict") == "unknown");
    BOOST_TEST(both.at("candidates").as_array().size() == 2u);
    BOOST_TEST(text(both, "message").find("Solaris (1972)") != std::string::npos);
    BOOST_TEST(text(both, "message").ends_with("Which one is meant?"));
}

BOOST_FIXTURE_TEST_CASE(a_film_that_is_not_there_is_absent, loaded)
{
    const auto a = ask(R"({"title":"Barbie","type":"movie","year":2023})");
    BOOST_TEST(json_of(a, "found") == "false");
    BOOST_TEST(text(a, "title") == "Barbie");
    BOOST_TEST(text(a, "type") == "movie");
    BOOST_TEST(text(a, "verdict") == "absent");
    BOOST_TEST(text(a, "message") == "Barbie was not found in your Plex library");
}

BOOST_FIXTURE_TEST_CASE(an_id_that_leads_to_another_title_is_said, loaded)
{
    const auto a = ask(R"({"title":"Stalker","type":"movie","tmdbId":593})");
    BOOST_TEST(text(a, "title") == "Solaris");
    BOOST_TEST(text(a, "message").ends_with("(found by its id; asked for as Stalker)"));
}

BOOST_FIXTURE_TEST_CASE(an_id_that_leads_to_another_year_is_said, loaded)
{
    const auto message = [&](std::string_view args) { return text(ask(args), "message"); };
    BOOST_TEST(message(R"({"title":"Dune","type":"movie","year":1984,"tmdbId":438631})")
                   .ends_with("(found by its id; asked for as Dune (1984))"));
    BOOST_TEST(message(R"-({"title":"Dune (1984)","type":"movie","tmdbId":438631})-")
                   .ends_with("(found by its id; asked for as Dune (1984))"));
    BOOST_TEST(message(R"({"title":"Dune","type":"movie","year":2020,"tmdbId":438631})").find("asked for") ==
               std::string::npos);
    BOOST_TEST(message(R"({"title":"Severance","type":"show","year":2006,"tmdbId":95396})") ==
               "You have seasons 1 and 2 of Severance (19 episodes) (found by its id; asked for as Severance (2006)).");
}

BOOST_FIXTURE_TEST_CASE(what_the_same_title_is_not_is_said, loaded)
{
    const auto year = ask(R"({"title":"Solaris","type":"movie","year":1990})");
    BOOST_TEST(text(year, "verdict") == "unknown");
    BOOST_TEST(text(year, "message").find("but not from 1990. Which one is meant?") != std::string::npos);
    const auto id = ask(R"({"title":"Dune","type":"movie","tmdbId":841})");
    BOOST_TEST(text(id, "message") == "Your Plex library has Dune (2021), but not with that id. Is that the one?");
}

BOOST_FIXTURE_TEST_CASE(titles_that_are_merely_near_are_not_told_as_the_one_asked_for, checking)
{
    auto& films = upstream.sections.front().items;
    films.push_back({.key = "17", .title = "The Godfather", .year = 1972, .guids = {"tmdb://238"}});
    films.push_back({.key = "18", .title = "The Godfather Part II", .year = 1974, .guids = {"tmdb://240"}});
    start();
    const auto a = ask(R"({"title":"The Godfather Part III","type":"movie"})");
    BOOST_TEST(text(a, "verdict") == "unknown");
    BOOST_TEST(
        text(a, "message")
            .starts_with("The Godfather Part III was not found in your Plex library; the nearest are The Godfather"));
    BOOST_TEST(text(a, "message").ends_with("Is one of them meant?"));
}

BOOST_FIXTURE_TEST_CASE(a_title_of_the_other_kind_is_worth_a_word, loaded)
{
    BOOST_TEST(text(ask(R"({"title":"Severance","type":"movie","year":2006})"), "message") ==
               "Severance was not found in your Plex library; there is a show of that name");
    const auto film = ask(R"({"title":"Dune","type":"show"})");
    BOOST_TEST(text(film, "verdict") == "absent");
    BOOST_TEST(text(film, "message") == "Dune was not found in your Plex library; there is a film of that name (2021)");
    BOOST_TEST(text(ask(R"({"title":"Dune Two","type":"show"})"), "message") ==
               "Dune Two was not found in your Plex library");
}

BOOST_FIXTURE_TEST_CASE(what_lies_in_the_trash_is_not_there, checking)
{
    upstream.section("1").items[3].more = {{"deletedAt", 1700000000}};
    start();
    const auto a = ask(R"({"title":"Solaris","type":"movie","tmdbId":593})");
    BOOST_TEST(text(a, "verdict") == "absent");
    BOOST_TEST(text(a, "message") == "Solaris was deleted from your Plex library and lies in its trash");
}

// ---- shows ----------------------------------------------------------------------------------------------------------

// Defect 13 and 14: seasons were fetched for each question, and what is missing was never worked out.
BOOST_FIXTURE_TEST_CASE(a_show_tells_its_seasons_and_what_is_missing_without_asking_the_server, loaded)
{
    const auto before = upstream.requests.size();
    const auto a = ask(R"({"title":"the expanse","type":"show"})");
    BOOST_TEST(upstream.requests.size() == before);
    BOOST_TEST(text(a, "verdict") == "partial");
    BOOST_TEST(json_of(a, "found") == "true");
    BOOST_TEST(text(a, "message") ==
               "You have seasons 1, 2 and 4 of The Expanse (30 episodes) and 2 specials, missing season 3.");
    BOOST_TEST(json_of(a, "seasons") == R"([{"season":1,"episodes":10,"watched":10,"title":"Season 1"},)"
                                        R"({"season":2,"episodes":13,"watched":13,"title":"Season 2"},)"
                                        R"({"season":4,"episodes":7,"watched":2,"title":"Season 4"}])");
    BOOST_TEST(json_of(a, "totalSeasons") == "3");
    BOOST_TEST(json_of(a, "totalEpisodes") == "30");
    BOOST_TEST(json_of(a, "missingSeasons") == "[3]");
    BOOST_TEST(json_of(a, "specials") == R"({"season":0,"episodes":2,"watched":0,"title":"Specials"})");
}

BOOST_FIXTURE_TEST_CASE(a_show_is_found_by_tvdb_id_by_tmdb_id_and_by_title_when_the_id_is_unknown, loaded)
{
    for (const auto* args :
         {R"({"title":"The Expanse","type":"show","tvdbId":280619})",
          R"({"title":"The Expanse","type":"show","tmdbId":63639})", R"({"title":"Expanse","type":"show"})",
          R"({"title":"Severance","type":"show","tvdbId":371980})"})
        BOOST_TEST(json_of(ask(args), "found") == "true");
}

BOOST_FIXTURE_TEST_CASE(a_show_without_gaps_is_present, loaded)
{
    const auto a = ask(R"({"title":"Severance","type":"show"})");
    BOOST_TEST(text(a, "verdict") == "present");
    BOOST_TEST(json_of(a, "missingSeasons") == "[]");
    BOOST_TEST(text(a, "message") == "You have seasons 1 and 2 of Severance (19 episodes).");
    BOOST_TEST(!a.contains("specials"));
}

BOOST_FIXTURE_TEST_CASE(the_seasons_of_all_libraries_count_together, checking)
{
    upstream.sections.push_back(other_series);
    start();
    const auto a = ask(R"({"title":"The Expanse","type":"show","tvdbId":280619})");
    BOOST_TEST(text(a, "verdict") == "present");
    BOOST_TEST(json_of(a, "totalEpisodes") == "46"); // of season 4 the fuller one
    BOOST_TEST(a.at("copies").as_array().size() == 2u);
}

BOOST_FIXTURE_TEST_CASE(seasons_that_were_not_listed_are_fetched_when_asked_for_and_kept_for_a_minute, checking)
{
    upstream.season_listing = false;
    start();
    const auto path = "/library/metadata/31/children";
    BOOST_TEST(json_of(ask(R"({"title":"Severance","type":"show"})"), "totalEpisodes") == "19");
    BOOST_TEST(json_of(ask(R"({"title":"Severance","type":"show"})"), "totalEpisodes") == "19");
    BOOST_TEST(upstream.count(path) == 1u);
    pass(61s);
    ask(R"({"title":"Severance","type":"show"})");
    BOOST_TEST(upstream.count(path) == 2u);
}

BOOST_FIXTURE_TEST_CASE(a_server_that_does_not_list_seasons_has_them_asked_for_show_by_show, checking)
{
    upstream.fail("/library/sections/3/all?type=3", 400);
    start();
    BOOST_TEST(json_of(ask(R"({"title":"Severance","type":"show"})"), "totalEpisodes") == "19");
    BOOST_CHECK(plex->health().state == reel::state::ready);
}

BOOST_FIXTURE_TEST_CASE(when_the_seasons_cannot_be_fetched_the_show_is_still_there, checking)
{
    upstream.season_listing = false;
    upstream.fail("/library/metadata/31/children", 500);
    start();
    const auto a = ask(R"({"title":"Severance","type":"show"})");
    BOOST_TEST(text(a, "verdict") == "present");
    BOOST_TEST(text(a, "message") == "Severance is in your Plex library (season details unavailable)");
    BOOST_TEST(!a.contains("seasons"));
    BOOST_TEST(!a.contains("missingSeasons"));
}

BOOST_FIXTURE_TEST_CASE(a_key_that_the_server_no_longer_knows_has_its_section_read_again, checking)
{
    upstream.season_listing = false;
    start();
    upstream.section("3").items[1].key = "931"; // merged or matched anew, and no stamp moved
    BOOST_TEST(text(ask(R"({"title":"Severance","type":"show"})"), "message").find("unavailable") != std::string::npos);
    settle();
    BOOST_TEST(json_of(ask(R"({"title":"Severance","type":"show"})"), "totalEpisodes") == "19");
}

// ---- batches --------------------------------------------------------------------------------------------------------

BOOST_FIXTURE_TEST_CASE(a_batch_answers_each_item_in_order, loaded)
{
    const auto a = ask(R"({"items":[{"title":"Dune","type":"movie","year":2021},{"title":"Barbie","type":"movie"},
                                    {"title":"Severance","type":"show"},{"title":"Solaris","type":"movie"}]})");
    const auto& results = a.at("results").as_array();
    BOOST_REQUIRE(results.size() == 4u);
    BOOST_TEST(text(results[0].as_object(), "verdict") == "present");
    BOOST_TEST(text(results[1].as_object(), "verdict") == "absent");
    BOOST_TEST(json_of(results[2].as_object(), "totalEpisodes") == "19");
    BOOST_TEST(text(results[3].as_object(), "verdict") == "unknown");
    BOOST_TEST(text(a, "message") ==
               "2 of 4 are in your Plex library: Dune (2021) and Severance (2022); not found: Barbie; "
               "not certain: Solaris");
    BOOST_TEST(a.contains("asOf"));
    BOOST_TEST(!a.contains("found"));
}

BOOST_FIXTURE_TEST_CASE(wrong_arguments_are_named, loaded)
{
    const auto complaint = [&](std::string_view args) {
        const auto answer = check(args);
        if (answer)
            return std::string{"accepted"};
        BOOST_CHECK(answer.error().kind() == reel::errc::bad_argument);
        return answer.error().pointer() + ": " + answer.error().message();
    };
    BOOST_TEST(complaint("{}") == ": give title and type, or items");
    BOOST_TEST(complaint(R"({"title":"Dune"})") == "/type: type is missing; it is movie or show");
    BOOST_TEST(complaint(R"({"type":"movie"})") == "/title: title is missing; give title and type");
    BOOST_TEST(complaint(R"({"title":"  ","type":"movie"})") == "/title: title is missing; give title and type");
    BOOST_TEST(complaint(R"({"title":"Dune","type":"movie","items":[]})") != "accepted");
    BOOST_TEST(complaint(R"({"title":"Dune","type":"movie","items":[{"title":"X","type":"show"}]})") ==
               ": give either items, or title and type, not both");
    BOOST_TEST(complaint(R"({"items":[{"title":"X","type":"show"},{"title":"Y"}]})") ==
               "/items/1/type: type is missing; it is movie or show");
    BOOST_TEST(complaint(R"({"title":"Dune","type":"movie","tmdbId":-1})") ==
               "/tmdbId: tmdbId must be a positive number");
    BOOST_TEST(complaint(R"({"title":"Dune","type":"movie","imdbId":"dune"})") ==
               "/imdbId: imdbId must look like tt1160419");
    BOOST_TEST(complaint(R"({"title":"Dune","type":"film"})") != "accepted");
    BOOST_TEST(complaint(R"({"title":"Dune","type":"movie","tmdb":1})") != "accepted");
    std::string many = R"({"items":[)";
    for (int i = 0; i < 51; ++i)
        many += std::string{i ? "," : ""} + R"({"title":"X","type":"show"})";
    BOOST_TEST(complaint(many + "]}") != "accepted");
}

// ---- foreign text ---------------------------------------------------------------------------------------------------

BOOST_FIXTURE_TEST_CASE(what_the_server_calls_things_is_shown_on_one_line_and_bounded, checking)
{
    upstream.section("1").title = "Films\n\x1b[2J\xe2\x80\xae";
    upstream.section("1").items.push_back(
        {.key = "99", .title = "Long\nTale " + std::string(500, 'x'), .year = 2001, .guids = {"tmdb://99"}});
    start();
    const auto a = ask(R"({"title":"whatever","type":"movie","tmdbId":99})");
    BOOST_TEST(text(a, "title").starts_with("Long Tale xxx"));
    BOOST_TEST(text(a, "title").size() <= 200u);
    BOOST_TEST(text(a, "library") == "Films  [2J");
}

BOOST_AUTO_TEST_SUITE_END()
