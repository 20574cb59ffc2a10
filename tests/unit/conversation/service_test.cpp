// SPDX-License-Identifier: MIT
// Turns of a conversation, with everything real but the model and the clock.
#include "tests/unit/conversation/house.hpp"

#include <reel/task_group.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace reel_test;
using reel::errc;

BOOST_FIXTURE_TEST_SUITE(conversation_service, house)

BOOST_AUTO_TEST_CASE(a_question_is_answered_with_what_a_tool_found)
{
    llm.calls({{"check_film", R"({"title":"Dune"})"}});
    llm.says("Yes, Dune is there.");
    const auto said = say("Do I have Dune?");
    BOOST_REQUIRE(said);
    BOOST_TEST(said->text == "Yes, Dune is there.");
    BOOST_TEST(llm.last_result() == R"(<data from="check_film">{"message":"Dune is in the library"}</data>)");
    BOOST_TEST(said->used.prompt_tokens == 200);
    BOOST_TEST(!said->repeated);
    BOOST_TEST(service.turns_under_way() == 0u);
}

BOOST_AUTO_TEST_CASE(the_model_is_told_who_asks_and_only_of_tools_they_may_use)
{
    who.role = reel::role::any;
    llm.says("Hello.");
    BOOST_REQUIRE(say("Hi"));
    std::vector<std::string> names;
    for (const auto& offer : llm.asked[0].tools)
        names.push_back(offer.name);
    BOOST_TEST(names == (std::vector<std::string>{"check_film", "delete_film", "shred_film", "slow"}),
               boost::test_tools::per_element());
    BOOST_TEST(llm.system_prompt().find("You talk with Ann") != std::string::npos);
    BOOST_TEST(llm.system_prompt().find("## Films") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_tool_that_the_model_may_not_have_or_that_is_not_there_is_an_error_it_can_mend)
{
    who.role = reel::role::any;
    llm.calls({{"reset", "{}"}, {"chek_film", "{}"}, {"get_forecast", "{}"}, {"check_film", R"({"titel":"x"})"}});
    llm.says("I cannot do that.");
    BOOST_REQUIRE(say("Reset it all"));
    const auto& said = llm.asked[1].messages;
    BOOST_REQUIRE(said.size() == 7u);
    BOOST_TEST(said[3].text.find("only an administrator") != std::string::npos);
    BOOST_TEST(said[4].text.find("did you mean 'check_film'") != std::string::npos);
    BOOST_TEST(said[5].text.find("not configured") != std::string::npos);
    BOOST_TEST(said[6].text.find("bad_argument") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(calls_of_a_round_run_at_the_same_time_and_their_results_stand_in_order)
{
    llm.calls({{"slow", "{}"}, {"check_film", R"({"title":"Dune"})"}, {"slow", "{}"}});
    llm.says("Done.");
    page watching;
    std::optional<outcome> said;
    reel::task_group tasks{io.get_executor()};
    tasks.spawn("say", [](house& h, page& w, std::optional<outcome>& into) -> reel::awaitable<void> {
        into = co_await h.service.say({h.who, h.where, "go", {}, {}}, &w);
    }(*this, watching, said));
    settle(io);
    BOOST_TEST(watching.events == "+slow()+check_film(Look in the library)-check_film+slow()");
    gate.set();
    run(io, tasks.join());
    BOOST_REQUIRE(said->has_value());
    const auto& read = llm.asked[1].messages;
    BOOST_TEST(read[3].text.find("at last") != std::string::npos);
    BOOST_TEST(read[4].text.find("Dune") != std::string::npos);
    BOOST_TEST(read[5].text.find("at last") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_watcher_hears_paragraphs_and_sees_tools)
{
    llm.calls({{"check_film", R"({"title":"Dune"})"}}, "Let me look.");
    llm.says("It is there.");
    page watching;
    BOOST_REQUIRE(say("Dune?", {}, &watching));
    BOOST_TEST(watching.heard == "Let me look.\n\nIt is there.");
    BOOST_TEST(watching.events == "+check_film(Look in the library)-check_film");
}

BOOST_AUTO_TEST_CASE(what_was_said_before_is_read_again_with_its_calls_and_results)
{
    llm.calls({{"check_film", R"({"title":"Dune"})"}});
    llm.says("Yes.");
    llm.says("From 2021.");
    BOOST_REQUIRE(say("Do I have Dune?"));
    BOOST_REQUIRE(say("Which one?"));
    const auto& read = llm.asked.back().messages;
    BOOST_REQUIRE(read.size() == 6u);
    BOOST_TEST(read[1].text == "Do I have Dune?");
    BOOST_TEST(read[2].calls[0].name == "check_film");
    BOOST_TEST(read[3].call_id == read[2].calls[0].id);
    BOOST_TEST(read[4].text == "Yes.");
    BOOST_TEST(read[5].text == "Which one?");
}

BOOST_AUTO_TEST_CASE(other_users_and_other_conversations_remember_nothing_of_it)
{
    llm.says("Hello.");
    llm.says("Hello.");
    BOOST_REQUIRE(say("My secret"));
    who.name = "Bob";
    BOOST_REQUIRE(say("Hi"));
    BOOST_TEST(llm.asked.back().messages.size() == 2u);
    BOOST_TEST(service.history({"Eve", reel::role::any, {}}, "kitchen", 10).error().status() == 404);
    BOOST_TEST(service.history(who, "kitchen", 10).value().size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_message_delivered_twice_is_answered_once)
{
    llm.says("Hello.");
    BOOST_TEST(!say("Hi", "update-1")->repeated);
    const auto again = say("Hi", "update-1");
    BOOST_REQUIRE(again);
    BOOST_TEST(again->repeated);
    BOOST_TEST(!again->delivered);
    BOOST_TEST(again->text == "Hello.");
    service.delivered(who, where, "update-1");
    BOOST_TEST(say("Hi", "update-1")->delivered);
    BOOST_TEST(llm.asked.size() == 1u);
    BOOST_TEST(service.history(who, where, 10)->size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_message_delivered_twice_at_the_same_time_is_answered_once)
{
    llm.calls({{"slow", "{}"}});
    llm.says("Hello.");
    std::optional<outcome> first, second;
    reel::task_group tasks{io.get_executor()};
    tasks.spawn("1", say_and_keep("Hi", "update-1", first));
    tasks.spawn("2", say_and_keep("Hi", "update-1", second));
    settle(io);
    gate.set();
    run(io, tasks.join());
    BOOST_TEST(!(*first)->repeated);
    BOOST_TEST((*second)->repeated);
    BOOST_TEST((*second)->text == "Hello.");
}

BOOST_AUTO_TEST_CASE(turns_of_a_conversation_follow_each_other_and_the_line_is_bounded)
{
    for (int i = 0; i < 5; ++i)
    {
        llm.calls({{"slow", "{}"}});
        llm.says("Answer " + std::to_string(i));
    }
    std::vector<std::optional<outcome>> said(6);
    reel::task_group tasks{io.get_executor()};
    for (std::size_t i = 0; i < said.size(); ++i)
        tasks.spawn("say", say_and_keep("Message " + std::to_string(i), {}, said[i]));
    settle(io);
    BOOST_TEST(llm.asked.size() == 1u);
    BOOST_REQUIRE(said[5]);
    BOOST_TEST((said[5]->error().kind() == errc::not_ready));
    gate.set();
    run(io, tasks.join());
    for (std::size_t i = 0; i < 5; ++i)
        BOOST_TEST((*said[i])->text == "Answer " + std::to_string(i));
    BOOST_TEST(llm.asked.back().messages.size() == 1u + 4 * 4 + 3);
}

BOOST_AUTO_TEST_CASE(whoever_leaves_the_line_does_not_stop_it)
{
    llm.calls({{"slow", "{}"}});
    llm.says("First");
    llm.says("Third");
    std::optional<outcome> first, second, third;
    reel::task_group tasks{io.get_executor()}, impatient{io.get_executor()};
    tasks.spawn("1", say_and_keep("one", {}, first));
    impatient.spawn("2", say_and_keep("two", {}, second));
    tasks.spawn("3", say_and_keep("three", {}, third));
    settle(io);
    impatient.cancel();
    run(io, impatient.join());
    gate.set();
    run(io, tasks.join());
    BOOST_TEST(!second.has_value());
    BOOST_TEST((*third)->text == "Third");
    BOOST_TEST(service.turns_under_way() == 0u);
}

BOOST_AUTO_TEST_CASE(whoever_hangs_up_leaves_nothing_half_saved_and_ends_the_tool)
{
    llm.calls({{"slow", "{}"}});
    std::optional<outcome> said;
    reel::task_group tasks{io.get_executor()};
    tasks.spawn("say", say_and_keep("one", "id", said));
    settle(io);
    BOOST_TEST(invoker.in_flight().size() == 1u);
    tasks.cancel();
    run(io, tasks.join());
    BOOST_TEST(invoker.in_flight().empty());
    BOOST_TEST(!service.history(who, where, 10));
    BOOST_TEST(service.turns_under_way() == 0u);
}

BOOST_AUTO_TEST_CASE(a_model_that_is_away_is_said_and_nothing_is_saved)
{
    llm.calls({{"check_film", R"({"title":"Dune"})"}});
    llm.fails(errc::connection, "The language model is not reachable");
    const auto said = say("Do I have Dune?", "id");
    BOOST_REQUIRE(!said);
    BOOST_TEST(said.error().message() == "The language model is not reachable");
    BOOST_TEST(!service.history(who, where, 10));
    llm.says("Yes."); // delivered again, it begins anew
    BOOST_TEST(!say("Do I have Dune?", "id")->repeated);
}

BOOST_AUTO_TEST_CASE(a_model_that_never_answers_is_given_up_on)
{
    llm.hangs();
    std::optional<outcome> said;
    reel::task_group tasks{io.get_executor()};
    tasks.spawn("say", say_and_keep("one", {}, said));
    settle(io);
    clock.advance(3min + 1s);
    run(io, tasks.join());
    BOOST_TEST((said->error().kind() == errc::timeout));
}

BOOST_AUTO_TEST_CASE(tools_that_take_too_long_are_ended_and_the_model_answers_with_the_rest)
{
    llm.calls({{"slow", "{}"}, {"check_film", R"({"title":"Dune"})"}});
    llm.says("Dune is there; the other I could not find out.");
    std::optional<outcome> said;
    reel::task_group tasks{io.get_executor()};
    tasks.spawn("say", say_and_keep("one", {}, said));
    settle(io);
    clock.advance(3min + 1s);
    run(io, tasks.join());
    BOOST_REQUIRE(said->has_value());
    BOOST_TEST(llm.asked[1].more.at("tool_choice") == "none");
    BOOST_TEST(llm.asked[1].messages[3].text.find("took too long") != std::string::npos);
    BOOST_TEST(llm.asked[1].messages[4].text.find("Dune is in the library") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_blank_or_oversized_message_is_refused)
{
    BOOST_TEST((say(" \n").error().kind() == errc::bad_argument));
    BOOST_TEST(say(std::string(20'000, 'x')).error().status() == 413);
    where = std::string(129, 'x');
    BOOST_TEST((say("Hi").error().kind() == errc::bad_argument));
    BOOST_TEST(llm.asked.empty());
}

BOOST_AUTO_TEST_CASE(a_user_who_writes_too_much_is_told_to_wait_and_others_are_not)
{
    for (int i = 0; i < 12; ++i)
        llm.says("Hello.");
    for (int i = 0; i < 10; ++i)
        BOOST_REQUIRE(say("Hi"));
    const auto refused = say("Hi");
    BOOST_REQUIRE(!refused);
    BOOST_TEST((refused.error().kind() == errc::not_ready));
    BOOST_TEST(refused.error().retry_after()->count() == 2);
    clock.advance(2s);
    BOOST_TEST(say("Hi").has_value());
    who.name = "Bob";
    BOOST_TEST(say("Hi").has_value());
}

BOOST_AUTO_TEST_CASE(an_answer_that_cannot_be_remembered_is_given_all_the_same)
{
    llm.says("Hello.");
    auto other = conversation::database::open(dir.path() / "conversations.db").value();
    llm.before = [&] { other.execute("DROP TABLE turns").value(); };
    const auto said = say("Hi", "id");
    BOOST_REQUIRE(said);
    BOOST_TEST(said->text == "Hello.");
    BOOST_TEST(logs.has(reel::log_level::error, "An answer could not be remembered"));
}

BOOST_AUTO_TEST_SUITE_END()
