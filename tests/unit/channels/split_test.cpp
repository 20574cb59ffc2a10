// SPDX-License-Identifier: MIT
// Long answers in pieces.
#include <reel/channel.hpp>

#include <boost/test/unit_test.hpp>

using reel::split_message;

BOOST_AUTO_TEST_SUITE(splitting)

BOOST_AUTO_TEST_CASE(what_fits_is_one_piece)
{
    BOOST_TEST(split_message("hello", 5) == std::vector<std::string>{"hello"}, boost::test_tools::per_element());
    BOOST_TEST(split_message(" \n", 5).empty());
    BOOST_TEST(split_message("", 5).empty());
}

BOOST_AUTO_TEST_CASE(cuts_are_between_paragraphs_lines_and_words_in_that_order)
{
    const std::vector<std::string> paragraphs{"one two\nthree", "four five"}, lines{"one two", "three", "four"},
        words{"one two", "three"};
    BOOST_TEST(split_message("one two\nthree\n\nfour five", 20) == paragraphs, boost::test_tools::per_element());
    BOOST_TEST(split_message("one two\nthree\nfour", 9) == lines, boost::test_tools::per_element());
    BOOST_TEST(split_message("one two three", 7) == words, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(characters_stay_whole_and_count_as_utf_16_does)
{
    const std::vector<std::string> pairs{"\U0001F44D\U0001F44D", "\U0001F44D"}, accents{"éé", "é"};
    BOOST_TEST(split_message("\U0001F44D\U0001F44D\U0001F44D", 5) == pairs, boost::test_tools::per_element());
    BOOST_TEST(split_message("ééé", 2) == accents, boost::test_tools::per_element());
    BOOST_TEST(split_message("\xF0\x9F", 1).size() == 1u, "a broken character ends as well");
}

BOOST_AUTO_TEST_SUITE_END()
