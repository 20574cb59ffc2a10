// SPDX-License-Identifier: MIT
// get_media_details, as other tools and assistants see it. It is 2026-01-01.
#include "tests/unit/tmdb/fixture.hpp"

using namespace tmdb_test;

namespace
{

constexpr std::string_view severance = R"({"id":95396,"name":"Severance","original_name":"Severance",
    "first_air_date":"2022-02-17","status":"Returning Series","overview":"Mark.","vote_average":8.38,"vote_count":3000,
    "original_language":"en","poster_path":"/s.jpg","genres":[{"id":18,"name":"Drama"}],"created_by":[{"name":"Dan Erickson"}],
    "networks":[{"name":"Apple TV+"}],"external_ids":{"imdb_id":"tt11280740","tvdb_id":371980},
    "watch/providers":{"results":{"US":{"flatrate":[{"provider_id":350,"provider_name":"Apple TV+"}]},
                                  "DE":{"buy":[{"provider_id":2,"provider_name":"Apple TV"}]}}},
    "content_ratings":{"results":[{"iso_3166_1":"US","rating":"TV-MA"}]},
    "seasons":[{"season_number":0,"name":"Specials","episode_count":1},
               {"season_number":1,"name":"Season 1","episode_count":3,"air_date":"2022-02-17"},
               {"season_number":2,"name":"Season 2","episode_count":3,"air_date":"2025-12-25"}],
    "season/0":{"season_number":0,"name":"Specials","episodes":[{"episode_number":1,"name":"Recap"}]},
    "season/1":{"season_number":1,"name":"Season 1","air_date":"2022-02-17","episodes":[
        {"episode_number":1,"name":"Good News About Hell","air_date":"2022-02-17"},
        {"episode_number":2,"name":"Half Loop","air_date":null},
        {"episode_number":3,"name":"In Perpetuity","air_date":"2022-02-24"}]},
    "season/2":{"season_number":2,"name":"Season 2","air_date":"2025-12-25","episodes":[
        {"episode_number":1,"name":"Hello","air_date":"2025-12-25"},
        {"episode_number":2,"name":"Goodbye","air_date":"2026-01-08"},
        {"episode_number":3,"name":"Who","air_date":""}]},
    "next_episode_to_air":{"season_number":2,"episode_number":2,"name":"Goodbye","air_date":"2026-01-08"}})";

