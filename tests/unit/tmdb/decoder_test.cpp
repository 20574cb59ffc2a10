// SPDX-License-Identifier: MIT
#include "plugins/tmdb/decoder.hpp"

#include <boost/test/unit_test.hpp>

using namespace reel_tmdb;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(tmdb_decoder)

BOOST_AUTO_TEST_CASE(a_row_of_a_list)
{
    const auto page = decode_titles(R"({"page":2,"total_pages":700,"total_results":14000,"results":[
        {"id":438631,"title":"Dune","original_title":"Dune","release_date":"2021-09-15","overview":"Paul.",
         "original_language":"en","poster_path":"/d5.jpg","genre_ids":[878,12],"vote_average":7.8,"vote_count":9000,
         "popularity":101.5,"adult":false}]})",
                                    kind::movie);
    BOOST_REQUIRE(page);
    BOOST_TEST(page->page == 2);
    BOOST_TEST(page->pages == 500); // TMDB announces more than it answers for
    BOOST_TEST(page->total == 14000);
    BOOST_REQUIRE(page->titles.size() == 1u);
    const auto& dune = page->titles.front();
    BOOST_TEST(dune.id == 438631);
    BOOST_TEST(dune.name == "Dune");
    BOOST_TEST(dune.year().value_or(0) == 2021);
    BOOST_TEST(dune.genres == (std::vector<int>{878, 12}), boost::test_tools::per_element());
    BOOST_TEST(dune.votes == 9000);
}

BOOST_AUTO_TEST_CASE(one_odd_row_never_loses_a_page)
{
    const auto page =
        decode_titles(R"({"results":[null,7,"x",[],{},{"id":0,"title":"No id"},{"id":5},{"id":6,"title":""},
        {"id":"7","title":"Id as text","release_date":"","vote_average":"6.5","vote_count":null,"genre_ids":[null,"x",35]},
        {"id":8,"title":null,"original_title":"Only the original","release_date":"0000-00-00","overview":null},
        {"id":9,"title":"Grown up","adult":true},
        {"id":7,"title":"The same again"}]})",
                      kind::movie);
    BOOST_REQUIRE(page);
    BOOST_REQUIRE(page->titles.size() == 2u);
    BOOST_TEST(page->titles[0].name == "Id as text");
    BOOST_TEST(page->titles[0].rating == 6.5);
    BOOST_TEST(page->titles[0].votes == 0);
    BOOST_TEST(!page->titles[0].year().has_value());
    BOOST_TEST(page->titles[0].genres.size() == 1u);
    BOOST_TEST(page->titles[1].name == "Only the original");
    BOOST_TEST(!page->titles[1].released.has_value());
}

BOOST_AUTO_TEST_CASE(a_search_of_everything_leaves_persons_out)
{
    const auto page = decode_titles(R"({"results":[{"id":1,"media_type":"person","name":"Dune"},
        {"id":2,"media_type":"tv","name":"Dune","first_air_date":"2000-12-03"},
        {"id":2,"media_type":"movie","title":"Dune","release_date":"1984-12-14"},{"id":3,"name":"Of no kind"}]})",
                                    std::nullopt);
    BOOST_REQUIRE(page);
    BOOST_REQUIRE(page->titles.size() == 2u); // the same number, counted apart
    BOOST_TEST(is_show(page->titles[0]));
    BOOST_TEST(!is_show(page->titles[1]));
}

BOOST_AUTO_TEST_CASE(find_answers_with_five_lists_of_which_two_are_titles)
{
    const auto page = decode_titles(R"({"movie_results":[],"person_results":[{"id":3,"name":"A"}],
        "tv_results":[{"id":95396,"name":"Severance","first_air_date":"2022-02-17"}],
        "tv_episode_results":[{"id":1,"name":"Pilot"}],"tv_season_results":[]})",
                                    std::nullopt);
    BOOST_REQUIRE(page);
    BOOST_REQUIRE(page->titles.size() == 1u);
    BOOST_TEST(page->titles[0].id == 95396);
}

