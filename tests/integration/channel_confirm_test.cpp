// SPDX-License-Identifier: MIT
// What destroys is asked about in Telegram and by text message, and runs once for a yes and never otherwise. The runs are counted
// where they happen; what is compared is what the person reads.
#include "tests/integration/phones.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>

using namespace integration;
namespace json = boost::json;

namespace
{

const std::string telegram = "/sim/telegram", twilio = "/sim/twilio";
const std::string group_name = "@ReelSimBot ";
constexpr int lena = 42, ben = 43, group = -100;

const std::string question =
    "Delete the lamp from the shelf? It cannot be undone.\n\nReply yes to go ahead, or no to leave it.";
const std::string left_alone = "All right, I leave it. Nothing was changed.";
const std::string expired = "That question has expired, and nothing was changed. Please ask again.";
const std::string late = "That question does not wait any more: it has expired, or I was restarted meanwhile.";
const std::string forgotten = "That question does not wait any more, and nothing was changed. Please ask again.";

std::string people(const std::string& role_of_lena)
{
    return "users: [{name: lena, role: " + role_of_lena +
           ", links: {telegram: \"42\", phone: \"+15551234567\"}}, {name: ben, links: {telegram: \"43\"}}]\n";
}

struct confirm_fixture : phones
{
    confirm_fixture()
    {
        install_vault();
        settings(people("admin"));
        script({exchange_of({{"user", "delete the lamp"}, {"round", 0}}, calling("delete_thing", {{"name", "lamp"}})),
                exchange_of({{"results", "The lamp is gone."}}, {{"text", "Done, the lamp is gone."}})});
    }

    /// The latest words, once there are so many messages and nothing more is on its way.
    std::string told(running_daemon& d, const std::string& where, std::size_t count) const
    {
        sent(d, where, count);
        const auto all = all_sent(d, where);
        BOOST_TEST(all.size() == count);
        return said(all.at(count - 1).at(where == telegram ? "seen" : "body"));
    }
    std::string by_telegram(running_daemon& d, std::size_t count) const { return told(d, telegram, count); }
    std::string by_text(running_daemon& d, std::size_t count) const { return told(d, twilio, count); }

    /// Lena asks for the lamp's end; the question that comes back.
    json::value asked_in_telegram(running_daemon& d, int chat_group = 0) const
    {
        chat((chat_group != 0 ? group_name : "") + "Delete the lamp", lena, chat_group);
        auto question_shown = sent(d, telegram, 1).at(0); // with its buttons
        BOOST_TEST(by_telegram(d, 1) == question);
        BOOST_TEST(lamps_deleted() == 0u);
        return question_shown;
    }
    void ask_by_text(running_daemon& d) const
    {
        BOOST_TEST(text(d, "Delete the lamp") == 200);
        BOOST_TEST(by_text(d, 1) == question);
        BOOST_TEST(lamps_deleted() == 0u);
    }

