// SPDX-License-Identifier: MIT
// The shapes of a text answer: event streams and whole objects as OpenAI-compatible servers write them.
#include "tests/unit/model/chunks.hpp"

using namespace model_test;

BOOST_AUTO_TEST_SUITE(stream_decoder)

BOOST_AUTO_TEST_CASE(text_is_passed_on_as_it_arrives)
{
    const auto d = decode(
        chunk(R"({"role":"assistant","content":""})") + text_chunk("You have ") + text_chunk("it.") + stop +
        R"(data: {"model":"m-1","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":3}})" + "\n\n" + done);
    BOOST_REQUIRE(d.got);
    BOOST_TEST(d.heard == (std::vector<std::string>{"You have ", "it."}), boost::test_tools::per_element());
    BOOST_TEST(d.got->said.text == "You have it.");
    BOOST_TEST((d.got->said.from == reeld::model::speaker::assistant));
    BOOST_TEST(d.got->finish_reason == "stop");
    BOOST_TEST(d.got->used.prompt_tokens == 12);
    BOOST_TEST(d.got->used.completion_tokens == 3);
    BOOST_TEST(d.got->model == "m-1");
}

BOOST_AUTO_TEST_CASE(lines_may_end_in_any_way_and_comments_do_not_matter)
{
    std::string body = ": OPENROUTER PROCESSING\n\nevent: message\nid: 4\nretry: 10\n" + text_chunk("a") +
                       ": ping\n\n" + text_chunk("b") + stop + done;
    BOOST_TEST(decode(body).got->said.text == "ab");
    std::string crlf, cr;
    for (char c : body)
    {
        crlf += c == '\n' ? "\r\n" : std::string(1, c);
        cr += c == '\n' ? '\r' : c;
    }
    BOOST_TEST(decode(crlf).got->said.text == "ab");
    BOOST_TEST(decode(cr).got->said.text == "ab");
    BOOST_TEST(decode("\xEF\xBB\xBF" + body).got->said.text == "ab", "a byte order mark is not text");
}

BOOST_AUTO_TEST_CASE(events_may_lack_the_space_the_empty_line_and_the_end)
{
    auto tight = text_chunk("a") + text_chunk("b") + stop;
    tight.erase(5, 1);
    BOOST_TEST(decode(tight).got->said.text == "ab", "neither a space nor [DONE]");
    std::string single;
    for (std::size_t i = 0; i < tight.size(); ++i)
        if (tight[i] != '\n' || tight[i - 1] != '\n')
            single += tight[i];
    BOOST_TEST(decode(single).got->said.text == "ab", "one newline after each event");
    single.pop_back();
    BOOST_TEST(decode(single).got->said.text == "ab", "none after the last");
    BOOST_TEST(decode(text_chunk("a") + done).got->said.text == "a", "[DONE] without a finish_reason");
}

BOOST_AUTO_TEST_CASE(an_event_may_be_json_on_several_lines)
{
    const auto d = decode(
        "data: {\"choices\": [\ndata:   {\"delta\": {\"content\": \"a\"},\ndata:    \"finish_reason\": \"stop\"}\n"
        "data: ]}\n\n");
    BOOST_REQUIRE(d.got);
    BOOST_TEST(d.got->said.text == "a");
}

BOOST_AUTO_TEST_CASE(a_whole_answer_is_taken_though_a_stream_was_asked_for)
{
    const auto d = decode("\n" + whole(R"({"role":"assistant","content":"Yes."})"));
    BOOST_REQUIRE(d.got);
    BOOST_TEST(d.got->said.text == "Yes.");
    BOOST_TEST(d.heard.size() == 1U);
    BOOST_TEST(d.got->used.prompt_tokens == 7);
    BOOST_TEST(d.got->finish_reason == "stop");
}

BOOST_AUTO_TEST_CASE(content_may_be_null_missing_or_a_list_of_parts)
{
    BOOST_TEST(decode(chunk(R"({"content":null})") + chunk("{}") + chunk("null") + stop + done).got->said.text == "");
    BOOST_TEST(
        decode(
            whole(
                R"({"content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"a"},{"type":"text","text":"b"}]})"))
            .got->said.text == "ab");
    BOOST_TEST(decode(whole(R"({"content":null,"refusal":"I cannot help with that."})")).got->said.text ==
               "I cannot help with that.");
}