BOOST_AUTO_TEST_CASE(credits_name_a_show_once_however_many_parts_somebody_had)
{
    const auto page = decode_titles(R"({"id":500,"cast":[{"id":7,"name":"Show","character":"A"},
        {"id":7,"name":"Show","character":"B"}],"crew":[{"id":8,"name":"Directed"}]})",
                                    kind::show);
    BOOST_REQUIRE(page);
    BOOST_TEST(page->titles.size() == 1u);
}

BOOST_AUTO_TEST_CASE(what_is_not_an_answer_is_validation)
{
    for (const auto* body : {"", "<html>", "[]", "null", "{", "{}", "\"results\""})
    {
        const auto page = decode_titles(body, kind::movie);
        BOOST_REQUIRE_MESSAGE(!page, "accepted: " << body);
        BOOST_CHECK(page.error().kind() == reel::errc::validation);
        BOOST_TEST(!decode_names(body));
        BOOST_TEST(!decode_details(body, kind::show, "US"));
    }
}

BOOST_AUTO_TEST_CASE(texts_are_fit_to_be_shown)
{
    const auto page = decode_titles(
        "{\"results\":[{\"id\":1,\"title\":\"Two\\nlines \\u202etxet\",\"overview\":\" \"}]}", kind::movie);
    BOOST_REQUIRE(page);
    BOOST_TEST(page->titles.at(0).name == "Two lines txet");
    BOOST_TEST(page->titles.at(0).overview == "");
}

BOOST_AUTO_TEST_CASE(names_of_persons_keywords_genres_and_services)
{
    const auto people = decode_names(R"({"results":[{"id":500,"name":"Tom Cruise","popularity":60,
        "known_for_department":"Acting","known_for":[{"title":"Top Gun"},{"name":"A show"},null,{}]},{"id":1},{"name":"x"}]})");
    BOOST_REQUIRE(people);
    BOOST_REQUIRE(people->size() == 1u);
    BOOST_TEST(people->front().known_for.size() == 2u);
    const auto services = decode_names(R"({"results":[{"provider_id":8,"provider_name":"Netflix"}]})");
    BOOST_REQUIRE(services);
    BOOST_TEST(services->at(0).name == "Netflix");
    const auto genres = decode_names(R"({"genres":[{"id":28,"name":"Action"},{"id":12,"name":null}]})");
    BOOST_REQUIRE(genres);
    BOOST_TEST(genres->size() == 1u);
}

BOOST_AUTO_TEST_CASE(details_of_a_film)
{
    const auto d = decode_details(R"({"id":693134,"title":"Dune: Part Two","release_date":"2024-02-27","runtime":167,
        "imdb_id":"tt15239678","status":"Released","genres":[{"id":878,"name":"Science Fiction"},{"id":12,"name":"Adventure"}],
        "belongs_to_collection":{"id":726871,"name":"Dune Collection"},
        "external_ids":{"imdb_id":"tt15239678","tvdb_id":null},
        "keywords":{"keywords":[{"id":818,"name":"based on novel"}]},
        "credits":{"cast":[{"name":"Timothée Chalamet","character":"Paul"},{"name":""},{"name":"Zendaya","character":""}],
                   "crew":[{"name":"Denis Villeneuve","job":"Director"},{"name":"X","job":"Writer"}]},
        "release_dates":{"results":[{"iso_3166_1":"DE","release_dates":[{"certification":"12"}]},
            {"iso_3166_1":"US","release_dates":[{"certification":""},{"certification":"PG-13"}]}]},
        "watch/providers":{"results":{"US":{"flatrate":[{"provider_id":1899,"provider_name":"Max"}],
            "ads":[{"provider_id":1899,"provider_name":"Max"}],"rent":[{"provider_id":2,"provider_name":"Apple TV"}]}}}})",
                                  kind::movie, "US");
    BOOST_REQUIRE(d);
    BOOST_TEST(d->runtime == 167);
    BOOST_TEST(d->ids.imdb == "tt15239678");
    BOOST_TEST(d->certificate == "PG-13");
    BOOST_TEST(d->cast.size() == 2u);
    BOOST_TEST(d->makers == std::vector<std::string>{"Denis Villeneuve"}, boost::test_tools::per_element());
    BOOST_TEST(d->watch.stream.size() == 1u);
    BOOST_TEST(d->watch.rent.size() == 1u);
    BOOST_TEST(d->watch.buy.empty());
    BOOST_TEST(d->keywords.at(0) == 818);
    BOOST_REQUIRE(d->collection.has_value());
    BOOST_TEST(d->collection->name == "Dune Collection");
    BOOST_TEST(!d->gets_episodes());
}

