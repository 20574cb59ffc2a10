// SPDX-License-Identifier: MIT
// What the simulated model makes of questions without a script.
#include "tests/sim/model/improviser.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace reel_sim::model;
namespace json = boost::json;

namespace
{

offered_tool tool(std::string name, std::string description, const char* properties)
{
    return {std::move(name), std::move(description), json::parse(properties).as_object(), {}};
}

question ask(std::string user)
{
    question q;
    q.user = std::move(user);
    q.tools = {tool("shelf_check", "Tells whether a film or show exists in the library",
                    R"({"title":{},"type":{},"year":{}})"),
               tool("shelf_holes", "Lists shows that lack episodes: gaps", R"({"title":{}})"),
               tool("find_anything", "Discover films by genre",
                    R"({"genre":{},"type":{},"yearFrom":{},"yearTo":{},"onlyMissing":{}})"),
               tool("diary", "Lists what was watched", R"({"since":{}})")};
    return q;
}

std::string said(const utterance& u)
{
    std::string out = u.text;
    for (const auto& call : u.calls)
        out += (out.empty() ? "" : "; ") + call.name + call.arguments;
    return out;
}
std::string answer(std::string user)
{
    return said(improvise(ask(std::move(user))));
}

} // namespace

BOOST_AUTO_TEST_SUITE(improviser)

BOOST_AUTO_TEST_CASE(the_questions_of_the_demo_lead_to_the_fitting_tool)
{
    BOOST_TEST(answer("do I have the movie Dune (2021)?") ==
               R"(shelf_check{"title":"Dune","year":2021,"type":"movie"})");
    BOOST_TEST(answer("Which seasons of The Expanse am I missing?") ==
               R"(shelf_check{"title":"The Expanse","type":"show"})");
    BOOST_TEST(answer("is the show Severance in my library?") == R"(shelf_check{"title":"Severance","type":"show"})");
    BOOST_TEST(answer("what did I watch last week?") == R"(diary{"since":"last week"})");
    BOOST_TEST(answer("sci-fi films from the 90s I do not own") ==
               R"(find_anything{"type":"movie","genre":"sci-fi","yearFrom":1990,"yearTo":1999,"onlyMissing":true})");
    BOOST_TEST(answer("which shows am I missing episodes of?") == "shelf_holes{}");
}

BOOST_AUTO_TEST_CASE(a_title_that_may_be_a_film_or_a_show_is_asked_for_as_both)
{
    BOOST_TEST(answer("Do I have Fargo?") ==
               R"(shelf_check{"title":"Fargo","type":"movie"}; shelf_check{"title":"Fargo","type":"show"})");
    auto q = ask("Do I have Fargo?");
    q.results = {R"({"found":false,"message":"No film Fargo."})",
                 R"(Data: {"found":true,"message":"You have Fargo."} end)"};
    BOOST_TEST(said(improvise(q)) == "You have Fargo.");
    q.results = {R"({"found":false,"message":"No film Fargo."})", R"({"verdict":"absent","message":"No show Fargo."})"};
    BOOST_TEST(said(improvise(q)) == "No film Fargo.");
}

BOOST_AUTO_TEST_CASE(errors_and_text_that_is_no_json_are_retold)
{
    auto q = ask("Do I have Fargo?");
    q.results = {R"({"error":{"kind":"not_ready","message":"Still loading."}})"};
    BOOST_TEST(said(improvise(q)) == "Still loading.");
    q.results = {"no idea"};
    BOOST_TEST(said(improvise(q)) == "no idea");
}

BOOST_AUTO_TEST_CASE(without_a_fitting_tool_it_says_so)
{
    auto q = ask("Do I have Fargo?");
    q.tools.clear();
    BOOST_TEST(said(improvise(q)) == "I have no tool for that here.");
    BOOST_TEST(answer("hello").starts_with("I know a few questions only"));
}

BOOST_AUTO_TEST_SUITE_END()
