// SPDX-License-Identifier: MIT
#include "core/log/record.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <vector>

using namespace std::string_literals;

namespace
{

std::string plain(std::string_view message, std::vector<reel::log_field> fields = {})
{
    return reeld::log::plain_body("plex", message, fields);
}

boost::json::object json(std::string_view message, std::vector<reel::log_field> fields = {})
{
    return boost::json::parse("{" + reeld::log::json_body("plex", message, fields) + "}").as_object();
}

} // namespace

BOOST_AUTO_TEST_SUITE(record)

BOOST_AUTO_TEST_CASE(fields_follow_the_message_as_key_and_value)
{
    BOOST_TEST(plain("Section read", {{"section", "Films"}, {"items", 250}, {"stale", false}, {"seconds", 0.5}}) ==
               "[plex] Section read section=Films items=250 stale=false seconds=0.5");
}

BOOST_AUTO_TEST_CASE(a_value_that_would_be_ambiguous_is_quoted)
{
    BOOST_TEST(plain("Read", {{"title", "The \"Thing\""}}) == R"([plex] Read title="The \"Thing\"")");
    BOOST_TEST(plain("Read", {{"title", ""}}) == R"([plex] Read title="")");
    BOOST_TEST(plain("Read", {{"query", "a=b"}}) == R"([plex] Read query="a=b")");
}

BOOST_AUTO_TEST_CASE(text_of_an_upstream_cannot_break_the_line_or_colour_a_terminal)
{
    BOOST_TEST(plain("Read", {{"title", "a\nb\tc\r\x1b[31m\x7f"}}) ==
               R"([plex] Read title=a\nb\tc\u000d\u001b[31m\u007f)");
    BOOST_TEST(plain("csi \u009b31m") == R"([plex] csi \u009b31m)");
    BOOST_TEST(plain("Read", {{"title", "abc\u202edcba\u2066\u2028"}}) ==
               R"([plex] Read title=abc\u202edcba\u2066\u2028)");
}

BOOST_AUTO_TEST_CASE(letters_of_every_language_stay_as_they_are)
{
    BOOST_TEST(plain("Amélie 千と千尋 🎬 עברית") == "[plex] Amélie 千と千尋 🎬 עברית");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_not_utf8_are_shown_by_their_number)
{
    BOOST_TEST(plain("Read", {{"title", "Am\xe9lie"}}) == R"([plex] Read title=Am\xe9lie)");
    BOOST_TEST(json("Read", {{"title", "Am\xe9lie"}}).at("title").as_string() == "Am\xef\xbf\xbdlie");
}

BOOST_AUTO_TEST_CASE(json_keeps_types)
{
    const auto record = json("Read", {{"items", 250}, {"stale", true}, {"share", 0.25}, {"title", "a\nb"}});
    BOOST_TEST(record.at("scope").as_string() == "plex");
    BOOST_TEST(record.at("message").as_string() == "Read");
    BOOST_TEST(record.at("items").as_int64() == 250);
    BOOST_TEST(record.at("stale").as_bool());
    BOOST_TEST(record.at("share").as_double() == 0.25);
    BOOST_TEST(record.at("title").as_string() == "a\nb");
}

BOOST_AUTO_TEST_CASE(a_field_cannot_replace_one_of_the_records_own)
{
    const auto record = json("Read", {{"level", "none"}, {"message", "forged"}});
    BOOST_TEST(record.at("message").as_string() == "Read");
    BOOST_TEST(record.at("message_").as_string() == "forged");
    BOOST_TEST(record.at("level_").as_string() == "none");
}

BOOST_AUTO_TEST_SUITE_END()
