// SPDX-License-Identifier: MIT
#include "core/openai/codec.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <vector>

using namespace reeld;
namespace json = boost::json;

namespace
{

const openai::heading head{"chatcmpl-1", 1'700'000'000, "reel"};

conversation::run_result answer(std::string text)
{
    conversation::run_result out;
    out.text = std::move(text);
    out.used = {100, 20};
    out.finish_reason = "stop";
    return out;
}

conversation::run_result handed_over()
{
    auto out = answer("");
    out.client_calls = {{"a", "light", R"({"on":true})", {{"extra_content", "s"}}}, {"b", "now", ""}};
    out.client_extra = {{"reasoning", "They want light."}};
    out.finish_reason = "tool_calls";
    return out;
}

/// The data of each event.
std::vector<std::string> events(std::string_view stream)
{
    std::vector<std::string> out;
    while (!stream.empty())
    {
        BOOST_REQUIRE(stream.starts_with("data: "));
        const auto end = stream.find("\n\n");
        BOOST_REQUIRE(end != stream.npos);
        out.emplace_back(stream.substr(6, end - 6));
        stream.remove_prefix(end + 2);
    }
    return out;
}

const json::value& first_choice(const json::value& chunk)
{
    return chunk.at("choices").at(0);
}

} // namespace

BOOST_AUTO_TEST_SUITE(responses)

BOOST_AUTO_TEST_CASE(an_answer_counts_the_tokens_of_all_rounds)
{
    const auto said = json::parse(openai::completion_json(head, answer("Yes.")));
    BOOST_TEST(said.at("id").as_string() == "chatcmpl-1");
    BOOST_TEST(said.at("object").as_string() == "chat.completion");
    BOOST_TEST(said.at("model").as_string() == "reel");
    BOOST_TEST(json::serialize(first_choice(said)) ==
               R"({"index":0,"message":{"role":"assistant","content":"Yes.","refusal":null},"logprobs":null,)"
               R"("finish_reason":"stop"})");
    BOOST_TEST(json::serialize(said.at("usage")) ==
               R"({"prompt_tokens":100,"completion_tokens":20,"total_tokens":120})");
}

BOOST_AUTO_TEST_CASE(a_clients_calls_are_handed_over_as_the_model_wrote_them)
{
    const auto said = json::parse(openai::completion_json(head, handed_over()));
    const auto& message = first_choice(said).at("message");
    BOOST_TEST(message.at("content").is_null());
    BOOST_TEST(message.at("reasoning").as_string() == "They want light.");
    BOOST_TEST(
        json::serialize(message.at("tool_calls")) ==
        R"([{"id":"a","type":"function","function":{"name":"light","arguments":"{\"on\":true}"},"extra_content":"s"},)"
        R"({"id":"b","type":"function","function":{"name":"now","arguments":"{}"}}])");
    BOOST_TEST(first_choice(said).at("finish_reason").as_string() == "tool_calls");
}

BOOST_AUTO_TEST_CASE(a_stream_begins_with_the_role_and_ends_with_usage_and_done)
{
    openai::chunks chunks{head, true};
    auto stream = chunks.text("Y\"es");
    stream += chunks.text(".");
    stream += chunks.end(answer("Y\"es."));
    const auto said = events(stream);
    BOOST_REQUIRE(said.size() == 6u);
    BOOST_TEST(json::serialize(first_choice(json::parse(said[0])).at("delta")) ==
               R"({"role":"assistant","content":""})");
    BOOST_TEST(first_choice(json::parse(said[1])).at("delta").at("content").as_string() == "Y\"es");
    BOOST_TEST(json::parse(said[1]).at("usage").is_null());
    BOOST_TEST(first_choice(json::parse(said[3])).at("finish_reason").as_string() == "stop");
    BOOST_TEST(json::parse(said[4]).at("choices").as_array().empty());
    BOOST_TEST(json::parse(said[4]).at("usage").at("total_tokens").as_int64() == 120);
    BOOST_TEST(said[5] == "[DONE]");
}

BOOST_AUTO_TEST_CASE(a_stream_of_calls_numbers_them)
{
    openai::chunks chunks{head, false};
    const auto said = events(chunks.end(handed_over()));
    BOOST_REQUIRE(said.size() == 4u); // the role, the calls, the end, [DONE]
    const auto second = json::parse(said[1]);
    BOOST_TEST(first_choice(second).at("delta").at("reasoning").as_string() == "They want light.");
    const auto& calls = first_choice(second).at("delta").at("tool_calls").as_array();
    BOOST_TEST(calls.at(1).at("index").as_int64() == 1);
    BOOST_TEST(!second.as_object().contains("usage"));
    BOOST_TEST(first_choice(json::parse(said[2])).at("finish_reason").as_string() == "tool_calls");
}

BOOST_AUTO_TEST_CASE(a_failure_has_the_form_and_the_status_that_clients_know)
{
    const auto describe = [](reel::error e) {
        const auto said = openai::describe(e);
        const auto error = json::parse(said.body).at("error");
        return std::to_string(said.status) + " " + std::string{error.at("type").as_string()};
    };
    using enum reel::errc;
    BOOST_TEST(describe({bad_argument, "x"}) == "400 invalid_request_error");
    BOOST_TEST(describe(reel::error{bad_argument, "x"}.with_status(413)) == "413 invalid_request_error");
    BOOST_TEST(describe({not_ready, "x"}) == "429 rate_limit_error");
    for (const auto away : {connection, timeout, unauthorized, upstream, validation, unconfigured, cancelled})
        BOOST_TEST(describe({away, "x"}) == "503 server_error");
    for (const auto stays : {unconfigured, unauthorized, validation, unconfirmed})
        BOOST_TEST(openai::describe({stays, "x"}).for_good);
    BOOST_TEST(openai::describe(reel::error{upstream, "x"}.with_status(400)).for_good);
    for (const auto passes : {connection, timeout, cancelled, not_ready})
        BOOST_TEST(!openai::describe({passes, "x"}).for_good);
    BOOST_TEST(!openai::describe(reel::error{upstream, "x"}.with_status(502)).for_good);
    const auto pointed = openai::describe(reel::error{bad_argument, "x"}.at("/messages/2/content"));
    BOOST_TEST(json::parse(pointed.body).at("error").at("param").as_string() == "messages[2].content");
    BOOST_TEST(openai::in_openais_form(401, R"({"error":"who are you?"})") ==
               R"({"error":{"message":"who are you?","type":"invalid_request_error","param":null,"code":null}})");
    for (const auto* other : {"", "[1]", R"({"error":{"message":"x"}})"})
        BOOST_TEST(openai::in_openais_form(500, other) == "");
    const auto unknown = openai::no_such_model("gpt", {"reel", "small"});
    BOOST_TEST(unknown.status == 404);
    BOOST_TEST(json::parse(unknown.body).at("error").at("code").as_string() == "model_not_found");
}

BOOST_AUTO_TEST_SUITE_END()
