// SPDX-License-Identifier: MIT
// People talk to the daemon through a simulated Telegram and a simulated Twilio: the real plugins, the real conversation, a
// scripted model, and a real library behind its tools.
#include "tests/integration/phones.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <fstream>
#include <thread>

using namespace integration;
namespace json = boost::json;

namespace
{

struct channels_fixture : phones
{
    channels_fixture()
    {
        install_shipped("plex");
        configure("plex.yaml", "plex:\n  url: " + sim.url() + "\n  token: t0ken-of-the-test\n");
    }

    /// The library is loaded.
    static void wait_for_library(const running_daemon& d)
    {
        const auto until = std::chrono::steady_clock::now() + 20s;
        while (d.get("/readyz").status != 200)
        {
            BOOST_REQUIRE_MESSAGE(std::chrono::steady_clock::now() < until,
                                  "reeld did not get ready; it said:\n" + d.log());
            std::this_thread::sleep_for(20ms);
        }
    }

    /// Secrets are in no line of the log.
    static void check_log(const running_daemon& d)
    {
        for (const auto* secret : {"simulated-telegram-token", "simulated-twilio-token", "t0ken-of-the-test"})
            BOOST_TEST(d.log().find(secret) == std::string::npos, secret << " is in the log");
    }
};

int post(const running_daemon& d, const std::string& path, const std::string& body, const std::string& headers = {})
{
    return posted{d.port(), path, body, headers}.status();
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(channels, channels_fixture)

BOOST_AUTO_TEST_CASE(in_telegram_what_is_there_is_told_before_it_is_offered)
{
    running_daemon d{*this, {"--log-level", "debug"}};
    wait_for_library(d);
    script({exchange_of({{"user", "add Breaking Bad"}, {"tools", "check_plex_library"}, {"system", "Telegram"}},
                        calling("check_plex_library", {{"title", "Breaking Bad"}, {"type", "show"}})),
            exchange_of({{"results", "\"found\":true"}}, {{"text", "You have **Breaking Bad** already."}})});
    chat("please add Breaking Bad");
    const auto answers = sent(d, "/sim/telegram", 1);
    BOOST_TEST(answers.at(0).at("seen") == "You have Breaking Bad already.");
    BOOST_TEST(answers.at(0).at("chat_id") == 42);
    BOOST_TEST(sim.control("GET", "/sim/telegram").at("typing").to_number<int>() >= 1);
    check_log(d);
}

BOOST_AUTO_TEST_CASE(by_text_message_the_seasons_that_are_missing_are_told)
{
    running_daemon d{*this, {"--log-level", "debug"}};
    wait_for_library(d);
    script({exchange_of({{"user", "which seasons"}, {"system", "SMS"}},
                        calling("check_plex_library", {{"title", "The Expanse"}, {"type", "show"}})),
            exchange_of({{"results", "missing season"}}, {{"text", "You have some, a season is missing."}})});
    BOOST_TEST(text(d, "which seasons of The Expanse do we have?") == 200);
    const auto answers = sent(d, "/sim/twilio", 1);
    BOOST_TEST(answers.at(0).at("body") == "You have some, a season is missing.");
    BOOST_TEST(answers.at(0).at("to") == "+15551234567");
    check_log(d);
}

BOOST_AUTO_TEST_CASE(strangers_are_refused_once_and_the_model_does_not_hear_of_them)
{
    running_daemon d{*this};
    script({});
    chat("who is home?", 43);
    BOOST_TEST(text(d, "who is home?", "+15559999999") == 200);
    BOOST_TEST(said(sent(d, "/sim/telegram", 1).at(0).at("seen")).find("telegram: 43") != std::string::npos);
    BOOST_TEST(said(sent(d, "/sim/twilio", 1).at(0).at("body")).find("+15559999999") != std::string::npos);
    chat("hello?", 43);
    BOOST_TEST(text(d, "hello?", "+15559999999") == 200);
    BOOST_TEST(all_sent(d, "/sim/telegram").size() == 1u);
    BOOST_TEST(all_sent(d, "/sim/twilio").size() == 1u);
    const auto status = json::parse(d.get("/api/status").body);
    BOOST_TEST(status.at("unknownSenders").as_array().size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_forged_webhook_is_refused)
{
    running_daemon d{*this};
    BOOST_TEST(post(d, "/webhook/twilio", "MessageSid=SM1&From=%2B15551234567&Body=hi",
                    "X-Twilio-Signature: AAAA\r\n") == 403);
    BOOST_TEST(post(d, "/webhook/telegram", "{}") == 404); // fetched, not sent
    BOOST_TEST(post(d, "/webhook/plex", "{}") == 404);
    BOOST_TEST(post(d, "/api/tools/check_plex_library", "{}") == 403, "only webhooks are open");
}

BOOST_AUTO_TEST_CASE(a_webhook_delivered_twice_is_answered_once)
{
    running_daemon d{*this};
    script({exchange_of({{"user", "hello"}}, {{"text", "Hello!"}})});
    BOOST_TEST(text(d, "hello", "+15551234567", "SMtwice") == 200);
    BOOST_TEST(text(d, "hello", "+15551234567", "SMtwice") == 200);
    sent(d, "/sim/twilio", 1);
    BOOST_TEST(text(d, "hello", "+15551234567", "SMtwice") == 200);
    BOOST_TEST(all_sent(d, "/sim/twilio").size() == 1u);
}

BOOST_AUTO_TEST_CASE(what_was_accepted_before_a_kill_is_answered_after_it)
{
    script({exchange_of({{"user", "hello"}}, {{"text", "never heard"}, {"after", 60'000}})});
    {
        running_daemon d{*this};
        chat("hello");
        BOOST_TEST(text(d, "hello") == 200);
        while (sim.control("GET", "/sim/model/requests").at("total").to_number<int>() < 2)
            d.listen(20ms);
        d.signal(SIGKILL);
        d.exit_status();
    }
    script({json::object{
        {"expect", json::object{{"user", "hello"}}}, {"reply", json::object{{"text", "Hello!"}}}, {"times", 2}}});
    running_daemon d{*this};
    BOOST_TEST(sent(d, "/sim/telegram", 1).at(0).at("seen") == "Hello!");
    BOOST_TEST(sent(d, "/sim/twilio", 1).at(0).at("body") == "Hello!");
    BOOST_TEST(all_sent(d, "/sim/telegram").size() == 1u);
    BOOST_TEST(all_sent(d, "/sim/twilio").size() == 1u);
}

BOOST_AUTO_TEST_CASE(without_a_model_the_person_reads_so)
{
    running_daemon d{*this};
    sim.control("POST", "/sim/faults", R"({"fault":"/model=refuse"})");
    chat("hello");
    const auto answer = said(sent(d, "/sim/telegram", 1).at(0).at("seen"));
    BOOST_TEST(answer.find("language model") != std::string::npos, answer);
}

BOOST_AUTO_TEST_CASE(options_that_change_in_the_middle_of_a_turn_cost_no_message_and_double_none)
{
    script({exchange_of({{"user", "hello"}}, {{"text", "Hello!"}, {"after", 1500}}),
            exchange_of({{"user", "hello"}}, {{"text", "Hello!"}, {"after", 1500}}),
            exchange_of({{"user", "more"}}, {{"text", "More."}}),
            exchange_of({{"user", "more"}}, {{"text", "More."}})});
    running_daemon d{*this};
    chat("hello");
    BOOST_TEST(text(d, "hello") == 200);
    while (sim.control("GET", "/sim/model/requests").at("total").to_number<int>() < 2)
        d.listen(5ms);
    for (const auto* channel : {"telegram", "twilio"})
    {
        std::ofstream file{conf_dir / (std::string{channel} + ".yaml"), std::ios::app};
        file << "  timeout: 14s\n";
    }
    d.signal(SIGHUP);
    BOOST_REQUIRE(d.says("Configuration applied"));
    BOOST_TEST(text(d, "more") == 200, "it is kept for the instance that is to come");
    chat("more");
    for (const auto* where : {"/sim/telegram", "/sim/twilio"})
    {
        sent(d, where, 2);
        const auto all = all_sent(d, where);
        BOOST_TEST(all.size() == 2u, json::serialize(all));
    }
    BOOST_TEST(sim.control("GET", "/sim/model/requests").at("total").to_number<int>() == 4, "no turn was begun twice");
}

BOOST_AUTO_TEST_SUITE_END()
