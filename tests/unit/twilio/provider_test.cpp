// SPDX-License-Identifier: MIT
// The channel as a whole: a webhook comes in, the conversation answers, a text goes out; and what can go wrong between.
#include "plugins/twilio/provider.hpp"
#include "plugins/twilio/signature.hpp"
#include "tests/support/fake_host.hpp"
#include "tests/support/fake_http.hpp"
#include "tests/support/run.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <memory>
#include <stdexcept>

using namespace reel_twilio;
using namespace std::chrono_literals;
using reel_test::fake_http;
using reel_test::settle;

namespace
{

const std::string auth_token = "the-auth-token-of-the-test", lena = "+15551234567", us = "+15550000000";
const std::string address = "https://reel.example.org/webhook/twilio";

reel::error unreachable()
{
    return reel::error{reel::errc::connection, "could not connect"}.with_unsent(true);
}

struct twilio_fixture
{
    asio::io_context io{1};
    reel_test::fake_host host{io, "twilio"};
    fake_http upstream;
    std::vector<form> sent;                ///< forms of the texts that Twilio took
    std::vector<fake_http::answer> faults; ///< answered first, to requests for a text
    std::unique_ptr<provider> channel;

    twilio_fixture()
    {
        host.make_client = [this](const reel::http_settings&) { return upstream.connect(); };
        host.talk.known = {lena};
        upstream.respond = [this](const reel::http_request& r) -> fake_http::answer {
            if (r.method == "GET")
                return fake_http::say(200, R"({"status":"active"})");
            if (!faults.empty())
            {
                auto first = faults.front();
                faults.erase(faults.begin());
                return first;
            }
            sent.push_back(parse_form(r.body));
            return fake_http::say(201, R"({"sid":"SMout","status":"queued"})");
        };
        start();
    }
    ~twilio_fixture() { stop(); }

    void start(const std::string& from = us)
    {
        config c;
        c.account_sid = "AC" + std::string(32, '1');
        c.auth_token = reel::secret{auth_token};
        c.from = from;
        c.webhook_url = boost::urls::url{address};
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
    }

    void pass(reel::duration length)
    {
        host.time.advance(length);
        settle(io);
    }
    /// An answer of so many texts, given before to a message delivered again or not.
    void answer_at_length(bool repeated)
    {
        host.talk.answer = [repeated](const reel::chat_message&) {
            reel::chat_reply r;
            for (int i = 0; i < 400; ++i)
                r.text += "word" + std::to_string(i) + " ";
            r.repeated = repeated;
            return r;
        };
    }

