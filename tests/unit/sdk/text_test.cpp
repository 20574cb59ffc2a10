// SPDX-License-Identifier: MIT
#include <reel/text.hpp>

#include <boost/test/unit_test.hpp>

using reel::shown;
using reel::without_markup;

BOOST_AUTO_TEST_SUITE(text)

BOOST_AUTO_TEST_CASE(an_ordinary_title_stays_as_it_is)
{
    BOOST_TEST(shown("Amélie & 七人の侍") == "Amélie & 七人の侍");
}

BOOST_AUTO_TEST_CASE(control_characters_become_spaces)
{
    BOOST_TEST(shown("a\nb\tc\x1b[31m") == "a b c [31m");
    BOOST_TEST(shown("a\xc2\x85z") == "a z"); // NEL
}

BOOST_AUTO_TEST_CASE(marks_that_reorder_or_hide_text_are_dropped)
{
    BOOST_TEST(shown("a\xe2\x80\xae"
                     "b\xe2\x80\x8b"
                     "c") == "abc");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_not_utf8_cost_a_character_each)
{
    BOOST_TEST(shown("Am\xe9lie") == "Am\xEF\xBF\xBDlie");
    BOOST_TEST(shown("\xc0\xaf") == "\xEF\xBF\xBD\xEF\xBF\xBD"); // overlong
    BOOST_TEST(shown("x\xf0\x9f\x98") == "x\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

BOOST_AUTO_TEST_CASE(long_text_is_cut_between_characters)
{
    BOOST_TEST(shown(std::string(300, 'x')).size() <= 200u);
    BOOST_TEST(shown(std::string(300, 'x')).ends_with("…"));
    BOOST_TEST(shown("ééééé", 8) == "éé…");
    BOOST_TEST(shown("éééé", 8) == "éééé");
}

BOOST_AUTO_TEST_CASE(an_error_page_becomes_what_a_reader_sees)
{
    BOOST_TEST(
        without_markup("<html><head><title>Unauthorized</title></head><body><h1>401 Unauthorized</h1></body></html>") ==
        "401 Unauthorized");
    BOOST_TEST(without_markup("<script>alert(1)</script>Bad&nbsp;<b>gateway</b>\r\n") == "Bad gateway");
    BOOST_TEST(without_markup("plain text") == "plain text");
    BOOST_TEST(without_markup("<head>never closed") == "never closed");
    BOOST_TEST(without_markup("a < b") == "a");
    BOOST_TEST(without_markup("") == "");
}

BOOST_AUTO_TEST_CASE(names_are_folded_without_reading_anything_into_them)
{
    BOOST_TEST(reel::fold_name("Science  Fiction") == "science fiction");
    BOOST_TEST(reel::fold_name("Sci-Fi & Fantasy") == "sci fi and fantasy");
    BOOST_TEST(reel::fold_name("Comédie") == "comedie");
}

BOOST_AUTO_TEST_SUITE_END()
