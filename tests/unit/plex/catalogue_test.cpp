// SPDX-License-Identifier: MIT
// The answer of a catalogue's tool, and the options about it, decoded.
#include "plugins/plex/catalogue.hpp"
#include "plugins/plex/dismissed.hpp"

#include <boost/test/unit_test.hpp>

using namespace reel_plex;
using namespace std::chrono;

namespace
{

catalogue_show decoded(std::string_view json)
{
    auto out = decode_catalogue(json);
    if (!out)
        BOOST_FAIL(out.error().describe());
    return *out;
}

std::string shown_again(std::string_view text)
{
    const auto gap = parse_dismissed_gap(text);
    return gap ? show_option(*gap) : gap.error().message();
}

} // namespace

BOOST_AUTO_TEST_SUITE(plex_catalogue)

BOOST_AUTO_TEST_CASE(seasons_and_episodes_are_read_in_order_and_the_rest_is_ignored)
{
    const auto show = decoded(R"({"message":"x","type":"show","tmdbId":95396,"imdbId":"tt11280740","tvdbId":null,
        "status":"Ended","cast":[{"name":"A"}],"asOf":"2026-11-23T01:00:00Z","seasons":[
        {"season":2,"name":"Season 2","airDate":"2025-01-17","episodes":2,"aired":2,"episodeList":[
            {"episode":2,"name":"Two","airDate":"2025-01-24","aired":true},
            {"episode":1,"name":"One","airDate":"2025-01-17T00:00:00","aired":true},
            {"episode":1,"name":"One again"},{"name":"no number"},7,{"episode":-3}]},
        {"season":1,"name":"Season 1","episodes":9,"aired":9},{"name":"no number"},null]})");
    BOOST_TEST(*show.tmdb == 95396u);
    BOOST_TEST(*show.imdb == 11280740u);
    BOOST_TEST(!show.tvdb);
    BOOST_TEST(*show.ended);
    BOOST_TEST(reel::to_iso8601(show.as_of) == "2026-11-23T01:00:00Z");
    BOOST_REQUIRE(show.seasons.size() == 2u);
    BOOST_TEST(!show.seasons[0].listed);
    BOOST_TEST(show.seasons[0].episodes == 9);
    const auto* second = show.find(2);
    BOOST_REQUIRE(second);
    BOOST_TEST(second->listed);
    BOOST_REQUIRE(second->list.size() == 2u);
    BOOST_TEST(second->list[0].number == 1);
    BOOST_CHECK(second->list[0].airs == 2025y / 1 / 17);
    BOOST_TEST(second->find(2)->name == "Two");
    BOOST_TEST(!second->find(3));
    BOOST_TEST(!show.find(3));
}

BOOST_AUTO_TEST_CASE(an_episode_without_a_date_airs_no_later_than_the_next_that_has_one)
{
    const auto show = decoded(R"({"tmdbId":1,"seasons":[{"season":1,"episodeList":[
        {"episode":1},{"episode":2,"airDate":"2020-02-01"},{"episode":3,"airDate":""},{"episode":4,"airDate":"2020-02-31"}]}]})");
    const auto& list = show.seasons.front().list;
    BOOST_CHECK(list[0].airs == 2020y / 2 / 1);
    BOOST_TEST(list[0].aired_by(2020y / 2 / 1));
    BOOST_TEST(!list[0].aired_by(2020y / 1 / 31));
    BOOST_TEST(!list[2].airs);
    BOOST_TEST(!list[3].airs);
    BOOST_TEST(!list[3].aired_by(2099y / 1 / 1));
}

BOOST_AUTO_TEST_CASE(a_show_that_the_catalogue_does_not_know_is_an_error_and_so_is_another_answer)
{
    BOOST_CHECK(decode_catalogue(R"({"message":"nothing found","found":false})").error().kind() ==
                reel::errc::upstream);
    for (const auto* other : {R"({"tmdbId":1})", "[]", "", "{\"tmdbId\":1,\"seasons\""})
        BOOST_CHECK(decode_catalogue(other).error().kind() == reel::errc::validation);
}

BOOST_AUTO_TEST_CASE(names_are_made_fit_to_be_shown)
{
    const auto show =
        decoded(R"({"tmdbId":1,"seasons":[{"season":1,"episodeList":[{"episode":1,"name":"A\u202eb\nc"}]}]})");
    BOOST_TEST(show.seasons.front().list.front().name.find('\n') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(dismissed_gaps_are_seasons_or_episodes_of_a_show)
{
    BOOST_TEST(shown_again("tmdb:95396 s2") == "tmdb:95396 s2");
    BOOST_TEST(shown_again("tvdb:81189 s01e05-e07") == "tvdb:81189 s1e5-e7");
    BOOST_TEST(shown_again(" TVDB:81189  S01E05-07 ") == "tvdb:81189 s1e5-e7");
    BOOST_TEST(shown_again("imdb:tt0903747 s0e1") == "imdb:tt0903747 s0e1");
    for (const auto* wrong : {"", "tmdb:95396", "tmdb: s2", "tmdb:0 s2", "s2", "tmdb:1 s2 e3", "tmdb:1 s2e7-e5",
                              "tmdb:1 s-2", "tmdb:1 s2x", "anidb:1 s2", "tmdb:1s2", "tmdb:1 s99999999", "tmdb:1 s2e"})
        BOOST_TEST(shown_again(wrong).find("such as tmdb:95396 s2") != std::string::npos, wrong);
}

BOOST_AUTO_TEST_CASE(dismissed_gaps_belong_to_the_show_with_that_id)
{
    const std::vector<dismissed_gap> all{*parse_dismissed_gap("tmdb:1 s2"), *parse_dismissed_gap("tvdb:1 s3"),
                                         *parse_dismissed_gap("tmdb:2 s4")};
    const auto mine = gaps_of(all, {{id_space::imdb, 9}, {id_space::tmdb, 1}});
    BOOST_REQUIRE(mine.size() == 1u);
    BOOST_TEST(mine.front().covers(2, 0));
    BOOST_TEST(mine.front().covers(2, 999));
    BOOST_TEST(!mine.front().covers(3, 1));
}

BOOST_AUTO_TEST_SUITE_END()
