// SPDX-License-Identifier: MIT
#include "plugins/tautulli/titles.hpp"

#include <boost/test/unit_test.hpp>

using namespace reel_tautulli;

namespace
{

subject film(std::string title, std::optional<int> year = {}, std::string original = {})
{
    subject out;
    out.media_type = "movie";
    out.title = out.full_title = std::move(title);
    out.original_title = std::move(original);
    out.year = year;
    return out;
}

subject episode(std::string show, std::string title)
{
    subject out;
    out.media_type = "episode";
    out.full_title = show + " - " + title;
    out.show = std::move(show);
    out.title = std::move(title);
    out.year = 2020;
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(tautulli_titles)

BOOST_AUTO_TEST_CASE(accents_case_punctuation_and_articles_do_not_matter)
{
    BOOST_CHECK(wanted_title{"amelie"}.of(film("Amélie")) == likeness::equal);
    BOOST_CHECK(wanted_title{"wall-e"}.of(film("WALL·E")) == likeness::equal);
    BOOST_CHECK(wanted_title{"spiderman"}.of(film("Spider-Man")) == likeness::equal);
    BOOST_CHECK(wanted_title{"The Matrix"}.of(film("Matrix")) == likeness::equal);
    BOOST_CHECK(wanted_title{"office"}.of(episode("The Office", "Pilot")) == likeness::equal);
}

BOOST_AUTO_TEST_CASE(whole_words_of_a_title_are_within_it)
{
    BOOST_CHECK(wanted_title{"lord of the rings"}.of(film("The Lord of the Rings: The Two Towers")) ==
                likeness::within);
    BOOST_CHECK(wanted_title{"art"}.of(film("Martial Law")) == likeness::none);
    BOOST_CHECK(wanted_title{""}.of(film("Dune")) == likeness::none);
    BOOST_CHECK(wanted_title{"..."}.of(film("Dune")) == likeness::none);
}

BOOST_AUTO_TEST_CASE(a_year_in_parentheses_tells_remakes_apart)
{
    BOOST_CHECK(wanted_title{"Dune (1984)"}.of(film("Dune", 1984)) == likeness::equal);
    BOOST_CHECK(wanted_title{"Dune (1984)"}.of(film("Dune", 2021)) == likeness::none);
    BOOST_CHECK(wanted_title{"Dune (1984)"}.of(film("Dune")) == likeness::equal);
    BOOST_CHECK(wanted_title{"Blade Runner 2049"}.of(film("Blade Runner 2049", 2017)) == likeness::equal);
}

BOOST_AUTO_TEST_CASE(a_play_goes_by_all_its_names)
{
    BOOST_TEST(wanted_title{"das boot"}.names(film("The Boat", 1981, "Das Boot")));
    BOOST_TEST(wanted_title{"pilot"}.names(episode("Lost", "Pilot")));
    BOOST_CHECK(wanted_title{"pilot"}.of(episode("Lost", "Pilot")) == likeness::none);
}

BOOST_AUTO_TEST_CASE(the_search_is_for_the_longest_plain_word)
{
    BOOST_TEST(wanted_title{"spider man: homecoming"}.search_term() == "homecoming");
    BOOST_TEST(wanted_title{"Amélie Poulain (2001)"}.search_term() == "Poulain");
    BOOST_TEST(wanted_title{"千と千尋の神隠し"}.search_term() == "千と千尋の神隠し");
    BOOST_TEST(wanted_title{"100% wolf_"}.search_term() == "wolf"); // no wildcards
}

BOOST_AUTO_TEST_SUITE_END()
