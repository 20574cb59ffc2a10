// SPDX-License-Identifier: MIT
// The conversation as a model for other programs: the real daemon, a plugin, and a model that plays scripts behind it.
#include "tests/integration/talking.hpp"

using namespace integration;
namespace json = boost::json;

namespace
{

struct openai_house : talking_house
{
    static reply complete(const running_daemon& d, json::array messages, json::object more = {},
                          const std::string& token = anna)
    {
        more["messages"] = std::move(messages);
        if (!more.contains("model"))
            more["model"] = "reel";
        return exchange{d.port(), "POST", "/v1/chat/completions", json::serialize(more), token}.wait();
    }
    static json::object user(const std::string& text) { return {{"role", "user"}, {"content", text}}; }
    static json::object assistant(const std::string& text) { return {{"role", "assistant"}, {"content", text}}; }
    static std::string answer(const reply& said)
    {
        return std::string{parsed(said).at("choices").at(0).at("message").at("content").as_string()};
    }
};

constexpr const char* shelf = R"(
    {"expect":{"user":"on the shelf","tools":["list_things"],"round":0},"reply":{"calls":[{"name":"list_things"}]}},
    {"expect":{"results":["lamp","globe"]},"reply":{"text":"A lamp, a vase and a globe."}})";
constexpr const char* delete_lamp =
    R"({"expect":{"user":"lamp"},"reply":{"calls":[{"name":"delete_thing","arguments":{"name":"lamp"}}]}})";

} // namespace

BOOST_FIXTURE_TEST_SUITE(openai, openai_house)

BOOST_AUTO_TEST_CASE(our_tools_run_on_our_side_and_all_rounds_are_counted)
{
    script(shelf);
    running_daemon d{*this};
    const auto said = parsed(complete(
        d, {{{"role", "system"}, {"content", "Be brief."}}, user("What is on the shelf?")}, {{"temperature", 0.5}}));
    BOOST_TEST(said.at("object").as_string() == "chat.completion");
    BOOST_TEST(said.at("model").as_string() == "reel");
    const auto& choice = said.at("choices").at(0);
    BOOST_TEST(choice.at("message").at("content").as_string() == "A lamp, a vase and a globe.");
    BOOST_TEST(!choice.at("message").as_object().contains("tool_calls"));
    BOOST_TEST(choice.at("finish_reason").as_string() == "stop");
    const auto asked = questions();
    BOOST_REQUIRE(asked.size() == 2u);
    BOOST_TEST(asked[0].at("temperature").to_number<double>() == 0.5);
    BOOST_TEST(has(std::string{asked[0].at("messages").at(0).at("content").as_string()}, "Be brief."));
    BOOST_TEST(said.at("usage").at("total_tokens").to_number<int>() > 0);
}

BOOST_AUTO_TEST_CASE(a_stream_ends_with_the_usage_and_done)
{
    script(shelf);
    running_daemon d{*this};
    const auto said =
        complete(d, {user("What is on the shelf?")}, {{"stream", true}, {"stream_options", {{"include_usage", true}}}});
    BOOST_TEST(said.status == 200);
    BOOST_TEST(has(said.body, R"("delta":{"role":"assistant","content":""})"), said.body);
    BOOST_TEST(has(said.body, R"("finish_reason":"stop")"));
    BOOST_TEST(has(said.body, R"("choices":[],"usage":{"prompt_tokens":)"));
    BOOST_TEST(has(said.body, "data: [DONE]"));
}

BOOST_AUTO_TEST_CASE(a_clients_own_tools_are_handed_back_untouched_also_beside_ours)
{
    script(R"({"expect":{"user":"light","tools":["list_things","light"],"round":0},
               "reply":{"calls":[{"name":"list_things"}],"quirks":["signatures","reasoning"]}},
              {"expect":{"results":"lamp","round":1,"said":["signed list_things","wants to know"]},
               "reply":{"calls":[{"id":"c1","name":"light","arguments":"{\"on\": true}"}],
                        "quirks":["signatures","reasoning"]}},
              {"expect":{"results":"it shines","said":["signed light","wants to know"]},"reply":{"text":"The lamp is on."}})");
    running_daemon d{*this};
    const json::object tools{
        {"tools",
         {{{"type", "function"},
           {"function", {{"name", "light"}, {"description", "Switches lights"}, {"strict", true}}}}}}};
    const auto said = parsed(complete(d, {user("Put the light on")}, tools));
    const auto& choice = said.at("choices").at(0);
    BOOST_TEST(choice.at("finish_reason").as_string() == "tool_calls");
    const auto& call = choice.at("message").at("tool_calls").at(0);
    BOOST_TEST(call.at("id").as_string() == "c1");
    BOOST_TEST(call.at("function").at("arguments").as_string() == R"({"on": true})");
    BOOST_TEST(questions()[0].at("tools").at(0) == tools.at("tools").at(0));
    BOOST_TEST(call.at("extra_content").at("google").at("thought_signature").as_string() == "signed light");
    BOOST_TEST(choice.at("message").at("reasoning_content").as_string() == "The user wants to know.");
    auto shown = choice.at("message").as_object();
    BOOST_TEST(
        answer(complete(
            d, {user("Put the light on"), shown, {{"role", "tool"}, {"tool_call_id", "c1"}, {"content", "it shines"}}},
            tools)) == "The lamp is on.");
    BOOST_TEST(exchanges_left() == 0u);
}

