// SPDX-License-Identifier: MIT
// What airs when, and what the library lacks of it: in every catalogue, and exactly for the shows of the demo.
#include "tests/sim/catalogue/details.hpp"
#include "tests/sim/catalogue/gaps.hpp"
#include "tests/sim/catalogue/generator.hpp"
#include "tests/sim/catalogue/schedule.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <numeric>

using namespace reel_sim;

namespace
{

const catalogue& world()
{
    static const auto c = generate({.items = 4000});
    return c;
}

const day_number today = day_of(world().now);

show_gaps gaps_of(std::string_view title, int year, const catalogue& c = world())
{
    const auto* show = c.find_work(kind::show, title, year);
    BOOST_REQUIRE_MESSAGE(show, title << " is not in the catalogue");
    return library_gaps(c, *show);
}

std::vector<int> up_to(int last, int first = 1)
{
    std::vector<int> numbers(static_cast<std::size_t>(last - first + 1));
    std::iota(numbers.begin(), numbers.end(), first);
    return numbers;
}

const std::vector<int> none;

} // namespace

BOOST_AUTO_TEST_SUITE(catalogue_gaps)

BOOST_AUTO_TEST_CASE(episodes_air_in_order_and_never_around_today)
{
    std::size_t shows = 0;
    for (const auto& w : world().works)
    {
        shows += w.kind == kind::show;
        day_number before = INT32_MIN;
        for (const auto& s : w.seasons)
        {
            day_number within = INT32_MIN;
            for (int e = 1; e <= s.episodes; ++e)
            {
                const auto day = air_day(s, e);
                BOOST_REQUIRE_NE(s.first_day, unplanned);
                if (day == undated)
                    continue;
                BOOST_REQUIRE_MESSAGE(day >= within && (s.number == 0 || day >= before),
                                      w.title << " " << w.year << " S" << s.number << "E" << e << " airs too early");
                BOOST_REQUIRE_MESSAGE(day <= today - 2 || day >= today + 2, w.title << " airs around today");
                within = day;
            }
            before = s.number ? std::max(before, within) : before;
        }
    }
    BOOST_TEST(shows > 1000u);
}

BOOST_AUTO_TEST_CASE(first_dates_are_of_the_year_of_the_title)
{
    for (const auto& w : world().works)
        if (const auto d = date_of(w.released))
            BOOST_REQUIRE_MESSAGE(d->year == w.year, w.title << " of " << w.year << " came out in " << d->year);
}

BOOST_AUTO_TEST_CASE(a_library_owns_nothing_that_has_not_aired)
{
    for (const auto& i : world().items)
    {
        const auto& w = world().work_of(i);
        BOOST_REQUIRE(w.released != undated && w.released <= today);
        for (const auto& s : i.seasons)
            for (const auto& e : s.episodes)
            {
                const auto [season, number] = in_catalogue(w, i.ordering, s.number, e.number);
                const auto* plan = plan_of(w, season);
                BOOST_REQUIRE(plan && number <= plan->episodes);
                BOOST_REQUIRE_MESSAGE(has_aired(*plan, number, today), w.title << " S" << season << "E" << number);
            }
    }
}

BOOST_AUTO_TEST_CASE(every_kind_of_outlook_is_there)
{
    for (auto what : {outlook::over, outlook::waiting, outlook::running, outlook::dated, outlook::undated})
        for (auto k : {kind::movie, kind::show})
            if (k == kind::show || (what != outlook::waiting && what != outlook::running))
                BOOST_TEST(std::any_of(world().works.begin(), world().works.end(),
                                       [&](const work& w) { return w.kind == k && w.outlook == what; }),
                           "outlook " << static_cast<int>(what) << " of kind " << static_cast<int>(k));
}

