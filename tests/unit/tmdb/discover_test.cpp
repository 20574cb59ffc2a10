// SPDX-License-Identifier: MIT
// discover_media. It is 2026-01-01.
#include "tests/unit/tmdb/fixture.hpp"

using namespace tmdb_test;

namespace
{

struct discover_fixture : tmdb_fixture
{
    discover_fixture()
    {
        upstream.on("/discover/movie", page_of({movie(1, "The Matrix", 1999), movie(2, "Contact", 1997)}));
        upstream.on("/discover/tv", page_of({show(3, "Dark", 2017)}));
        upstream.on("/search/keyword", [](const parameters& query) {
            const auto asked = query.at("query");
            return asked == "heist"    ? page_of({named_row(10051, "heist")})
                   : asked == "horror" ? page_of({named_row(315058, "horror"), named_row(5, "horror comedy")})
                                       : page_of({});
        });
        upstream.on("/search/person", [](const parameters& query) {
            const auto asked = query.at("query");
            return asked == "Keanu Reeves" ? page_of({person(6384, "Keanu Reeves", 60, "The Matrix")})
                   : asked == "Michael Jordan"
                       ? page_of({person(1, "Michael Jordan", 9, "Space Jam"), person(2, "Michael Jordan", 5, "Other")})
                       : page_of({});
        });
        upstream.on("/watch/providers/movie", page_of({R"({"provider_id":8,"provider_name":"Netflix"})"}));
        upstream.on("/watch/providers/tv", page_of({R"({"provider_id":8,"provider_name":"Netflix"})"}));
    }

