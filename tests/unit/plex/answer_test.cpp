// SPDX-License-Identifier: MIT
#include "plugins/plex/answer.hpp"

#include <boost/test/unit_test.hpp>

using namespace reel_plex;

namespace
{

finding movie(std::string title, std::optional<int> year)
{
    finding f;
    f.found = true;
    f.type = kind::movie;
    f.title = std::move(title);
    f.year = year;
    return f;
}

finding show(std::string title, std::vector<std::pair<int, int>> seasons)
{
    finding f = movie(std::move(title), std::nullopt);
    f.type = kind::show;
    f.seasons.emplace();
    f.total_episodes = 0;
    std::vector<int> numbers;
    for (const auto& [number, episodes] : seasons)
    {
        f.seasons->push_back({number, episodes, 0, "Season"});
        *f.total_episodes += episodes;
        numbers.push_back(number);
    }
    f.missing_seasons = gaps(numbers);
    return f;
}

} // namespace

BOOST_AUTO_TEST_SUITE(plex_answer)

BOOST_AUTO_TEST_CASE(a_film_that_is_there)
{
    BOOST_TEST(say_present(movie("Dune", 2021)) == "Dune (2021) is in your Plex library");
    BOOST_TEST(say_present(movie("Home Video", std::nullopt)) == "Home Video is in your Plex library");
}

BOOST_AUTO_TEST_CASE(a_film_in_several_copies_says_which)
{
    auto f = movie("Dune", 2021);
    f.copies = {{{"Films 4K", "4k", std::nullopt}, {"Films", "1080p", "Extended"}}};
    BOOST_TEST(say_present(f) ==
               "Dune (2021) is in your Plex library in 2 copies (4K in Films 4K; 1080p in Films, Extended)");
}

BOOST_AUTO_TEST_CASE(a_show_with_a_gap_reads_as_a_person_would_say_it)
{
    BOOST_TEST(say_present(show("The Expanse", {{1, 10}, {2, 13}, {4, 7}})) ==
               "You have seasons 1, 2 and 4 of The Expanse (30 episodes), missing season 3.");
    BOOST_TEST(say_present(show("X", {{1, 10}, {4, 1}})) ==
               "You have seasons 1 and 4 of X (11 episodes), missing seasons 2 and 3.");
}

BOOST_AUTO_TEST_CASE(a_show_without_gaps)
{
    BOOST_TEST(say_present(show("X", {{1, 1}})) == "You have season 1 of X (1 episode).");
    BOOST_TEST(say_present(show("X", {{1, 8}, {2, 8}})) == "You have seasons 1 and 2 of X (16 episodes).");
    BOOST_TEST(say_present(show("X", {{1, 8}, {2, 8}, {3, 8}, {4, 8}})) == "You have seasons 1-4 of X (32 episodes).");
}

BOOST_AUTO_TEST_CASE(specials_are_told_apart)
{
    auto f = show("X", {{1, 8}});
    f.specials = season_entry{0, 2, 0, "Specials"};
    BOOST_TEST(say_present(f) == "You have season 1 of X (8 episodes) and 2 specials.");
    auto only = show("X", {});
    only.specials = season_entry{0, 1, 0, "Specials"};
    BOOST_TEST(say_present(only) == "You have only specials of X (1 episode).");
}

BOOST_AUTO_TEST_CASE(a_show_whose_seasons_cannot_be_read)
{
    auto f = show("X", {});
    f.seasons.reset();
    BOOST_TEST(say_present(f) == "X is in your Plex library (season details unavailable)");
}

BOOST_AUTO_TEST_CASE(a_title_that_is_not_there)
{
    BOOST_TEST(say_missing("Dune", {}) == "Dune was not found in your Plex library");
    BOOST_TEST(
        say_missing("Dune", {"Films", "Films 4K"}) ==
        "Dune was not found in the part of your Plex library that can be read; Films and Films 4K could not be read "
        "just now, so it may still be there");
}

BOOST_AUTO_TEST_CASE(candidates_end_in_a_question)
{
    BOOST_TEST(say_candidates({.asked = "dune", .names = {"Dune (1984)", "Dune (2021)", "Dune (2021)"}}) ==
               "Your Plex library has Dune (1984) and Dune (2021). Which one is meant?");
    BOOST_TEST(say_candidates({.asked = "Dune", .names = {"Dune (1984)"}, .lacking = "from 1999"}) ==
               "Your Plex library has Dune (1984), but not from 1999. Is that the one?");
}

BOOST_AUTO_TEST_CASE(what_is_merely_near_is_not_told_as_what_was_asked_for)
{
    BOOST_TEST(say_candidates({.asked = "X", .names = {"A (1974)", "B (1972)"}, .of_that_title = false}) ==
               "X was not found in your Plex library; the nearest are A (1974) and B (1972). Is one of them meant?");
    BOOST_TEST(say_candidates({.asked = "X", .names = {"A (1974)"}, .of_that_title = false, .whole_library = false}) ==
               "X was not found in what can be read of your Plex library; the nearest is A (1974). Is that the one?");
}

BOOST_AUTO_TEST_CASE(a_remark_comes_before_the_full_stop)
{
    BOOST_TEST(remarked("You have it.", "as asked") == "You have it (as asked).");
    BOOST_TEST(remarked("Dune is there", "as asked") == "Dune is there (as asked)");
}

BOOST_AUTO_TEST_CASE(a_batch_in_one_sentence)
{
    auto here = movie("A", 2001), gone = movie("B", std::nullopt), unsure = movie("C", std::nullopt);
    here.verdict = verdict::present;
    gone.verdict = verdict::absent;
    unsure.verdict = verdict::unknown;
    BOOST_TEST(say_batch({here, gone, unsure}) ==
               "1 of 3 is in your Plex library: A (2001); not found: B; not certain: C");
    BOOST_TEST(say_batch({gone}) == "0 of 1 are in your Plex library; not found: B");
}

BOOST_AUTO_TEST_CASE(ranges_are_short)
{
    BOOST_TEST(ranges({}) == "");
    BOOST_TEST(ranges({1, 2}) == "1 and 2");
    BOOST_TEST(ranges({1, 2, 3}) == "1-3");
    BOOST_TEST(ranges({1, 2, 3, 5, 7, 8, 9}) == "1-3, 5 and 7-9");
}

BOOST_AUTO_TEST_CASE(gaps_reach_up_to_the_highest_season_present)
{
    BOOST_TEST(gaps({}).empty());
    BOOST_TEST(gaps({1, 2, 3}).empty());
    BOOST_TEST(gaps({2, 3}) == (std::vector{1}), boost::test_tools::per_element());
    BOOST_TEST(gaps({1, 4}) == (std::vector{2, 3}), boost::test_tools::per_element());
    BOOST_TEST(gaps({2019, 2021}) == (std::vector{2020}), boost::test_tools::per_element());
    BOOST_TEST(gaps({1, 900}).size() <= 100u);
}

BOOST_AUTO_TEST_CASE(a_stale_sentence_says_of_when_it_is)
{
    const reel::time_point then{std::chrono::hours{100}}, now{std::chrono::hours{103}};
    BOOST_TEST(dated("You have season 1 of X (8 episodes).", then, now) ==
               "You have season 1 of X (8 episodes) (as of 3 h ago).");
    BOOST_TEST(dated("Dune is in your Plex library", then, now) == "Dune is in your Plex library (as of 3 h ago)");
}

BOOST_AUTO_TEST_SUITE_END()
