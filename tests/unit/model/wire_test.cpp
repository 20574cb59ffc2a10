// SPDX-License-Identifier: MIT
#include "core/model/wire.hpp"

#include <boost/json/parse.hpp>
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
    asked.tools = {{"check", "Checks.", {{"type", "object"}, {"properties", {{"title", {{"type", "string"}}}}}}},
                   {"now", "Tells the time.", {}}};
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

BOOST_AUTO_TEST_CASE(text_that_is_not_utf8_is_mended)
{
    request asked;
    asked.messages = {{speaker::user, "caf\xE9 \xC3\xA9 \xED\xA0\x80 \xF5", {}, {}}};
    const auto sent = json::parse(encode(asked, "m", true));
    BOOST_TEST(sent.at("messages").at(0).at("content").as_string() == "caf\uFFFD \u00e9 \uFFFD\uFFFD\uFFFD \uFFFD");
}

BOOST_AUTO_TEST_SUITE_END()
