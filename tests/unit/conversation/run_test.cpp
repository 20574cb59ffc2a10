// SPDX-License-Identifier: MIT
// Runs without a memory, as for a face whose client remembers.
#include "tests/unit/conversation/house.hpp"

#include <boost/test/unit_test.hpp>

using namespace reel_test;
using reel::errc;

namespace
{

struct stateless : house
{
    conversation::run_request request(std::string text)
    {
        conversation::run_request out;
        out.who = who;
        out.messages = {{model::speaker::user, std::move(text), {}, {}}};
        return out;
    }
    conversation::run_result go(conversation::run_request asked)
    {
        return run(io, runner.run(std::move(asked))).value();
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(conversation_run, stateless)

BOOST_AUTO_TEST_CASE(a_clients_own_tools_are_offered_with_ours_and_win_over_them)
{
    auto asked = request("Lights on");
    asked.client_tools = {model::offer_of("lights", "Lamps", {}), model::offer_of("check_film", "theirs", {})};
    llm.calls({{"check_film", R"({"any": "thing"})"}});
    const auto said = go(std::move(asked));
    BOOST_REQUIRE(said.client_calls.size() == 1u);
    BOOST_TEST(said.client_calls[0].arguments == R"({"any": "thing"})");
    BOOST_TEST(said.finish_reason == "tool_calls");
    std::size_t offered = 0;
    for (const auto& offer : llm.asked[0].tools)
        offered += offer.name == "check_film" ? 1 : 0;
    BOOST_TEST(offered == 1u);
    BOOST_TEST(llm.asked[0].tools[0].name == "lights");
}

BOOST_AUTO_TEST_CASE(what_the_run_added_has_a_result_for_every_call)
{
    llm.calls({{"check_film", R"({"title":"Dune"})"}, {"check_film", "{"}});
    llm.says("Yes.");
    const auto said = go(request("Dune?"));
    BOOST_TEST(said.text == "Yes.");
    BOOST_TEST(said.model == "scripted");
    BOOST_TEST(said.finish_reason == "stop");
    BOOST_REQUIRE(said.steps.size() == 3u);
    BOOST_TEST(said.steps[0].calls[1].id == said.steps[2].call_id);
}

BOOST_AUTO_TEST_CASE(where_nobody_can_be_asked_a_destructive_tool_is_refused)
{
    llm.calls({{"delete_film", R"({"title":"Dune"})"}});
    llm.says("I cannot do that here.");
    const auto said = go(request("Delete Dune"));
    BOOST_TEST(!said.asks);
    BOOST_TEST(deleted.empty());
    BOOST_TEST(invoker.confirmations().open() == 0u);
    BOOST_TEST(llm.last_result().find("unconfirmed") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_face_with_a_place_of_its_own_gets_its_questions_decided_by_words)
{
    auto asked = request("Delete Dune");
    asked.place = "elsewhere";
    llm.calls({{"delete_film", R"({"title":"Dune"})"}});
    BOOST_TEST(go(std::move(asked)).asks.has_value());
    asked = request("ok do it");
    asked.place = "elsewhere";
    asked.waits = invoker.confirmations().waiting_for(asked.who.name, *asked.place);
    llm.says("Gone.");
    const auto said = go(std::move(asked));
    BOOST_TEST(said.text == "Gone.");
    BOOST_TEST(said.steps.size() == 2u);
    BOOST_TEST(deleted.size() == 1u);
}

BOOST_AUTO_TEST_CASE(without_a_system_prompt_there_is_room_for_instructions_all_the_same)
{
    for (int i = 0; i < 10; ++i)
        llm.calls({{"check_film", R"({"title":"Dune"})"}});
    llm.says("That is all I know.");
    const auto said = go(request("Dune?"));
    BOOST_TEST((llm.asked.back().messages.front().from == model::speaker::system));
    BOOST_TEST(said.steps.size() == 20u);
    BOOST_TEST((said.steps.front().from == model::speaker::assistant));
}

BOOST_AUTO_TEST_SUITE_END()
