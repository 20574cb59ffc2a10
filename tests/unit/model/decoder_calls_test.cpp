// SPDX-License-Identifier: MIT
// Tool calls, in the ways in which OpenAI-compatible servers stream them.
#include "tests/unit/model/chunks.hpp"

#include <boost/json/parse.hpp>

#include <set>

using namespace model_test;

BOOST_AUTO_TEST_SUITE(streamed_calls)

BOOST_AUTO_TEST_CASE(arguments_come_in_pieces_by_index)
{
    const auto d = decode(
        calls_chunk(R"({"index":0,"id":"a","type":"function","function":{"name":"check","arguments":""}})") +
        calls_chunk(R"({"index":0,"function":{"arguments":"{\"title\":"}})") +
        calls_chunk(R"({"index":1,"id":"b","type":"function","function":{"name":"find","arguments":"{"}})") +
        calls_chunk(R"({"index":0,"function":{"arguments":"\"Dune\"}"}},{"index":1,"function":{"arguments":"}"}})") +
        chunk("{}", "\"tool_calls\"") + done);
    BOOST_TEST(calls_in(d) == R"(a check({"title":"Dune"}); b find({}))");
    BOOST_TEST(d.got->finish_reason == "tool_calls");
}

BOOST_AUTO_TEST_CASE(how_a_model_came_to_its_calls_is_kept_beside_them)
{
    const auto call =
        calls_chunk(
            R"({"index":0,"id":"a","function":{"name":"check","arguments":"{"},"extra_content":{"google":{"thought_signature":"s1"}},"custom":null})") +
        calls_chunk(R"({"index":0,"function":{"arguments":"}"}})");
    const auto thought =
        chunk(
            R"({"reasoning_content":"caf\u00e9, ","reasoning":"so","reasoning_details":[{"type":"reasoning.text","index":0,"text":"Let me "}]})") +
        chunk(
            R"({"reasoning_content":"or not","reasoning":null,"reasoning_details":[{"type":"reasoning.text","index":0,"text":"see","signature":null}]})") +
        chunk(
            R"({"reasoning_details":[{"type":"reasoning.text","index":0,"signature":"s2"},{"type":"reasoning.encrypted","index":0,"data":"x","id":"a"},{"type":"reasoning.encrypted","index":0,"data":"y","id":"b"}]})");
    const auto d = decode(thought + call + stop + done);
    BOOST_TEST(calls_in(d) == "a check({})");
    const auto& said = d.got->said;
    BOOST_TEST(boost::json::value(said.calls[0].extra) ==
               boost::json::parse(R"({"extra_content":{"google":{"thought_signature":"s1"}}})"));
    BOOST_TEST(boost::json::value(said.extra) == boost::json::parse(R"({
        "reasoning_content": "café, or not", "reasoning": "so", "reasoning_details": [
            {"type": "reasoning.text", "index": 0, "text": "Let me see", "signature": "s2"},
            {"type": "reasoning.encrypted", "index": 0, "data": "x", "id": "a"},
            {"type": "reasoning.encrypted", "index": 0, "data": "y", "id": "b"}]})"));
    BOOST_TEST(decode(thought + text_chunk("Yes.") + stop).got->said.extra.empty(), "nobody wants that of an answer");
}

BOOST_AUTO_TEST_CASE(calls_count_whatever_the_finish_reason_says)
{
    const auto d =
        decode(calls_chunk(R"({"index":0,"id":"a","function":{"name":"check","arguments":"{}"}})") + stop + done);
    BOOST_TEST(calls_in(d) == "a check({})");
    BOOST_TEST(d.got->finish_reason == "stop");
}

