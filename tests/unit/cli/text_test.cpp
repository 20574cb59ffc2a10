// SPDX-License-Identifier: MIT
#include "core/cli/text.hpp"

#include <boost/test/unit_test.hpp>

using namespace reeld::cli;
using lines = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(text)

BOOST_AUTO_TEST_CASE(control_characters_never_reach_the_terminal)
{
    BOOST_TEST(clean("Dune\x1b[31m\a\x7f") == "Dune[31m");
    BOOST_TEST(clean("\u009b31mDune") == "31mDune"); // the one-character form of ESC [
    BOOST_TEST(clean("evil\u202egpj.exe") == "evilgpj.exe");
    BOOST_TEST(clean("two\nlines\tand\ra\u2028tab") == "two lines and a tab");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_not_utf8_cost_one_letter_each)
{
    BOOST_TEST(clean("Am\xe9lie") == "Am\uFFFDlie");
    BOOST_TEST(clean("cut off\xe2\x82") == "cut off\uFFFD\uFFFD");
}

BOOST_AUTO_TEST_CASE(wide_and_combining_characters_are_measured_as_terminals_draw_them)
{
    BOOST_TEST(width("Dune") == 4u);
    BOOST_TEST(width("千と千尋") == 8u);
    BOOST_TEST(width("e\u0301") == 1u);
    BOOST_TEST(width("Amélie") == 6u);
    BOOST_TEST(width("") == 0u);
}

BOOST_AUTO_TEST_CASE(a_cut_text_fits_and_says_that_it_was_cut)
{
    BOOST_TEST(cut("Dune", 4) == "Dune");
    BOOST_TEST(cut("Arrakis", 4) == "Arr…");
    BOOST_TEST(cut("千と千尋の神隠し", 6) == "千と…"); // a wide character is never halved
}

BOOST_AUTO_TEST_CASE(text_is_wrapped_at_spaces)
{
    BOOST_TEST(wrap("one two three", 7) == (lines{"one two", "three"}), boost::test_tools::per_element());
    BOOST_TEST(wrap("incomprehensible to me", 5) == (lines{"incomprehensible", "to me"}),
               boost::test_tools::per_element());
    BOOST_TEST(wrap("as it is", 0) == (lines{"as it is"}), boost::test_tools::per_element());
    BOOST_TEST(wrap("", 10) == (lines{""}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(member_names_become_headings)
{
    BOOST_TEST(heading("season") == "Season");
    BOOST_TEST(heading("lastRun") == "Last run");
    BOOST_TEST(heading("rating_key") == "Rating key");
}

BOOST_AUTO_TEST_SUITE_END()
