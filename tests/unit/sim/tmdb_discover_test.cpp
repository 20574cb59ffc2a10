// SPDX-License-Identifier: MIT
// Every filter of /discover against a look at all works, and its orders.
#include "tests/sim/catalogue/people.hpp"
#include "tests/sim/catalogue/schedule.hpp"
#include "tests/sim/catalogue/traits.hpp"
#include "tests/unit/sim/tmdb_fixture.hpp"

#include <algorithm>

using namespace reel_sim;
using sim_test::tmdb_fixture;

namespace
{

template <class List>
bool has(const List& list, std::uint32_t id)
{
    return std::any_of(list.begin(), list.end(), [&](const auto& one) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(one)>, named_id>)
            return one.id == id;
        else
            return one == id;
    });
}

struct discover_fixture : tmdb_fixture
{
    day_number today = day_of(world.now);

    void same(const std::string& target, kind k, const std::function<bool(const work&)>& fits, bool some = true)
    {
        const auto wanted = those(k, fits);
        BOOST_TEST((all(target) == wanted), target << " gives other titles than it should");
        BOOST_TEST((!some || !wanted.empty()), target << " fits nothing: the test shows nothing");
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(tmdb_discover, discover_fixture)

BOOST_AUTO_TEST_CASE(genres_and_and_or_and_without)
{
    auto genre = [](std::uint32_t id) { return [id](const work& w) { return has(genres_of(w), id); }; };
    same("/discover/movie?with_genres=878", kind::movie, genre(878));
    same("/discover/tv?with_genres=10765", kind::show, genre(10765));
    same("/discover/movie?with_genres=878,53", kind::movie,
         [&](const work& w) { return genre(878)(w) && genre(53)(w); });
    same("/discover/movie?with_genres=878%7C53", kind::movie,
         [&](const work& w) { return genre(878)(w) || genre(53)(w); });
    same("/discover/movie?with_genres=878&without_genres=53,12", kind::movie,
         [&](const work& w) { return genre(878)(w) && !genre(53)(w) && !genre(12)(w); });
    same("/discover/tv?with_genres=27", kind::show, genre(27), false); // of films only
}

BOOST_AUTO_TEST_CASE(keywords_and_and_or)
{
    auto about = [](std::uint32_t id) { return [id](const work& w) { return has(keywords_of(w), id); }; };
    same("/discover/movie?with_keywords=4379", kind::movie, about(4379));
    same("/discover/movie?with_keywords=4379%7C10051", kind::movie,
         [&](const work& w) { return about(4379)(w) || about(10051)(w); });
    same(
        "/discover/movie?with_keywords=4379,10051", kind::movie,
        [&](const work& w) { return about(4379)(w) && about(10051)(w); }, false);
    same("/discover/tv?with_keywords=210024&with_original_language=ja", kind::show,
         [&](const work& w) { return about(210024)(w); });
}

BOOST_AUTO_TEST_CASE(people_of_films_and_not_of_shows)
{
    auto plays = [](const work& w) { return has(cast_of(w), 6384); };
    same("/discover/movie?with_cast=6384", kind::movie, plays);
    same("/discover/movie?with_people=6384", kind::movie, plays);
    same("/discover/movie?with_cast=10205%7C6384", kind::movie,
         [&](const work& w) { return plays(w) || has(cast_of(w), 10205); });
    const auto director = director_of(*world.find_work(kind::movie, "Dune", 2021));
    same("/discover/movie?with_people=" + std::to_string(director), kind::movie, [&](const work& w) {
        return director_of(w) == director || has(cast_of(w), director) || has(writers_of(w), director);
    });
    same(
        "/discover/movie?with_cast=" + std::to_string(director), kind::movie,
        [&](const work& w) { return has(cast_of(w), director); }, false);
    same("/discover/tv?with_people=17419&with_cast=17419", kind::show, [](const work&) { return true; });
}

BOOST_AUTO_TEST_CASE(dates_languages_votes_and_lengths)
{
    const auto from = day_of(date{1990, 1, 1}), until = day_of(date{1999, 12, 31});
    auto nineties = [&](const work& w) { return w.released != undated && w.released >= from && w.released <= until; };
    same("/discover/movie?primary_release_date.gte=1990-01-01&primary_release_date.lte=1999-12-31", kind::movie,
         nineties);
    same("/discover/tv?first_air_date.gte=1990-01-01&first_air_date.lte=1999-12-31", kind::show, nineties);
    same("/discover/movie?primary_release_year=1999", kind::movie,
         [](const work& w) { return w.released != undated && w.year == 1999; });
    same("/discover/tv?first_air_date_year=2015", kind::show,
         [](const work& w) { return w.released != undated && w.year == 2015; });
    same("/discover/movie?with_original_language=ko", kind::movie, [](const work& w) { return w.language == "ko"; });
    same("/discover/movie?vote_average.gte=7.5&vote_count.gte=200", kind::movie, [&](const work& w) {
        const auto f = figures_of(w, today);
        return f.vote_average >= 7500 && f.votes >= 200;
    });
    same("/discover/movie?with_runtime.gte=90&with_runtime.lte=100", kind::movie,
         [](const work& w) { return w.minutes >= 90 && w.minutes <= 100; });
}

BOOST_AUTO_TEST_CASE(providers_count_in_their_region_only)
{
    auto offered = [](std::string_view region) {
        return [region](const work& w) {
            const auto o = offers_of(w, region);
            return has(o.flatrate, 8) || has(o.rent, 8) || has(o.buy, 8);
        };
    };
    same("/discover/movie?with_watch_providers=8&watch_region=DE", kind::movie, offered("DE"));
    same("/discover/tv?with_watch_providers=8&watch_region=US", kind::show, offered("US"));
    same("/discover/tv?with_watch_providers=8", kind::show, [](const work&) { return true; });
    same("/discover/tv?with_watch_providers=8&watch_region=XX", kind::show, offered("XX"), false);
}

BOOST_AUTO_TEST_CASE(orders_are_kept_over_all_pages)
{
    auto column = [&](const std::string& target, std::string_view name) {
        std::vector<std::string> days;
        std::vector<double> numbers;
        for (int page = 1; page <= 4; ++page)
            for (const auto& row : rows(target + "&page=" + std::to_string(page)))
                if (row.at(name).is_string())
                    days.emplace_back(row.at(name).as_string());
                else
                    numbers.push_back(row.at(name).to_number<double>());
        return std::pair{days, numbers};
    };
    for (auto by : {"popularity", "vote_average", "vote_count"})
        for (std::string k : {"movie", "tv"})
        {
            const auto down = column("/discover/" + k + "?sort_by=" + by + ".desc", by).second;
            BOOST_TEST(std::is_sorted(down.rbegin(), down.rend()), k << " by " << by);
            BOOST_TEST(down.size() == 80u);
            const auto up = column("/discover/" + k + "?sort_by=" + by + ".asc", by).second;
            BOOST_TEST(std::is_sorted(up.begin(), up.end()), k << " by " << by << ", ascending");
        }
    const auto films = column("/discover/movie?sort_by=primary_release_date.desc", "release_date").first;
    BOOST_TEST(std::is_sorted(films.rbegin(), films.rend()));
    const auto shows = column("/discover/tv?sort_by=first_air_date.asc", "first_air_date").first;
    BOOST_TEST(std::is_sorted(shows.begin(), shows.end()));
}

BOOST_AUTO_TEST_CASE(adult_films_come_only_when_asked_for)
{
    const auto usual = get("/discover/movie?page=1").at("total_results").as_int64();
    const auto more = get("/discover/movie?include_adult=true").at("total_results").as_int64();
    BOOST_TEST(more - usual ==
               std::count_if(world.works.begin(), world.works.end(), [](const work& w) { return w.adult; }));
    BOOST_TEST(more > usual);
}

BOOST_AUTO_TEST_CASE(pages_have_twenty_rows_and_the_one_past_the_end_none)
{
    const auto first = get("/discover/movie");
    BOOST_TEST(first.at("results").as_array().size() == 20u);
    const auto pages = first.at("total_pages").as_int64();
    BOOST_TEST(pages == (first.at("total_results").as_int64() + 19) / 20);
    BOOST_TEST(get("/discover/movie?page=" + std::to_string(pages + 1)).at("results").as_array().empty());
}

BOOST_AUTO_TEST_SUITE_END()
