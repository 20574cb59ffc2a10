// SPDX-License-Identifier: MIT
// What a model writes, as Telegram shows it.
#include "plugins/telegram/html.hpp"

#include <boost/test/unit_test.hpp>

using reel_telegram::to_html;

BOOST_AUTO_TEST_SUITE(html)

BOOST_AUTO_TEST_CASE(what_could_be_a_tag_is_text)
{
    BOOST_TEST(to_html("<b>Dune</b> & \"Arrakis\" <script>") ==
               "&lt;b&gt;Dune&lt;/b&gt; &amp; \"Arrakis\" &lt;script&gt;");
}

BOOST_AUTO_TEST_CASE(bold_and_code_become_tags)
{
    BOOST_TEST(to_html("You have **Dune (2021)** in `Films <4K>`.") ==
               "You have <b>Dune (2021)</b> in <code>Films &lt;4K&gt;</code>.");
    BOOST_TEST(to_html("**a `b` c**") == "<b>a <code>b</code> c</b>");
}

BOOST_AUTO_TEST_CASE(what_does_not_end_is_text_as_it_stands)
{
    BOOST_TEST(to_html("**bold") == "**bold");
    BOOST_TEST(to_html("2 ** 3 ** 4 * 5") == "2 ** 3 ** 4 * 5");
    BOOST_TEST(to_html("a ` b") == "a ` b");
    BOOST_TEST(to_html("****") == "****");
    BOOST_TEST(to_html("**a `b** c`") == "<b>a `b</b> c`");
}

BOOST_AUTO_TEST_CASE(lists_and_headings_are_shown_as_such)
{
    BOOST_TEST(to_html("# Seasons\n- one\n  * **two**\n-three") == "<b>Seasons</b>\n• one\n  • <b>two</b>\n-three");
}

BOOST_AUTO_TEST_CASE(a_block_of_code_is_one)
{
    BOOST_TEST(to_html("so:\n```json\n{\"a\": \"<b>\"}\n```\nend") == "so:\n<pre>{\"a\": \"&lt;b&gt;\"}</pre>\nend");
    BOOST_TEST(to_html("```no end").find('<') == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
