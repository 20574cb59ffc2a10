// SPDX-License-Identifier: MIT
#include "plugins/tmdb/filters.hpp"

#include <boost/test/unit_test.hpp>

using namespace reel_tmdb;
using namespace std::chrono_literals;

namespace
{

const reel::date today = 2026y / 1 / 1;

bool has(const std::string& target, std::string_view part)
{
    return (target + '&').find(std::string{part} + '&') != std::string::npos;
}

filters everything()
{
    filters f;
    f.genres.push_back(*choose_genre(known_genres(), kind::movie, "sci-fi"));
    f.themes.push_back({"time travel", {4379}});
    f.person = named{500, "Tom Cruise", 60, "Acting"};
    f.year_from = 1990;
    f.year_to = 1999;
    f.language = spoken_language{"en", "English"};
    f.min_rating = 7.5;
    f.runtime_from = 90;
    f.runtime_to = 120;
    f.provider = named{8, "Netflix"};
    f.region = "DE";
    return f;
}

} // namespace

BOOST_AUTO_TEST_SUITE(tmdb_filters)

BOOST_AUTO_TEST_CASE(every_filter_reaches_tmdb)
{
    const auto t = discover_target(everything(), config{}, 3, today);
    for (const auto* part :
         {"/discover/movie?language=en-US", "include_adult=false", "sort_by=popularity.desc", "with_genres=878",
          "with_keywords=4379", "with_cast=500", "primary_release_date.gte=1990-01-01",
          "primary_release_date.lte=1999-12-31", "with_original_language=en", "vote_average.gte=7.5",
          "vote_count.gte=5", "with_runtime.gte=90", "with_runtime.lte=120", "with_watch_providers=8",
          "watch_region=DE", "page=3"})
        BOOST_TEST(has(t, part), part << " is not in " << t);
}

BOOST_AUTO_TEST_CASE(nothing_is_filtered_by_that_was_not_asked_for)
{
    filters f;
    f.what = kind::show;
    f.region = "US";
    BOOST_TEST(discover_target(f, config{}, 1, today) ==
               "/discover/tv?language=en-US&include_adult=false&sort_by=popularity.desc");
    BOOST_TEST(!f.narrow());
}

BOOST_AUTO_TEST_CASE(a_person_behind_the_camera_is_sought_in_the_crew_too)
{
    filters f;
    f.person = named{1, "Denis Villeneuve", 9, "Directing"};
    BOOST_TEST(has(discover_target(f, config{}, 1, today), "with_people=1"));
}

BOOST_AUTO_TEST_CASE(the_newest_are_not_those_announced_for_years_ahead)
{
    filters f;
    f.sort = order::newest;
    BOOST_TEST(has(discover_target(f, config{}, 1, today), "primary_release_date.lte=2026-01-01"));
    f.year_to = 2030;
    BOOST_TEST(has(discover_target(f, config{}, 1, today), "primary_release_date.lte=2030-12-31"));
}

// Defect 24: a fixed floor of 50 votes hid whatever few people know.
BOOST_AUTO_TEST_CASE(votes_count_only_where_ratings_do_and_less_in_a_niche)
{
    filters f;
    BOOST_TEST(least_votes(f) == 0);
    f.min_rating = 7;
    BOOST_TEST(least_votes(f) == 20);
    f.sort = order::rating;
    BOOST_TEST(least_votes(f) == 100);
    f.language = spoken_language{"ko", "Korean"};
    BOOST_TEST(least_votes(f) == 5);
    BOOST_TEST(least_votes(everything()) == 5);
}

BOOST_AUTO_TEST_CASE(genres_that_must_all_fit_and_one_that_may_be_two)
{
    filters f;
    f.genres.push_back(*choose_genre(known_genres(), kind::movie, "action and adventure"));
    BOOST_TEST(has(discover_target(f, config{}, 1, today), "with_genres=28%7C12"));
    BOOST_TEST(!genres_need_a_look(f));
    f.genres.push_back(*choose_genre(known_genres(), kind::movie, "comedy"));
    BOOST_TEST(has(discover_target(f, config{}, 1, today), "with_genres=35"));
    BOOST_TEST(genres_need_a_look(f));
    filters romcom;
    romcom.genres.push_back(*choose_genre(known_genres(), kind::movie, "romcom"));
    BOOST_TEST(has(discover_target(romcom, config{}, 1, today), "with_genres=10749%2C35"));
}

