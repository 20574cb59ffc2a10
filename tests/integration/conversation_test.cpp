// SPDX-License-Identifier: MIT
// Conversations that are remembered, over HTTP and with reelctl: the real daemon, a plugin, and a model that plays scripts.
#include "tests/integration/talking.hpp"
#include "tests/integration/terminal.hpp"

#include <csignal>

using namespace integration;
namespace json = boost::json;

namespace
{

struct conversation_house : talking_house
{
    static reply say(const running_daemon& d, const std::string& text, const std::string& id = {},
                     const std::string& token = anna, const std::string& conversation = "kitchen")
    {
        json::object body{{"text", text}};
        if (!id.empty())
            body["messageId"] = id;
        return exchange{d.port(), "POST", "/api/conversations/" + conversation + "/messages", json::serialize(body),
                        token}
            .wait();
    }
    static std::string answer(const reply& said) { return std::string{parsed(said).at("message").as_string()}; }
    static reply history(const running_daemon& d, const std::string& token = anna)
    {
        return exchange{d.port(), "GET", "/api/conversations/kitchen/messages", "", token}.wait();
    }
    process reelctl(const running_daemon& d, std::vector<std::string> words) const
    {
        words.insert(words.begin(), {"--url", "http://127.0.0.1:" + std::to_string(d.port())});
        return process{program("reelctl"), words, {"REELD_TOKEN=" + anna}};
    }
};

constexpr const char* shelf = R"(
    {"expect":{"user":"on the shelf","tools":["list_things","delete_thing"],"round":0},
     "reply":{"calls":[{"name":"list_things"}]}},
    {"expect":{"results":["lamp","globe"]},"reply":{"text":"A lamp, a vase and a globe."}})";

} // namespace

BOOST_FIXTURE_TEST_SUITE(conversations, conversation_house)

