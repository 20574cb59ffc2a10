// SPDX-License-Identifier: MIT
// What a show lacks, and when nothing is told because the two sides count differently.
#include "plugins/plex/gaps.hpp"

#include <boost/test/unit_test.hpp>

#include <initializer_list>

using namespace reel_plex;
using namespace std::chrono;

namespace
{

constexpr reel::date today = 2026y / 11 / 23;

/// A season whose first `aired` episodes aired in the year of 2000 + its number, the others do in 2027.
catalogue_season listed(int number, int aired, int unaired = 0)
{
    catalogue_season out{.number = number, .name = {}, .starts = {}, .listed = true, .episodes = aired + unaired};
    for (int i = 1; i <= aired + unaired; ++i)
        out.list.push_back({i, i <= aired ? reel::date{year{2000 + number} / 1 / 12} : reel::date{2027y / 1 / 12},
                            "Episode " + std::to_string(i)});
    out.starts = out.list.empty() ? std::nullopt : out.list.front().airs;
    return out;
}

episode_set having(std::initializer_list<std::pair<int, int>> seasons)
{
    episode_set out;
    for (const auto& [number, episodes] : seasons)
        for (int i = 1; i <= episodes; ++i)
            out.numbers.push_back({static_cast<std::uint16_t>(number), static_cast<std::uint16_t>(i)});
    return out;
}

void drop(episode_set& from, int season, int episode)
{
    std::erase(from.numbers, episode_number{static_cast<std::uint16_t>(season), static_cast<std::uint16_t>(episode)});
}

catalogue_show show(std::vector<catalogue_season> seasons)
{
    catalogue_show out;
    out.tmdb = 1;
    out.seasons = std::move(seasons);
    return out;
}

/// "s2 (whole) s3: 4 5", only regular ones.
std::string told(const gap_report& of)
{
    if (!of.agrees)
        return "differs: " + of.difference;
    std::string out;
    for (const auto& one : of.seasons)
    {
        if (one.season == 0 || !one.lacking)
            continue;
        out += (out.empty() ? "s" : " s") + std::to_string(one.season);
        if (one.missing_entirely())
            out += " (whole)";
        else
            for (const auto& episode : one.missing)
                out += ' ' + std::to_string(episode.number);
    }
    return out;
}

std::string gaps(const catalogue_show& catalogue, const episode_set& library,
                 std::initializer_list<const char*> dismissed = {})
{
    std::vector<dismissed_gap> list;
    for (const auto* one : dismissed)
        list.push_back(*parse_dismissed_gap(one));
    return told(find_gaps(catalogue, library, list, today));
}

} // namespace

BOOST_AUTO_TEST_SUITE(plex_gaps)

BOOST_AUTO_TEST_CASE(missing_seasons_and_episodes_are_told_apart)
{
    const auto catalogue = show({listed(0, 4), listed(1, 9), listed(2, 10), listed(3, 8)});
    auto library = having({{1, 9}, {2, 10}});
    BOOST_TEST(gaps(catalogue, library) == "s3 (whole)");
    drop(library, 2, 3);
    drop(library, 2, 10);
    BOOST_TEST(gaps(catalogue, library) == "s2 3 10 s3 (whole)");
    BOOST_TEST(gaps(catalogue, having({{1, 9}, {2, 10}, {3, 8}})) == "");
}

// https://github.com/WebTools-NG/WebTools-NG/issues/607
BOOST_AUTO_TEST_CASE(what_has_not_aired_is_not_missing_until_the_day_it_airs)
{
    const auto catalogue = show({listed(1, 9), listed(2, 3, 2), listed(3, 0, 5)});
    const auto library = having({{1, 9}, {2, 3}});
    const auto now = find_gaps(catalogue, library, {}, today);
    BOOST_TEST(told(now) == "");
    BOOST_REQUIRE(now.next());
    BOOST_TEST(now.next()->season == 2);
    BOOST_TEST(now.next()->what.number == 4);
    BOOST_TEST(now.seasons[1].aired == 3);
    BOOST_TEST(now.seasons[1].total == 5);
    BOOST_TEST(told(find_gaps(catalogue, library, {}, 2027y / 1 / 11)) == "");
    BOOST_TEST(told(find_gaps(catalogue, library, {}, 2027y / 1 / 12)) == "s2 4 5 s3 (whole)");
}

BOOST_AUTO_TEST_CASE(specials_are_compared_apart_and_prove_nothing)
{
    auto library = having({{0, 2}, {1, 9}});
    library.numbers.insert(library.numbers.begin() + 2, {0, 77});
    const auto found = find_gaps(show({listed(0, 4), listed(1, 9)}), library, {}, today);
    BOOST_TEST(found.agrees);
    BOOST_TEST(!found.lacks_something());
    BOOST_TEST(found.seasons[0].missing.size() == 2u);
    BOOST_TEST(gaps(show({listed(1, 9)}), library) == "");
}

