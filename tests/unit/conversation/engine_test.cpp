// SPDX-License-Identifier: MIT
// The engine without anything around it: what happened, and what is to be done next.
#include "core/conversation/engine.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace reeld::conversation;
namespace model = reeld::model;
using namespace std::chrono_literals;

namespace
{

struct engine_fixture
{
    engine_fixture()
    {
        s.asked.messages = {{model::speaker::system, "prompt", {}, {}},
                            {model::speaker::user, "do I have Dune?", {}, {}}};
        s.own = s.asked.messages.size();
        s.asked.tools.push_back({"check", {}});
        s.destructive_tools = {"erase"};
        BOOST_TEST(std::holds_alternative<todo::ask_model>(step(s, happened::started{})));
    }

    action replied(std::string text, std::vector<model::tool_call> calls = {}, std::string why = "stop")
    {
        model::reply reply;
        reply.said = {model::speaker::assistant, std::move(text), std::move(calls), {}};
        reply.finish_reason = std::move(why);
        reply.used = {10, 1};
        return step(s, happened::replied{std::move(reply)});
    }
    action ended(std::vector<std::string> results)
    {
        happened::tools_ended what;
        for (auto& json : results)
            what.results.push_back({reel::tool_result{std::move(json), {}}, {}});
        return step(s, std::move(what));
    }
    const model::message& last() const { return s.asked.messages.back(); }