BOOST_AUTO_TEST_CASE(what_a_model_thinks_is_not_said)
{
    BOOST_TEST(
        decode(chunk(R"({"reasoning_content":"hm","reasoning":"hm"})") + text_chunk("a") + stop).got->said.text == "a");
    BOOST_TEST(decode(text_chunk("<thi") + text_chunk("nk>so, ") + text_chunk("</th") + text_chunk("ink>\\n\\nYes ") +
                      text_chunk("1 < 2 <b>") + stop)
                   .got->said.text == "Yes 1 < 2 <b>");
    BOOST_TEST(decode(whole(R"({"content":"<think>a</think> b <think>c</think>d</think>e"})")).got->said.text ==
               "b de");
    BOOST_TEST(decode(whole(R"({"content":"<think>cut off by max_tokens"})")).got->said.text == "");
    BOOST_TEST(decode(whole(R"({"content":"ends with <thin"})")).got->said.text == "ends with <thin");
}

BOOST_AUTO_TEST_CASE(a_character_split_over_two_chunks_becomes_one)
{
    const auto d = decode(text_chunk("caf\xC3") + text_chunk("\xA9 \xF0\x9F\x8D") + text_chunk("\xBF \xFF!") + stop);
    BOOST_REQUIRE(d.got);
    BOOST_TEST(d.got->said.text == "caf\u00e9 \U0001F37F \uFFFD!");
    BOOST_TEST(d.heard.front() == "caf");
    BOOST_TEST(decode(text_chunk("a\xC3") + stop).got->said.text == "a\uFFFD");
}

BOOST_AUTO_TEST_CASE(an_error_in_a_stream_is_an_error)
{
    const auto coded = decode(text_chunk("a") + "data: {\"error\":{\"code\":502,\"message\":\"Provider <b>down</b>\"},"
                                                "\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}]}\n\n");
    BOOST_TEST(failure_of(coded) == "upstream: The language model has a trouble of its own; try again in a moment");
    BOOST_TEST(coded.got.error().status() == 502);
    BOOST_TEST(coded.got.error().upstream_text() == "Provider down");
    BOOST_TEST(decode("data: {\"error\":\"out of memory\"}\n\n").got.error().upstream_text() == "out of memory");
    BOOST_TEST(decode("{\"object\":\"error\",\"message\":\"no such thing\",\"code\":404}").got.error().status() == 404);
    BOOST_TEST(failure_of(decode(R"({"error":{"code":400,"message":"too big","type":"exceed_context_size_error"}})")) ==
               "bad_argument: The conversation is longer than the language model can read; start a new one");
    for (const auto* reason : {"null", "\"error\""})
    {
        const auto chosen = decode(text_chunk("a") + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":" + reason +
                                   ",\"error\":{\"code\":502,\"message\":\"Upstream fell over\"}}]}\n\n" + done);
        BOOST_TEST(failure_of(chosen) ==
                   "upstream: The language model has a trouble of its own; try again in a moment");
        BOOST_TEST(chosen.got.error().upstream_text() == "Upstream fell over");
    }
    BOOST_TEST(!decode(whole(R"({"content":"You ha"})", "error")).got, "it says itself that this is not the answer");
    BOOST_TEST(!decode(text_chunk("You ha") + chunk("{}", "\"error\"") + done).got);
    BOOST_TEST(decode(R"({"error":null,)" + whole(R"({"content":"a"})").substr(1)).got->said.text == "a");
}

BOOST_AUTO_TEST_CASE(an_error_may_be_a_field_of_its_own)
{
    const std::string error =
        "error: {\"code\":400,\"message\":\"the prompt is longer\",\"type\":\"exceed_context_size_error\"}\n\n";
    for (const auto& before : {std::string{}, text_chunk("a"), text_chunk("a").substr(0, text_chunk("a").size() - 1)})
        BOOST_TEST(failure_of(decode(before + error + done)) ==
                   "bad_argument: The conversation is longer than the language model can read; start a new one");
    BOOST_TEST(decode("error: none so far\n" + text_chunk("a") + stop).got->said.text == "a");
}

BOOST_AUTO_TEST_CASE(an_answer_that_breaks_off_is_no_answer)
{
    for (const auto& body :
         {text_chunk("You have"), text_chunk("You have") + "data: {\"cho", std::string{": ping\n\n"}})
        BOOST_TEST(!decode_by(body, body.size()).got);
    BOOST_TEST(failure_of(decode(text_chunk("You have"))) ==
               "connection: The language model broke off in the middle of its answer");
}

BOOST_AUTO_TEST_CASE(what_is_no_chat_completion_is_told_so)
{
    const std::string message =
        "validation: What answers at the language model's address is not a chat completion; check "
        "url of models in reeld.yaml";
    for (const std::string body : {"<!DOCTYPE html><html>Sign in</html>", "{\"weather\":\"fine\"}", "{\"choices\":[]}",
                                   "{nonsense", "data: nonsense\n\n", "data: [1]\n\n", "data: [DONE]\n\n"})
        BOOST_TEST(failure_of(decode(body)) == message, body);
    BOOST_TEST(failure_of(decode("")) == "connection: The language model broke off in the middle of its answer");
}

BOOST_AUTO_TEST_SUITE_END()