BOOST_AUTO_TEST_CASE(seasons_are_joined_with_the_appended_ones)
{
    const auto d = decode_details(R"({"id":95396,"name":"Severance","status":"Returning Series","episode_run_time":[],
        "seasons":[{"season_number":2,"name":"Season 2","episode_count":"10","air_date":"2025-01-16"},
                   {"season_number":0,"name":"Specials","episode_count":1,"air_date":null},{"name":"No number"},null,
                   {"season_number":1,"name":"Season 1","episode_count":2,"air_date":"2022-02-17"}],
        "season/1":{"season_number":1,"name":"Season 1","air_date":"2022-02-17","episodes":[
            {"episode_number":2,"name":"Half Loop","air_date":"2022-02-17"},{"name":"No number"},
            {"episode_number":1,"name":"Good News About Hell","air_date":"2022-02-17"},
            {"episode_number":2,"name":"Twice","air_date":""}]},
        "season/9":null,
        "last_episode_to_air":{"runtime":50},
        "next_episode_to_air":{"season_number":3,"episode_number":1,"name":"TBA","air_date":"2027-01-12"}})",
                                  kind::show, "US");
    BOOST_REQUIRE(d);
    BOOST_TEST(d->runtime == 50);
    BOOST_REQUIRE(d->seasons.size() == 3u);
    BOOST_TEST(d->seasons[0].number == 0);
    BOOST_TEST(d->seasons[1].episodes.size() == 2u);
    BOOST_TEST(d->seasons[1].episodes[0].name == "Good News About Hell");
    BOOST_TEST(d->seasons[2].announced == 10);
    BOOST_TEST(d->seasons[2].episodes.empty());
    BOOST_REQUIRE(d->next.has_value());
    BOOST_TEST(d->next->season == 3);
    BOOST_TEST(d->gets_episodes());
}

BOOST_AUTO_TEST_CASE(numbers_out_of_all_bounds_are_borne)
{
    const auto d =
        decode_details(R"({"id":1,"name":"X","vote_average":1e300,"vote_count":99999999999999999999,"runtime":-5,
        "popularity":"nan","seasons":[{"season_number":2147483648},{"season_number":-1},{"season_number":1e99},
        {"season_number":1,"episode_count":-4}],"genres":[{"id":9223372036854775807,"name":"Big"}]})",
                       kind::show, "US");
    BOOST_REQUIRE(d);
    BOOST_TEST(d->rating == 10);
    BOOST_TEST(d->popularity == 0);
    BOOST_TEST(d->runtime == 0);
    BOOST_REQUIRE(d->seasons.size() == 1u);
    BOOST_TEST(d->seasons[0].announced == 0);
}

BOOST_AUTO_TEST_CASE(external_ids_may_be_empty)
{
    const auto some = decode_external_ids(R"({"imdb_id":"tt11280740","tvdb_id":371980})");
    BOOST_REQUIRE(some);
    BOOST_TEST(some->tvdb == 371980);
    const auto none = decode_external_ids(R"({"imdb_id":"","tvdb_id":null})");
    BOOST_REQUIRE(none);
    BOOST_TEST(none->imdb == "");
    BOOST_TEST(none->tvdb == 0);
}

BOOST_AUTO_TEST_CASE(weights_grow_with_what_is_held)
{
    title_page page;
    const auto empty = weight(page);
    page.titles.resize(3);
    page.titles[0].overview.assign(1000, 'x');
    BOOST_TEST(weight(page) >= empty + 3 * sizeof(title) + 1000);
    details d;
    d.seasons.resize(2);
    d.seasons[0].episodes.resize(100);
    BOOST_TEST(weight(d) >= sizeof(details) + 100 * sizeof(episode));
}

BOOST_AUTO_TEST_SUITE_END()
