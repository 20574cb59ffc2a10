// SPDX-License-Identifier: MIT
// search_media.
#include "tests/unit/tmdb/fixture.hpp"

using namespace tmdb_test;

BOOST_FIXTURE_TEST_SUITE(tmdb_search, tmdb_fixture)

BOOST_AUTO_TEST_CASE(exact_titles_come_first_then_popular_then_near)
{
    upstream.on("/search/multi", page_of({movie(1, "Dune: Part Two", 2024, 300), movie(2, "Dunes", 2000, 900),
                                          movie(3, "Dune", 1984, 40), movie(4, "Dune", 2021, 100),
                                          show(5, "Dune: Prophecy", 2024, 80), movie(6, "Drift", 2001, 999)}));
    const auto a = search(R"({"title":"dune"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(titles_of(*a) == "Dune, Dune, Dune: Part Two, Dune: Prophecy, Dunes, Drift");
    BOOST_TEST(json_of(a->at("results").as_array()[0].as_object(), "year") == "2021");
    BOOST_TEST(upstream.last("/search/multi").param("include_adult") == "false");
    BOOST_TEST(upstream.last("/search/multi").param("language") == "en-US");
}

BOOST_AUTO_TEST_CASE(an_entry_has_what_a_reader_needs)
{
    std::string overview(400, 'x');
    upstream.on(
        "/search/movie",
        page_of({movie(1, "Dune", 2021, 100,
                       R"("original_title":"Dune","poster_path":"/d.jpg","original_language":"en","overview":")" +
                           overview + '"')}));
    const auto a = search(R"({"title":"Dune","type":"movie"})");
    BOOST_REQUIRE(a);
    const auto& e = a->at("results").as_array().at(0).as_object();
    BOOST_TEST(text(e, "type") == "movie");
    BOOST_TEST(json_of(e, "tmdbId") == "1");
    BOOST_TEST(e.at("rating").as_double() == 7.3);
    BOOST_TEST(text(e, "posterUrl") == "https://image.tmdb.org/t/p/w342/d.jpg");
    BOOST_TEST(text(e, "overview").size() <= 150u);
    BOOST_TEST(!e.contains("originalTitle"));
    BOOST_TEST(!e.contains("inLibrary"));
    BOOST_TEST(text(*a, "message") == "Found Dune (2021).");
    BOOST_TEST(text(*a, "asOf") == "2026-01-01T00:00:00Z");
}

