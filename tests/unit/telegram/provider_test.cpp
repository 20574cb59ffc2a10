// SPDX-License-Identifier: MIT
// The channel as a whole: updates come, the conversation answers, messages and buttons go out; and what can go wrong between.
#include "plugins/telegram/provider.hpp"
#include "tests/support/fake_host.hpp"
#include "tests/support/fake_http.hpp"
#include "tests/support/run.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>

using namespace reel_telegram;
using namespace std::chrono_literals;
using reel_test::fake_http;
using reel_test::settle;
namespace json = boost::json;

namespace
{

const std::string token = "123456:the-token-of_the-test", other_token = "654321:the-token-of_the-test-too";
const std::string secret = "the-webhook-secret";

fake_http::answer refusal(int status, const std::string& description, const std::string& parameters = "{}")
{
    return fake_http::say(status,
                          R"({"ok":false,"description":")" + description + R"(","parameters":)" + parameters + "}");
}

reel::error unreachable()
{
    return reel::error{reel::errc::connection, "could not connect to api.telegram.org:443"}.with_unsent(true);
}

struct telegram_fixture
{
    struct call
    {
        std::string method;
        json::object arguments;
    };

    asio::io_context io{1};
    reel_test::fake_host host{io, "telegram"};
    fake_http upstream;
    std::vector<call> calls;                                       ///< but for getUpdates and getMe
    json::array waiting;                                           ///< updates that Telegram has
    std::vector<std::pair<std::string, fake_http::answer>> faults; ///< method -> answered first
    std::int64_t acknowledged = 0;
    std::unique_ptr<provider> channel;

    telegram_fixture()
    {
        host.make_client = [this](const reel::http_settings&) { return upstream.connect(); };
        host.talk.known = {"42"};
        upstream.silent = [this](const reel::http_request& r) {
            return method_of(r) == "getUpdates" && updates_from(r).empty() && fault_for("getUpdates") == faults.end();
        };
        upstream.respond = [this](const reel::http_request& r) { return respond(r); };
    }
    ~telegram_fixture() { stop(); }

    static std::string method_of(const reel::http_request& r)
    {
        const std::string path{r.url.encoded_path()};
        BOOST_TEST((path.starts_with("/bot" + token + "/") || path.starts_with("/bot" + other_token + "/")), path);
        return path.substr(path.rfind('/') + 1);
    }
    std::vector<std::pair<std::string, fake_http::answer>>::iterator fault_for(const std::string& method)
    {
        return std::find_if(faults.begin(), faults.end(), [&](const auto& f) { return f.first == method; });
    }
    json::array updates_from(const reel::http_request& r)
    {
        const auto arguments = json::parse(r.body).as_object();
        const auto* offset = arguments.if_contains("offset");
        json::array out;
        for (const auto& u : waiting)
            if (!offset || u.at("update_id").as_int64() >= offset->as_int64())
                out.push_back(u);
        return out;
    }
    fake_http::answer respond(const reel::http_request& r)
    {
        const auto method = method_of(r);
        if (const auto fault = fault_for(method); fault != faults.end())
        {
            auto answer = fault->second;
            faults.erase(fault);
            return answer;
        }
        const auto ok = [](const json::value& result) {
            return fake_http::say(200, json::serialize(json::object{{"ok", true}, {"result", result}}));
        };
        if (method == "getUpdates")
            return ok(updates_from(r));
        if (method == "getMe")
            return ok(json::object{{"id", 99}, {"is_bot", true}, {"username", "ReelBot"}});
        calls.push_back({method, json::parse(r.body).as_object()});
        return ok(method == "sendMessage" ? json::value(json::object{{"message_id", 1000 + calls.size()}})
                                          : json::value(true));
    }