std::string minimal(int id, std::string_view title, std::string_view more = {})
{
    return "{\"id\":" + std::to_string(id) + ",\"title\":\"" + std::string{title} +
           "\",\"release_date\":\"2021-06-15\"" + (more.empty() ? "" : "," + std::string{more}) + '}';
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(tmdb_details, tmdb_fixture)

BOOST_AUTO_TEST_CASE(a_show_is_told_whole_in_one_request)
{
    upstream.on("/tv/95396", std::string{severance});
    start();
    const auto before = upstream.requests.size();
    const auto a = details(R"({"tmdbId":95396,"type":"show"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(upstream.requests.size() == before + 1);
    const auto appended = upstream.last("/tv/95396").param("append_to_response");
    BOOST_TEST(std::count(appended.begin(), appended.end(), ',') == 19); // twenty is what TMDB takes
    BOOST_TEST(appended.find("season/0,season/1,") != std::string::npos);

    BOOST_TEST(json_of(*a, "found") == "true");
    BOOST_TEST(text(*a, "type") == "show");
    BOOST_TEST(text(*a, "title") == "Severance");
    BOOST_TEST(json_of(*a, "year") == "2022");
    BOOST_TEST(json_of(*a, "tmdbId") == "95396");
    BOOST_TEST(json_of(*a, "tvdbId") == "371980");
    BOOST_TEST(text(*a, "imdbId") == "tt11280740");
    BOOST_TEST(text(*a, "status") == "Returning Series");
    BOOST_TEST(text(*a, "certificate") == "TV-MA");
    BOOST_TEST(a->at("rating").as_double() == 8.4);
    BOOST_TEST(json_of(*a, "makers") == R"(["Dan Erickson"])");
    BOOST_TEST(json_of(*a, "watch") == R"({"region":"US","stream":["Apple TV+"],"rent":[],"buy":[]})");
    BOOST_TEST(text(*a, "posterUrl") == "https://image.tmdb.org/t/p/w342/s.jpg");
    BOOST_TEST(text(*a, "asOf") == "2026-01-01T00:00:00Z");
    BOOST_TEST(!a->contains("inLibrary"));
    BOOST_TEST(text(*a, "message") == "Severance (2022): 2 seasons, 4 episodes aired; Drama. Season 2 continues "
                                      "2026-01-08. Streams on Apple TV+ (US).");
}

BOOST_AUTO_TEST_CASE(seasons_tell_aired_from_unaired)
{
    upstream.on("/tv/95396", std::string{severance});
    const auto a = details(R"({"tmdbId":95396,"type":"tv","episodes":true})");
    BOOST_REQUIRE(a);
    const auto& seasons = a->at("seasons").as_array();
    BOOST_REQUIRE(seasons.size() == 3u);
    // Without a day: unaired, unless a later episode of the season has aired.
    BOOST_TEST(json_of(seasons[0].as_object(), "aired") == "0");
    BOOST_TEST(json_of(seasons[1].as_object(), "aired") == "3");
    BOOST_TEST(json_of(seasons[1].as_object(), "unaired") == "0");
    BOOST_TEST(json_of(seasons[2].as_object(), "aired") == "1");
    BOOST_TEST(json_of(seasons[2].as_object(), "unaired") == "2");
    BOOST_TEST(json_of(seasons[2].as_object(), "episodes") == "3");
    const auto& list = seasons[2].at("episodeList").as_array();
    BOOST_TEST(json::serialize(list[0]) == R"({"episode":1,"name":"Hello","airDate":"2025-12-25","aired":true})");
    BOOST_TEST(json::serialize(list[2]) == R"({"episode":3,"name":"Who","aired":false})");
    BOOST_TEST(json_of(*a, "nextEpisode") == R"({"season":2,"episode":2,"name":"Goodbye","airDate":"2026-01-08"})");

    // The answer is kept, the day goes on.
    pass(8 * 24h);
    upstream.fail(500);
    upstream.heal();
    const auto later = details(R"({"tmdbId":95396,"type":"show"})");
    BOOST_REQUIRE(later);
    BOOST_TEST(json_of(later->at("seasons").as_array()[2].as_object(), "aired") == "2");
    BOOST_TEST(!later->contains("nextEpisode"));
    BOOST_TEST(!later->at("seasons").as_array()[2].as_object().contains("episodeList"));
}

BOOST_AUTO_TEST_CASE(more_seasons_than_fit_are_asked_for_again)
{
    upstream.on("/tv/7", [](const parameters& query) {
        const auto asked = ',' + query.at("append_to_response") + ',';
        std::string out = R"({"id":7,"name":"Long runner","first_air_date":"1989-01-01","seasons":[)", appended;
        for (int i = 0; i <= 40; ++i)
        {
            out += (i ? "," : "") + std::string{R"({"season_number":)"} + std::to_string(i) + R"(,"episode_count":1})";
            if (asked.find(",season/" + std::to_string(i) + ',') != std::string::npos)
                appended += ",\"season/" + std::to_string(i) + R"(":{"season_number":)" + std::to_string(i) +
                            R"(,"episodes":[{"episode_number":1,"name":"E","air_date":"2001-01-01"}]})";
        }
        return out + ']' + appended + '}';
    });
    start();
    const auto a = details(R"({"tmdbId":7,"type":"show"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(upstream.count("/tv/7") == 3u);
    for (const auto& season : a->at("seasons").as_array())
        BOOST_TEST(json_of(season.as_object(), "aired") == "1");
}

BOOST_AUTO_TEST_CASE(other_catalogues_ids_lead_there)
{
    upstream.on("/tv/95396", std::string{severance});
    upstream.on("/find/371980", R"({"movie_results":[],"tv_results":[{"id":95396,"name":"Severance"}]})");
    upstream.on("/find/tt11280740", R"({"movie_results":[],"tv_results":[{"id":95396,"name":"Severance"}]})");
    BOOST_TEST(text(*details(R"({"tvdbId":371980})"), "title") == "Severance");
    BOOST_TEST(upstream.last("/find/371980").param("external_source") == "tvdb_id");
    BOOST_TEST(text(*details(R"({"imdbId":"tt11280740"})"), "title") == "Severance");
    BOOST_TEST(upstream.last("/find/tt11280740").param("external_source") == "imdb_id");
    BOOST_TEST(upstream.count("/tv/95396") == 1u);
}

// A new show lacks its TVDB id for days: a negative must not last.
BOOST_AUTO_TEST_CASE(an_id_that_is_unknown_is_asked_for_again_after_minutes)
{
    upstream.on("/find/5", R"({"movie_results":[],"tv_results":[]})");
    const auto a = details(R"({"tvdbId":5})");
    BOOST_REQUIRE(a);
    BOOST_TEST(json_of(*a, "found") == "false");
    BOOST_TEST(!a->contains("tmdbId"));
    BOOST_TEST(text(*a, "message") == "TMDB does not know TVDB id 5; try the title instead.");
    BOOST_TEST(json_of(*details(R"({"tvdbId":5})"), "found") == "false");
    BOOST_TEST(upstream.count("/find/5") == 1u);
    pass(11min);
    upstream.on("/find/5", R"({"tv_results":[{"id":95396,"name":"Severance"}]})");
    upstream.on("/tv/95396", std::string{severance});
    BOOST_TEST(json_of(*details(R"({"tvdbId":5})"), "found") == "true");
}

BOOST_AUTO_TEST_CASE(an_id_that_is_unknown_falls_back_to_the_title)
{
    upstream.on("/find/5", R"({"tv_results":[]})");
    upstream.on("/search/tv", page_of({show(95396, "Severance", 2022)}));
    upstream.on("/tv/95396", std::string{severance});
    const auto a = details(R"({"tmdbId":1,"tvdbId":5,"title":"severance","type":"show"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(json_of(*a, "tmdbId") == "95396");
    BOOST_TEST(upstream.count("/tv/1") == 1u);
}

BOOST_AUTO_TEST_CASE(several_equally_good_titles_are_candidates)
{
    upstream.on("/search/movie", page_of({movie(1, "Dune", 2021, 100), movie(2, "Dune", 1984, 40)}));
    own({2});
    const auto a = details(R"({"title":"Dune","type":"movie"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(json_of(*a, "found") == "false");
    BOOST_TEST(titles_of(*a, "candidates") == "Dune, Dune");
    BOOST_TEST(text(*a, "message") ==
               "You already have Dune (1984). Several may be meant by Dune: Dune (2021) and Dune (1984). Which one?");

    upstream.on("/movie/2", minimal(2, "Dune"));
    const auto b = details(R"({"title":"Dune","type":"movie","year":1984})");
    BOOST_REQUIRE(b);
    BOOST_TEST(json_of(*b, "tmdbId") == "2");
}

BOOST_AUTO_TEST_CASE(what_is_in_the_library_comes_first_and_may_be_left_out)
{
    upstream.on("/movie/1", minimal(1, "Dune", R"("runtime":155)"));
    own({1});
    const auto a = details(R"({"tmdbId":1,"type":"movie"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(json_of(*a, "inLibrary") == R"({"status":"present","library":"Films"})");
    BOOST_TEST(text(*a, "message") == "You already have Dune (2021). Dune (2021): 155 minutes.");
    BOOST_TEST(text(*a, "asOf") == "2025-12-31T23:00:00Z"); // the library's, which is older
    const auto b = details(R"({"tmdbId":1,"type":"movie","availability":false})");
    BOOST_REQUIRE(b);
    BOOST_TEST(!b->contains("inLibrary"));
    BOOST_TEST(library_calls == 1);
}

BOOST_AUTO_TEST_CASE(the_region_is_the_askers)
{
    upstream.on("/tv/95396", std::string{severance});
    const auto a = details(R"({"tmdbId":95396,"type":"show","region":"de"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(json_of(*a, "watch") == R"({"region":"DE","stream":[],"rent":[],"buy":["Apple TV"]})");
    BOOST_TEST(!a->contains("certificate"));
}

BOOST_AUTO_TEST_CASE(an_overview_without_a_translation_is_taken_in_english)
{
    settings.language = "de-DE";
    upstream.on("/movie/1", [](const parameters& query) {
        return minimal(1, "Dune", query.at("language") == "de-DE" ? R"("overview":"")" : R"("overview":"Paul.")");
    });
    const auto a = details(R"({"tmdbId":1,"type":"movie"})");
    BOOST_REQUIRE(a);
    BOOST_TEST(text(*a, "overview") == "Paul.");
}

BOOST_AUTO_TEST_CASE(arguments_that_name_nothing_are_refused)
{
    BOOST_TEST(details("{}").error().message() == "give tmdbId and type, tvdbId, imdbId, or title");
    BOOST_TEST(details(R"({"tmdbId":1})").error().pointer() == "/type");
    BOOST_TEST(details(R"({"imdbId":"tt1/../x"})").error().pointer() == "/imdbId");
    BOOST_CHECK(details(R"({"tmdbId":0,"type":"movie"})").error().kind() == reel::errc::bad_argument);
}

BOOST_AUTO_TEST_CASE(a_failure_is_not_an_absence_and_is_not_kept)
{
    start();
    upstream.fail(500);
    const auto a = details(R"({"tmdbId":1,"type":"movie"})");
    BOOST_REQUIRE(!a);
    BOOST_CHECK(a.error().kind() == reel::errc::upstream);
    upstream.heal();
    upstream.on("/movie/1", minimal(1, "Dune"));
    BOOST_TEST(details(R"({"tmdbId":1,"type":"movie"})").has_value());
}

BOOST_AUTO_TEST_CASE(a_returning_show_is_asked_for_again_sooner_than_an_ended_one)
{
    upstream.on("/tv/95396", std::string{severance});
    upstream.on("/tv/8", R"({"id":8,"name":"Over","status":"Ended"})");
    for (int i = 0; i < 2; ++i)
    {
        BOOST_REQUIRE(details(R"({"tmdbId":95396,"type":"show"})"));
        BOOST_REQUIRE(details(R"({"tmdbId":8,"type":"show"})"));
        pass(7h);
    }
    BOOST_TEST(upstream.count("/tv/95396") == 2u);
    BOOST_TEST(upstream.count("/tv/8") == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