BOOST_AUTO_TEST_CASE(an_id_and_a_name_repeated_with_every_piece_are_one_call)
{
    BOOST_TEST(
        calls_in(decode(calls_chunk(R"({"index":0,"id":"a","function":{"name":"check","arguments":"{\"x\":"}})") +
                        calls_chunk(R"({"index":0,"id":"a","function":{"name":"check","arguments":"1}"}})") + stop)) ==
        R"(a check({"x":1}))");
    BOOST_TEST(
        calls_in(decode(calls_chunk(R"({"index":0,"id":"a","function":{"name":"check","arguments":"{\"x\":"}})") +
                        calls_chunk(R"({"index":0,"id":"b","function":{"name":"","arguments":"1}"}})") + stop)) ==
            R"(a check({"x":1}))",
        "vLLM made another id for every piece");
    BOOST_TEST(
        calls_in(decode(calls_chunk(R"({"index":0,"id":"a","function":{"name":"check","arguments":"{\"x\":1"}})") +
                        calls_chunk(R"({"index":2,"id":"a","function":{"name":"check","arguments":"}"}})") + stop)) ==
            R"(a check({"x":1}))",
        "LocalAI repeats a call at another index");
}

BOOST_AUTO_TEST_CASE(whole_calls_in_one_chunk_are_told_apart_whatever_their_index)
{
    const std::string expected = R"(a check({"x":1}); b check({"x":2}))";
    const auto with = [](std::string_view index) {
        return decode(
            calls_chunk("{" + std::string{index} + R"("id":"a","function":{"name":"check","arguments":"{\"x\":1}"}})") +
            calls_chunk("{" + std::string{index} + R"("id":"b","function":{"name":"check","arguments":"{\"x\":2}"}})") +
            stop + done);
    };
    BOOST_TEST(calls_in(with("\"index\":0,")) == expected, "ollama#15457: index 0 for all");
    BOOST_TEST(calls_in(with("")) == expected, "ollama#7881: no index");
}

BOOST_AUTO_TEST_CASE(calls_without_an_id_get_one)
{
    const auto d = decode(
        calls_chunk(
            R"({"function":{"name":"check","arguments":"{\"x\":1}"}},{"function":{"name":"check","arguments":"{\"x\":2}"}})") +
        calls_chunk(R"({"id":"","function":{"name":"find","arguments":"{}"}})") + stop);
    BOOST_REQUIRE(d.got);
    BOOST_REQUIRE(d.got->said.calls.size() == 3U);
    std::set<std::string> ids;
    for (const auto& call : d.got->said.calls)
    {
        BOOST_TEST(call.id.size() == 9U);
        ids.insert(call.id);
    }
    BOOST_TEST(ids.size() == 3U);
    BOOST_TEST(d.got->said.calls[1].arguments == R"({"x":2})");
}

BOOST_AUTO_TEST_CASE(arguments_may_be_an_object_null_or_missing)
{
    BOOST_TEST(calls_in(decode(whole(R"({"content":null,"tool_calls":[
                   {"id":"a","type":"function","function":{"name":"check","arguments":{"title":"Dune"}}},
                   {"id":"b","function":{"name":"now","arguments":null}},
                   {"id":"c","function":{"name":"now"}}]})"))) == R"(a check({"title":"Dune"}); b now(); c now())");
}

BOOST_AUTO_TEST_CASE(malformed_arguments_are_kept_as_the_model_wrote_them)
{
    BOOST_TEST(calls_in(decode(
                   whole(R"({"tool_calls":[{"id":"a","function":{"name":"check","arguments":"{title: Dune"}}]})"))) ==
               "a check({title: Dune)");
}

BOOST_AUTO_TEST_CASE(entries_that_are_no_calls_are_left_out)
{
    BOOST_TEST(calls_in(decode(whole(
                   R"({"content":"a","tool_calls":[7,null,{},{"id":"x","function":{}},{"function":"f"}]})"))) == "");
    BOOST_TEST(calls_in(decode(whole(R"({"content":"a","tool_calls":null})"))) == "");
}

BOOST_AUTO_TEST_CASE(text_and_calls_may_come_together)
{
    const auto d = decode(text_chunk("Let me look.") +
                          calls_chunk(R"({"index":0,"id":"a","function":{"name":"check","arguments":"{}"}})") + stop);
    BOOST_TEST(calls_in(d) == "a check({})");
    BOOST_TEST(d.got->said.text == "Let me look.");
}

BOOST_AUTO_TEST_SUITE_END()