    /// A long list: on page p the films 100p … 100p+19.
    void long_list(int pages)
    {
        upstream.on("/discover/movie", [pages](const parameters& query) {
            const auto page = query.contains("page") ? std::stoi(query.find("page")->second) : 1;
            std::vector<std::string> rows;
            for (int i = 0; i < 20; ++i)
                rows.push_back(movie(page * 100 + i, "Film " + std::to_string(page * 100 + i), 2000));
            return page_of(rows, page, pages, pages * 20);
        });
    }
    /// The library has all but so many of each page.
    void own_all_but(int lacking, int pages)
    {
        std::set<std::int64_t> ids;
        for (int page = 1; page <= pages; ++page)
            for (int i = lacking; i < 20; ++i)
                ids.insert(page * 100 + i);
        own(ids);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(tmdb_discover, discover_fixture)

BOOST_AUTO_TEST_CASE(films_by_genre_and_years)
{
    const auto a = discover(R"({"type":"movie","genre":"sci-fi","yearFrom":1990,"yearTo":1999})");
    BOOST_REQUIRE(a);
    BOOST_TEST(titles_of(*a) == "The Matrix, Contact");
    BOOST_TEST(upstream.last("/discover/movie").param("with_genres") == "878");
    BOOST_TEST(text(*a, "message") == "2 science fiction films from the 1990s: The Matrix (1999) and Contact (1997).");
    BOOST_TEST(json_of(*a, "applied") == R"(["genre: Science Fiction","years: from the 1990s"])");
    BOOST_TEST(json_of(*a, "notApplied") == "[]");
    BOOST_TEST(text(*a, "asOf") == "2026-01-01T00:00:00Z");
}

BOOST_AUTO_TEST_CASE(tv_is_a_show)
{
    const auto a = discover(R"({"type":"tv","genre":"sci-fi"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(upstream.last("/discover/tv").param("with_genres") == "10765");
    BOOST_TEST(text(*a, "message") == "1 sci-fi & fantasy show: Dark (2017).");
}

BOOST_AUTO_TEST_CASE(a_genre_that_shows_have_not_becomes_a_keyword)
{
    const auto a = discover(R"({"type":"show","genre":"horror"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(upstream.last("/discover/tv").param("with_keywords") == "315058");
    BOOST_TEST(upstream.last("/discover/tv").param("with_genres") == "");
    BOOST_TEST(text(*a, "message") == "1 horror show: Dark (2017).");
    BOOST_TEST(json_of(*a, "applied") == R"x(["genre: horror (by keyword)"])x");
}

BOOST_AUTO_TEST_CASE(a_keyword_is_sought_also_in_the_singular)
{
    const auto a = discover(R"({"type":"movie","keyword":"heists"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(upstream.last("/discover/movie").param("with_keywords") == "10051");
    BOOST_TEST(text(*a, "message").starts_with("2 films about heist: "));
}

// Defect 24: what was not understood was dropped, and popular films came back.
BOOST_AUTO_TEST_CASE(what_cannot_be_applied_is_said_and_never_gives_just_popular_films)
{
    const auto a = discover(R"({"type":"movie","genre":"slothcore"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(titles_of(*a) == "");
    BOOST_TEST(upstream.count("/discover/movie") == 0u);
    BOOST_TEST(text(*a, "message")
                   .starts_with("Nothing to go by: genre: TMDB has no keyword like 'slothcore'; genres are "
                                "Action, Adventure"));

    const auto b =
        discover(R"({"type":"movie","genre":"sci-fi","keyword":"slothcore","language":"Klingon","provider":"X"})");
    BOOST_REQUIRE(b);
    BOOST_TEST(titles_of(*b) == "The Matrix, Contact");
    BOOST_TEST(b->at("notApplied").as_array().size() == 3u);
    BOOST_TEST(text(*b, "message").find("Not applied: language: ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(films_with_a_person)
{
    const auto a = discover(R"({"type":"movie","actor":"Keanu Reeves"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(upstream.last("/discover/movie").param("with_cast") == "6384");
    BOOST_TEST(text(*a, "message").starts_with("2 films with Keanu Reeves: "));
}

BOOST_AUTO_TEST_CASE(namesakes_are_asked_about_and_then_named_by_id)
{
    const auto a = discover(R"({"type":"movie","actor":"Michael Jordan"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(titles_of(*a) == "");
    BOOST_TEST(json_of(*a, "candidates") == R"([{"actorId":1,"name":"Michael Jordan","knownFor":["Space Jam"]},)"
                                            R"({"actorId":2,"name":"Michael Jordan","knownFor":["Other"]}])");
    BOOST_TEST(text(*a, "message") == "Several people may be meant by Michael Jordan: Michael Jordan (Space Jam) or "
                                      "Michael Jordan (Other)?");
    BOOST_TEST(upstream.count("/discover/movie") == 0u);
    BOOST_REQUIRE(discover(R"({"type":"movie","actor":"Michael Jordan","actorId":2})"));
    BOOST_TEST(upstream.last("/discover/movie").param("with_people") == "2");
}

BOOST_AUTO_TEST_CASE(a_person_whom_nobody_knows_gives_nothing)
{
    const auto a = discover(R"({"type":"movie","actor":"Nobody At All","genre":"sci-fi"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(titles_of(*a) == "");
    BOOST_TEST(text(*a, "message") == "Nothing to go by: actor: TMDB knows nobody called 'Nobody At All'.");
}

// Defect 24: the actor was looked up for shows, and then ignored.
BOOST_AUTO_TEST_CASE(shows_with_a_person_are_filtered_by_everything_else_here)
{
    upstream.on("/person/6384/tv_credits", R"({"cast":[
        {"id":1,"name":"Too old","first_air_date":"1980-01-01","genre_ids":[10765],"original_language":"en","popularity":9},
        {"id":2,"name":"Fits","first_air_date":"2015-01-01","genre_ids":[10765],"original_language":"en","popularity":5},
        {"id":3,"name":"Fits more","first_air_date":"2016-01-01","genre_ids":[10765,18],"original_language":"en","popularity":8},
        {"id":4,"name":"Drama","first_air_date":"2015-01-01","genre_ids":[18],"original_language":"en"},
        {"id":5,"name":"French","first_air_date":"2015-01-01","genre_ids":[10765],"original_language":"fr"},
        {"id":6,"name":"Tonight","first_air_date":"2015-01-01","genre_ids":[10767],"original_language":"en"}],"crew":[]})");
    const auto a =
        discover(R"({"type":"show","actor":"Keanu Reeves","genre":"sci-fi","yearFrom":2010,"language":"en"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(titles_of(*a) == "Fits more, Fits");
    BOOST_TEST(upstream.count("/discover/tv") == 0u);
    const auto all = discover(R"({"type":"show","actor":"Keanu Reeves"})");
    BOOST_REQUIRE(all);
    BOOST_TEST(titles_of(*all).find("Tonight") == std::string::npos); // a guest is not in the cast
}

BOOST_AUTO_TEST_CASE(shows_with_a_person_are_looked_into_for_what_lists_do_not_tell)
{
    upstream.on("/person/6384/tv_credits", R"({"cast":[{"id":1,"name":"One","popularity":9},{"id":2,"name":"Two"},
        {"id":3,"name":"Gone"}]})");
    upstream.on("/tv/1", R"({"id":1,"name":"One","keywords":{"results":[{"id":10051}]},"episode_run_time":[45],
        "watch/providers":{"results":{"US":{"flatrate":[{"provider_id":8,"provider_name":"Netflix"}]}}}})");
    upstream.on("/tv/2", R"({"id":2,"name":"Two","keywords":{"results":[{"id":10051}]},"episode_run_time":[20]})");
    const auto a =
        discover(R"({"type":"show","actor":"Keanu Reeves","keyword":"heist","runtimeFrom":40,"provider":"Netflix"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(titles_of(*a) == "One");
    BOOST_TEST(upstream.last("/tv/1").param("append_to_response") == "keywords,watch/providers");
    BOOST_REQUIRE(discover(R"({"type":"show","actor":"Keanu Reeves","keyword":"heist","runtimeTo":30})"));
    BOOST_TEST(upstream.count("/tv/1") == 1u); // kept
}

BOOST_AUTO_TEST_CASE(only_so_many_shows_are_looked_into_and_that_is_said)
{
    settings.requests_per_second = 1000; // the clock stands still: nobody would get another turn
    std::string cast;
    for (int i = 1; i <= 50; ++i)
        cast += (i > 1 ? "," : "") + std::string{R"({"id":)"} + std::to_string(i) + R"(,"name":"S"})";
    upstream.on("/person/6384/tv_credits", R"({"cast":[)" + cast + "]}");
    const auto a = discover(R"({"type":"show","actor":"Keanu Reeves","runtimeFrom":40})");
    BOOST_REQUIRE(a);
    BOOST_TEST(json_of(*a, "notApplied") == R"(["only the first 40 of their shows were looked into"])");
    BOOST_TEST(upstream.count("/tv/1") == 1u);
}

BOOST_AUTO_TEST_CASE(a_service_is_asked_for_in_the_region)
{
    BOOST_REQUIRE(discover(R"({"type":"movie","provider":"netflix","region":"de"})"));
    BOOST_TEST(upstream.last("/watch/providers/movie").param("watch_region") == "DE");
    BOOST_TEST(upstream.last("/discover/movie").param("with_watch_providers") == "8");
    BOOST_TEST(upstream.last("/discover/movie").param("watch_region") == "DE");
}

BOOST_AUTO_TEST_CASE(what_is_owned_is_said_first)
{
    own({2});
    const auto a = discover(R"({"type":"movie","genre":"sci-fi"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(text(*a, "message") ==
               "You already have Contact (1997). 2 science fiction films, among them The Matrix (1999).");
    BOOST_TEST(json_of(a->at("results").as_array()[1].as_object(), "inLibrary") ==
               R"({"status":"present","library":"Films"})");
    BOOST_TEST(text(*a, "asOf") == "2025-12-31T23:00:00Z");
}

BOOST_AUTO_TEST_CASE(only_missing_fills_its_page_from_further_pages)
{
    long_list(30);
    own_all_but(4, 30);
    const auto a = discover(R"({"type":"movie","genre":"comedy","onlyMissing":true})");
    BOOST_REQUIRE(a);
    BOOST_TEST(a->at("results").as_array().size() == 12u);
    BOOST_TEST(upstream.count("/discover/movie") == 3u);
    BOOST_TEST(library_calls == 3);
    BOOST_TEST(json_of(*a, "nextPage") == "4"); // nothing between is lost
    BOOST_TEST(json_of(*a, "totalResults") == "600");
    BOOST_TEST(text(*a, "message") ==
               "12 comedy films that you do not own: Film 100 (2000), Film 101 (2000), Film 102 "
               "(2000), Film 103 (2000), Film 200 (2000) and 7 more. These are from pages 1 to 3 of "
               "TMDB's list; there is more on page 4.");
}

BOOST_AUTO_TEST_CASE(filling_a_page_ends_somewhere)
{
    long_list(30);
    own_all_but(0, 30);
    const auto a = discover(R"({"type":"movie","genre":"comedy","onlyMissing":true})");
    BOOST_REQUIRE(a);
    BOOST_TEST(titles_of(*a) == "");
    BOOST_TEST(upstream.count("/discover/movie") == 5u);
    BOOST_TEST(text(*a, "message") ==
               "No comedy films that you do not own so far. These are from pages 1 to 5 of TMDB's "
               "list; there is more on page 6.");
}

BOOST_AUTO_TEST_CASE(a_slow_library_ends_it_earlier)
{
    long_list(30);
    own_all_but(0, 30);
    const auto library = host.tools["check_plex_library"];
    host.tools["check_plex_library"] = [this, library](const json::object& args) {
        host.time.advance(6s);
        return library(args);
    };
    BOOST_REQUIRE(discover(R"({"type":"movie","genre":"comedy","onlyMissing":true})"));
    BOOST_TEST(upstream.count("/discover/movie") == 2u);
}

BOOST_AUTO_TEST_CASE(only_owned_is_the_other_half)
{
    own({2});
    const auto a = discover(R"({"type":"movie","genre":"sci-fi","onlyOwned":true})");
    BOOST_REQUIRE(a);
    BOOST_TEST(titles_of(*a) == "Contact");
    BOOST_TEST(text(*a, "message") == "1 science fiction film that you own: Contact (1997).");
}

BOOST_AUTO_TEST_CASE(without_a_library_nothing_is_hidden_and_that_is_said)
{
    const auto a = discover(R"({"type":"movie","genre":"sci-fi","onlyMissing":true})");
    BOOST_REQUIRE(a);
    BOOST_TEST(titles_of(*a) == "The Matrix, Contact");
    BOOST_TEST(json_of(*a, "notApplied") == R"(["onlyMissing: there is no library here to ask"])");
    host.tools["check_plex_library"] = [](const json::object&) -> reel::result<reel::tool_result> {
        return reel::error{reel::errc::not_ready, "still loading"};
    };
    const auto b = discover(R"({"type":"movie","genre":"sci-fi","onlyOwned":true})");
    BOOST_REQUIRE(b);
    BOOST_TEST(json_of(*b, "notApplied") == R"(["onlyOwned: the library could not be asked just now"])");
    BOOST_TEST(json_of(b->at("results").as_array()[0].as_object(), "inLibrary") == R"({"status":"unknown"})");
}

BOOST_AUTO_TEST_CASE(arguments_that_contradict_each_other_are_refused)
{
    BOOST_TEST(discover(R"({"type":"movie","yearFrom":2000,"yearTo":1990})").error().pointer() == "/yearFrom");
    BOOST_TEST(discover(R"({"type":"movie","runtimeFrom":90,"runtimeTo":60})").error().pointer() == "/runtimeFrom");
    BOOST_TEST(discover(R"({"type":"movie","onlyMissing":true,"onlyOwned":true})").error().pointer() == "/onlyOwned");
    BOOST_CHECK(discover(R"({"type":"movie","minRating":11})").error().kind() == reel::errc::bad_argument);
    BOOST_CHECK(discover(R"({"genre":"sci-fi"})").error().kind() == reel::errc::bad_argument);
    BOOST_TEST(
        discover(R"({"type":"movie","onlyMissing":false,"onlyOwned":false})").has_value()); // models fill in false
}

BOOST_AUTO_TEST_CASE(a_failing_upstream_is_told_not_hidden)
{
    start();
    upstream.fail(401, std::string{bad_key_body});
    const auto a = discover(R"({"type":"movie","genre":"sci-fi"})");
    BOOST_REQUIRE(!a);
    BOOST_CHECK(a.error().kind() == reel::errc::unauthorized);
}

BOOST_AUTO_TEST_SUITE_END()
