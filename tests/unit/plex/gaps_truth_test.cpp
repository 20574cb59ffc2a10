// SPDX-License-Identifier: MIT
// The comparison against the ground truth of simulated libraries: every show's gaps, exactly.
#include "plugins/plex/gaps.hpp"
#include "tests/sim/catalogue/gaps.hpp"
#include "tests/sim/catalogue/generator.hpp"
#include "tests/sim/catalogue/schedule.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace reel_plex;

namespace
{

std::optional<reel::date> date_of(reel_sim::day_number day)
{
    const auto known = reel_sim::date_of(day);
    if (!known)
        return {};
    return std::chrono::year{known->year} / known->month / known->day;
}

/// As the catalogue's tool tells it, holes and all.
std::string json_of(const reel_sim::work& show)
{
    std::string out = R"({"type":"show","tmdbId":)" + std::to_string(show.tmdb) + R"(,"seasons":[)";
    for (const auto& plan : show.seasons)
    {
        out += (out.ends_with('[') ? "" : ",") + std::string{R"({"season":)"} + std::to_string(plan.number) +
               R"(,"episodeList":[)";
        for (int e = 1; e <= plan.episodes; ++e)
            out += (e == 1 ? "" : ",") + std::string{R"({"episode":)"} + std::to_string(e) + R"(,"airDate":")" +
                   reel_sim::iso_date(reel_sim::air_day(plan, e)) + "\"}";
        out += "]}";
    }
    return out + "]}";
}

episode_set episodes_of(const reel_sim::item& copy)
{
    episode_collector found;
    item row;
    for (const auto& season : copy.seasons)
        for (const auto& episode : season.episodes)
        {
            row.parent_index = season.number;
            row.index = episode.number;
            found.add(row);
        }
    return std::move(found).finish();
}

std::vector<int> numbers_of(const std::vector<catalogue_episode>& episodes)
{
    std::vector<int> out;
    for (const auto& one : episodes)
        out.push_back(one.number);
    return out;
}

gap_report report_of(const reel_sim::catalogue& world, const reel_sim::work& show)
{
    episode_set library;
    std::vector<std::string> orderings;
    for (const auto& copy : world.items)
        if (&world.work_of(copy) == &show && world.visible(copy))
        {
            library.add(episodes_of(copy));
            orderings.emplace_back(copy.ordering == reel_sim::ordering::library ? "" : "tvdbAbsolute");
        }
    auto out = find_gaps(*decode_catalogue(json_of(show)), library, {}, *date_of(reel_sim::day_of(world.now)));
    for (const auto& ordering : orderings)
        out = with_ordering(std::move(out), ordering);
    return out;
}

void check_same(const reel_sim::work& show, const reel_sim::show_gaps& truth, const gap_report& found)
{
    BOOST_TEST_CONTEXT(show.title)
    {
        BOOST_TEST(found.agrees != truth.numbering_differs, found.difference);
        if (!found.agrees)
            return;
        BOOST_TEST(found.lacks_something() != truth.complete());
        BOOST_REQUIRE(found.seasons.size() == truth.seasons.size());
        std::vector<int> missing_seasons;
        for (std::size_t i = 0; i < truth.seasons.size(); ++i)
        {
            const auto& mine = found.seasons[i];
            BOOST_TEST(mine.season == truth.seasons[i].season);
            BOOST_TEST(mine.total == truth.seasons[i].listed);
            BOOST_TEST(numbers_of(mine.missing) == truth.seasons[i].missing, boost::test_tools::per_element());
            BOOST_TEST(numbers_of(mine.unaired) == truth.seasons[i].unaired, boost::test_tools::per_element());
            if (mine.missing_entirely())
                missing_seasons.push_back(mine.season);
        }
        BOOST_TEST(missing_seasons == truth.missing_seasons(), boost::test_tools::per_element());
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(plex_gaps_truth)

BOOST_AUTO_TEST_CASE(the_gaps_of_a_thousand_shows_are_exact)
{
    int shows = 0, with_gaps = 0, differing = 0;
    for (const std::uint64_t seed : {1u, 2u, 3u})
    {
        const auto world = reel_sim::generate({.items = 2500, .seed = seed});
        for (const auto& show : world.works)
        {
            if (show.kind != reel_sim::kind::show)
                continue;
            const auto truth = reel_sim::library_gaps(world, show);
            if (truth.copies == 0)
                continue;
            ++shows;
            with_gaps += truth.complete() || truth.numbering_differs ? 0 : 1;
            differing += truth.numbering_differs ? 1 : 0;
            check_same(show, truth, report_of(world, show));
        }
    }
    BOOST_TEST_MESSAGE(shows << " shows, " << with_gaps << " with gaps, " << differing << " numbered otherwise");
    BOOST_TEST(shows >= 1000);
    BOOST_TEST(with_gaps > 100);
    BOOST_TEST(differing > 0);
}

BOOST_AUTO_TEST_SUITE_END()