BOOST_AUTO_TEST_CASE(the_shows_of_the_demo_lack_exactly_this)
{
    for (std::size_t items : {300, 4000})
    {
        const auto c = generate({.items = items});
        const auto expanse = gaps_of("The Expanse", 2015, c);
        BOOST_TEST(expanse.missing_seasons() == (std::vector{3, 5, 6}));
        BOOST_TEST(expanse.missing_episodes() == 29u);

        const auto severance = gaps_of("Severance", 2022, c);
        BOOST_TEST(severance.missing_seasons() == std::vector{2});
        BOOST_TEST(severance.season(1)->owned == 9);
        BOOST_TEST(severance.season(2)->missing == up_to(10));
        BOOST_TEST(severance.season(3)->unaired == up_to(10));
        BOOST_TEST(severance.season(3)->first_day == day_of(c.now) + 50);

        const auto lasso = gaps_of("Ted Lasso", 2020, c);
        BOOST_TEST(lasso.complete());
        BOOST_TEST(lasso.season(4)->first_day == day_of(c.now) + 50);

        const auto dragon = gaps_of("House of the Dragon", 2022, c);
        BOOST_TEST(dragon.season(3)->owned == 2);
        BOOST_TEST(dragon.season(3)->missing == std::vector{3});
        BOOST_TEST(dragon.season(3)->unaired == up_to(8, 4));
        BOOST_TEST(dragon.missing_seasons() == none);

        const auto last = gaps_of("The Last of Us", 2023, c);
        BOOST_TEST(last.complete());
        BOOST_TEST(last.season(3)->first_day == undated);

        const auto sherlock = gaps_of("Sherlock", 2010, c);
        BOOST_TEST(sherlock.complete());
        BOOST_TEST(sherlock.season(0)->missing == (std::vector{2, 3}));

        BOOST_TEST(gaps_of("Game of Thrones", 2011, c).season(8)->missing == (std::vector{5, 6}));

        const auto naruto = gaps_of("Naruto", 2002, c);
        BOOST_TEST(naruto.numbering_differs);
        BOOST_TEST(naruto.complete());
        BOOST_TEST(c.copies(kind::show, "Naruto", 2002).at(0)->seasons.size() == 1u);
        BOOST_TEST(episode_count(*c.copies(kind::show, "Naruto", 2002).at(0)) == 220u);

        const auto bleach = gaps_of("Bleach", 2004, c);
        BOOST_TEST(bleach.numbering_differs);
        BOOST_TEST(bleach.missing_episodes() == 39u);
    }
}

BOOST_AUTO_TEST_CASE(copies_count_together_and_hidden_ones_do_not)
{
    auto c = generate({});
    const auto* show = c.find_work(kind::show, "The Expanse", 2015);
    const auto index = static_cast<std::uint32_t>(show - c.works.data());
    item other;
    other.work = index;
    other.section = 1;
    other.seasons.push_back({.key = 0, .number = 3, .watched = 0, .episodes = {{0, 1}, {0, 2}}});
    const auto added = c.add_item(other);
    BOOST_TEST(library_gaps(c, *show).copies == 2u);
    BOOST_TEST(library_gaps(c, *show).missing_seasons() == (std::vector{5, 6}));
    BOOST_TEST(library_gaps(c, *show).season(3)->missing == up_to(13, 3));
    c.items[added].deleted_at = 1;
    BOOST_TEST(library_gaps(c, *show).missing_seasons() == (std::vector{3, 5, 6}));
}

BOOST_AUTO_TEST_CASE(what_nobody_owns_is_missing_whole)
{
    const auto sopranos = gaps_of("The Sopranos", 1999);
    BOOST_TEST(sopranos.copies == 0u);
    BOOST_TEST(!sopranos.complete());
    BOOST_TEST(sopranos.missing_seasons() == up_to(6));
}

BOOST_AUTO_TEST_CASE(gaps_come_as_often_as_asked_for)
{
    auto incomplete = [](const gap_options& gaps) {
        const auto c = generate({.items = 2000, .gaps = gaps});
        std::size_t n = 0;
        for (const auto& i : c.items)
            if (c.work_of(i).tmdb >= 80'000'000 && c.work_of(i).kind == kind::show && c.visible(i))
                n += !library_gaps(c, c.work_of(i)).complete();
        return n;
    };
    BOOST_TEST(incomplete({0, 0, 0, 0, 0}) == 0u);
    BOOST_TEST(incomplete({.middle_season = 0, .last_season = 0, .last_episode = 1, .middle_episode = 0}) > 400u);
    BOOST_TEST(incomplete({}) > 60u);
}

BOOST_AUTO_TEST_CASE(an_early_now_is_made_the_first_that_fits)
{
    BOOST_TEST(generate({.items = 300, .seed = 1, .now = 1}).now == catalogue_options{}.now);
}

BOOST_AUTO_TEST_SUITE_END()
