// SPDX-License-Identifier: MIT
// Scripts of the simulated model: what fits, what is refused, and what the real API would not accept.
#include "tests/sim/model/script.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace reel_sim::model;
namespace json = boost::json;

namespace
{

script read(const char* text)
{
    return script{json::parse(text).as_array()};
}

std::string mistake_in(const char* body)
{
    std::string mistake;
    return read_question(body, mistake) ? "none" : mistake;
}

} // namespace

BOOST_AUTO_TEST_SUITE(scripts)

BOOST_AUTO_TEST_CASE(the_first_exchange_that_fits_is_taken_once)
{
    auto s = read(R"([{"expect":{"user":"dune","round":0},"reply":{"text":"a"}},
                      {"expect":{"user":["do i","DUNE"]},"reply":{"text":"b"},"times":2}])");
    question q;
    q.user = "Do I have Dune?";
    std::string why;
    BOOST_TEST(s.take(q, why)->say.text == "a");
    BOOST_TEST(s.take(q, why)->say.text == "b");
    BOOST_TEST(s.left() == 1U);
    q.rounds = 3;
    BOOST_TEST(s.take(q, why)->say.text == "b");
    BOOST_TEST(!s.take(q, why));
    BOOST_TEST(why == "the script expected none of this (user: 'Do I have Dune?', round 3); it has come to its end");
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_told_with_what_was_expected)
{
    auto s = read(R"([{"expect":{"tools":["check"]},"reply":{}},{"expect":{"noTools":["drop"]},"reply":{}},
                      {"expect":{"results":"season 3"},"reply":{}},{"expect":{"system":"Plex"},"reply":{}}])");
    question q;
    q.user = "hi";
    q.tools = {{"drop", "", {}, {}}};
    std::string why;
    BOOST_TEST(!s.take(q, why));
    BOOST_TEST(
        why ==
        R"(the script expected none of this (user: 'hi', round 0); not {"tools":["check"]}: the tool 'check' is not )"
        R"(offered; not {"noTools":["drop"]}: the tool 'drop' is offered; not {"results":"season 3"}: no result of )"
        R"(a tool says 'season 3'; not {"system":"Plex"}: the system messages do not say 'Plex')");
}

BOOST_AUTO_TEST_CASE(mistakes_in_a_script_are_refused)
{
    for (const auto* text :
         {R"([{"reply":{"txt":"a"}}])", R"([{"expect":{"user":"a"}}])", R"([{"reply":{"quirks":["odd"]}}])",
          R"([{"fault":{"status":500,"cut":1}}])", R"([{"fault":{}}])", R"([{"repl":{}}])"})
        BOOST_CHECK_THROW(read(text), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(questions_are_held_to_the_rules_of_the_api)
{
    BOOST_TEST(mistake_in(R"({"model":"m","messages":[{"role":"user","content":"a"}]})") == "none");
    BOOST_TEST(mistake_in(R"({"messages":[]})") == "you must provide a model parameter");
    BOOST_TEST(mistake_in(R"({"model":"m","messages":[{"role":"tool","content":"a","tool_call_id":"x"}]})") ==
               "a message of a tool must answer one of the calls before it ('x' is none)");
    BOOST_TEST(mistake_in(R"({"model":"m","messages":[{"role":"assistant","content":null,"tool_calls":[
                   {"id":"x","function":{"name":"a","arguments":"{}"}}]},{"role":"user","content":"b"}]})") ==
               "the call 'x' has no message of a tool that answers it");
    BOOST_TEST(mistake_in(R"({"model":"m","messages":[{"role":"user","content":null}]})") ==
               "a message needs 'content'");
    BOOST_TEST(mistake_in(R"({"model":"m","messages":[{"role":"robot","content":""}]})") == "there is no role 'robot'");
}

BOOST_AUTO_TEST_SUITE_END()
