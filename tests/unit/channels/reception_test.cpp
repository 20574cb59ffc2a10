// SPDX-License-Identifier: MIT
// Whose account it is, what strangers are told, and where webhooks go.
#include "core/channels/reception.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/log_capture.hpp"
#include "tests/support/run.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>

using namespace reeld;
using namespace std::chrono_literals;
using reel_test::run;

namespace
{

class pigeon final : public reel::Channel
{
public:
    std::string_view link() const override { return "pigeon"; }
    std::string_view format() const override { return "small"; }
    reel::awaitable<reel::webhook_answer> webhook(reel::webhook_request request) override
    {
        if (gate)
            co_await gate->wait();
        if (request.body == "throw")
            throw std::runtime_error{"the pigeon is ill"};
        co_return reel::webhook_answer{200, "text/plain", request.method + " " + request.body};
    }
    std::optional<reel::event> gate;
};

struct channels_fixture
{
    using said = reel::result<conversation::outgoing>;

    asio::io_context io{1};
    reel_test::fake_clock clock;
    reel_test::log_capture logs;
    std::vector<config::user> users;
    std::vector<conversation::incoming> heard;
    std::vector<conversation::button> buttons;
    std::vector<std::string> delivered;
    std::function<said(const std::string&)> answer = [](const std::string& text) {
        conversation::outgoing out;
        out.text = "You said: " + text;
        return said{out};
    };
    channels::reception house{{io.get_executor(), clock, reel::logger{logs, "core"},
                               [this]() -> const std::vector<config::user>& { return users; },
                               [this](conversation::incoming in) { return say(std::move(in)); },
                               [this](conversation::button b) { return decide(std::move(b)); },
                               [this](const reel::caller& who, std::string_view conversation, std::string_view id) {
                                   delivered.push_back(who.name + "/" + std::string{conversation} + "/" +
                                                       std::string{id});
                               }}};
    std::unique_ptr<channels::line> line = house.lend("coop");
    pigeon bird;
    http::router routes;

    channels_fixture()
    {
        config::user lena;
        lena.name = "lena";
        lena.links.emplace("pigeon", "7");
        lena.links.emplace("phone", "8");
        users.push_back(lena);
        line->open(bird);
        house.add_routes(routes);
    }