    state s;
};

std::string text_of(const action& a)
{
    return std::get<todo::answer>(a).text;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(conversation_engine, engine_fixture)

BOOST_AUTO_TEST_CASE(how_a_model_came_to_its_calls_is_kept_and_speaks_of_them_by_their_new_names)
{
    model::reply reply;
    reply.said = {model::speaker::assistant, "", {{"a", "check", "{}", {{"extra_content", "s"}}}}, {}};
    reply.said.extra =
        boost::json::parse(R"({"reasoning_details":[{"id":"a","data":"x"},{"id":"other"},7]})").as_object();
    step(s, happened::replied{std::move(reply)});
    const auto& said = last();
    BOOST_REQUIRE(said.calls.size() == 1U);
    BOOST_TEST(said.calls[0].id != "a");
    BOOST_TEST(said.calls[0].extra.at("extra_content").as_string() == "s");
    const auto& details = said.extra.at("reasoning_details").as_array();
    BOOST_TEST(details[0].at("id").as_string() == said.calls[0].id);
    BOOST_TEST(details[1].at("id").as_string() == "other");
}

BOOST_AUTO_TEST_CASE(text_without_calls_is_the_answer)
{
    BOOST_TEST(text_of(replied("Yes.")) == "Yes.");
    BOOST_TEST(s.used.prompt_tokens == 10);
}

BOOST_AUTO_TEST_CASE(calls_are_made_whatever_the_finish_reason_says)
{
    const auto next = replied("", {{"1", "check", R"({"title":"Dune"})"}}, "stop");
    BOOST_REQUIRE(std::holds_alternative<todo::call_tools>(next));
    BOOST_REQUIRE(s.calls.size() == 1u);
    BOOST_TEST(s.calls[0].args.at("title") == "Dune");
    BOOST_TEST(std::holds_alternative<todo::ask_model>(ended({R"({"found":true})"})));
    BOOST_TEST(last().call_id == s.asked.messages[s.asked.messages.size() - 2].calls[0].id);
    BOOST_TEST(last().text == R"(<data from="check">{"found":true}</data>)");
}

BOOST_AUTO_TEST_CASE(results_stand_in_the_order_of_the_calls)
{
    replied("", {{"a", "check", "{}"}, {"b", "check", "not json"}, {"c", "check", ""}});
    BOOST_TEST(s.calls.size() == 2u);
    ended({"{\"n\":1}", "{\"n\":2}"});
    const auto& said = s.asked.messages;
    BOOST_REQUIRE(said.size() == 6u);
    BOOST_TEST(said[3].text.find("\"n\":1") != std::string::npos);
    BOOST_TEST(said[4].text.find("not valid JSON") != std::string::npos);
    BOOST_TEST(said[5].text.find("\"n\":2") != std::string::npos);
    BOOST_TEST(said[4].call_id == said[2].calls[1].id);
}

BOOST_AUTO_TEST_CASE(malformed_arguments_go_back_as_an_error)
{
    const auto next = replied("", {{"1", "check", R"({"title": "Du)"}});
    BOOST_TEST(std::holds_alternative<todo::ask_model>(next));
    BOOST_TEST(last().text.find("not valid JSON") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(arguments_that_are_no_object_are_an_error_and_none_are_an_empty_one)
{
    replied("", {{"1", "check", "[1]"}, {"2", "check", "null"}, {"3", "check", " "}});
    BOOST_REQUIRE(s.calls.size() == 2u);
    BOOST_TEST(s.calls[0].args.as_object().empty());
    BOOST_TEST(s.calls[1].args.as_object().empty());
}

BOOST_AUTO_TEST_CASE(more_calls_than_a_round_may_have_are_refused_and_answered)
{
    std::vector<model::tool_call> many;
    for (int i = 0; i < 20; ++i)
        many.push_back({std::to_string(i), "check", "{}"});
    replied("", many);
    BOOST_TEST(s.calls.size() == 16u);
    ended(std::vector<std::string>(16, "{}"));
    BOOST_TEST(s.asked.messages.size() == 2u + 1u + 20u);
    BOOST_TEST(last().text.find("too many calls") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(after_ten_rounds_the_model_answers_without_tools)
{
    action next = todo::ask_model{};
    for (int round = 0; round < 10; ++round)
    {
        BOOST_TEST(!s.asked.tools.empty());
        BOOST_REQUIRE(std::holds_alternative<todo::call_tools>(replied("", {{"1", "check", "{}"}})));
        next = ended({"{}"});
    }
    BOOST_TEST(std::holds_alternative<todo::ask_model>(next));
    BOOST_TEST(s.asked.more.at("tool_choice") == "none");
    BOOST_TEST(!s.asked.tools.empty(), "some servers refuse results of tools that they are not told of");
    BOOST_TEST(s.asked.messages.front().text.find("cannot call tools any more") != std::string::npos);
    BOOST_TEST(std::holds_alternative<todo::ask_model>(replied("", {{"1", "check", "{}"}})));
    BOOST_TEST(s.asked.tools.empty(), "a server that calls all the same is not told of any");
    BOOST_TEST(text_of(replied("", {{"1", "check", "{}"}})).find("could not put an answer together") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_blank_answer_is_asked_for_once_more_and_never_goes_out)
{
    BOOST_TEST(std::holds_alternative<todo::ask_model>(replied(" \n")));
    BOOST_TEST(!text_of(replied("")).empty());
}

BOOST_AUTO_TEST_CASE(a_tool_error_is_told_to_the_model_with_its_place)
{
    replied("", {{"1", "check", "{}"}});
    happened::tools_ended what;
    what.results.push_back({reel::error{reel::errc::bad_argument, "title is missing"}.at("/title"), {}});
    step(s, std::move(what));
    BOOST_TEST(last().text ==
               R"(<data from="check">{"error":"title is missing","kind":"bad_argument","at":"/title"}</data>)");
}

BOOST_AUTO_TEST_CASE(a_call_that_needs_a_person_ends_the_turn_with_the_question_and_the_other_calls_keep_their_results)
{
    replied("", {{"1", "erase", "{}"}, {"2", "check", "{}"}});
    BOOST_TEST(s.calls.size() == 2u);
    happened::tools_ended what;
    reeld::confirm::pending asks;
    asks.token = "t";
    asks.preview = "Delete Dune?";
    what.results.push_back({reel::error{reel::errc::unconfirmed, "Delete Dune?"}, asks});
    what.results.push_back({reel::tool_result{"{}", {}}, {}});
    const auto next = step(s, std::move(what));
    BOOST_TEST(text_of(next) == "Delete Dune?\n\nReply yes to go ahead, or no to leave it.");
    BOOST_TEST(std::get<todo::answer>(next).asks->token == "t");
    BOOST_TEST(s.asked.messages.size() == 5u);
    BOOST_TEST(s.asked.messages[3].text.find("not done") != std::string::npos);
    BOOST_TEST(s.asked.messages[3].text.find("\"t\"") == std::string::npos); // the token is not for the model
}

BOOST_AUTO_TEST_CASE(a_person_is_asked_one_question_at_a_time)
{
    replied("", {{"1", "erase", R"({"title":"A"})"}, {"2", "erase", R"({"title":"B"})"}});
    BOOST_REQUIRE(s.calls.size() == 1u);
    BOOST_TEST(s.calls[0].args.at("title") == "A");
    BOOST_TEST(s.slots[1].result.find("one action at a time") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(calls_of_a_clients_own_tools_are_handed_over_untouched)
{
    s.client_tools = {"lights"};
    const auto next = replied("One moment.", {{"1", "check", "{}"}, {"2", "lights", "{ \"on\" : 1 }"}});
    BOOST_REQUIRE(std::holds_alternative<todo::hand_over>(next));
    const auto& handed = std::get<todo::hand_over>(next);
    BOOST_REQUIRE(handed.calls.size() == 1u);
    BOOST_TEST(handed.calls[0].arguments == "{ \"on\" : 1 }");
    BOOST_TEST(handed.text == "One moment.");
}

BOOST_AUTO_TEST_CASE(a_forced_tool_is_forced_once)
{
    s.asked.more["tool_choice"] = "required";
    replied("", {{"1", "check", "{}"}});
    ended({"{}"});
    BOOST_TEST(!s.asked.more.contains("tool_choice"));
}

BOOST_AUTO_TEST_CASE(a_conversation_too_long_for_the_model_is_asked_again_without_its_history)
{
    s.asked.messages.insert(s.asked.messages.begin() + 1,
                            {{model::speaker::user, "old", {}, {}}, {model::speaker::assistant, "older", {}, {}}});
    s.history = 2;
    s.own += 2;
    const reel::error too_long{reel::errc::bad_argument, "the conversation is longer than the model can read"};
    BOOST_TEST(std::holds_alternative<todo::ask_model>(step(s, happened::model_failed{too_long})));
    BOOST_REQUIRE(s.asked.messages.size() == 2u);
    BOOST_TEST(last().text == "do I have Dune?");
    BOOST_TEST(s.own == 2u);
    BOOST_TEST(std::holds_alternative<todo::give_up>(step(s, happened::model_failed{too_long})));
}

BOOST_AUTO_TEST_CASE(a_failure_of_the_model_is_given_up_on_unless_something_was_done_already)
{
    const reel::error away{reel::errc::connection, "The language model is not reachable"};
    auto confirmed = s;
    confirmed.instead_of_failure = "Dune was deleted";
    BOOST_TEST(std::get<todo::give_up>(step(s, happened::model_failed{away})).why.message() == away.message());
    BOOST_TEST(text_of(step(confirmed, happened::model_failed{away})) == "Dune was deleted");
}

BOOST_AUTO_TEST_CASE(when_the_time_is_up_the_model_has_the_last_word_if_there_is_anything_to_say)
{
    auto nothing_found = s;
    BOOST_TEST((std::get<todo::give_up>(step(nothing_found, happened::time_up{})).why.kind() == reel::errc::timeout));
    replied("", {{"1", "check", "{}"}});
    ended({"{}"});
    BOOST_TEST(std::holds_alternative<todo::ask_model>(step(s, happened::time_up{})));
    BOOST_TEST(s.asked.more.at("tool_choice") == "none");
    BOOST_TEST(!s.asked.tools.empty(), "some servers refuse results of tools that they are not told of");
    BOOST_TEST(!text_of(step(s, happened::time_up{})).empty());
}

BOOST_AUTO_TEST_CASE(many_long_results_of_a_round_share_its_budget)
{
    std::string list = "{\"films\":[";
    for (int i = 0; i < 5000; ++i)
        list += (i ? "," : "") + std::string{"{\"title\":\"Film\"}"};
    list += "]}";
    std::vector<model::tool_call> calls;
    for (int i = 0; i < 8; ++i)
        calls.push_back({std::to_string(i), "check", "{}"});
    replied("", calls);
    ended(std::vector<std::string>(8, list));
    std::size_t total = 0;
    for (std::size_t i = s.own + 1; i < s.asked.messages.size(); ++i)
        total += s.asked.messages[i].text.size();
    BOOST_TEST(total < s.limits.round_bytes + 8 * 64);
    BOOST_TEST(total > s.limits.round_bytes / 2);
}

BOOST_AUTO_TEST_SUITE_END()
