// SPDX-License-Identifier: MIT
// People talk to the daemon through a simulated Telegram and a simulated Twilio: the real plugins, the real conversation, a
// scripted model, and a real library behind its tools.
#include "tests/integration/simulator.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <functional>
#include <thread>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace integration;
namespace json = boost::json;

namespace
{

constexpr auto config = R"(users:
  - name: lena
    links: {telegram: "42", phone: "+1 (555) 123-4567"}
models:
  - {url: "@URL@/model/v1", model: simulated}
)";

std::string said(const json::value& v)
{
    return std::string{v.as_string()};
}

/// A request with headers of its own; the status of its answer.
int post(std::uint16_t port, const std::string& path, const std::string& body, const std::string& headers)
{
    const int s = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    BOOST_REQUIRE(::connect(s, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0);
    const auto text = "POST " + path + " HTTP/1.1\r\nHost: reel.example.org\r\nX-Forwarded-For: 203.0.113.9\r\n" +
                      headers + "Connection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
                      body;
    BOOST_REQUIRE(::send(s, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size()));
    std::string answer(4096, '\0');
    const auto got = ::recv(s, answer.data(), answer.size(), 0);
    ::close(s);
    return got > 12 ? std::atoi(answer.c_str() + 9) : 0;
}

struct channels_fixture : house
{
    channels_fixture()
    {
        for (const auto* plugin : {"plex", "telegram", "twilio"})
            install_shipped(plugin);
        std::string text = config;
        text.replace(text.find("@URL@"), 5, sim.url());
        dir.write("reeld.yaml", text);
        configure("plex.yaml", "plex:\n  url: " + sim.url() + "\n  token: t0ken-of-the-test\n");
        configure("telegram.yaml",
                  "telegram:\n  bot_token: " + bot + "\n  poll_timeout: 5s\n  api_url: " + sim.url() + "/telegram\n");
        configure("twilio.yaml",
                  "twilio:\n  account_sid: " + said(sim.control("GET", "/sim/twilio").at("accountSid")) +
                      "\n  auth_token: simulated-twilio-token\n  from: \"+15550000000\"\n  webhook_url: " + address +
                      "\n  api_url: " + sim.url() + "/twilio\n");
    }

    void script(const json::array& exchanges) const
    {
        sim.control("POST", "/sim/model",
                    json::serialize(json::object{{"script", exchanges}, {"otherwise", "refuse"}}));
    }
    static json::object exchange_of(json::object expected, json::object reply)
    {
        return {{"expect", std::move(expected)}, {"reply", std::move(reply)}};
    }
    static json::object calling(const std::string& tool, json::object arguments)
    {
        return {{"calls", json::array{json::object{{"name", tool}, {"arguments", std::move(arguments)}}}}};
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
    /// What was sent below /sim/telegram or /sim/twilio, once it is so many.
    json::array sent(running_daemon& d, const std::string& where, std::size_t count) const
    {
        const auto until = std::chrono::steady_clock::now() + 20s;
        for (;;)
        {
            auto all = sim.control("GET", where).at("sent").as_array();
            if (all.size() >= count)
                return all;
            BOOST_REQUIRE_MESSAGE(std::chrono::steady_clock::now() < until,
                                  where << " was sent " << all.size() << " of " << count << "; reeld said:\n"
                                        << d.log());
            d.listen(20ms);
        }
    }
    int text(const running_daemon& d, const std::string& words, const std::string& from = "+15551234567",
             const std::string& sid = {}) const
    {
        const auto form =
            sim.control("POST", "/sim/twilio/incoming",
                        json::serialize(json::object{{"from", from}, {"text", words}, {"url", address}, {"sid", sid}}));
        return post(d.port(), "/webhook/twilio", said(form.at("body")),
                    "Content-Type: application/x-www-form-urlencoded\r\nX-Twilio-Signature: " +
                        said(form.at("signature")) + "\r\n");
    }
    void chat(const std::string& words, int from = 42) const
    {
        sim.control("POST", "/sim/telegram/messages", json::serialize(json::object{{"from", from}, {"text", words}}));
    }

    /// Secrets are in no line of the log.
    static void check_log(const running_daemon& d)
    {
        for (const auto* secret : {"simulated-telegram-token", "simulated-twilio-token", "t0ken-of-the-test"})
            BOOST_TEST(d.log().find(secret) == std::string::npos, secret << " is in the log");
    }

    server sim;
    const std::string bot = "123456:simulated-telegram-token";
    const std::string address = "https://reel.example.org/webhook/twilio";
};

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
    d.listen(300ms);
    BOOST_TEST(sent(d, "/sim/telegram", 1).size() == 1u);
    BOOST_TEST(sent(d, "/sim/twilio", 1).size() == 1u);
    const auto status = json::parse(d.get("/api/status").body);
    BOOST_TEST(status.at("unknownSenders").as_array().size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_forged_webhook_is_refused)
{
    running_daemon d{*this};
    BOOST_TEST(post(d.port(), "/webhook/twilio", "MessageSid=SM1&From=%2B15551234567&Body=hi",
                    "X-Twilio-Signature: AAAA\r\n") == 403);
    BOOST_TEST(post(d.port(), "/webhook/telegram", "{}", "") == 404); // fetched, not sent
    BOOST_TEST(post(d.port(), "/webhook/plex", "{}", "") == 404);
    BOOST_TEST(post(d.port(), "/api/tools/check_plex_library", "{}", "") == 403, "only webhooks are open");
}

BOOST_AUTO_TEST_CASE(a_webhook_delivered_twice_is_answered_once)
{
    running_daemon d{*this};
    script({exchange_of({{"user", "hello"}}, {{"text", "Hello!"}})});
    BOOST_TEST(text(d, "hello", "+15551234567", "SMtwice") == 200);
    BOOST_TEST(text(d, "hello", "+15551234567", "SMtwice") == 200);
    sent(d, "/sim/twilio", 1);
    BOOST_TEST(text(d, "hello", "+15551234567", "SMtwice") == 200);
    d.listen(300ms);
    BOOST_TEST(sent(d, "/sim/twilio", 1).size() == 1u);
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
    d.listen(300ms);
    BOOST_TEST(sent(d, "/sim/telegram", 1).size() == 1u);
    BOOST_TEST(sent(d, "/sim/twilio", 1).size() == 1u);
}

BOOST_AUTO_TEST_CASE(without_a_model_the_person_reads_so)
{
    running_daemon d{*this};
    sim.control("POST", "/sim/faults", R"({"fault":"/model=refuse"})");
    chat("hello");
    const auto answer = said(sent(d, "/sim/telegram", 1).at(0).at("seen"));
    BOOST_TEST(answer.find("language model") != std::string::npos, answer);
}

BOOST_AUTO_TEST_SUITE_END()
