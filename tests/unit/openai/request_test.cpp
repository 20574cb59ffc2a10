// SPDX-License-Identifier: MIT
#include "core/openai/codec.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace reeld;
using model::speaker;
using openai::read_request;

namespace
{

/// What is wrong with it, and where.
std::string refusal(std::string_view body)
{
    const auto read = read_request(body);
    BOOST_REQUIRE_MESSAGE(!read, "taken: " << body);
    BOOST_TEST((read.error().kind() == reel::errc::bad_argument));
    return read.error().pointer() + ": " + read.error().message();
}

std::string with_message(std::string_view message)
{
    return R"({"messages":[)" + std::string{message} + "]}";
}

} // namespace

BOOST_AUTO_TEST_SUITE(requests)

BOOST_AUTO_TEST_CASE(instructions_at_the_beginning_are_told_apart_from_what_is_said)
{
    const auto read = read_request(R"({"model":"reel","messages":[
        {"role":"system","content":"Be brief."},
        {"role":"developer","content":[{"type":"text","text":"No lists."}]},
        {"role":"user","content":"Do I have Dune?"},
        {"role":"assistant","content":"Yes."},
        {"role":"system","content":"It is late."},
        {"role":"user","content":[{"type":"text","text":"And"},{"type":"text","text":"Alien?"}]}]})");
    BOOST_REQUIRE(read);
    BOOST_TEST(read->model == "reel");
    BOOST_TEST(read->instructions == "Be brief.\n\nNo lists.");
    BOOST_REQUIRE(read->messages.size() == 4u);
    BOOST_TEST((read->messages[2].from == speaker::system), "an instruction in between stays where it is");
    BOOST_TEST(read->messages[3].text == "And\nAlien?");
    BOOST_TEST(!read->stream);
    BOOST_TEST(!read->include_usage);
}

BOOST_AUTO_TEST_CASE(calls_and_their_results_are_read)
{
    const auto read = read_request(R"({"messages":[
        {"role":"user","content":"Light on"},
        {"role":"assistant","content":null,"tool_calls":[
            {"id":"a","type":"function","function":{"name":"light","arguments":"{\"on\":true}"},"extra_content":"s"}],
         "reasoning_content":"They want light.","audio":null},
        {"role":"tool","tool_call_id":"a","content":"done"}]})");
    BOOST_REQUIRE(read);
    BOOST_REQUIRE(read->messages.size() == 3u);
    BOOST_REQUIRE(read->messages[1].calls.size() == 1u);
    BOOST_TEST(read->messages[1].calls[0].arguments == R"({"on":true})");
    BOOST_TEST(boost::json::serialize(read->messages[1].calls[0].extra) == R"({"extra_content":"s"})");
    BOOST_TEST(boost::json::serialize(read->messages[1].extra) == R"({"reasoning_content":"They want light."})");
    BOOST_TEST((read->messages[2].from == speaker::tool));
    BOOST_TEST(read->messages[2].call_id == "a");
}

BOOST_AUTO_TEST_CASE(a_clients_tools_are_kept_as_they_came)
{
    const std::string light =
        R"({"type":"function","function":{"name":"light","strict":true,"parameters":{"type":"object"}},"cache":1})";
    const auto read = read_request(R"({"messages":[{"role":"user","content":"x"}],"tools":[)" + light +
                                   R"(,{"function":{"name":"now"}}]})");
    BOOST_REQUIRE(read);
    BOOST_REQUIRE(read->tools.size() == 2u);
    BOOST_TEST(read->tools[0].name == "light");
    BOOST_TEST(*read->tools[0].written == light);
    BOOST_TEST(*read->tools[1].written == R"({"function":{"name":"now"},"type":"function"})");
}

BOOST_AUTO_TEST_CASE(what_the_model_understands_is_passed_on_and_nothing_else)
{
    const auto read = read_request(R"({"messages":[{"role":"user","content":"x"}],"temperature":0.2,"max_tokens":50,
        "tool_choice":"auto","seed":null,"store":true,"metadata":{"a":"b"},"n":1,
        "stream":true,"stream_options":{"include_usage":true}})");
    BOOST_REQUIRE(read);
    BOOST_TEST(boost::json::serialize(read->more) == R"({"temperature":2E-1,"max_tokens":50,"tool_choice":"auto"})");
    BOOST_TEST(read->stream);
    BOOST_TEST(read->include_usage);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_done_is_refused_where_it_stands)
{
    BOOST_TEST(refusal("[]") == ": the body must be a JSON object");
    BOOST_TEST(refusal("{") == ": the body must be a JSON object");
    BOOST_TEST(refusal("{}").starts_with("/messages: "));
    BOOST_TEST(refusal(R"({"messages":[]})").starts_with("/messages: "));
    BOOST_TEST(refusal(with_message(R"({"role":"system","content":"x"})")).starts_with("/messages: "));
    BOOST_TEST(refusal(with_message("1")).starts_with("/messages/0: "));
    BOOST_TEST(refusal(with_message(R"({"role":"function","content":"x"})")).starts_with("/messages/0/role: "));
    BOOST_TEST(refusal(with_message(R"({"role":"user","content":3})")).starts_with("/messages/0/content: "));
    BOOST_TEST(
        refusal(with_message(R"({"role":"user","content":[{"type":"image_url","image_url":{"url":"data:,"}}]})")) ==
        "/messages/0/content: only text can be read here, no pictures, files or sound");
    BOOST_TEST(refusal(with_message(R"({"role":"tool","content":"x"})")).starts_with("/messages/0/tool_call_id: "));
    BOOST_TEST(refusal(with_message(R"({"role":"assistant","tool_calls":[{"id":"a"}]})"))
                   .starts_with("/messages/0/tool_calls/0: "));
    const std::string said = R"({"messages":[{"role":"user","content":"x"}],)";
    BOOST_TEST(refusal(said + R"("n":2})").starts_with("/n: "));
    BOOST_TEST(refusal(said + R"("stream":"yes"})").starts_with("/stream: "));
    BOOST_TEST(refusal(said + R"("model":7})").starts_with("/model: "));
    BOOST_TEST(refusal(said + R"("functions":[]})").starts_with("/functions: "));
    BOOST_TEST(refusal(said + R"("tools":[{"type":"web_search"}]})").starts_with("/tools/0: "));
    BOOST_TEST(refusal(said + R"("tools":[{"function":{"name":""}}]})").starts_with("/tools/0/function/name: "));
}

BOOST_AUTO_TEST_SUITE_END()