BOOST_AUTO_TEST_CASE(a_year_is_asked_for_and_one_off_is_found_too)
{
    upstream.on("/search/movie", [](const parameters& query) {
        return query.contains("primary_release_year") ? page_of({})
                                                      : page_of({movie(1, "Dune", 2021), movie(2, "Dune", 1984)});
    });
    const auto a = search(R"({"title":"Dune","type":"movie","year":1985})");
    BOOST_REQUIRE(a);
    BOOST_TEST(json_of(a->at("results").as_array().at(0).as_object(), "year") == "1984");
    BOOST_TEST(json_of(*a, "notApplied") == "[]");

    const auto b = search(R"({"title":"Dune","type":"movie","year":1955})");
    BOOST_REQUIRE(b);
    BOOST_TEST(titles_of(*b) == "Dune, Dune");
    BOOST_TEST(json_of(*b, "notApplied").find("year: nothing of that name is from 1955") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(both_kinds_of_one_year_are_asked_for_apart)
{
    upstream.on("/search/movie", page_of({movie(1, "Fargo", 1996)}));
    upstream.on("/search/tv", page_of({show(2, "Fargo", 2014, 50)}));
    const auto a = search(R"({"title":"Fargo","year":1996})");
    BOOST_REQUIRE(a);
    BOOST_TEST(upstream.last("/search/movie").param("primary_release_year") == "1996");
    BOOST_TEST(upstream.last("/search/tv").param("first_air_date_year") == "1996");
    BOOST_TEST(text(a->at("results").as_array().at(0).as_object(), "type") == "movie");
}

BOOST_AUTO_TEST_CASE(what_is_owned_is_said_first_by_one_call)
{
    upstream.on("/search/multi", page_of({movie(1, "Dune", 2021, 100), movie(2, "Dune", 1984, 40)}));
    own({2});
    const auto a = search(R"({"title":"Dune"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(text(*a, "message") == "You already have Dune (1984). Also found: Dune (2021).");
    BOOST_TEST(library_calls == 1);
    BOOST_TEST(
        asked_library ==
        R"({"items":[{"title":"Dune","type":"movie","year":2021,"tmdbId":1},{"title":"Dune","type":"movie","year":1984,"tmdbId":2}]})");
    BOOST_TEST(json_of(a->at("results").as_array()[0].as_object(), "inLibrary") == R"({"status":"absent"})");
}

BOOST_AUTO_TEST_CASE(other_ids_come_on_request_and_are_kept)
{
    upstream.on("/search/tv", page_of({show(95396, "Severance", 2022)}));
    upstream.on("/tv/95396/external_ids", R"({"imdb_id":"tt11280740","tvdb_id":371980})");
    BOOST_REQUIRE(search(R"({"title":"Severance","type":"tv"})"));
    BOOST_TEST(upstream.count("/tv/95396/external_ids") == 0u);
    for (int i = 0; i < 2; ++i)
    {
        const auto a = search(R"({"title":"Severance","type":"show","externalIds":true})");
        BOOST_REQUIRE(a);
        BOOST_TEST(json_of(a->at("results").as_array().at(0).as_object(), "tvdbId") == "371980");
        BOOST_TEST(text(a->at("results").as_array().at(0).as_object(), "imdbId") == "tt11280740");
    }
    BOOST_TEST(upstream.count("/tv/95396/external_ids") == 1u);
    BOOST_TEST(upstream.count("/search/tv") == 1u);
}

BOOST_AUTO_TEST_CASE(nothing_found_says_what_to_try_and_is_asked_again_soon)
{
    upstream.on("/search/multi", page_of({}));
    const auto a = search(R"({"title":"Xyzzy"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(text(*a, "message") ==
               "TMDB knows nothing called Xyzzy; check the spelling, or try the original title.");
    pass(9min);
    BOOST_REQUIRE(search(R"({"title":"Xyzzy"})"));
    BOOST_TEST(upstream.count("/search/multi") == 1u);
    pass(2min);
    BOOST_REQUIRE(search(R"({"title":"Xyzzy"})"));
    BOOST_TEST(upstream.count("/search/multi") == 2u);
}

BOOST_AUTO_TEST_CASE(pages_lead_on)
{
    upstream.on("/search/multi", [](const parameters& query) {
        const auto page = query.contains("page") ? std::stoi(query.find("page")->second) : 1;
        return page_of({movie(page, "Love", 2000 + page)}, page, 3, 60);
    });
    const auto a = search(R"({"title":"Love"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(json_of(*a, "nextPage") == "2");
    BOOST_TEST(json_of(*a, "totalResults") == "60");
    const auto c = search(R"({"title":"Love","page":3})");
    BOOST_REQUIRE(c);
    BOOST_TEST(!c->contains("nextPage"));
}

BOOST_AUTO_TEST_CASE(many_who_ask_the_same_at_once_ask_tmdb_once)
{
    upstream.on("/search/multi", page_of({movie(1, "Dune", 2021)}));
    start();
    upstream.hold();
    const auto before = upstream.requests.size();
    auto context = host.context();
    int answered = 0;
    const auto tools = tmdb->tools();
    const auto args = json::parse(R"({"title":"Dune"})");
    for (int i = 0; i < 5; ++i)
        asio::co_spawn(io, tools[0].call(args, context),
                       [&](std::exception_ptr, reel::result<reel::tool_result> got) { answered += got.has_value(); });
    reel_test::settle(io);
    BOOST_TEST(upstream.requests.size() == before + 1);
    upstream.release();
    reel_test::settle(io);
    BOOST_TEST(answered == 5);
}

BOOST_AUTO_TEST_SUITE_END()