BOOST_AUTO_TEST_CASE(what_destroys_is_asked_about_and_a_yes_after_that_runs_it)
{
    script(std::string{delete_lamp} +
           R"(,{"expect":{"user":"yes","results":"lamp is gone"},"reply":{"text":"Gone."}})");
    running_daemon d{*this};
    const auto question = answer(complete(d, {user("Delete the lamp")}));
    BOOST_TEST(has(question, "Delete the lamp from the shelf? It cannot be undone."), question);
    BOOST_TEST(answer(complete(d, {user("Delete the lamp"), assistant(question), user("yes")})) == "Gone.");
    BOOST_TEST(has(d.call("list_things", "{}", anna).body, "vase and globe"));
}

BOOST_AUTO_TEST_CASE(a_yes_that_does_not_follow_the_question_runs_nothing)
{
    script(std::string{delete_lamp} + R"(,{"expect":{"user":"yes"},"reply":{"text":"Yes to what?"},"times":-1})");
    running_daemon d{*this};
    const auto question = answer(complete(d, {user("Delete the lamp")}));
    const json::array in_order{user("Delete the lamp"), assistant(question), user("yes")};
    const auto wonders = [&](json::array said, const std::string& who) {
        return has(answer(complete(d, std::move(said), {}, who)), "Yes to what?");
    };
    BOOST_TEST(wonders(in_order, ben), "it was not ben who was asked");
    BOOST_TEST(wonders({user("Tell a joke"), assistant(question), user("yes")}, anna));
    BOOST_TEST(wonders({user("Delete the lamp"), assistant("Shall I tell a joke?"), user("yes")}, anna));
    BOOST_TEST(has(d.call("list_things", "{}", anna).body, "lamp"));
}

BOOST_AUTO_TEST_CASE(models_are_listed_and_others_refused)
{
    script(R"({"expect":{"user":"hello"},"reply":{"text":"Hello."}})");
    running_daemon d{*this};
    const auto get = [&](const std::string& path) { return exchange{d.port(), "GET", path, "", anna}.wait(); };
    const auto listed = parsed(get("/v1/models")).at("data").as_array();
    BOOST_REQUIRE(listed.size() == 2u);
    BOOST_TEST(listed[0].at("id").as_string() == "reel");
    BOOST_TEST(listed[1].at("id").as_string() == "at-home");
    BOOST_TEST(get("/v1/models/reel").status == 200);
    BOOST_TEST(get("/v1/models/gpt").status == 404);
    BOOST_TEST(has(get("/v1/models/openai/gpt").body, "There is no model 'openai/gpt' here"));
    BOOST_TEST(answer(complete(d, {user("Hello")}, {{"model", "at-home"}})) == "Hello.");
    const auto refused = parsed(complete(d, {user("Hello")}, {{"model", "gpt"}}), 404);
    BOOST_TEST(refused.at("error").at("code").as_string() == "model_not_found");
}

BOOST_AUTO_TEST_CASE(errors_have_openais_form_also_where_a_stream_was_wanted)
{
    dir.write("reeld.yaml", people());
    running_daemon d{*this};
    for (const bool stream : {false, true})
    {
        const auto said = parsed(complete(d, {user("Hello")}, {{"stream", stream}}), 503);
        BOOST_TEST(said.at("error").at("message").as_string() ==
                   "No language model is configured; set models in reeld.yaml");
    }
    const auto wrong = parsed(complete(d, {}), 400);
    BOOST_TEST(wrong.at("error").at("type").as_string() == "invalid_request_error");
    const auto unknown = parsed(complete(d, {user("Hello")}, {}, "a-token-of-nobody"), 401);
    BOOST_TEST(unknown.at("error").at("message").as_string() == "this bearer token is not known");
    const auto lost = parsed(exchange{d.port(), "GET", "/v1/nothing", "", anna}.wait(), 404);
    BOOST_TEST(lost.at("error").at("type").as_string() == "invalid_request_error");
    BOOST_TEST(parsed(exchange{d.port(), "GET", "/nothing", "", anna}.wait(), 404).at("error").is_string());
}

BOOST_AUTO_TEST_CASE(an_answer_that_breaks_off_ends_its_stream_with_an_error)
{
    script(R"({"expect":{},"reply":{"text":"A lamp, a vase"},"fault":{"error":2}})");
    running_daemon d{*this};
    const auto said = complete(d, {user("What is on the shelf?")}, {{"stream", true}});
    BOOST_TEST(said.status == 200);
    BOOST_TEST(has(said.body, R"("content":"A")"), said.body);
    BOOST_TEST(has(said.body, "data: {\"error\":{\"message\":\"The language model has a trouble of its own;"),
               said.body);
    BOOST_TEST(!has(said.body, "[DONE]"));
}

BOOST_AUTO_TEST_SUITE_END()