BOOST_AUTO_TEST_CASE(a_tool_is_called_and_its_answer_told_and_remembered)
{
    script(std::string{shelf} + R"(,{"expect":{"user":"how many"},"reply":{"text":"Three."}})");
    running_daemon d{*this};
    const auto said = parsed(say(d, "What is on the shelf?"));
    BOOST_TEST(said.at("message").as_string() == "A lamp, a vase and a globe.");
    BOOST_TEST(said.at("usage").at("promptTokens").to_number<int>() > 0);
    BOOST_TEST(answer(say(d, "How many is that?")) == "Three.");
    BOOST_TEST(exchanges_left() == 0u);

    const auto messages = parsed(history(d)).at("messages").as_array();
    BOOST_REQUIRE(messages.size() == 4u);
    BOOST_TEST(messages[0].at("text").as_string() == "What is on the shelf?");
    BOOST_TEST(messages[3].at("from").as_string() == "assistant");
    const auto limited = exchange{d.port(), "GET", "/api/conversations/kitchen/messages?limit=1", "", anna}.wait();
    BOOST_TEST(parsed(limited).at("messages").as_array().size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_message_delivered_twice_is_answered_once_also_after_a_restart)
{
    script(R"({"expect":{"user":"hello"},"reply":{"text":"Hello, Anna."}})");
    {
        running_daemon d{*this};
        BOOST_TEST(answer(say(d, "Hello!", "m1")) == "Hello, Anna.");
        d.signal(SIGKILL);
    }
    running_daemon d{*this};
    const auto again = parsed(say(d, "Hello!", "m1"));
    BOOST_TEST(again.at("message").as_string() == "Hello, Anna.");
    BOOST_TEST(again.at("repeated").as_bool());
    BOOST_TEST(parsed(history(d)).at("messages").as_array().size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_conversation_belongs_to_its_user_and_can_be_forgotten)
{
    script(R"({"expect":{"user":"secret"},"reply":{"text":"I keep it."}})");
    running_daemon d{*this};
    BOOST_TEST(answer(say(d, "A secret.")) == "I keep it.");
    BOOST_TEST(history(d, ben).status == 404);
    const auto forget = [&](const std::string& token) {
        return exchange{d.port(), "DELETE", "/api/conversations/kitchen", "", token}.wait().status;
    };
    BOOST_TEST(forget(ben) == 404);
    BOOST_TEST(forget(anna) == 204);
    BOOST_TEST(history(d).status == 404);
}

BOOST_AUTO_TEST_CASE(wrong_arguments_go_back_to_the_model_which_mends_them)
{
    script(
        R"({"expect":{"user":"lamp","round":0},"reply":{"calls":[{"name":"delete_thing","arguments":"{name: lamp"}]}},
              {"expect":{"results":"JSON","round":1},
               "reply":{"calls":[{"name":"delete_thing","arguments":{"name":"lamp"}}]}})");
    running_daemon d{*this};
    const auto said = parsed(say(d, "Delete the lamp"));
    BOOST_TEST(has(std::string{said.at("message").as_string()}, "Delete the lamp from the shelf?"));
    BOOST_TEST(exchanges_left() == 0u);
}

BOOST_AUTO_TEST_CASE(what_destroys_waits_for_a_yes_in_words_or_by_button)
{
    script(R"({"expect":{"user":"lamp"},"reply":{"calls":[{"name":"delete_thing","arguments":{"name":"lamp"}}]}},
              {"expect":{"user":"yes please","results":"lamp is gone"},"reply":{"text":"Done, it is gone."}},
              {"expect":{"user":"vase"},"reply":{"calls":[{"name":"delete_thing","arguments":{"name":"vase"}}]}})");
    running_daemon d{*this};
    const auto asked = parsed(say(d, "Delete the lamp"));
    BOOST_TEST(asked.at("confirm").at("preview").as_string() == "Delete the lamp from the shelf? It cannot be undone.");
    BOOST_TEST(answer(say(d, "Yes please!")) == "Done, it is gone.");

    const std::string token{parsed(say(d, "And the vase")).at("confirm").at("token").as_string()};
    const auto decide = [&](const std::string& conversation, const std::string& who) {
        return exchange{d.port(), "POST", "/api/conversations/" + conversation + "/confirm",
                        R"({"token":")" + token + R"(","yes":false})", who}
            .wait();
    };
    BOOST_TEST(decide("kitchen", ben).status == 409);
    BOOST_TEST(decide("attic", anna).status == 404);
    BOOST_TEST(answer(decide("kitchen", anna)) == "All right, I leave it. Nothing was changed.");
    BOOST_TEST(has(d.call("list_things", "{}", anna).body, "vase and globe"));
}

BOOST_AUTO_TEST_CASE(without_a_model_everything_else_works_and_the_answer_says_what_to_do)
{
    dir.write("reeld.yaml", people());
    running_daemon d{*this};
    const auto said = say(d, "Hello?");
    BOOST_TEST(said.status == 503);
    BOOST_TEST(has(said.body, "No language model is configured; set models in reeld.yaml"), said.body);
    BOOST_TEST(d.call("list_things", "{}", anna).status == 200);
    BOOST_TEST(history(d).status == 404);
}

BOOST_AUTO_TEST_CASE(a_model_that_is_away_is_said_and_nothing_is_lost)
{
    dir.write("reeld.yaml", "models: [{model: x, url: \"http://127.0.0.1:9/v1\", deadline: 2s}]\n" + people());
    running_daemon d{*this};
    const auto said = say(d, "Hello?", "m1");
    BOOST_TEST(said.status == 503);
    BOOST_TEST(has(said.body, "The language model is not reachable"), said.body);
    BOOST_TEST(history(d).status == 404);
}

BOOST_AUTO_TEST_CASE(bad_input_is_refused_with_what_is_wrong)
{
    settings("conversation: {max_message: 100}\n");
    running_daemon d{*this};
    BOOST_TEST(say(d, std::string(101, 'x')).status == 413);
    BOOST_TEST(say(d, "  ").status == 400);
    const auto post = [&](const std::string& path, const std::string& body) {
        return exchange{d.port(), "POST", "/api/conversations/kitchen" + path, body, anna}.wait().status;
    };
    BOOST_TEST(post("/messages", "[]") == 400);
    BOOST_TEST(post("/messages", "{}") == 400);
    BOOST_TEST(post("/messages", R"({"text":"x","format":"html"})") == 400);
    BOOST_TEST(post("/confirm", R"({"token":"x"})") == 400);
    BOOST_TEST(post("/confirm", R"({"token":"x","yes":true})") == 409);
    BOOST_TEST(exchange(d.port(), "GET", "/api/conversations/kitchen/messages?limit=0", "", anna).wait().status == 400);
}

BOOST_AUTO_TEST_CASE(too_many_messages_have_to_wait)
{
    settings("conversation: {messages_per_minute: 1}\n");
    script(R"({"expect":{},"reply":{"text":"Hello."},"times":-1})");
    running_daemon d{*this};
    int refused = 0;
    for (int i = 0; i < 12; ++i)
        refused += say(d, "Hello").status == 429;
    BOOST_TEST(refused == 2);
}

BOOST_AUTO_TEST_CASE(a_persona_that_cannot_be_read_is_a_mistake_in_the_configuration)
{
    settings("conversation:\n  persona_file: " + (dir.path() / "nobody.txt").string() + "\n");
    process d{program("reeld"), arguments({"--check-config"})};
    BOOST_TEST(d.exit_status().value_or(-1) == 78);
    BOOST_TEST(has(d.log(), "the persona cannot be read from"), d.log());
}

BOOST_AUTO_TEST_CASE(a_turn_under_way_is_ended_when_the_daemon_stops_and_not_remembered)
{
    script(R"({"expect":{"user":"slow"},"reply":{"text":"Never heard.","after":60000}})");
    {
        running_daemon d{*this};
        exchange waiting{d.port(), "POST", "/api/conversations/kitchen/messages", R"({"text":"slow"})", anna};
        for (int i = 0; i < 100 && questions().empty(); ++i)
            d.listen(20ms);
        d.signal(SIGTERM);
        const auto said = waiting.wait();
        BOOST_TEST(said.status == 503);
        BOOST_TEST(has(said.body, "reeld is stopping"), said.body);
        BOOST_TEST(d.exit_status().value_or(-1) == 0, d.log());
    }
    running_daemon d{*this};
    exchange history{d.port(), "GET", "/api/conversations/kitchen/messages", {}, anna};
    BOOST_TEST(history.wait().status == 404);
}

BOOST_AUTO_TEST_CASE(the_first_words_are_read_while_the_model_still_speaks)
{
    script(R"({"expect":{},"reply":{"text":"Once upon a time"},"fault":{"stall":2}})");
    running_daemon d{*this};
    auto said = reelctl(d, {"chat", "Tell me a story"});
    BOOST_TEST(said.answers("Once upon"), "the rest never comes, so this came without it: " + said.log());
    said.signal(SIGINT);
    BOOST_TEST(said.exit_status().has_value());
}

BOOST_AUTO_TEST_CASE(ctrl_d_at_a_question_is_a_no_to_that_question_only)
{
    script(R"({"expect":{"user":"lamp"},"reply":{"calls":[{"name":"delete_thing","arguments":{"name":"lamp"}}]}},
              {"expect":{"user":"vase"},"reply":{"calls":[{"name":"delete_thing","arguments":{"name":"vase"}}]}},
              {"expect":{"results":"vase is gone"},"reply":{"text":"Gone it is."}})");
    running_daemon d{*this};
    terminal reelctl{program("reelctl"),
                     {"--url", "http://127.0.0.1:" + std::to_string(d.port()), "chat"},
                     {{"REELD_TOKEN", anna}, {"XDG_STATE_HOME", dir.path().string()}, {"TERM", "dumb"}}};
    const auto until = [&](const std::string& text) { BOOST_TEST_REQUIRE(reelctl.shows(text), reelctl.shown()); };
    until("> ");
    reelctl.type("Delete the lamp\n");
    until("Go ahead? [y/N] ");
    reelctl.type("\x04");
    until("Nothing was changed.");
    until("> ");
    reelctl.type("And the vase\n");
    until("Go ahead? [y/N] ");
    reelctl.type("yes\n");
    until("Gone it is.");
    BOOST_TEST(has(d.call("list_things", "{}", anna).body, "lamp and globe"));
}

BOOST_AUTO_TEST_CASE(reelctl_tells_and_confirms_only_with_somebody_there)
{
    script(std::string{shelf} +
           R"(,{"expect":{"user":"lamp"},"reply":{"calls":[{"name":"delete_thing","arguments":{"name":"lamp"}}]}})");
    running_daemon d{*this};
    auto said = reelctl(d, {"chat", "What is on the shelf?"});
    BOOST_TEST(said.exit_status().value_or(-1) == 0, said.log());
    BOOST_TEST(said.out() == "A lamp, a vase and a globe.\n");
    auto asked = reelctl(d, {"chat", "--conversation", "attic"});
    asked.write("Delete the lamp\n");
    asked.close_stdin();
    BOOST_TEST(asked.exit_status().value_or(-1) == 5, asked.log());
    BOOST_TEST(has(asked.out(), "Delete the lamp from the shelf?"), asked.out());
}

BOOST_AUTO_TEST_SUITE_END()