BOOST_AUTO_TEST_CASE(anime_is_japanese_unless_said_otherwise)
{
    filters f;
    f.genres.push_back(*choose_genre(known_genres(), kind::show, "anime"));
    BOOST_TEST(has(discover_target(f, config{}, 1, today), "with_original_language=ja"));
    f.language = spoken_language{"ko", "Korean"};
    BOOST_TEST(has(discover_target(f, config{}, 1, today), "with_original_language=ko"));
}

BOOST_AUTO_TEST_CASE(a_title_is_held_against_all_that_lists_tell)
{
    auto f = everything();
    title t;
    t.genres = {878, 18};
    t.released = 1994y / 3 / 1;
    t.language = "en";
    t.rating = 8;
    t.votes = 50;
    BOOST_TEST(fits(f, t, today));
    const auto without = [&](auto change) {
        auto other = t;
        change(other);
        return fits(f, other, today);
    };
    BOOST_TEST(!without([](title& o) { o.genres = {18}; }));
    BOOST_TEST(!without([](title& o) { o.released = 1989y / 12 / 31; }));
    BOOST_TEST(!without([](title& o) { o.released = 2000y / 1 / 1; }));
    BOOST_TEST(!without([](title& o) { o.released.reset(); }));
    BOOST_TEST(!without([](title& o) { o.language = "fr"; }));
    BOOST_TEST(!without([](title& o) { o.rating = 7.4; }));
    BOOST_TEST(!without([](title& o) { o.votes = 4; }));
}

BOOST_AUTO_TEST_CASE(details_are_held_against_the_rest)
{
    const auto f = everything();
    details d;
    d.keywords = {1, 4379};
    d.runtime = 100;
    d.watch.stream = {{8, "Netflix"}};
    BOOST_TEST(fits(f, d));
    auto other = d;
    other.keywords = {1};
    BOOST_TEST(!fits(f, other));
    other = d;
    other.runtime = 0;
    BOOST_TEST(!fits(f, other));
    other.runtime = 121;
    BOOST_TEST(!fits(f, other));
    other = d;
    other.watch.stream.clear();
    BOOST_TEST(!fits(f, other));
}

BOOST_AUTO_TEST_CASE(the_order_is_the_one_asked_for)
{
    const auto made = [](std::int64_t id, std::optional<reel::date> day, double rating, double popularity) {
        title t;
        t.id = id;
        t.released = day;
        t.rating = rating;
        t.popularity = popularity;
        return t;
    };
    const std::vector<title> all{made(1, 2001y / 1 / 1, 5, 9), made(2, std::nullopt, 9, 1),
                                 made(3, 1990y / 1 / 1, 7, 5)};
    const auto sorted = [&](order by) {
        auto copy = all;
        sort_by(copy, by);
        std::string out;
        for (const auto& t : copy)
            out += std::to_string(t.id);
        return out;
    };
    BOOST_TEST(sorted(order::popularity) == "132");
    BOOST_TEST(sorted(order::rating) == "231");
    BOOST_TEST(sorted(order::newest) == "132");
    BOOST_TEST(sorted(order::oldest) == "312");
}

BOOST_AUTO_TEST_CASE(filters_in_words)
{
    BOOST_TEST(subject(everything(), 2) ==
               "English science fiction films about time travel from the 1990s with Tom Cruise "
               "on Netflix rated 7.5 or better of 90 to 120 minutes");
    filters f;
    f.what = kind::show;
    BOOST_TEST(subject(f, 1) == "show");
    f.year_from = 2001;
    BOOST_TEST(subject(f, 2) == "shows since 2001");
    f.year_to = 2001;
    BOOST_TEST(subject(f, 2) == "shows from 2001");
    f.year_from.reset();
    BOOST_TEST(subject(f, 2) == "shows until 2001");
    BOOST_TEST(applied(everything()).size() == 9u);
}

BOOST_AUTO_TEST_SUITE_END()