    reel::awaitable<said> say(conversation::incoming in)
    {
        heard.push_back(in);
        co_return answer(in.text);
    }
    reel::awaitable<said> decide(conversation::button b)
    {
        buttons.push_back(b);
        co_return answer(b.yes ? "yes" : "no");
    }
    reel::chat_reply tell(const std::string& text, const std::string& account = "7")
    {
        return run(io, line->say({account, "Some <b>Name</b>\n", "roof", text, "m1"}));
    }
    http::response request(const std::string& path, const std::string& body)
    {
        http::request r;
        r.method = "POST";
        r.path = path;
        r.body = body;
        std::string allow;
        const auto* found = routes.find(r, allow);
        BOOST_REQUIRE(found);
        return run(io, found->handler(r));
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(reception, channels_fixture)

BOOST_AUTO_TEST_CASE(an_account_is_its_user)
{
    BOOST_TEST(tell("hello").text == "You said: hello");
    BOOST_REQUIRE(heard.size() == 1u);
    BOOST_TEST(heard[0].who.name == "lena");
    BOOST_TEST(heard[0].conversation == "coop:roof");
    BOOST_TEST(heard[0].message_id == "m1");
    BOOST_TEST(heard[0].format_rules == "small");
    BOOST_TEST(line->knows("7"));
    BOOST_TEST(!line->knows("8"), "that is an account elsewhere");
    line->delivered("7", "roof", "m1");
    BOOST_TEST(delivered.at(0) == "lena/coop:roof/m1");
}

BOOST_AUTO_TEST_CASE(a_stranger_is_refused_once_a_day_and_listed)
{
    const auto refused = tell("hello", "13");
    BOOST_TEST(refused.text.find("pigeon: 13") != std::string::npos, refused.text);
    BOOST_TEST(tell("hello?", "13").text == "");
    BOOST_TEST(tell("hello", "14").text != "");
    clock.advance(25h);
    BOOST_TEST(tell("again", "13").text != "");
    BOOST_TEST(heard.empty());
    const auto list = house.unknown_senders();
    BOOST_REQUIRE(list.size() == 2u);
    BOOST_TEST(list[0].account == "13");
    BOOST_TEST(list[0].messages == 3u);
    BOOST_TEST(list[0].channel == "coop");
    BOOST_TEST(list[0].link == "pigeon");
    BOOST_TEST(list[0].name.find('\n') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(many_strangers_are_not_all_refused_in_words_that_cost)
{
    const auto refused = [this](const std::string& from) {
        int out = 0;
        for (int i = 0; i < 100; ++i)
            out += tell("hello", from + std::to_string(i)).text.empty() ? 0 : 1;
        return out;
    };
    BOOST_TEST(refused("a") == 20);
    BOOST_TEST(refused("b") == 0);
    clock.advance(25h);
    BOOST_TEST(refused("b") == 20, "the next day anew, also those who heard nothing before");
    BOOST_TEST(house.unknown_senders().size() == 200u, "the owner sees them all the same");
}

BOOST_AUTO_TEST_CASE(a_stranger_who_became_known_is_listed_no_more)
{
    tell("hello", "13");
    users[0].links["pigeon"] = "13";
    BOOST_TEST(tell("hello", "13").text == "You said: hello");
    BOOST_TEST(house.unknown_senders().empty());
}

BOOST_AUTO_TEST_CASE(there_are_never_too_many_strangers)
{
    for (int i = 0; i < 1000; ++i)
        tell("hello", "s" + std::to_string(i));
    BOOST_TEST(house.unknown_senders().size() == 200u);
    BOOST_TEST(house.unknown_senders()[0].account == "s999");
}

BOOST_AUTO_TEST_CASE(something_that_is_not_text_is_answered_without_the_model)
{
    BOOST_TEST(tell(" \n").text.find("text only") != std::string::npos);
    BOOST_TEST(tell("").text == "", "said once: an album is ten messages");
    BOOST_TEST(heard.empty());
    tell("hello");
    BOOST_TEST(tell("").text.find("text only") != std::string::npos);
    BOOST_TEST(tell("", "13").text.find("pigeon: 13") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_goes_wrong_is_told_in_a_sentence)
{
    answer = [](const std::string&) {
        return said{reel::error{reel::errc::connection, "The language model is not reachable"}};
    };
    BOOST_TEST(tell("hello").text == "The language model is not reachable.");
}

BOOST_AUTO_TEST_CASE(too_many_messages_are_told_so_once)
{
    answer = [](const std::string&) { return said{reel::error{reel::errc::not_ready, "Slow down"}}; };
    BOOST_TEST(tell("1").text == "Slow down.");
    BOOST_TEST(tell("2").text == "");
    answer = [](const std::string& text) {
        conversation::outgoing out;
        out.text = text;
        return said{out};
    };
    BOOST_TEST(tell("3").text == "3");
    answer = [](const std::string&) { return said{reel::error{reel::errc::not_ready, "Slow down"}}; };
    BOOST_TEST(tell("4").text == "Slow down.");
}

BOOST_AUTO_TEST_CASE(a_question_and_a_button_pass_with_their_token)
{
    answer = [](const std::string& text) {
        conversation::outgoing out;
        out.text = text, out.asks = confirm::pending{};
        out.asks->token = "t0ken";
        return said{out};
    };
    BOOST_TEST(tell("delete").asks.value().token == "t0ken");
    BOOST_TEST(run(io, line->decide("7", "t0ken", true)).text == "yes");
    BOOST_TEST(buttons.at(0).who.name == "lena");
    BOOST_TEST(buttons.at(0).token == "t0ken");
    BOOST_TEST(run(io, line->decide("13", "t0ken", true)).text.find("pigeon: 13") != std::string::npos);
    BOOST_TEST(buttons.size() == 1u);
}

BOOST_AUTO_TEST_CASE(only_a_turn_moves_the_conversation_on)
{
    BOOST_TEST(tell("hello").moved_on);
    BOOST_TEST(!tell("").moved_on);
    answer = [](const std::string&) { return said{reel::error{reel::errc::not_ready, "Slow down"}}; };
    BOOST_TEST(!tell("hello").moved_on, "what was asked before is open still");
}

BOOST_AUTO_TEST_CASE(a_stop_in_the_middle_leaves_the_message_unanswered)
{
    answer = [](const std::string&) { return said{reel::error{reel::errc::cancelled, "stopping"}}; };
    BOOST_CHECK_THROW(tell("hello"), std::system_error);
}

BOOST_AUTO_TEST_CASE(webhooks_go_to_the_instance_they_name)
{
    BOOST_TEST(request("/webhook/coop", "crumbs").body == "POST crumbs");
    BOOST_TEST(request("/webhook/attic", "crumbs").status == 404);
    BOOST_TEST(request("/webhook/coop", "throw").status == 500);
    BOOST_TEST(logs.has(reel::log_level::error, "the pigeon is ill"));
}

BOOST_AUTO_TEST_CASE(closing_waits_for_the_webhook_under_way)
{
    bird.gate.emplace(io.get_executor());
    std::optional<http::response> answered;
    asio::co_spawn(io, line->webhook({"POST", "", {}, "crumbs", ""}),
                   [&](std::exception_ptr, reel::webhook_answer a) { answered.emplace().body = a.body; });
    reel_test::settle(io);
    bool closed = false;
    asio::co_spawn(io, line->drain(), [&](std::exception_ptr) { closed = true; });
    reel_test::settle(io);
    BOOST_TEST(!closed);
    BOOST_TEST(request("/webhook/coop", "late").status == 404);
    bird.gate->set();
    reel_test::settle(io);
    BOOST_TEST(closed);
    BOOST_TEST(answered.has_value());
    BOOST_TEST(tell("still here").text == "You said: still here", "what began before the end is finished");
}

BOOST_AUTO_TEST_CASE(an_instance_that_is_replaced_hands_over)
{
    pigeon younger;
    auto next = house.lend("coop");
    next->open(younger);
    run(io, line->drain());
    BOOST_TEST(request("/webhook/coop", "crumbs").status == 200);
    run(io, next->drain());
    BOOST_TEST(request("/webhook/coop", "crumbs").status == 404);
}

BOOST_AUTO_TEST_SUITE_END()
