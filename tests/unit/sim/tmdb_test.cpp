// SPDX-License-Identifier: MIT
// The other endpoints of the simulated TMDB: the same ids, episodes and people as everywhere, and every way to refuse.
#include "tests/sim/catalogue/details.hpp"
#include "tests/sim/catalogue/people.hpp"
#include "tests/sim/catalogue/schedule.hpp"
#include "tests/unit/sim/fixture.hpp"
#include "tests/unit/sim/tmdb_fixture.hpp"

#include <algorithm>

using namespace reel_sim;
using namespace sim_test;
namespace json = boost::json;

namespace
{

std::int64_t code_of(const reply& r)
{
    return json::parse(r.body.text()).at("status_code").as_int64();
}

std::vector<std::string> texts(const json::value& rows, std::string_view name)
{
    std::vector<std::string> out;
    for (const auto& row : rows.as_array())
        out.emplace_back(row.at(name).as_string());
    return out;
}

std::string id_of(const work& w)
{
    return std::to_string(w.tmdb);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(tmdb, tmdb_fixture)

// ---- refusals -------------------------------------------------------------------------------------------------------

BOOST_AUTO_TEST_CASE(either_key_opens_and_no_other)
{
    BOOST_TEST(ask("/configuration").status == 200);
    BOOST_TEST(ask("/configuration?api_key=0123456789abcdef0123456789abcdef", "").status == 200);
    for (auto headers :
         {"", "Authorization: Bearer nothing\r\n", "Authorization: Bearer 0123456789abcdef0123456789abcdef\r\n"})
    {
        BOOST_TEST(ask("/configuration", headers).status == 401);
        BOOST_TEST(code_of(ask("/configuration", headers)) == 7);
    }
    BOOST_TEST(ask("/configuration?api_key=wrong", "").status == 401);
    service.settings().api_key = "";
    BOOST_TEST(ask("/configuration?api_key=", "").status == 401);
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_404_with_code_34)
{
    for (auto target :
         {"/movie/1", "/tv/1", "/tv/95396/season/9", "/tv/95396/release_dates", "/movie/348/content_ratings",
          "/person/1", "/collection/1", "/nonsense", "/movie/348/nonsense", "/movie/tt9999999", "/search/x",
          "/movie/ttx", "/genre/music/list", "/watch/providers/music", "/discover/x"})
    {
        BOOST_TEST(ask(target).status == 404, target);
        BOOST_TEST(code_of(ask(target)) == 34, target);
    }
}

BOOST_AUTO_TEST_CASE(pages_are_from_1_to_500)
{
    for (auto page : {"0", "501", "-1", "x", "1.5", ""})
    {
        const auto r = ask("/discover/movie?page=" + std::string{page});
        BOOST_TEST(r.status == 400, page);
        BOOST_TEST(code_of(r) == 22, page);
    }
    BOOST_TEST(get("/search/tv?query=dune&page=500").at("results").as_array().empty());
}

BOOST_AUTO_TEST_CASE(bad_days_sources_and_queries_are_refused)
{
    BOOST_TEST(code_of(ask("/discover/movie?primary_release_date.gte=1990-02-31")) == 23);
    BOOST_TEST(code_of(ask("/discover/tv?first_air_date.lte=soon")) == 23);
    BOOST_TEST(ask("/find/tt0078748").status == 422);
    BOOST_TEST(ask("/search/movie?query=").status == 422);
    BOOST_TEST(ask("/search/movie").status == 422);
}

BOOST_AUTO_TEST_CASE(twenty_parts_may_be_appended_and_no_more)
{
    std::string list = "external_ids";
    for (int n = 1; n < 20; ++n)
        list += ",season/" + std::to_string(n);
    BOOST_TEST(ask("/tv/63639?append_to_response=" + list).status == 200);
    const auto r = ask("/tv/63639?append_to_response=keywords," + list);
    BOOST_TEST(r.status == 400);
    BOOST_TEST(code_of(r) == 27);
}

BOOST_AUTO_TEST_CASE(more_than_the_limit_in_a_second_is_429_with_retry_after)
{
    service.settings().limit = 2;
    BOOST_TEST(ask("/configuration").status == 200);
    BOOST_TEST(ask("/configuration").status == 200);
    const auto r = ask("/configuration");
    BOOST_TEST(r.status == 429);
    BOOST_TEST(code_of(r) == 25);
    BOOST_TEST(r.headers.at(0).first == "Retry-After");
    BOOST_TEST(r.headers.at(0).second == "1");
    now += std::chrono::seconds{1};
    service.settings().retry_after = -1;
    BOOST_TEST(ask("/configuration").status == 200);
    BOOST_TEST(ask("/configuration").status == 200);
    BOOST_TEST(ask("/configuration").headers.empty());
}

// ---- titles ---------------------------------------------------------------------------------------------------------

BOOST_AUTO_TEST_CASE(a_film_is_found_by_any_of_its_ids)
{
    const auto alien = get("/movie/348");
    BOOST_TEST(alien.at("title") == "Alien");
    BOOST_TEST(alien.at("imdb_id") == "tt0078748");
    BOOST_TEST(alien.at("belongs_to_collection").at("id") == 8091);
    BOOST_TEST((get("/movie/tt0078748") == alien));
    const auto found = get("/find/tt0078748?external_source=imdb_id");
    BOOST_TEST(found.size() == 5u);
    BOOST_TEST(found.at("movie_results").at(0).at("id") == 348);
    BOOST_TEST(found.at("tv_results").as_array().empty());
    BOOST_TEST(get("/find/280619?external_source=tvdb_id").at("tv_results").at(0).at("id") == 63639);
    BOOST_TEST(get("/find/1?external_source=tvdb_id").at("tv_results").as_array().empty());
    BOOST_TEST(texts(get("/collection/8091").at("parts"), "title").size() == 3u);
}

BOOST_AUTO_TEST_CASE(parts_are_the_same_appended_and_on_their_own)
{
    for (auto [title, parts] :
         {std::pair{"/movie/348", "external_ids,credits,keywords,watch/providers,release_dates"},
          std::pair{"/tv/63639", "external_ids,credits,aggregate_credits,keywords,watch/providers,"
                                 "content_ratings,season/3"}})
    {
        const auto whole = get(std::string{title} + "?append_to_response=" + parts);
        std::string_view left = parts;
        while (!left.empty())
        {
            const auto part = left.substr(0, left.find(','));
            left.remove_prefix(std::min(left.size(), part.size() + 1));
            auto alone = get(std::string{title} + "/" + std::string{part});
            if (!part.starts_with("season/"))
                alone.erase("id");
            BOOST_TEST((whole.at(part).as_object() == alone), title << "/" << part);
        }
    }
    BOOST_TEST(!get("/tv/63639?append_to_response=season/9,nonsense").contains("season/9"));
}

BOOST_AUTO_TEST_CASE(a_show_tells_what_aired_and_what_is_to_come)
{
    const auto show = get("/tv/95396");
    BOOST_TEST(show.at("status") == "Returning Series");
    BOOST_TEST(show.at("number_of_seasons") == 3);
    BOOST_TEST(show.at("number_of_episodes") == 29);
    BOOST_TEST(show.at("next_episode_to_air").at("season_number") == 3);
    BOOST_TEST(show.at("next_episode_to_air").at("air_date").as_string() == iso_date(day_of(world.now) + 50));
    BOOST_TEST(show.at("last_episode_to_air").at("episode_number") == 10);
    BOOST_TEST(get("/tv/63639").at("status") == "Ended");
    BOOST_TEST(get("/tv/63639").at("next_episode_to_air").is_null());
    const auto last_of_us = get("/tv/100088");
    const auto& undated_season = last_of_us.at("seasons").as_array().back();
    BOOST_TEST(undated_season.at("air_date").is_null());
    BOOST_TEST(undated_season.at("episode_count") == 0);
    BOOST_TEST(get("/tv/19885").at("seasons").at(0).at("name") == "Specials");
}

BOOST_AUTO_TEST_CASE(seasons_are_those_of_the_world)
{
    for (const auto& w : world.works)
        for (const auto& plan : w.seasons)
        {
            if (w.tmdb % 7)
                continue;
            const auto said = get("/tv/" + id_of(w) + "/season/" + std::to_string(plan.number));
            const auto& episodes = said.at("episodes").as_array();
            BOOST_REQUIRE_EQUAL(episodes.size(), plan.episodes);
            for (int e = 1; e <= plan.episodes; ++e)
            {
                const auto& row = episodes[static_cast<std::size_t>(e - 1)];
                const auto day = air_day(plan, e);
                BOOST_REQUIRE(row.at("episode_number") == e);
                BOOST_REQUIRE(day == undated ? row.at("air_date").is_null()
                                             : row.at("air_date").as_string() == iso_date(day));
            }
        }
}

BOOST_AUTO_TEST_CASE(films_without_a_day_have_an_empty_one_or_none)
{
    std::size_t empty = 0, absent = 0;
    for (int page = 1; page <= 500; ++page)
    {
        const auto said = get("/discover/movie?page=" + std::to_string(page));
        for (const auto& row : said.at("results").as_array())
        {
            const auto* day = row.as_object().if_contains("release_date");
            absent += !day;
            empty += day && *day == "";
        }
        if (said.at("results").as_array().empty())
            break;
    }
    BOOST_TEST(empty > 0u);
    BOOST_TEST(absent > 0u);
}

BOOST_AUTO_TEST_CASE(other_languages_have_other_genres_and_fewer_overviews)
{
    BOOST_TEST(texts(get("/genre/movie/list?language=de-DE").at("genres"), "name").at(3) == "Komödie");
    BOOST_TEST(texts(get("/genre/movie/list").at("genres"), "name").at(3) == "Comedy");
    BOOST_TEST(get("/genre/tv/list").at("genres").as_array().size() == 16u);
    auto empty = [&](const std::string& target) {
        const auto overviews = texts(get(target).at("results"), "overview");
        return std::count(overviews.begin(), overviews.end(), "");
    };
    BOOST_TEST(empty("/discover/movie?language=de") > empty("/discover/movie?language=en-US"));
}

BOOST_AUTO_TEST_CASE(numbers_are_written_as_tmdb_does)
{
    const auto text = ask("/tv/95396").body.text();
    BOOST_TEST(text.find("E0") == text.npos, "7.9 and not 7.9E0");
    reel_sim::tmdb::json_writer out;
    out.thousandths("a", 7900);
    out.thousandths("b", 7000);
    out.thousandths("c", 23834);
    out.thousandths("d", 0);
    BOOST_TEST(out.finish() == R"({"a":7.9,"b":7.0,"c":23.834,"d":0})");
}

// ---- searching ------------------------------------------------------------------------------------------------------

BOOST_AUTO_TEST_CASE(searches_find_titles_original_titles_and_years)
{
    const auto dune = get("/search/movie?query=dune");
    BOOST_TEST(texts(dune.at("results"), "title").at(0) == "Dune");
    BOOST_TEST(texts(dune.at("results"), "title").at(1) == "Dune");
    BOOST_TEST(get("/search/movie?query=dune&primary_release_year=1984").at("results").at(0).at("id") == 841);
    BOOST_TEST(get("/search/movie?query=dune&year=1985").at("total_results") == 0);
    BOOST_TEST(get("/search/tv?query=The+Office&first_air_date_year=2001").at("results").at(0).at("id") == 2996);
    BOOST_TEST(get("/search/movie?query=%D0%A1%D1%82%D0%B0%D0%BB%D0%BA%D0%B5%D1%80").at("results").at(0).at("id") ==
               1398);
    BOOST_TEST(get("/search/movie?query=zasdlkjf").at("total_pages") == 0);
}

BOOST_AUTO_TEST_CASE(a_multi_search_mixes_films_shows_and_people)
{
    std::set<std::string> kinds;
    for (const auto& kind : texts(get("/search/multi?query=a").at("results"), "media_type"))
        kinds.insert(kind);
    for (const auto& row : rows("/search/multi?query=keanu+reeves"))
    {
        kinds.insert(std::string{row.at("media_type").as_string()});
        BOOST_TEST(!row.as_object().contains("title"));
        BOOST_TEST(row.at("known_for").as_array().size() == 3u);
    }
    for (const auto& kind : texts(get("/search/multi?query=fargo").at("results"), "media_type"))
        kinds.insert(kind);
    BOOST_TEST(kinds.size() == 3u);
    BOOST_TEST(get("/search/keyword?query=Time+Travel").at("results").at(0).at("id") == 4379);
}

BOOST_AUTO_TEST_CASE(a_persons_credits_and_a_titles_cast_agree)
{
    for (const auto& w : world.works)
    {
        if (!w.known_to_providers || w.tmdb % 11)
            continue;
        const std::string title = w.kind == kind::movie ? "/movie/" : "/tv/";
        const auto credited = get(title + id_of(w) + "/credits");
        for (const auto& actor : credited.at("cast").as_array())
        {
            const auto id = std::to_string(actor.at("id").as_int64());
            const auto part = w.kind == kind::movie ? "/movie_credits" : "/tv_credits";
            const auto credits = get("/person/" + id + part);
            const auto& cast = credits.at("cast").as_array();
            BOOST_REQUIRE_MESSAGE(std::any_of(cast.begin(), cast.end(),
                                              [&](const auto& c) {
                                                  return c.at("id") == w.tmdb &&
                                                         c.at("credit_id") == actor.at("credit_id");
                                              }),
                                  "person " << id << " does not know of " << w.title);
        }
    }
    const auto both = get("/person/17419/combined_credits");
    std::set<std::string> kinds;
    for (const auto& kind : texts(both.at("cast"), "media_type"))
        kinds.insert(kind);
    BOOST_TEST(kinds.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_few_people_share_a_name)
{
    const auto name = name_of_person(80'000'003);
    BOOST_TEST(name_of_person(80'000'007) == name);
    std::string query = name;
    std::replace(query.begin(), query.end(), ' ', '+');
    std::size_t same = 0;
    for (const auto& n : texts(get("/search/person?query=" + query).at("results"), "name"))
        same += n == name;
    BOOST_TEST(same == 2u);
}

BOOST_AUTO_TEST_CASE(providers_are_listed)
{
    BOOST_TEST(get("/watch/providers/movie?watch_region=DE").at("results").at(0).at("provider_name") == "Netflix");
    BOOST_TEST(get("/watch/providers/tv?watch_region=XX").at("results").as_array().empty());
    BOOST_TEST(get("/watch/providers/regions").at("results").as_array().size() == 9u);
}

BOOST_AUTO_TEST_SUITE_END()

// ---- with Plex ------------------------------------------------------------------------------------------------------

BOOST_FIXTURE_TEST_SUITE(tmdb_and_plex, plex_fixture)

BOOST_AUTO_TEST_CASE(ids_and_episodes_are_those_of_plex)
{
    reel_sim::tmdb::service tmdb{world, {}};
    auto get_tmdb = [&](const std::string& target) {
        const auto head = "GET /tmdb/3" + target + " HTTP/1.1\r\n" + std::string{tmdb_fixture::bearer};
        return json::parse(tmdb.handle(parse_request(head).value()).body.text()).as_object();
    };
    std::size_t compared = 0;
    for (const auto& row : rows_of(get("/library/sections/2/all?type=2&includeGuids=1")))
    {
        const auto* guids = row.as_object().if_contains("Guid");
        if (!guids || row.as_object().contains("deletedAt") ||
            row.at("title") == "Firefly") // whose numbers are strings
            continue;
        std::string tmdb_id, tvdb_id;
        for (const auto& g : guids->as_array())
        {
            const std::string id{g.at("id").as_string()};
            (id.starts_with("tmdb") ? tmdb_id : tvdb_id) = id.substr(7);
        }
        const auto show = get_tmdb("/tv/" + tmdb_id + "?append_to_response=external_ids,season/1");
        BOOST_TEST(show.at("external_ids").at("tvdb_id").as_int64() == std::stoll(tvdb_id));
        BOOST_TEST(show.at("name") == row.at("title"));
        BOOST_TEST(show.at("first_air_date") == row.at("originallyAvailableAt"));
        for (const auto& e : rows_of(get("/library/metadata/" + std::string{row.at("ratingKey").as_string()} +
                                         "/allLeaves?X-Plex-Container-Start=0&X-Plex-Container-Size=8")))
            if (e.at("parentIndex") == 1)
            {
                const auto& known = show.at("season/1").at("episodes").at(e.at("index").as_int64() - 1);
                BOOST_TEST(known.at("name") == e.at("title"));
                const auto* day = e.as_object().if_contains("originallyAvailableAt");
                BOOST_TEST((day ? known.at("air_date") == *day : known.at("air_date").is_null()));
                ++compared;
            }
    }
    BOOST_TEST(compared > 100u);
}

BOOST_AUTO_TEST_CASE(an_absolute_show_says_so_and_numbers_through)
{
    const auto key = key_of(kind::show, "Naruto", 2002);
    const auto show = rows_of(get("/library/metadata/" + key)).at(0);
    BOOST_TEST(show.at("showOrdering") == "absolute");
    BOOST_TEST(show.at("seasonCount") == 1);
    const auto bleach = rows_of(get("/library/metadata/" + key_of(kind::show, "Bleach", 2004))).at(0);
    BOOST_TEST(bleach.at("showOrdering") == "tvdbAbsolute");
    const auto last =
        rows_of(get("/library/metadata/" + key + "/allLeaves?X-Plex-Container-Start=219&X-Plex-Container-Size=20"));
    BOOST_TEST(last.size() == 1u);
    BOOST_TEST(last.at(0).at("index") == 220);
    const auto& naruto = *world.find_work(kind::show, "Naruto", 2002);
    BOOST_TEST(std::string{last.at(0).at("title").as_string()} == episode_details_of(naruto, 4, 62).title);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(tmdb_over_http, server_fixture)

BOOST_AUTO_TEST_CASE(limits_and_tokens_are_set_and_gaps_told_while_it_runs)
{
    const auto target = "/tmdb/3/configuration";
    BOOST_TEST(get(target, tmdb_fixture::bearer).status == 200);
    BOOST_TEST(get(target, "").status == 401);
    BOOST_TEST(send("POST", "/sim/tmdb", "", R"({"accessToken":"eyJ.other"})").status == 200);
    BOOST_TEST(get(target, "Authorization: Bearer eyJ.other\r\n").status == 200);
    BOOST_TEST(get(target, tmdb_fixture::bearer).status == 401);
    const auto gaps = json::parse(get("/sim/gaps?title=The+Expanse&year=2015").body);
    BOOST_TEST(json::serialize(gaps.at("missingSeasons")) == "[3,5,6]");
    BOOST_TEST(get("/sim/gaps?title=None").status == 404);
    fault("/tmdb/3/movie=503");
    BOOST_TEST(get("/tmdb/3/movie/348", "Authorization: Bearer eyJ.other\r\n").status == 503);
    BOOST_TEST(sim.requests().count("/tmdb/3/movie/348") == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
