// SPDX-License-Identifier: MIT
// A destructive tool in a conversation: asked for by the model, decided by the person, in words or by a button.
#include "tests/unit/conversation/house.hpp"

#include <reel/task_group.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cctype>
#include <set>

using namespace reel_test;
using reel::errc;
using names = std::vector<std::string>;

namespace
{

constexpr auto delete_dune = R"({"title":"Dune"})";
constexpr auto asked_for_dune = "Delete Dune? The file is gone for good.\n\nReply yes to go ahead, or no to leave it.";

struct asked_house : house
{
    asked_house()
    {
        llm.calls({{"delete_film", delete_dune}, {"check_film", delete_dune}}, "One moment.");
        asked = say("Delete Dune", "ask").value();
    }
    conversation::outgoing asked;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(conversation_confirmation, asked_house)

BOOST_AUTO_TEST_CASE(the_person_is_asked_and_nothing_is_done)
{
    BOOST_TEST(asked.text == asked_for_dune);
    BOOST_REQUIRE(asked.asks);
    BOOST_TEST(asked.asks->args.at("title") == "Dune");
    BOOST_TEST(deleted.empty());
    BOOST_TEST(llm.asked.size() == 1u);
}

BOOST_AUTO_TEST_CASE(yes_please_does_it_and_the_model_tells_what_came_of_it)
{
    llm.says("Dune is gone.");
    const auto said = say("yes please");
    BOOST_REQUIRE(said);
    BOOST_TEST(said->text == "Dune is gone.");
    BOOST_TEST(deleted == (names{"Dune"}), boost::test_tools::per_element());
    const auto& read = llm.asked.back().messages;
    BOOST_TEST(read[3].text.find("not done") != std::string::npos); // what the first call came to
    BOOST_TEST(read[4].text.find("Dune is in the library") != std::string::npos);
    BOOST_TEST(read[6].text == "yes please");
    BOOST_TEST(read[7].calls[0].name == "delete_film");
    BOOST_TEST(read[8].call_id == read[7].calls[0].id);
    BOOST_TEST(read[8].text.find("Dune was deleted") != std::string::npos);
    for (const auto& message : read)
        BOOST_TEST(message.text.find(asked.asks->token) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(yes_counts_once)
{
    llm.says("Dune is gone.");
    BOOST_REQUIRE(say("yes"));
    llm.says("Gladly.");
    BOOST_REQUIRE(say("yes"));
    BOOST_TEST(deleted.size() == 1u);
}

BOOST_AUTO_TEST_CASE(when_the_model_is_away_what_was_done_is_told_plainly_and_remembered)
{
    llm.fails(errc::connection, "The language model is not reachable");
    const auto said = say("ok do it", "yes-1");
    BOOST_REQUIRE(said);
    BOOST_TEST(said->text == "Dune was deleted");
    BOOST_TEST(say("ok do it", "yes-1")->repeated);
    BOOST_TEST(deleted.size() == 1u);
}

BOOST_AUTO_TEST_CASE(nevermind_leaves_it)
{
    const auto said = say("nevermind");
    BOOST_REQUIRE(said);
    BOOST_TEST(said->text == "All right, I leave it. Nothing was changed.");
    BOOST_TEST(!said->asks);
    llm.says("Yes to what?");
    BOOST_REQUIRE(say("yes"));
    BOOST_TEST(deleted.empty());
}

BOOST_AUTO_TEST_CASE(anything_else_is_answered_and_the_question_stays_open_visibly)
{
    llm.says("It is from 2021.");
    page watching;
    const auto said = say("Which Dune is it?", {}, &watching);
    BOOST_REQUIRE(said);
    BOOST_TEST(said->text == "It is from 2021.\n\nStill waiting for your word: " + std::string{asked_for_dune});
    BOOST_TEST(watching.heard == said->text);
    BOOST_TEST(said->asks->token == asked.asks->token);
    BOOST_TEST(llm.system_prompt().find("An action waits for the user's yes") != std::string::npos);
    llm.says("You are welcome.");
    BOOST_TEST(say("ok, thanks")->text.find("Still waiting") != std::string::npos);
    BOOST_TEST(deleted.empty());
    llm.says("Gone.");
    BOOST_REQUIRE(say("yes"));
    BOOST_TEST(deleted.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_new_question_replaces_the_open_one)
{
    llm.calls({{"delete_film", R"({"title":"Alien"})"}});
    const auto said = say("No wait, I meant Alien");
    BOOST_REQUIRE(said);
    BOOST_TEST(said->text.find("Delete Alien?") == 0u);
    BOOST_TEST(said->text.find("earlier question is dropped") != std::string::npos);
    llm.says("Gone.");
    BOOST_REQUIRE(say("yes"));
    BOOST_TEST(deleted == (names{"Alien"}), boost::test_tools::per_element());
    llm.says("Yes what?");
    BOOST_REQUIRE(say("yes"));
    BOOST_TEST(deleted.size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_same_question_again_stays_one)
{
    llm.calls({{"delete_film", delete_dune}});
    const auto said = say("I said delete Dune!");
    BOOST_TEST(said->asks->token == asked.asks->token);
    BOOST_TEST(said->text == asked_for_dune);
}

BOOST_AUTO_TEST_CASE(a_question_expires)
{
    clock.advance(5min);
    llm.calls({{"delete_film", delete_dune}});
    page watching;
    const auto said = say("yes", {}, &watching);
    BOOST_REQUIRE(said);
    BOOST_TEST(said->text == "That question does not wait any more: it has expired, or I was restarted meanwhile.\n\n" +
                                 std::string{asked_for_dune});
    BOOST_TEST(watching.heard == said->text);
    BOOST_TEST(llm.system_prompt().find("they are asked anew") != std::string::npos);
    BOOST_TEST(deleted.empty());
}

BOOST_AUTO_TEST_CASE(a_yes_in_another_conversation_or_of_another_user_means_nothing)
{
    llm.says("Yes what?");
    llm.says("Yes what?");
    where = "cellar";
    BOOST_REQUIRE(say("yes"));
    where = "kitchen";
    who.name = "Bob";
    BOOST_REQUIRE(say("yes"));
    BOOST_TEST(decide(asked.asks->token, true).error().message() == "That was asked of somebody else.");
    BOOST_TEST(deleted.empty());
}

BOOST_AUTO_TEST_CASE(a_button_decides_and_pressed_again_tells_the_same)
{
    llm.says("Dune is gone.");
    const auto said = decide(asked.asks->token, true);
    BOOST_REQUIRE(said);
    BOOST_TEST(said->text == "Dune is gone.");
    BOOST_TEST(said->conversation == "kitchen");
    const auto again = decide(asked.asks->token, true);
    BOOST_REQUIRE(again);
    BOOST_TEST(again->repeated);
    BOOST_TEST(deleted.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_button_can_say_no_and_an_old_or_invented_one_is_refused)
{
    BOOST_TEST(decide(asked.asks->token, false)->text.find("Nothing was changed") != std::string::npos);
    BOOST_TEST(decide("0123456789abcdef0123456789abcdef", true).error().message().find("does not wait any more") !=
               std::string::npos);
    llm.calls({{"delete_film", delete_dune}});
    const auto token = say("Delete it after all")->asks->token;
    clock.advance(5min);
    BOOST_TEST(decide(token, true).error().message().find("expired") != std::string::npos);
    BOOST_TEST(deleted.empty());
}

BOOST_AUTO_TEST_CASE(a_button_does_not_decide_what_another_face_asked)
{
    const auto elsewhere =
        invoker.confirmations().propose(who, tools.find("delete_film")->tool.spec, {}, "Delete?", "mcp");
    BOOST_TEST((decide(elsewhere.token, true).error().kind() == errc::unavailable));
    where = "mcp";
    llm.says("Yes what?");
    BOOST_REQUIRE(say("yes"));
    BOOST_TEST(deleted.empty());
}

BOOST_AUTO_TEST_CASE(a_role_lost_in_between_is_checked_when_it_runs)
{
    auto admin_only = tools.find("delete_film")->tool;
    admin_only.spec.name = "wipe";
    admin_only.spec.role = reel::role::admin;
    BOOST_REQUIRE(tools.publish("wiping", {admin_only}));
    llm.calls({{"wipe", delete_dune}});
    BOOST_REQUIRE(say("Wipe Dune")->asks);
    who.role = reel::role::any;
    llm.fails(errc::connection, "The language model is not reachable");
    const auto said = say("yes");
    BOOST_TEST(said->text.find("only an administrator") != std::string::npos);
    who.role = reel::role::admin;
    llm.says("Yes what?");
    BOOST_REQUIRE(say("ok"));
    BOOST_TEST(deleted.empty(), "what was refused must not stay open without a word");
}

BOOST_AUTO_TEST_CASE(a_role_lost_while_the_yes_was_on_its_way_counts)
{
    invoker.ask_for_roles([](const reel::caller&) { return reel::role::any; });
    auto admin_only = tools.find("delete_film")->tool;
    admin_only.spec.name = "wipe";
    admin_only.spec.role = reel::role::admin;
    BOOST_REQUIRE(tools.publish("wiping", {admin_only}));
    llm.calls({{"wipe", delete_dune}});
    BOOST_REQUIRE(say("Wipe Dune")->asks);
    llm.says("I may not.");
    BOOST_REQUIRE(say("yes"));
    BOOST_TEST(llm.last_result().find("only an administrator") != std::string::npos);
    BOOST_TEST(deleted.empty());
}

BOOST_AUTO_TEST_CASE(a_question_that_nobody_has_read_cannot_be_confirmed)
{
    reel::task_group group{io.get_executor()};
    std::optional<outcome> never;
    llm.calls({{"delete_film", R"({"title":"Alien"})"}, {"slow", "{}"}});
    group.spawn("turn", say_and_keep("Delete Alien", "alien", never));
    settle(io);
    group.cancel(); // the client has gone
    run(io, group.join());
    BOOST_TEST(!never);
    BOOST_TEST(invoker.confirmations().open() == 1u, "only the question about Dune was read");
    llm.says("Dune is gone.");
    BOOST_REQUIRE(say("yes"));
    BOOST_TEST(deleted == (names{"Dune"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(words_sent_before_the_question_was_shown_do_not_answer_it)
{
    BOOST_REQUIRE(say("no"));
    reel::task_group group{io.get_executor()};
    std::optional<outcome> first, second;
    llm.calls({{"delete_film", R"({"title":"Alien"})"}, {"slow", "{}"}});
    llm.says("Do what?");
    group.spawn("first", say_and_keep("Delete Alien", "a", first));
    settle(io);
    clock.advance(1s);
    group.spawn("second", say_and_keep("do it now", "b", second));
    settle(io);
    clock.advance(1s);
    gate.set();
    run(io, group.join());
    BOOST_REQUIRE((first && *first && second && *second));
    BOOST_TEST(first->value().asks.has_value());
    BOOST_TEST(second->value().text.find("Do what?\n\nStill waiting for your word: Delete Alien?") == 0u);
    BOOST_TEST(deleted.empty());
    llm.says("Gone.");
    BOOST_REQUIRE(say("yes"));
    BOOST_TEST(deleted == (names{"Alien"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_was_confirmed_is_finished_and_remembered_when_the_client_leaves)
{
    BOOST_REQUIRE(say("no"));
    llm.calls({{"shred_film", delete_dune}});
    BOOST_REQUIRE(say("Shred Dune")->asks);
    reel::task_group group{io.get_executor()};
    std::optional<outcome> never;
    group.spawn("turn", say_and_keep("yes", "yes-1", never));
    settle(io);
    BOOST_TEST(service.history(who, where, 1)->front().text.find("I have begun with this") == 0u);
    group.cancel();
    settle(io);
    gate.set();
    run(io, group.join());
    BOOST_TEST(!never);
    BOOST_TEST(deleted == (names{"Dune"}), boost::test_tools::per_element());
    BOOST_TEST(say("yes", "yes-1")->text == "Dune was deleted");
    BOOST_TEST(deleted.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_model_without_words_does_not_hide_what_was_done)
{
    llm.says("");
    llm.says(" ");
    BOOST_TEST(say("yes")->text == "Dune was deleted");
}

BOOST_AUTO_TEST_CASE(a_yes_does_not_count_for_another_tool_of_the_same_name)
{
    reel::tool_set others;
    others.push_back(tools.find("delete_film")->tool);
    BOOST_REQUIRE(tools.publish("films", std::move(others))); // as a reload does
    llm.says("It could not be done.");
    BOOST_REQUIRE(say("yes"));
    BOOST_TEST(llm.last_result().find("before the tool was replaced") != std::string::npos);
    BOOST_TEST(deleted.empty());
}

BOOST_AUTO_TEST_CASE(a_button_pressed_again_while_it_is_being_done_gets_the_same_answer)
{
    BOOST_REQUIRE(say("no"));
    llm.calls({{"shred_film", delete_dune}});
    const auto token = say("Shred Dune")->asks->token;
    std::optional<outcome> first, second;
    reel::task_group group{io.get_executor()};
    const auto press = [](house& h, std::string with, std::optional<outcome>& into) -> reel::awaitable<void> {
        into = co_await h.service.decide({h.who, std::move(with), true, {}});
    };
    llm.says("Dune is gone.");
    group.spawn("first", press(*this, token, first));
    settle(io);
    group.spawn("second", press(*this, token, second));
    settle(io);
    gate.set();
    run(io, group.join());
    BOOST_TEST(first->value().text == "Dune is gone.");
    BOOST_TEST(second->value().text == "Dune is gone.");
    BOOST_TEST(second->value().repeated);
    BOOST_TEST(deleted.size() == 1u);
}

BOOST_AUTO_TEST_CASE(every_call_has_a_name_of_nine_letters_and_digits)
{
    llm.calls({{"check_film", delete_dune}, {"check_film", delete_dune}});
    llm.says("Gone.");
    BOOST_REQUIRE(say("yes"));
    std::set<std::string> ids;
    for (const auto& message : llm.asked.back().messages)
        for (const auto& call : message.calls)
        {
            BOOST_TEST(call.id.size() == 9u, call.id);
            BOOST_TEST(std::ranges::all_of(call.id, [](unsigned char c) { return std::isalnum(c) != 0; }), call.id);
            BOOST_TEST(ids.insert(call.id).second, call.id << " twice");
        }
    BOOST_TEST(ids.size() == 5u);
}

BOOST_AUTO_TEST_CASE(the_answer_delivered_again_still_has_its_buttons_while_it_waits)
{
    const auto again = say("Delete Dune", "ask");
    BOOST_TEST(again->repeated);
    BOOST_REQUIRE(again->asks);
    BOOST_TEST(again->asks->token == asked.asks->token);
}

BOOST_AUTO_TEST_SUITE_END()
