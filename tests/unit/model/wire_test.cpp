// SPDX-License-Identifier: MIT
#include "core/model/wire.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace reeld::model;
namespace json = boost::json;

BOOST_AUTO_TEST_SUITE(wire)

BOOST_AUTO_TEST_CASE(a_conversation_is_written_as_the_api_wants_it)
{
    request asked;
    asked.messages = {{speaker::system, "Be brief.", {}, {}},
                      {speaker::user, "Do I have \"Dune\"?", {}, {}},
                      {speaker::assistant, "", {{"a1", "check", R"({"title":"Dune"})"}}, {}},
                      {speaker::tool, R"({"found":true})", {}, "a1"}};
    asked.tools = {
        offer_of("check", "Checks.", {{"type", "object"}, {"properties", {{"title", {{"type", "string"}}}}}}),
        offer_of("now", "Tells the time.", {})};
    asked.more = {{"temperature", 0.5}, {"tool_choice", "auto"}, {"model", "another"}, {"stream", 7}};
    const auto expected = json::parse(R"({
        "model": "m", "stream": true, "stream_options": {"include_usage": true}, "temperature": 0.5, "tool_choice": "auto",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "Do I have \"Dune\"?"},
            {"role": "assistant", "content": null, "tool_calls": [
                {"id": "a1", "type": "function", "function": {"name": "check", "arguments": "{\"title\":\"Dune\"}"}}]},
            {"role": "tool", "content": "{\"found\":true}", "tool_call_id": "a1"}],
        "tools": [
            {"type": "function", "function": {"name": "check", "description": "Checks.",
                "parameters": {"type": "object", "properties": {"title": {"type": "string"}}}}},
            {"type": "function", "function": {"name": "now", "description": "Tells the time.",
                "parameters": {"type": "object", "properties": {}}}}]})");
    BOOST_TEST(json::parse(encode(asked, "m", true)) == expected);
    BOOST_TEST(json::parse(encode({}, "m", false)) == json::parse(R"({"model":"m","messages":[],"stream":false})"));
}

BOOST_AUTO_TEST_CASE(arguments_that_are_no_object_do_not_poison_the_conversation)
{
    for (const auto* odd : {"", "{title: Dune", "[1]", "\"x\"", "{} {}"})
    {
        request asked;
        asked.messages = {{speaker::assistant, "", {{"a1", "check", odd}}, {}}};
        const auto sent = json::parse(encode(asked, "m", true));
        BOOST_TEST(sent.at("messages").at(0).at("tool_calls").at(0).at("function").at("arguments").as_string() == "{}",
                   odd);
    }
}

BOOST_AUTO_TEST_CASE(what_a_model_said_to_itself_goes_back_to_that_model_only)
{
    request asked;
    asked.messages = {{speaker::assistant, "", {{"a1", "check", "{}", {{"extra_content", "s"}}}}, {}}};
    asked.messages[0].extra = {{"reasoning", "caf\xE9"}, {"reasoning_details", {1, 2}}};
    asked.messages[0].said_by = "m";
    const auto sent = [&](const char* model) {
        return json::parse(encode(asked, model, true)).at("messages").at(0).as_object();
    };
    const auto back = sent("m");
    BOOST_TEST(back.at("reasoning").as_string() == "caf\uFFFD");
    BOOST_TEST(back.at("reasoning_details") == (json::value{1, 2}));
    BOOST_TEST(back.at("tool_calls").at(0).at("extra_content").as_string() == "s");
    const auto elsewhere = sent("another");
    BOOST_TEST(elsewhere.size() == 3U, json::serialize(elsewhere));
    BOOST_TEST(elsewhere.at("tool_calls").at(0).as_object().size() == 3U);
    asked.messages[0].said_by.clear();
    BOOST_TEST(sent("another") == back, "of a client that cannot know who said it");
}

BOOST_AUTO_TEST_CASE(a_tool_of_somebody_else_is_sent_as_it_came)
{
    request asked;
    const auto written = json::parse(R"({"type":"function","function":{"name":"x","strict":true},"cache":1})");
    asked.tools = {{"x", std::make_shared<const std::string>(json::serialize(written))}};
    BOOST_TEST(json::parse(encode(asked, "m", true)).at("tools").at(0) == written);
}

BOOST_AUTO_TEST_CASE(text_that_is_not_utf8_is_mended)
{
    request asked;
    asked.messages = {{speaker::user, "caf\xE9 \xC3\xA9 \xED\xA0\x80 \xF5", {}, {}}};
    const auto sent = json::parse(encode(asked, "m", true));
    BOOST_TEST(sent.at("messages").at(0).at("content").as_string() == "caf\uFFFD \u00e9 \uFFFD\uFFFD\uFFFD \uFFFD");
}

BOOST_AUTO_TEST_SUITE_END()
