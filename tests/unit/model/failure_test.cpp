// SPDX-License-Identifier: MIT
#include "core/model/failure.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace reeld::model;

namespace
{

std::string told(const reel::error& e)
{
    return std::string{to_string(e.kind())} + ": " + e.message();
}

} // namespace

BOOST_AUTO_TEST_SUITE(failures)

BOOST_AUTO_TEST_CASE(each_status_says_what_to_do)
{
    BOOST_TEST(told(refused(401, R"({"error":{"message":"Incorrect API key provided"}})")) ==
               "unauthorized: The language model refused the key; set a valid one in models in reeld.yaml");
    BOOST_TEST(
        told(refused(404, R"({"error":{"message":"model \"x\" not found, try pulling it first"}})")) ==
        "unconfigured: The language model is not found; check url (it ends in /v1) and model of models in reeld.yaml");
    BOOST_TEST(told(refused(429, "{}")) == "upstream: The language model is asked too often; try again in a minute");
    BOOST_TEST(told(refused(400, R"({"error":"x does not support tools"})")) ==
               "upstream: The language model did not understand the request; the log says what it answered");
    BOOST_TEST(told(refused(503, "")) ==
               "upstream: The language model has a trouble of its own; try again in a moment");
    BOOST_TEST(told(refused(403, R"({"error":{"message":"Your input was flagged","code":403}})")) ==
               "upstream: The language model declined to answer; ask in another way");
    BOOST_TEST(told(refused(403, R"({"error":{"message":"Country not supported"}})")) ==
               "unauthorized: The language model may not be used with this key; check key and model of models in "
               "reeld.yaml");
    BOOST_TEST(
        told(*told_error(boost::json::parse(R"x({"error":"Unexpected endpoint or method. (POST /chat/completions)"})x")
                             .as_object())) ==
        "unconfigured: The language model is not found; check url (it ends in /v1) and model of models in reeld.yaml");
}

BOOST_AUTO_TEST_CASE(the_servers_words_are_kept_apart_from_ours)
{
    const auto e = refused(502, "<html><head><title>x</title></head><body><h1>502 Bad Gateway</h1></body></html>");
    BOOST_TEST(e.upstream_text() == "502 Bad Gateway");
    BOOST_TEST(e.status() == 502);
    BOOST_TEST(refused(400, R"({"error":{"message":"no\nway"}})").upstream_text() == "no way");
    BOOST_TEST(refused(400, R"({"detail":"of FastAPI"})").upstream_text() == "of FastAPI");
}

BOOST_AUTO_TEST_CASE(the_words_and_the_code_of_whoever_is_behind_a_broker_count)
{
    const auto e = refused(400, R"({"error":{"message":"Provider returned error","code":400,
        "metadata":{"provider_name":"x","raw":"{\"error\":\"tools are not supported\"}"}}})");
    BOOST_TEST(e.upstream_text() == R"(Provider returned error: {"error":"tools are not supported"})");
    const auto told_in_stream = told_error(
        boost::json::parse(R"({"error":{"message":"x","code":"429","metadata":{"raw":{"a":1}}}})").as_object());
    BOOST_REQUIRE(told_in_stream);
    BOOST_TEST(told_in_stream->status() == 429);
    BOOST_TEST(told_in_stream->upstream_text() == R"(x: {"a":1})");
}

BOOST_AUTO_TEST_CASE(a_conversation_that_is_too_long_is_told_from_other_refusals)
{
    for (
        const auto* said :
        {R"({"error":{"message":"too big","code":"context_length_exceeded"}})",
         R"({"error":{"code":500,"message":"Context size has been exceeded.","type":"server_error"}})",
         R"({"error":{"message":"This model's maximum context length is 4096 tokens","type":"BadRequestError","code":400}})",
         R"({"error":"Trying to keep the first 5000 tokens when context overflows; the model's context length is 4096"})",
         R"({"error":{"message":"prompt is too long: 205000 tokens > 200000 maximum"}})",
         R"({"error":{"message":"input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000"}})",
         R"({"error":{"message":"Provider returned error","metadata":{"raw":"The input token count (1050000) exceeds the maximum number of tokens allowed (1048576)."}}})"})
    {
        const auto e = refused(400, said);
        BOOST_TEST(told(e) ==
                       "bad_argument: The conversation is longer than the language model can read; start a new one",
                   said);
        BOOST_TEST(!worth_repeating(refused(500, said)), "it will not become shorter by asking again");
    }
}

BOOST_AUTO_TEST_CASE(an_account_without_credit_is_not_asked_again)
{
    const auto e =
        refused(429, R"({"error":{"message":"You exceeded your current quota","type":"insufficient_quota"}})");
    BOOST_TEST(told(e) ==
               "unauthorized: The language model's account has no credit left; add some, or set another model");
    BOOST_TEST(!worth_repeating(e));
    BOOST_TEST(!worth_repeating(refused(402, "{}")));
}

BOOST_AUTO_TEST_CASE(what_may_pass_is_worth_repeating)
{
    for (int status : {408, 429, 500, 502, 503, 504, 529})
        BOOST_TEST(worth_repeating(refused(status, "")), status);
    for (int status : {400, 401, 403, 404, 413, 422, 501})
        BOOST_TEST(!worth_repeating(refused(status, "")), status);
    BOOST_TEST(worth_repeating({reel::errc::connection, ""}));
    BOOST_TEST(!worth_repeating({reel::errc::timeout, ""}));
}

BOOST_AUTO_TEST_SUITE_END()
