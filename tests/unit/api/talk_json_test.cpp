// SPDX-License-Identifier: MIT
#include "core/api/talk_json.hpp"

#include <boost/test/unit_test.hpp>

using namespace reeld;

BOOST_AUTO_TEST_SUITE(talk_json)

BOOST_AUTO_TEST_CASE(a_message_needs_a_text_and_nothing_else)
{
    const auto bare = api::read_message(R"({"text":"Hi"})");
    BOOST_REQUIRE(bare);
    BOOST_TEST(bare->text == "Hi");
    BOOST_TEST(bare->message_id.empty());
    BOOST_TEST(bare->format_rules.empty());
    const auto full = api::read_message(R"({"text":"Hi","messageId":"7","format":"plain"})");
    BOOST_REQUIRE(full);
    BOOST_TEST(full->message_id == "7");
    BOOST_TEST(full->format_rules.starts_with("Plain text"));
    for (const auto* wrong :
         {"", "[]", "{}", R"({"text":1})", R"({"text":"x","messageId":1})", R"({"text":"x","format":"html"})"})
        BOOST_TEST(!api::read_message(wrong), wrong);
}

BOOST_AUTO_TEST_CASE(a_decision_says_about_what_and_which)
{
    const auto read = api::read_decision(R"({"token":"t","yes":false})");
    BOOST_REQUIRE(read);
    BOOST_TEST(read->token == "t");
    BOOST_TEST(!read->yes);
    for (const auto* wrong : {"{}", R"({"token":"t"})", R"({"yes":true})", R"({"token":"t","yes":"yes"})"})
        BOOST_TEST(!api::read_decision(wrong), wrong);
}

BOOST_AUTO_TEST_CASE(events_name_their_type_in_their_data)
{
    BOOST_TEST(api::text_event("a\n\"b\"") == "event: text\ndata: {\"type\":\"text\",\"text\":\"a\\n\\\"b\\\"\"}\n\n");
    BOOST_TEST(api::tool_ended_event("look", true) ==
               "event: tool_ended\ndata: {\"type\":\"tool_ended\",\"name\":\"look\",\"ok\":true}\n\n");
    conversation::outgoing said;
    said.text = "Sure?";
    said.asks.emplace();
    said.asks->token = "t";
    const auto end = api::end_events(said);
    BOOST_TEST(end.starts_with("event: confirm\ndata: {\"type\":\"confirm\",\"token\":\"t\""));
    BOOST_TEST(end.find("event: done\ndata: {\"type\":\"done\",\"message\":\"Sure?\"") != end.npos);
}

BOOST_AUTO_TEST_CASE(whatever_is_wrong_with_the_model_is_503)
{
    using enum reel::errc;
    for (const auto kind : {connection, timeout, unauthorized, upstream, validation, unconfigured, cancelled})
        BOOST_TEST(api::status_of_turn({kind, "x"}) == 503);
    BOOST_TEST(api::status_of_turn({not_ready, "x"}) == 429);
    BOOST_TEST(api::status_of_turn({unconfirmed, "x"}) == 409);
    BOOST_TEST(api::status_of_turn(reel::error{bad_argument, "x"}.with_status(413)) == 413);
    BOOST_TEST(api::status_of_turn(reel::error{unavailable, "x"}.with_status(404)) == 404);
}

BOOST_AUTO_TEST_CASE(the_list_of_conversations_says_why_nothing_can_be_said)
{
    const std::vector<conversation::known_conversation> known{{"kitchen", "Do I have Dune?", reel::time_point{}}};
    BOOST_TEST(
        api::conversations_json(known, true) ==
        R"({"conversations":[{"conversation":"kitchen","title":"Do I have Dune?","lastAt":"1970-01-01T00:00:00Z"}]})");
    BOOST_TEST(api::conversations_json({}, false).find("No language model is configured") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
