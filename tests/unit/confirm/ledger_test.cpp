// SPDX-License-Identifier: MIT
#include "core/confirm/ledger.hpp"

#include "tests/support/fake_clock.hpp"
#include "tests/support/log_capture.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <set>

using namespace std::chrono_literals;
using reeld::confirm::ledger;
using reeld::confirm::pending;
using reeld::confirm::standing;

namespace
{

struct ledger_fixture
{
    ledger_fixture() { spec.name = "delete_file"; }

    static boost::json::object args(std::string_view json) { return boost::json::parse(json).as_object(); }
    pending ask(std::string_view json = R"({"name":"Dune"})", std::string preview = "Delete Dune?",
                std::string place = {})
    {
        return book.propose(anna, spec, args(json), std::move(preview), std::move(place));
    }
    /// "" when the token is taken, else why not.
    std::string redeem(const std::string& token, std::string_view json = R"({"name":"Dune"})",
                       std::string_view tool = "delete_file")
    {
        return redeem_as(anna, token, json, tool);
    }
    std::string redeem_as(const reel::caller& who, const std::string& token,
                          std::string_view json = R"({"name":"Dune"})", std::string_view tool = "delete_file")
    {
        const auto taken = book.redeem(token, who, tool, args(json));
        if (!taken)
            BOOST_TEST((taken.error().kind() == reel::errc::unconfirmed));
        return taken ? std::string{} : taken.error().message();
    }
    static bool says(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

    reel_test::fake_clock clock;
    reel_test::log_capture logs;
    ledger book{clock, reel::logger{logs, "core"}, {5min, 3, 8}};
    reel::tool_spec spec;
    reel::caller anna{"anna", reel::role::any, {}};
    reel::caller bob{"bob", reel::role::admin, {}};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(confirm_ledger, ledger_fixture)

BOOST_AUTO_TEST_CASE(a_token_is_taken_once)
{
    const auto asked = ask();
    BOOST_TEST(asked.token.size() == 32u);
    BOOST_TEST(redeem(asked.token) == "");
    BOOST_TEST(says(redeem(asked.token), "was used already"));
}

BOOST_AUTO_TEST_CASE(tokens_differ)
{
    std::set<std::string> tokens;
    for (int i = 0; i < 100; ++i)
        tokens.insert(ask(R"({"name":")" + std::to_string(i) + R"("})").token);
    BOOST_TEST(tokens.size() == 100u);
}

BOOST_AUTO_TEST_CASE(a_token_expires_after_five_minutes)
{
    const auto asked = ask();
    BOOST_TEST((asked.expires == clock.now() + 5min));
    clock.advance(5min - 1ms);
    BOOST_TEST((book.look(asked.token, anna) == standing::open));
    clock.advance(1ms);
    BOOST_TEST((book.look(asked.token, anna) == standing::expired));
    BOOST_TEST(says(redeem(asked.token), "has expired"));
    BOOST_TEST(!book.waiting_for("anna"));
    clock.advance(2h);
    BOOST_TEST(says(redeem(asked.token), "is not known"));
}

BOOST_AUTO_TEST_CASE(a_token_is_of_no_use_to_somebody_else)
{
    const auto asked = ask();
    BOOST_TEST(says(redeem_as(bob, asked.token), "somebody else"));
    BOOST_TEST(!book.cancel(asked.token, bob));
    BOOST_TEST(!book.find(asked.token, bob));
    BOOST_TEST((book.look(asked.token, bob) == standing::foreign));
    BOOST_TEST(!book.waiting_for("bob"));
    BOOST_TEST(redeem(asked.token) == "", "somebody else's attempt must not spoil it");
}

BOOST_AUTO_TEST_CASE(a_token_is_for_one_tool_and_exactly_its_arguments)
{
    const auto asked = ask(R"({"name":"Dune","year":2021})");
    BOOST_TEST(says(redeem(asked.token, R"({"name":"Alien","year":2021})"), "have changed"));
    BOOST_TEST(says(redeem(asked.token, R"({"name":"Dune"})"), "have changed"));
    BOOST_TEST(says(redeem(asked.token, R"({"name":"Dune","year":2021,"all":true})"), "have changed"));
    BOOST_TEST(says(redeem(asked.token, R"({"name":"Dune","year":2021})", "wipe_all"), "have changed"));
    BOOST_TEST(redeem(asked.token, R"({"year":2021.0,"all":null,"name":"Dune"})") == "",
               "the same arguments written otherwise must do");
}

BOOST_AUTO_TEST_CASE(a_token_is_for_the_tool_that_was_there_when_it_was_asked)
{
    auto tool = std::make_shared<const int>(1);
    const auto asked = book.propose(anna, spec, args("{}"), "Delete?", {}, tool);
    const auto after = std::make_shared<const int>(2);
    const auto taken = book.redeem(asked.token, anna, "delete_file", {}, after);
    BOOST_TEST(says(taken.error().message(), "before the tool was replaced"));
    BOOST_TEST((book.look(asked.token, anna) == standing::replaced));
    BOOST_TEST(book.propose(anna, spec, args("{}"), "Delete?", {}, after).token != asked.token);
}

BOOST_AUTO_TEST_CASE(a_bare_yes_may_be_limited_to_what_a_text_asks)
{
    ask(R"({"name":"Dune"})", "Delete Dune?");
    ask(R"({"name":"Heat"})", "Delete Heat?");
    BOOST_TEST(book.waiting_for("anna", {}, "Delete Dune? It cannot be undone.")->preview == "Delete Dune?");
    BOOST_TEST(!book.waiting_for("anna", {}, "What would you like?"));
}

BOOST_AUTO_TEST_CASE(what_nobody_gave_is_not_known)
{
    ask();
    BOOST_TEST(says(redeem(std::string(32, '0')), "is not known"));
    BOOST_TEST(says(redeem(""), "is not known"));
}

BOOST_AUTO_TEST_CASE(asked_again_an_open_proposal_is_the_same)
{
    const auto first = ask(R"({"name":"Dune","year":2021})");
    clock.advance(4min);
    const auto again = ask(R"({"year":2021,"name":"Dune"})");
    BOOST_TEST(again.token == first.token);
    BOOST_TEST((again.expires == clock.now() + 5min));
    BOOST_TEST(book.open() == 1u);
    clock.advance(4min);
    BOOST_TEST(redeem(again.token, R"({"name":"Dune","year":2021})") == "");
    BOOST_TEST(ask(R"({"name":"Dune","year":2021})").token != first.token);
}

BOOST_AUTO_TEST_CASE(another_preview_makes_another_token_because_the_person_reads_something_else)
{
    const auto first = ask(R"({"name":"Dune"})", "Delete 3 files?");
    const auto again = ask(R"({"name":"Dune"})", "Delete 300 files?");
    BOOST_TEST(says(redeem(first.token), "was replaced"));
    BOOST_TEST(redeem(again.token) == "");
}

BOOST_AUTO_TEST_CASE(a_bare_yes_means_the_newest_question_of_its_place)
{
    const auto elsewhere = ask(R"({"name":"Alien"})", "Delete Alien?", "telegram/1");
    ask();
    const auto newest = ask(R"({"name":"Heat"})", "Delete Heat?");
    BOOST_TEST(book.waiting_for("anna")->token == newest.token);
    BOOST_TEST(book.waiting_for("anna", "telegram/1")->token == elsewhere.token);
    BOOST_TEST(!book.waiting_for("anna", "telegram/2"));
    BOOST_TEST(ask(R"({"name":"Alien"})", "Delete Alien?", "sms").token != elsewhere.token);
}

BOOST_AUTO_TEST_CASE(a_declined_token_is_of_no_use)
{
    const auto asked = ask();
    BOOST_TEST(book.cancel(asked.token, anna));
    BOOST_TEST(!book.cancel(asked.token, anna));
    BOOST_TEST(says(redeem(asked.token), "was declined"));
}

BOOST_AUTO_TEST_CASE(a_user_has_only_so_many_open_and_the_oldest_goes)
{
    const auto first = ask(R"({"name":"0"})");
    for (int i = 1; i < 4; ++i)
        ask(R"({"name":")" + std::to_string(i) + R"("})");
    BOOST_TEST(book.open() == 3u);
    BOOST_TEST(says(redeem(first.token, R"({"name":"0"})"), "was replaced"));
}

BOOST_AUTO_TEST_CASE(all_users_together_have_only_so_many)
{
    for (int i = 0; i < 50; ++i)
        book.propose({"user" + std::to_string(i), reel::role::any, {}}, spec, args("{}"), "Delete?");
    BOOST_TEST(book.open() == 8u);
    BOOST_TEST(book.waiting_for("user49").has_value());
}

BOOST_AUTO_TEST_CASE(everything_is_one_line_in_the_log_and_no_line_has_a_whole_token_or_a_value)
{
    const auto asked = ask(R"({"name":"Dune","year":2021})");
    redeem_as(bob, asked.token);
    redeem(asked.token, R"({"name":"Dune","year":2021})");
    book.cancel(ask(R"({"name":"Heat"})").token, anna);
    ask();
    clock.advance(5min);
    book.sweep();
    book.sweep();
    using level = reel::log_level;
    BOOST_TEST(logs.count(level::info, "Confirmation asked for") == 3u);
    BOOST_TEST(logs.count(level::warn, "Confirmation refused") == 1u);
    BOOST_TEST(logs.count(level::info, "Confirmation accepted") == 1u);
    BOOST_TEST(logs.count(level::info, "Confirmation declined") == 1u);
    BOOST_TEST(logs.count(level::info, "Confirmation expired") == 1u);
    BOOST_TEST(!logs.nowhere(asked.token.substr(0, 6)));
    BOOST_TEST(!logs.nowhere("name, year"));
    BOOST_TEST(logs.nowhere(asked.token.substr(0, 7)));
    BOOST_TEST(logs.nowhere("Dune"));
}

BOOST_AUTO_TEST_SUITE_END()