// https://github.com/sct/overseerr/issues/2648: numbers of another catalogue.
BOOST_AUTO_TEST_CASE(seasons_that_the_catalogue_has_not_mean_that_the_numbering_differs)
{
    BOOST_TEST(gaps(show({listed(1, 25)}), having({{1, 12}, {2, 13}})) ==
               "differs: Plex has season 2, the catalogue does not");
    BOOST_TEST(gaps(show({listed(1, 25)}), having({{2019, 12}})).starts_with("differs"));
}

BOOST_AUTO_TEST_CASE(episodes_in_absolute_order_mean_that_the_numbering_differs)
{
    BOOST_TEST(gaps(show({listed(1, 12), listed(2, 13)}), having({{1, 25}})) ==
               "differs: Plex has 13 episodes by numbers that the catalogue does not have");
}

BOOST_AUTO_TEST_CASE(one_episode_that_the_catalogue_does_not_know_yet_is_no_difference)
{
    BOOST_TEST(gaps(show({listed(1, 9), listed(2, 3)}), having({{1, 8}, {2, 4}})) == "s1 9");
    BOOST_TEST(gaps(show({listed(1, 9), listed(2, 3)}), having({{1, 10}, {2, 4}})).starts_with("differs"));
}

BOOST_AUTO_TEST_CASE(a_stray_episode_beside_a_gap_of_its_season_is_likelier_that_gap_counted_differently)
{
    auto library = having({{1, 10}});
    drop(library, 1, 5);
    BOOST_TEST(gaps(show({listed(1, 9)}), library) ==
               "differs: season 1 has an episode by a number that the catalogue does not have");
}

BOOST_AUTO_TEST_CASE(episodes_without_numbers_forbid_telling_gaps_and_nothing_else)
{
    auto library = having({{1, 9}});
    library.unnumbered = 1;
    BOOST_TEST(gaps(show({listed(1, 9)}), library) == "");
    BOOST_TEST(gaps(show({listed(1, 10)}), library) == "differs: Plex lists episodes without numbers");
}

BOOST_AUTO_TEST_CASE(another_ordering_than_as_aired_forbids_telling_gaps)
{
    const auto lacking = find_gaps(show({listed(1, 10), listed(2, 10)}), having({{1, 9}, {2, 10}}), {}, today);
    for (const auto* same : {"", "aired", "tmdbAiring", "tvdbAiring"})
        BOOST_TEST(told(with_ordering(lacking, same)) == "s1 10");
    const auto single = find_gaps(show({listed(1, 10)}), having({{1, 9}}), {}, today);
    BOOST_TEST(told(with_ordering(single, "absolute")) == "s1 10");
    BOOST_TEST(told(with_ordering(single, "dvd")).starts_with("differs"));
    for (const auto* other : {"dvd", "tvdbDvd", "absolute", "tvdbAbsolute"})
        BOOST_TEST(told(with_ordering(lacking, other)).starts_with("differs: Plex orders its episodes by"));
    const auto complete = find_gaps(show({listed(1, 10)}), having({{1, 10}}), {}, today);
    BOOST_TEST(told(with_ordering(complete, "dvd")) == "");
}

// https://github.com/WebTools-NG/WebTools-NG/issues/716
BOOST_AUTO_TEST_CASE(dismissed_gaps_are_none)
{
    const auto catalogue = show({listed(1, 9), listed(2, 10)});
    BOOST_TEST(gaps(catalogue, having({{1, 6}})) == "s1 7 8 9 s2 (whole)");
    BOOST_TEST(gaps(catalogue, having({{1, 6}}), {"tmdb:1 s2"}) == "s1 7 8 9");
    BOOST_TEST(gaps(catalogue, having({{1, 6}}), {"tmdb:1 s2", "tmdb:1 s1e7-e8"}) == "s1 9");
    BOOST_TEST(gaps(catalogue, having({{1, 6}}), {"tmdb:1 s2e1"}) == "s1 7 8 9 s2 (whole)");
}

BOOST_AUTO_TEST_CASE(a_season_of_which_only_counts_are_known_is_there_or_not)
{
    auto counted = listed(2, 0);
    counted.listed = false;
    counted.episodes = counted.aired = 10;
    counted.starts = 2020y / 1 / 1;
    BOOST_TEST(gaps(show({listed(1, 9), counted}), having({{1, 9}})) == "s2 (whole)");
    BOOST_TEST(gaps(show({listed(1, 9), counted}), having({{1, 9}, {2, 3}})) == "");
    BOOST_TEST(gaps(show({listed(1, 9), counted}), having({{1, 9}}), {"tmdb:1 s2"}) == "");
    counted.starts = 2027y / 1 / 1;
    BOOST_TEST(gaps(show({listed(1, 9), counted}), having({{1, 9}})) == "");
}

BOOST_AUTO_TEST_CASE(a_show_without_anything_lacks_everything_that_aired)
{
    BOOST_TEST(gaps(show({listed(1, 9), listed(2, 0, 4)}), {}) == "s1 (whole)");
    BOOST_TEST(gaps(show({}), {}) == "");
}

BOOST_AUTO_TEST_SUITE_END()