    void start(bool by_webhook = false, const std::string& bot = token)
    {
        config c;
        c.bot_token = reel::secret{bot};
        if (by_webhook)
        {
            c.webhook_url = boost::urls::url{"https://reel.example.org/webhook/telegram"};
            c.webhook_secret = reel::secret{secret};
        }
        channel = std::make_unique<provider>(host, c);
        channel->start();
        settle(io);
    }
    void stop()
    {
        bool ended = !channel;
        if (channel)
            asio::co_spawn(io, channel->stop(), [&](std::exception_ptr) { ended = true; });
        settle(io);
        while (!ended) // it lets end what it can
            pass(1s);
        channel.reset();
        BOOST_TEST(host.logs.nowhere("the-token-of_the-test"), "the token is a secret");
    }
    void pass(reel::duration length)
    {
        host.time.advance(length);
        settle(io);
    }

    static json::object said(std::int64_t id, const std::string& text, std::int64_t from = 42)
    {
        return {{"update_id", id},
                {"message", json::object{{"message_id", id * 10},
                                         {"from", json::object{{"id", from}, {"first_name", "Lena"}}},
                                         {"chat", json::object{{"id", from}, {"type", "private"}}},
                                         {"text", text}}}};
    }
    static json::object pressed(std::int64_t id, const std::string& data, std::int64_t from = 42)
    {
        return {{"update_id", id},
                {"callback_query",
                 json::object{{"id", "cb" + std::to_string(id)},
                              {"from", json::object{{"id", from}, {"first_name", "Lena"}}},
                              {"message", json::object{{"message_id", 1001},
                                                       {"chat", json::object{{"id", 42}, {"type", "private"}}}}},
                              {"data", data}}}};
    }
    std::vector<json::object> of(const std::string& method) const
    {
        std::vector<json::object> out;
        for (const auto& c : calls)
            if (c.method == method)
                out.push_back(c.arguments);
        return out;
    }
    reel::webhook_answer post(const json::object& update, const std::string& shown = secret)
    {
        reel::webhook_request r{
            "POST", "", {{"x-telegram-bot-api-secret-token", shown}}, json::serialize(update), "10.0.0.1"};
        auto answer = reel_test::run(io, channel->webhook(std::move(r)));
        settle(io);
        return answer;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(telegram, telegram_fixture)

BOOST_AUTO_TEST_CASE(updates_are_fetched_answered_and_acknowledged)
{
    waiting = {said(7, "do we have <Dune>?")};
    start();
    BOOST_TEST(of("deleteWebhook").size() == 1u);
    const auto sent = of("sendMessage");
    BOOST_REQUIRE(sent.size() == 1u);
    BOOST_TEST(sent[0].at("chat_id").as_int64() == 42);
    BOOST_TEST(sent[0].at("text").as_string() == "You said: do we have &lt;Dune&gt;?");
    BOOST_TEST(sent[0].at("parse_mode").as_string() == "HTML");
    BOOST_TEST(!sent[0].contains("reply_parameters"));
    BOOST_TEST(host.talk.said.size() == 1u);
    BOOST_TEST(host.talk.delivered_ids.at(0) == "42/42/123456.70");
    BOOST_TEST(of("sendChatAction").at(0).at("action").as_string() == "typing");
    const auto polls = std::count_if(upstream.requests.begin(), upstream.requests.end(), [](const auto& r) {
        return method_of(r) == "getUpdates" && r.body.find("\"offset\":8") != std::string::npos;
    });
    BOOST_TEST(polls == 1, "acknowledged by asking for the next");
    BOOST_TEST((channel->health().state == reel::state::ready));
}

BOOST_AUTO_TEST_CASE(an_update_is_neither_lost_nor_doubled_by_a_restart)
{
    host.talk.gate = std::make_shared<reel::event>(io.get_executor());
    waiting = {said(7, "hello")};
    start();
    BOOST_TEST(host.talk.said.size() == 1u);
    stop(); // in the middle of the turn
    BOOST_TEST(of("sendMessage").empty());
    host.talk.gate.reset();
    start();
    BOOST_TEST(of("sendMessage").size() == 1u);
    stop();
    start(); // and after it, though Telegram still has it
    BOOST_TEST(of("sendMessage").size() == 1u);
}

BOOST_AUTO_TEST_CASE(it_types_while_the_answer_comes_about)
{
    host.talk.gate = std::make_shared<reel::event>(io.get_executor());
    waiting = {said(7, "hello")};
    start();
    pass(5s);
    pass(5s);
    BOOST_TEST(of("sendChatAction").size() == 3u);
    host.talk.gate->set();
    settle(io);
    pass(60s);
    BOOST_TEST(of("sendChatAction").size() == 3u);
    BOOST_TEST(of("sendMessage").size() == 1u);
}

BOOST_AUTO_TEST_CASE(strangers_are_not_typed_to)
{
    waiting = {said(7, "hello", 43)};
    host.talk.answer = [](const reel::chat_message&) { return reel::chat_reply{}; };
    start();
    BOOST_TEST(host.talk.said.size() == 1u);
    BOOST_TEST(of("sendChatAction").empty());
    BOOST_TEST(of("sendMessage").empty());
}

BOOST_AUTO_TEST_CASE(a_question_has_buttons_which_go_when_one_is_pressed)
{
    host.talk.answer = [](const reel::chat_message&) {
        reel::chat_reply r;
        r.text = "Delete Dune?", r.asks = reel::chat_confirmation{"0123abcd", "Delete Dune"};
        return r;
    };
    waiting = {said(7, "delete dune")};
    start();
    const auto sent = of("sendMessage");
    BOOST_REQUIRE(sent.size() == 1u);
    const auto& row = sent[0].at("reply_markup").at("inline_keyboard").as_array().at(0).as_array();
    BOOST_TEST(row.at(0).at("callback_data").as_string() == "yes:0123abcd:42");
    BOOST_TEST(row.at(1).at("callback_data").as_string() == "no:0123abcd:42");

    waiting.push_back(pressed(8, "yes:0123abcd:43"));
    waiting.push_back(pressed(9, "yes:0123abcd:42"));
    faults.emplace_back("getUpdates", fake_http::say(502, "")); // ends the wait
    stop();
    start();
    pass(2s);
    BOOST_REQUIRE(host.talk.decided.size() == 1u);
    BOOST_TEST(host.talk.decided[0].token == "0123abcd");
    BOOST_TEST(host.talk.decided[0].yes);
    const auto told = of("answerCallbackQuery");
    BOOST_REQUIRE(told.size() == 2u);
    BOOST_TEST(told[0].at("text").as_string() == "This question is for somebody else.");
    BOOST_TEST(of("editMessageReplyMarkup").size() == 1u);
    BOOST_TEST(of("sendMessage").back().at("text").as_string() == "Done.");
    BOOST_TEST(host.talk.delivered_ids.back() == "42/42/decision of 0123abcd");
}

BOOST_AUTO_TEST_CASE(buttons_pressed_again_meanwhile_or_later_are_answered_once)
{
    start(true);
    host.talk.gate = std::make_shared<reel::event>(io.get_executor());
    post(pressed(8, "yes:0123abcd:42"));
    post(pressed(9, "no:0123abcd:42"));
    BOOST_TEST(of("answerCallbackQuery").size() == 2u);
    BOOST_TEST(host.talk.decided.size() == 1u);
    host.talk.gate->set();
    settle(io);
    BOOST_TEST(of("sendMessage").size() == 1u);
    host.talk.on_decision = [](const auto&) {
        reel::chat_reply r;
        r.text = "Done.", r.repeated = r.delivered = true;
        return r;
    };
    post(pressed(10, "yes:0123abcd:42"));
    BOOST_TEST(host.talk.decided.size() == 2u);
    BOOST_TEST(of("sendMessage").size() == 1u);
}

BOOST_AUTO_TEST_CASE(buttons_stay_until_the_question_is_decided)
{
    host.talk.answer = [](const reel::chat_message&) {
        reel::chat_reply r;
        r.text = "Delete Dune?", r.asks = reel::chat_confirmation{"0123abcd", "Delete Dune"};
        return r;
    };
    host.talk.on_decision = [](const auto& pressed) {
        reel::chat_reply r;
        r.text = "Well.", r.moved_on = pressed.token == "older" || pressed.yes;
        return r;
    };
    start(true);
    post(said(7, "delete dune"));
    const auto question = 1000 + static_cast<std::int64_t>(calls.size());
    const auto press = [&](std::int64_t id, const std::string& data, std::int64_t message) {
        auto update = pressed(id, data);
        update["callback_query"].as_object()["message"].as_object()["message_id"] = message;
        post(update);
    };
    press(8, "no:0123abcd:42", question);
    BOOST_TEST(of("editMessageReplyMarkup").empty(), "told to wait a moment");
    press(9, "yes:older:42", 900);
    BOOST_REQUIRE(of("editMessageReplyMarkup").size() == 1u);
    BOOST_TEST(of("editMessageReplyMarkup")[0].at("message_id").as_int64() == 900);
    press(10, "yes:0123abcd:42", question);
    BOOST_REQUIRE(of("editMessageReplyMarkup").size() == 2u);
    BOOST_TEST(of("editMessageReplyMarkup")[1].at("message_id").as_int64() == question);
}

BOOST_AUTO_TEST_CASE(buttons_go_when_the_question_was_answered_by_words)
{
    host.talk.answer = [](const reel::chat_message& m) {
        reel::chat_reply r;
        r.text = "Well.";
        r.moved_on = m.text != "faster!";
        if (m.text == "delete dune")
            r.asks = reel::chat_confirmation{"0123abcd", "Delete Dune"};
        return r;
    };
    start(true);
    post(said(7, "delete dune"));
    BOOST_TEST(of("editMessageReplyMarkup").empty());
    post(said(8, "faster!"));
    BOOST_TEST(of("editMessageReplyMarkup").empty(), "that was told to wait; the question is open");
    post(said(9, "yes"));
    BOOST_REQUIRE(of("editMessageReplyMarkup").size() == 1u);
    BOOST_TEST(of("sendMessage").size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_long_answer_comes_in_parts_and_the_buttons_under_the_last)
{
    host.talk.answer = [](const reel::chat_message&) {
        reel::chat_reply r;
        for (int i = 0; i < 1000; ++i)
            r.text += "word" + std::to_string(i) + " ";
        r.asks = reel::chat_confirmation{"0123abcd", ""};
        return r;
    };
    waiting = {said(7, "everything")};
    start();
    const auto sent = of("sendMessage");
    BOOST_REQUIRE(sent.size() == 2u);
    BOOST_TEST(sent[0].at("text").as_string().size() <= 4096u);
    BOOST_TEST(!sent[0].contains("reply_markup"));
    BOOST_TEST(sent[1].contains("reply_markup"));
}

BOOST_AUTO_TEST_CASE(a_webhook_without_the_secret_is_403)
{
    start(true);
    BOOST_REQUIRE(of("setWebhook").size() == 1u);
    BOOST_TEST(of("setWebhook")[0].at("secret_token").as_string() == secret);
    BOOST_TEST(post(said(7, "hello"), "").status == 403);
    BOOST_TEST(post(said(7, "hello"), "guess").status == 403);
    BOOST_TEST(host.talk.said.empty());
    BOOST_TEST(post(said(7, "hello")).status == 200);
    BOOST_TEST(post(said(7, "hello")).status == 200);
    BOOST_TEST(host.talk.said.size() == 1u, "delivered twice is answered once");
    BOOST_TEST(host.logs.nowhere(secret));
}

BOOST_AUTO_TEST_CASE(without_a_webhook_none_is_taken)
{
    start();
    BOOST_TEST(post(said(7, "hello"), "").status == 404);
}

BOOST_AUTO_TEST_CASE(telegram_may_be_away_at_the_start_and_later)
{
    faults.emplace_back("getMe", reel::error{reel::errc::connection, "could not connect to api.telegram.org:443"});
    start();
    BOOST_TEST((channel->health().state == reel::state::degraded));
    pass(10s);
    BOOST_TEST((channel->health().state == reel::state::ready));
    stop();
    faults.emplace_back("getUpdates", reel::error{reel::errc::connection, "reset"});
    faults.emplace_back("getUpdates", fake_http::say(429, R"({"ok":false,"parameters":{"retry_after":3}})"));
    waiting = {said(7, "hello")};
    start();
    BOOST_TEST(host.talk.said.empty());
    pass(1s);
    pass(3s);
    BOOST_TEST(host.talk.said.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_wrong_token_says_what_to_check)
{
    faults.emplace_back("getMe", fake_http::say(401, R"({"ok":false,"error_code":401,"description":"Unauthorized"})"));
    start();
    const auto health = channel->health();
    BOOST_TEST((health.state == reel::state::degraded));
    BOOST_TEST(health.reason.find("TELEGRAM_BOT_TOKEN") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_answer_that_telegram_cannot_parse_is_sent_as_it_is)
{
    faults.emplace_back("sendMessage",
                        fake_http::say(400, R"({"ok":false,"description":"Bad Request: can't parse entities: ..."})"));
    waiting = {said(7, "1 < 2")};
    start();
    const auto sent = of("sendMessage");
    BOOST_REQUIRE(sent.size() == 1u);
    BOOST_TEST(sent[0].at("text").as_string() == "You said: 1 < 2");
    BOOST_TEST(!sent[0].contains("parse_mode"));
}

BOOST_AUTO_TEST_CASE(somebody_who_blocked_the_bot_says_nothing_about_telegram)
{
    faults.emplace_back("sendMessage",
                        fake_http::say(403, R"({"ok":false,"description":"Forbidden: bot was blocked by the user"})"));
    waiting = {said(7, "hello")};
    start();
    BOOST_TEST((channel->health().state == reel::state::ready));
    BOOST_TEST(host.logs.has(reel::log_level::error, "blocked by the user"));
}

BOOST_AUTO_TEST_CASE(in_a_group_the_answer_is_a_reply)
{
    waiting = {json::parse(R"({"update_id":7,"message":{"message_id":70,"from":{"id":42,"first_name":"Lena"},
        "chat":{"id":-100,"type":"supergroup"},"text":"@ReelBot hi","entities":[{"type":"mention","offset":0,"length":8}]}})")};
    start();
    const auto sent = of("sendMessage");
    BOOST_REQUIRE(sent.size() == 1u);
    BOOST_TEST(sent[0].at("chat_id").as_int64() == -100);
    BOOST_TEST(sent[0].at("reply_parameters").at("message_id").as_int64() == 70);
}

BOOST_AUTO_TEST_CASE(another_bot_in_its_place_hears_from_its_first_update_on)
{
    waiting = {said(700, "hello")};
    start();
    stop();
    waiting = {said(5, "hello, you")};
    start(false, other_token);
    BOOST_TEST(of("sendMessage").size() == 2u);
    BOOST_TEST(host.talk.delivered_ids.back() == "42/42/654321.50", "messages are numbered alike by all bots");
}

BOOST_AUTO_TEST_CASE(what_was_said_to_another_bot_does_not_keep_this_one_from_hearing)
{
    host.talk.gate = std::make_shared<reel::event>(io.get_executor());
    waiting = {said(7, "hello")};
    start();
    stop();
    host.talk.gate.reset();
    waiting = {said(7, "hello, you")};
    start(false, other_token);
    BOOST_REQUIRE(of("sendMessage").size() == 1u);
    BOOST_TEST(of("sendMessage")[0].at("text").as_string() == "You said: hello, you");
}

BOOST_AUTO_TEST_CASE(an_answer_is_sent_until_it_has_arrived)
{
    for (const auto& fault :
         {refusal(429, "Too Many Requests", R"({"retry_after":120})"), fake_http::answer{fake_http::say(502, "<html>")},
          fake_http::answer{unreachable()}, refusal(401, "Unauthorized"), refusal(409, "Conflict")})
        faults.emplace_back("sendMessage", fault);
    waiting = {said(7, "hello")};
    start();
    pass(119s);
    BOOST_TEST(faults.size() == 4u, "Telegram says when");
    pass(1s);
    for (int i = 0; i < 4; ++i)
        pass(8s);
    BOOST_TEST(of("sendMessage").size() == 1u);
    BOOST_TEST(host.talk.delivered_ids.size() == 1u);
}

BOOST_AUTO_TEST_CASE(an_answer_that_cannot_be_sent_is_sent_after_a_restart)
{
    for (int i = 0; i < 100; ++i)
        faults.emplace_back("sendMessage", unreachable());
    waiting = {said(7, "hello")};
    start();
    pass(1h);
    stop();
    BOOST_TEST(of("sendMessage").empty());
    faults.clear();
    start();
    BOOST_TEST(of("sendMessage").size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_rest_of_an_answer_goes_out_when_telegram_is_back)
{
    bool repeated = false;
    host.talk.answer = [&](const reel::chat_message&) {
        reel::chat_reply r;
        for (int i = 0; i < 1000; ++i)
            r.text += "word" + std::to_string(i) + " ";
        r.repeated = repeated;
        return r;
    };
    waiting = {said(7, "everything")};
    upstream.silent = [this, before = upstream.silent](const reel::http_request& r) {
        return before(r) || (method_of(r) == "sendMessage" && of("sendMessage").size() == 1u);
    };
    start();
    BOOST_TEST(of("sendMessage").size() == 1u);
    stop(); // in the middle of the second part
    upstream.silent = [this](const reel::http_request& r) {
        return method_of(r) == "getUpdates" && updates_from(r).empty();
    };
    repeated = true;
    start();
    const auto sent = of("sendMessage");
    BOOST_REQUIRE(sent.size() == 2u);
    BOOST_TEST(sent[0].at("text").as_string().starts_with("word0 "));
    BOOST_TEST(!sent[1].at("text").as_string().starts_with("word0 "));
    BOOST_TEST(host.talk.delivered_ids.size() == 1u);
}

BOOST_AUTO_TEST_CASE(an_answer_that_was_given_before_is_sent_only_if_it_did_not_arrive)
{
    host.talk.answer = [](const reel::chat_message& m) {
        reel::chat_reply r;
        r.text = "You have it.", r.repeated = true, r.delivered = m.text == "arrived";
        return r;
    };
    waiting = {said(7, "arrived"), said(8, "lost")};
    start();
    BOOST_TEST(of("sendMessage").size() == 1u);
    BOOST_REQUIRE(host.talk.delivered_ids.size() == 1u);
    BOOST_TEST(host.talk.delivered_ids[0] == "42/42/123456.80");
}

BOOST_AUTO_TEST_CASE(a_group_that_becomes_a_supergroup_is_followed)
{
    faults.emplace_back("sendMessage", refusal(400, "Bad Request: group chat was upgraded to a supergroup chat",
                                               R"({"migrate_to_chat_id":-100123})"));
    waiting = {said(7, "hello")};
    start();
    BOOST_REQUIRE(of("sendMessage").size() == 1u);
    BOOST_TEST(of("sendMessage")[0].at("chat_id").as_int64() == -100123);
}

BOOST_AUTO_TEST_CASE(another_program_at_the_same_bot_is_told_of_until_it_is_gone)
{
    start();
    stop();
    faults.emplace_back("getUpdates", refusal(409, "Conflict: terminated by other getUpdates request"));
    start();
    pass(100ms);
    const auto health = channel->health();
    BOOST_TEST((health.state == reel::state::degraded));
    BOOST_TEST(health.reason.find("another program") != std::string::npos, health.reason);
    pass(1s);
    faults.emplace_back("getUpdates", fake_http::answer{fake_http::say(200, R"({"ok":true,"result":[]})")});
    waiting = {said(7, "hello")};
    stop();
    start();
    BOOST_TEST((channel->health().state == reel::state::ready));
}

BOOST_AUTO_TEST_CASE(a_webhook_that_telegram_does_not_take_is_what_health_says)
{
    faults.emplace_back("setWebhook", refusal(400, "Bad Request: bad webhook: IP address is reserved"));
    start(true);
    const auto health = channel->health();
    BOOST_TEST((health.state == reel::state::degraded));
    BOOST_TEST(health.reason.find("webhook_url") != std::string::npos, health.reason);
    BOOST_TEST(host.logs.has(reel::log_level::warn, "IP address is reserved"));
    pass(5s);
    BOOST_TEST((channel->health().state == reel::state::ready));
    pass(20min);
    BOOST_TEST(of("setWebhook").size() == 2u, "somebody else may have taken it away");
}

BOOST_AUTO_TEST_SUITE_END()