    std::size_t lamps_deleted() const { return runs("delete lamp"); }
    json::array presses_answered() const { return sim.control("GET", telegram).at("answered").as_array(); }
    std::size_t words_of_the_model_left() const
    {
        return sim.control("GET", "/sim/model").at("left").to_number<std::size_t>();
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(channel_confirm, confirm_fixture)

// ---- Telegram -------------------------------------------------------------------------------------------------------

BOOST_AUTO_TEST_CASE(the_button_yes_runs_it_once_however_often_it_is_pressed)
{
    running_daemon d{*this};
    const auto asked = asked_in_telegram(d);
    press(asked, true);
    BOOST_TEST(by_telegram(d, 2) == "Done, the lamp is gone.");
    BOOST_TEST(!all_sent(d, telegram).at(0).as_object().contains("reply_markup"), "the buttons are gone");
    press(asked, true);
    press(asked, false);
    BOOST_TEST(by_telegram(d, 2) == "Done, the lamp is gone.");
    BOOST_TEST(presses_answered().size() == 3u);
    BOOST_TEST(lamps_deleted() == 1u);
}

BOOST_AUTO_TEST_CASE(the_button_no_leaves_it_and_a_yes_after_it_is_none)
{
    running_daemon d{*this};
    const auto asked = asked_in_telegram(d);
    press(asked, false);
    BOOST_TEST(by_telegram(d, 2) == left_alone);
    press(asked, true);
    BOOST_TEST(by_telegram(d, 2) == left_alone);
    BOOST_TEST(lamps_deleted() == 0u);
}

BOOST_AUTO_TEST_CASE(a_second_button_while_the_first_is_at_work_changes_nothing)
{
    running_daemon d{*this};
    const auto asked = asked_in_telegram(d);
    dir.write("hold", "");
    press(asked, true);
    while (lamps_deleted() == 0)
        d.listen(2ms);
    press(asked, false);
    press(asked, true);
    while (presses_answered().size() < 3)
        d.listen(2ms);
    std::filesystem::remove(hold);
    BOOST_TEST(by_telegram(d, 2) == "Done, the lamp is gone.");
    BOOST_TEST(lamps_deleted() == 1u);
}

BOOST_AUTO_TEST_CASE(in_a_group_only_who_was_asked_decides)
{
    running_daemon d{*this};
    const auto asked = asked_in_telegram(d, group);
    press(asked, true, ben);
    BOOST_TEST(by_telegram(d, 1) == question);
    BOOST_TEST(presses_answered().at(0).at("text") == "This question is for somebody else.");
    BOOST_TEST(lamps_deleted() == 0u);
    press(asked, true, lena);
    BOOST_TEST(by_telegram(d, 2) == "Done, the lamp is gone.");
    BOOST_TEST(lamps_deleted() == 1u);
}

BOOST_AUTO_TEST_CASE(a_typed_yes_please_is_as_good_as_the_button)
{
    running_daemon d{*this};
    const auto asked = asked_in_telegram(d);
    chat("yes please");
    BOOST_TEST(by_telegram(d, 2) == "Done, the lamp is gone.");
    press(asked, true);
    BOOST_TEST(by_telegram(d, 3) == "That was decided already.");
    BOOST_TEST(lamps_deleted() == 1u);
}

BOOST_AUTO_TEST_CASE(other_words_are_answered_and_the_question_is_kept_visibly)
{
    running_daemon d{*this};
    asked_in_telegram(d);
    script(
        {exchange_of({{"user", "weather"}, {"system", "An action waits for the user's yes"}}, {{"text", "It rains."}}),
         exchange_of({{"results", "The lamp is gone."}}, {{"text", "Done."}})});
    chat("What's the weather?");
    BOOST_TEST(by_telegram(d, 2) == "It rains.\n\nStill waiting for your word: " + question);
    BOOST_TEST(lamps_deleted() == 0u);
    const auto again = all_sent(d, telegram).at(1);
    BOOST_TEST(again.as_object().contains("reply_markup"), "the buttons are under the latest message");
    press(again, true);
    BOOST_TEST(by_telegram(d, 3) == "Done.");
    BOOST_TEST(lamps_deleted() == 1u);
}

BOOST_AUTO_TEST_CASE(a_yes_that_comes_too_late_runs_nothing_and_is_told_so)
{
    settings(people("admin") + "confirm_within: 1s\n");
    running_daemon d{*this};
    const auto asked = asked_in_telegram(d);
    BOOST_REQUIRE(d.says("Confirmation expired user=lena tool=delete_thing"));
    press(asked, true);
    BOOST_TEST(by_telegram(d, 2) == expired);
    BOOST_TEST(lamps_deleted() == 0u);
}

BOOST_AUTO_TEST_CASE(a_role_that_was_lost_in_between_refuses_and_is_told_so)
{
    script({exchange_of({{"user", "everything"}, {"tools", "wipe_all"}, {"round", 0}}, calling("wipe_all")),
            exchange_of({{"results", "only an administrator"}}, {{"text", "You may not do that any more."}})});
    running_daemon d{*this};
    chat("Delete everything");
    const auto asked = sent(d, telegram, 1).at(0);
    BOOST_TEST(has(by_telegram(d, 1), "Delete everything? It cannot be undone."));
    settings(people("any"));
    d.signal(SIGHUP);
    BOOST_REQUIRE(d.says("Configuration applied"));
    press(asked, true);
    BOOST_TEST(by_telegram(d, 2) == "You may not do that any more.");
    BOOST_TEST(runs("wipe") == 0u);
    BOOST_TEST(d.says("Confirmation refused user=lena tool=wipe_all"));
}

BOOST_AUTO_TEST_CASE(what_only_admins_may_do_is_not_offered_to_others)
{
    script({exchange_of({{"user", "everything"}, {"noTools", "wipe_all"}, {"tools", "list_things"}, {"round", 0}},
                        calling("wipe_all")),
            exchange_of({{"results", "only an administrator"}}, {{"text", "You may not do that."}})});
    running_daemon d{*this};
    chat("Delete everything", ben);
    BOOST_TEST(by_telegram(d, 1) == "You may not do that.");
    BOOST_TEST(runs("wipe") == 0u);
}

BOOST_AUTO_TEST_CASE(a_question_does_not_outlive_the_daemon_and_a_yes_to_it_is_told_so)
{
    json::value asked;
    {
        running_daemon d{*this};
        asked = asked_in_telegram(d);
        d.signal(SIGKILL);
        d.exit_status();
    }
    script({exchange_of({{"user", "yes please"}}, {{"text", "What would you like?"}})});
    running_daemon d{*this};
    press(asked, true);
    BOOST_TEST(by_telegram(d, 2) == forgotten);
    chat("yes please");
    BOOST_TEST(by_telegram(d, 3) == late + "\n\nWhat would you like?");
    BOOST_TEST(lamps_deleted() == 0u);
}

// ---- text messages --------------------------------------------------------------------------------------------------

BOOST_AUTO_TEST_CASE(by_text_message_a_yes_runs_it_once_also_when_it_is_delivered_again)
{
    running_daemon d{*this};
    ask_by_text(d);
    BOOST_TEST(text(d, "Yes", "+15551234567", "SMyes") == 200);
    BOOST_TEST(by_text(d, 2) == "Done, the lamp is gone.");
    BOOST_TEST(text(d, "Yes", "+15551234567", "SMyes") == 200);
    BOOST_TEST(by_text(d, 2) == "Done, the lamp is gone.");
    BOOST_TEST(lamps_deleted() == 1u);
    BOOST_TEST(words_of_the_model_left() == 0u);
}

BOOST_AUTO_TEST_CASE(by_text_message_no_and_nevermind_leave_it)
{
    running_daemon d{*this};
    std::size_t messages = 1;
    ask_by_text(d);
    for (const auto* no : {"no", "Nevermind."})
    {
        BOOST_TEST(text(d, no) == 200);
        BOOST_TEST(by_text(d, ++messages) == left_alone, no);
        script({exchange_of({{"user", "the lamp"}}, calling("delete_thing", {{"name", "lamp"}})),
                exchange_of({{"user", "yes"}}, {{"text", "Yes to what?"}})});
        BOOST_TEST(text(d, "yes") == 200);
        BOOST_TEST(by_text(d, ++messages) == "Yes to what?");
        BOOST_TEST(text(d, "Delete the lamp") == 200);
        BOOST_TEST(by_text(d, ++messages) == question);
    }
    BOOST_TEST(lamps_deleted() == 0u);
}

BOOST_AUTO_TEST_CASE(by_text_message_a_yes_that_comes_too_late_is_told_so_and_asked_about_anew)
{
    settings(people("admin") + "confirm_within: 1s\n");
    running_daemon d{*this};
    ask_by_text(d);
    BOOST_REQUIRE(d.says("Confirmation expired user=lena tool=delete_thing"));
    script({exchange_of({{"user", "yes"}, {"system", "does not wait any more"}},
                        calling("delete_thing", {{"name", "lamp"}}))});
    BOOST_TEST(text(d, "yes") == 200);
    BOOST_TEST(by_text(d, 2) == late + "\n\n" + question);
    BOOST_TEST(lamps_deleted() == 0u);
}

BOOST_AUTO_TEST_CASE(by_text_message_a_role_that_was_lost_in_between_refuses)
{
    script({exchange_of({{"user", "everything"}, {"tools", "wipe_all"}, {"round", 0}}, calling("wipe_all")),
            exchange_of({{"results", "only an administrator"}}, {{"text", "You may not do that any more."}})});
    running_daemon d{*this};
    BOOST_TEST(text(d, "Delete everything") == 200);
    BOOST_TEST(has(by_text(d, 1), "Delete everything? It cannot be undone."));
    settings(people("any"));
    d.signal(SIGHUP);
    BOOST_REQUIRE(d.says("Configuration applied"));
    BOOST_TEST(text(d, "yes") == 200);
    BOOST_TEST(by_text(d, 2) == "You may not do that any more.");
    BOOST_TEST(runs("wipe") == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