    static form message(const std::string& body, const std::string& sid = "SM1", const std::string& from = lena)
    {
        return {{"MessageSid", sid}, {"From", from}, {"To", us}, {"Body", body}, {"NumMedia", "0"}};
    }
    reel::webhook_answer post(const form& fields, std::optional<std::string> signature = {})
    {
        reel::webhook_request r{"POST", "", {}, to_body(fields), "10.0.0.1"};
        r.headers.emplace_back("x-twilio-signature",
                               signature ? *signature : signature_of(reel::secret{auth_token}, address, fields));
        auto answer = reel_test::run(io, channel->webhook(std::move(r)));
        settle(io);
        return answer;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(twilio, twilio_fixture)

BOOST_AUTO_TEST_CASE(a_message_is_thanked_for_at_once_and_answered_by_a_text)
{
    const auto thanks = post(message("do we have Dune?"));
    BOOST_TEST(thanks.status == 200);
    BOOST_TEST(thanks.content_type == "text/xml");
    BOOST_TEST(thanks.body.find("<Response/>") != std::string::npos);
    BOOST_REQUIRE(sent.size() == 1u);
    BOOST_TEST(field(sent[0], "To") == lena);
    BOOST_TEST(field(sent[0], "From") == us);
    BOOST_TEST(field(sent[0], "Body") == "You said: do we have Dune?");
    BOOST_TEST(host.talk.said.at(0).account == lena);
    BOOST_TEST(host.talk.said.at(0).id == "SM1");
    BOOST_TEST(host.talk.delivered_ids.at(0) == lena + "/" + lena + "/SM1");
    BOOST_TEST(upstream.requests.back().url.encoded_path() ==
               "/2010-04-01/Accounts/AC" + std::string(32, '1') + "/Messages.json");
}

BOOST_AUTO_TEST_CASE(a_wrong_signature_is_403_and_nobody_hears_of_it)
{
    BOOST_TEST(post(message("hello"), "AAAA").status == 403);
    BOOST_TEST(post(message("hello"), "").status == 403);
    BOOST_TEST(host.talk.said.empty());
    BOOST_TEST(sent.empty());
    BOOST_TEST(host.logs.count(reel::log_level::warn, "wrong signature") == 1u, "nobody fills the log");
    pass(1min);
    post(message("hello"), "AAAA");
    BOOST_TEST(host.logs.has(reel::log_level::warn, "times=2"));
}

BOOST_AUTO_TEST_CASE(a_message_delivered_twice_is_answered_once)
{
    host.talk.gate = std::make_shared<reel::event>(io.get_executor());
    post(message("hello"));
    post(message("hello")); // while the first is being answered
    host.talk.gate->set();
    settle(io);
    post(message("hello")); // and after
    BOOST_TEST(host.talk.said.size() == 1u);
    BOOST_TEST(sent.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_busy_twilio_is_asked_again)
{
    faults = {fake_http::say(429, R"({"code":20429,"message":"Too Many Requests"})"),
              fake_http::say(503, "<h1>sorry</h1>"), unreachable()};
    post(message("hello"));
    pass(1s);
    pass(2s);
    BOOST_TEST(sent.empty());
    pass(4s);
    BOOST_TEST(sent.size() == 1u);
    BOOST_TEST((channel->health().state == reel::state::ready));
}

BOOST_AUTO_TEST_CASE(an_answer_waits_for_the_network_however_long_it_is_away)
{
    faults.assign(15, unreachable());
    post(message("hello"));
    for (int i = 0; i < 60; ++i)
        pass(1min);
    BOOST_REQUIRE(sent.size() == 1u);
    BOOST_TEST(host.talk.delivered_ids.size() == 1u);
    BOOST_TEST(host.logs.count(reel::log_level::warn, "trying on") == 1u);
}

BOOST_AUTO_TEST_CASE(an_answer_that_cannot_be_sent_is_sent_after_a_restart)
{
    faults.assign(100, unreachable());
    post(message("hello"));
    pass(1h);
    stop();
    BOOST_TEST(sent.empty());
    faults.clear();
    start();
    BOOST_TEST(sent.size() == 1u);
}

BOOST_AUTO_TEST_CASE(twilio_says_when_to_come_back)
{
    auto later = fake_http::say(429, R"({"code":20429,"message":"Too Many Requests"})");
    later.headers.emplace_back("Retry-After", "120");
    faults = {later};
    post(message("hello"));
    pass(119s);
    BOOST_TEST(sent.empty());
    pass(1s);
    BOOST_TEST(sent.size() == 1u);
}

BOOST_AUTO_TEST_CASE(after_silence_a_text_is_sent_again_but_not_soon_and_not_often)
{
    faults.assign(10, reel::error{reel::errc::timeout, "no answer within 15s"});
    post(message("hello"));
    pass(29s);
    BOOST_TEST(faults.size() == 9u, "it may have been sent");
    pass(1s);
    pass(30s);
    BOOST_TEST(faults.size() == 7u);
    pass(24h);
    BOOST_TEST(faults.size() == 7u);
    BOOST_TEST(host.talk.delivered_ids.empty());
    BOOST_TEST(host.logs.has(reel::log_level::error, "could not be sent"));
}

BOOST_AUTO_TEST_CASE(a_refused_account_is_degraded_and_says_what_to_check_and_nothing_is_lost)
{
    faults = {fake_http::say(401, R"({"code":20003,"message":"Authenticate"})")};
    post(message("hello"));
    const auto health = channel->health();
    BOOST_TEST((health.state == reel::state::degraded));
    BOOST_TEST(health.reason.find("TWILIO_AUTH_TOKEN") != std::string::npos);
    BOOST_TEST(host.logs.nowhere(auth_token));
    pass(1s);
    BOOST_TEST(sent.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_restart_between_the_texts_of_an_answer_goes_on_with_the_next)
{
    answer_at_length(false);
    faults = {fake_http::say(201, "{}")}; // the first; then nothing more goes through
    faults.insert(faults.end(), 50, unreachable());
    post(message("everything"));
    stop();
    faults.clear();
    answer_at_length(true);
    start();
    BOOST_REQUIRE(sent.size() == 1u);
    BOOST_TEST(field(sent[0], "Body").starts_with("(2/2) "));
}

BOOST_AUTO_TEST_CASE(another_answer_after_a_restart_is_sent_from_its_beginning)
{
    answer_at_length(false);
    faults = {fake_http::say(201, "{}")};
    faults.insert(faults.end(), 50, unreachable());
    post(message("everything"));
    stop();
    faults.clear();
    start();
    BOOST_TEST(sent.size() == 2u);
}

BOOST_AUTO_TEST_CASE(whoever_writes_while_nothing_can_be_kept_is_told_so_but_strangers)
{
    std::filesystem::create_directories(host.dir.path());
    std::ofstream{host.dir.path() / "inbox"} << "in the way";
    const auto answer = post(message("hello"));
    BOOST_TEST(answer.status == 200);
    BOOST_TEST(answer.body.find("<Message>I cannot take messages right now") != std::string::npos, answer.body);
    BOOST_TEST(post(message("hello", "SM2", "+15559999999")).body.find("<Message>") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_message_that_cannot_be_answered_is_given_up_in_the_end)
{
    host.talk.answer = [](const reel::chat_message&) -> reel::chat_reply { throw std::runtime_error{"a defect"}; };
    post(message("hello"));
    for (int i = 0; i < 10; ++i)
    {
        stop();
        start();
    }
    BOOST_TEST(host.talk.said.size() == 6u);
    BOOST_TEST(host.logs.has(reel::log_level::error, "given up"));
}

BOOST_AUTO_TEST_CASE(a_message_that_comes_while_it_stops_is_for_the_next_run)
{
    host.talk.gate = std::make_shared<reel::event>(io.get_executor());
    post(message("hello"));
    bool ended = false;
    asio::co_spawn(io, channel->stop(), [&](std::exception_ptr) { ended = true; });
    settle(io);
    BOOST_TEST(!ended, "the turn under way may end");
    BOOST_TEST(post(message("and then?", "SM2")).status == 200);
    host.talk.gate->set();
    settle(io);
    BOOST_TEST(ended);
    BOOST_TEST(sent.size() == 1u);
    channel.reset();
    start();
    BOOST_TEST(sent.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_number_that_refuses_texts_says_nothing_about_twilio)
{
    faults = {fake_http::say(400, R"({"code":21610,"message":"Attempt to send to unsubscribed recipient"})")};
    post(message("hello"));
    BOOST_TEST((channel->health().state == reel::state::ready));
    BOOST_TEST(host.logs.has(reel::log_level::error, "21610"));
}

BOOST_AUTO_TEST_CASE(a_picture_without_words_reaches_the_conversation_as_no_text)
{
    post(message(""));
    BOOST_TEST(host.talk.said.at(0).text == "");
    BOOST_TEST(sent.size() == 1u);
}

BOOST_AUTO_TEST_CASE(who_is_not_to_be_answered_is_not)
{
    host.talk.answer = [](const reel::chat_message&) { return reel::chat_reply{}; };
    post(message("hello", "SM2", "+15559999999"));
    post(message("loop", "SM3", us));
    BOOST_TEST(sent.empty());
    BOOST_TEST(host.talk.said.size() == 1u);
}

BOOST_AUTO_TEST_CASE(an_answer_that_was_delivered_before_is_not_sent_again)
{
    host.talk.answer = [](const reel::chat_message&) {
        reel::chat_reply r;
        r.text = "You have it.", r.repeated = true, r.delivered = true;
        return r;
    };
    post(message("hello"));
    BOOST_TEST(sent.empty());
}

BOOST_AUTO_TEST_CASE(an_answer_that_was_given_before_and_did_not_arrive_is_sent)
{
    host.talk.answer = [](const reel::chat_message&) {
        reel::chat_reply r;
        r.text = "You have it.", r.repeated = true;
        return r;
    };
    post(message("hello"));
    BOOST_TEST(sent.size() == 1u);
    BOOST_TEST(host.talk.delivered_ids.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_messaging_service_chooses_the_number)
{
    stop();
    start("MG" + std::string(32, '2'));
    post(message("hello"));
    BOOST_REQUIRE(sent.size() == 1u);
    BOOST_TEST(field(sent[0], "MessagingServiceSid") == "MG" + std::string(32, '2'));
    BOOST_TEST(field(sent[0], "From") == "");
}

BOOST_AUTO_TEST_CASE(what_was_accepted_before_a_restart_is_answered_after_it)
{
    host.talk.gate = std::make_shared<reel::event>(io.get_executor());
    BOOST_TEST(post(message("hello")).status == 200);
    stop();
    BOOST_TEST(sent.empty());
    host.talk.gate.reset();
    start();
    BOOST_REQUIRE(sent.size() == 1u);
    BOOST_TEST(field(sent[0], "Body") == "You said: hello");
    stop();
    start();
    BOOST_TEST(sent.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_link_means_a_number_however_it_is_written)
{
    BOOST_TEST(channel->means("+1 (555) 123-4567", lena));
    BOOST_TEST(!channel->means("+1 (555) 123-4568", lena));
    BOOST_TEST(!channel->means("", lena));
}

BOOST_AUTO_TEST_SUITE_END()
