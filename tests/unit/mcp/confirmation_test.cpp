// SPDX-License-Identifier: MIT
// Destructive tools over MCP: what a client that shows forms is asked, and what one without them is told.
#include "core/mcp/questions.hpp"
#include "tests/unit/mcp/fixture.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>

using namespace reel_test;
using boost::json::value;

namespace
{

constexpr std::string_view streams = "Accept: application/json, text/event-stream\r\n";

std::string call(std::string_view arguments, std::string_view more = {})
{
    return R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"shred","arguments":)" +
           std::string{arguments} + std::string{more} + "}}";
}

std::string text_of(const value& result)
{
    return std::string{result.at("content").at(0).at("text").as_string()};
}

bool is_error(const value& result)
{
    return result.as_object().contains("isError");
}

struct confirmation_fixture : mcp_fixture
{
    confirmation_fixture() { tools.publish("paper", paper.tools()).value(); }

    value legacy(std::string_view arguments) { return post(call(arguments)).json().at("result"); }

    /// A modern call by a client with these capabilities.
    value modern_call(std::string_view capabilities, std::string_view more = {},
                      std::string_view arguments = R"({"title":"Dune"})")
    {
        const auto body = call(arguments, R"(,"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
                                          R"("io.modelcontextprotocol/clientCapabilities":)" +
                                              std::string{capabilities} + "}" + std::string{more});
        return post(body, "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: shred\r\n")
            .json()
            .at("result");
    }

    /// The session that a client opens which shows forms.
    std::string open()
    {
        const auto opened = post(R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":)"
                                 R"("2025-11-25","capabilities":{"elicitation":{"form":{}}}}})",
                                 streams);
        return "Mcp-Session-Id: " + opened.header("Mcp-Session-Id") + "\r\n";
    }

    /// A legacy call on a stream of its own; `answered` gets the question's message and says what to do about it.
    reply streamed(const std::string& session, std::function<reel::awaitable<void>(value question)> answer)
    {
        return parse_reply(run(io, streaming(session, std::move(answer))));
    }

    reel::awaitable<std::string> streaming(std::string session,
                                           std::function<reel::awaitable<void>(value question)> answer)
    {
        raw_socket socket{io};
        co_await socket.connect(port);
        co_await socket.write(post_bytes(call(R"({"title":"Dune"})"), std::string{streams} + session));
        auto head = co_await socket.read_until("}\n\n");
        const auto data = head.find("data: ") + 6;
        co_await answer(boost::json::parse(std::string_view{head}.substr(data, head.find('\n', data) - data)));
        const auto rest = co_await socket.read_all();
        co_return head + rest;
    }

    /// Answers a question on a connection of its own.
    reel::awaitable<void> say(std::string id, std::string answer, std::string session)
    {
        raw_socket socket{io};
        co_await socket.connect(port);
        co_await socket.write(post_bytes(R"({"jsonrpc":"2.0","id":")" + id + R"(",)" + answer + "}", session));
        BOOST_TEST((co_await socket.read_all()).starts_with("HTTP/1.1 202"));
    }

    std::function<reel::awaitable<void>(value)> saying(std::string answer, std::string session)
    {
        return [this, answer, session](value question) {
            return say(std::string{question.at("id").as_string()}, answer, session);
        };
    }

    shredder paper;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(mcp_confirmation, confirmation_fixture)

BOOST_AUTO_TEST_CASE(only_destructive_tools_advertise_where_a_confirmation_goes)
{
    start();
    const auto listed = post(R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})").json();
    for (const auto& tool : listed.at("result").at("tools").as_array())
    {
        const auto& properties = tool.at("inputSchema").at("properties").as_object();
        BOOST_TEST(properties.contains("confirm") == (tool.at("name").as_string() == "shred"));
    }
}

BOOST_AUTO_TEST_CASE(a_client_without_forms_gets_a_token_for_its_model_to_bring_back)
{
    start();
    const auto asked = legacy(R"({"title":"Dune"})");
    BOOST_TEST(is_error(asked));
    const auto text = text_of(asked);
    BOOST_TEST(text.starts_with("Shred? (title: Dune) It is gone for good.\n\nNothing was done yet."));
    BOOST_TEST(asked.at("_meta").at("reeld/error").at("kind").as_string() == "unconfirmed");
    BOOST_TEST(paper.shredded.empty());

    const auto token = text.substr(text.find(R"("confirm": ")") + 12, 32);
    BOOST_TEST(is_error(legacy(R"({"title":"Dune","confirm":"yes"})")), "a model's own word must not do");
    BOOST_TEST(is_error(legacy(R"({"title":"Alien","confirm":")" + token + R"("})")));
    BOOST_TEST(paper.shredded.empty());
    const auto done = legacy(R"({"title":"Dune","confirm":")" + token + R"("})");
    BOOST_TEST(!is_error(done));
    BOOST_TEST(done.at("structuredContent").at("message").as_string() == "Shredded Dune.");
    BOOST_TEST(is_error(legacy(R"({"title":"Dune","confirm":")" + token + R"("})")));
    BOOST_TEST(paper.shredded.size() == 1u);
}

BOOST_AUTO_TEST_CASE(wrong_arguments_are_refused_before_anybody_is_asked)
{
    start();
    BOOST_TEST(text_of(legacy(R"({"titel":"Dune"})")).find("titel") != std::string::npos);
    BOOST_TEST(is_error(legacy("[]")));
    BOOST_TEST(invoker.confirmations().open() == 0u);
}

// ---- modern ----------------------------------------------------------------------------------------------------------

BOOST_AUTO_TEST_CASE(a_modern_client_with_forms_asks_its_person_and_calls_again)
{
    start();
    const auto asked = modern_call(R"({"elicitation":{}})");
    BOOST_TEST(asked.at("resultType").as_string() == "input_required");
    const auto& question = asked.at("inputRequests").at("confirm");
    BOOST_TEST(question.at("method").as_string() == "elicitation/create");
    BOOST_TEST(question.at("params").at("message").as_string() == "Shred? (title: Dune) It is gone for good.");
    BOOST_TEST(question.at("params").at("requestedSchema").at("type").as_string() == "object");

    const auto state = R"(,"requestState":")" + std::string{asked.at("requestState").as_string()} + "\"";
    const auto accept = state + R"(,"inputResponses":{"confirm":{"action":"accept","content":{}}})";
    BOOST_TEST(is_error(modern_call(R"({"elicitation":{}})", accept, R"({"title":"Alien"})")));
    const auto again = modern_call(R"({"elicitation":{}})", state);
    BOOST_TEST(again.at("requestState") == asked.at("requestState"), "a state without an answer asks again");
    BOOST_TEST(paper.shredded.empty());

    const auto done = modern_call(R"({"elicitation":{}})", accept);
    BOOST_TEST(done.at("resultType").as_string() == "complete");
    BOOST_TEST(!is_error(done));
    BOOST_TEST(is_error(modern_call(R"({"elicitation":{}})", accept)));
    BOOST_TEST(paper.shredded.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_modern_client_s_person_may_say_no)
{
    start();
    for (const std::string_view action : {"decline", "cancel"})
    {
        const auto asked = modern_call(R"({"elicitation":{"form":{}}})");
        const auto state = R"(,"requestState":")" + std::string{asked.at("requestState").as_string()} + "\"";
        const auto said = modern_call(R"({"elicitation":{}})", state + R"(,"inputResponses":{"confirm":{"action":")" +
                                                                   std::string{action} + R"("}})");
        BOOST_TEST(text_of(said) == "The user said no. Nothing was done.");
        BOOST_TEST(is_error(
            modern_call(R"({"elicitation":{}})", state + R"(,"inputResponses":{"confirm":{"action":"accept"}})")));
    }
    BOOST_TEST(paper.shredded.empty());
}

BOOST_AUTO_TEST_CASE(an_acceptance_of_nothing_that_was_asked_runs_nothing)
{
    start();
    const auto accept = R"(,"inputResponses":{"confirm":{"action":"accept"}})";
    BOOST_TEST(is_error(modern_call(R"({"elicitation":{}})", accept)));
    BOOST_TEST(is_error(modern_call(R"({"elicitation":{}})", std::string{R"(,"requestState":"x")"} + accept)));
    BOOST_TEST(paper.shredded.empty());
}

BOOST_AUTO_TEST_CASE(a_modern_client_that_only_opens_pages_gets_a_token)
{
    start();
    for (const std::string_view capabilities : {"{}", R"({"elicitation":{"url":{}}})"})
        BOOST_TEST(text_of(modern_call(capabilities)).find("Only then call shred again") != std::string::npos);
}

// ---- legacy, with forms ----------------------------------------------------------------------------------------------

BOOST_AUTO_TEST_CASE(a_legacy_client_with_forms_is_asked_on_the_stream_of_its_call)
{
    start();
    const auto session = open();
    const auto r = streamed(session, saying(R"("result":{"action":"accept","content":{}})", session));
    const auto events = r.events();
    BOOST_REQUIRE(events.size() == 2u);
    BOOST_TEST(events[0].at("method").as_string() == "elicitation/create");
    BOOST_TEST(events[0].at("params").at("message").as_string() == "Shred? (title: Dune) It is gone for good.");
    BOOST_TEST(!is_error(events[1].at("result")));
    BOOST_TEST(paper.shredded.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_legacy_client_s_person_may_say_no)
{
    start();
    const auto session = open();
    const auto r = streamed(session, saying(R"("result":{"action":"decline"})", session));
    BOOST_TEST(text_of(r.events().at(1).at("result")) == "The user said no. Nothing was done.");
    BOOST_TEST(paper.shredded.empty());
    BOOST_TEST(invoker.confirmations().open() == 0u);
}

BOOST_AUTO_TEST_CASE(a_client_that_cannot_after_all_gets_a_token)
{
    start();
    const auto session = open();
    const auto r = streamed(session, saying(R"("error":{"code":-32601,"message":"unknown method"})", session));
    BOOST_TEST(text_of(r.events().at(1).at("result")).find("Only then call shred again") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_role_that_was_lowered_while_the_person_thought_refuses)
{
    start();
    const auto session = open();
    const auto r = streamed(session, [&](value question) {
        who.role = reel::role::any;
        return say(std::string{question.at("id").as_string()}, R"("result":{"action":"accept"})", session);
    });
    BOOST_TEST(text_of(r.events().at(1).at("result")).find("only an administrator") != std::string::npos);
    BOOST_TEST(paper.shredded.empty());
}

BOOST_AUTO_TEST_CASE(somebody_else_s_answer_is_not_heard)
{
    start();
    const auto session = open();
    struct two
    {
        static reel::awaitable<void> of(confirmation_fixture& f, value question, std::string session)
        {
            const std::string id{question.at("id").as_string()};
            f.who.name = "somebody else";
            co_await f.say(id, R"("result":{"action":"accept"})", session);
            BOOST_TEST(f.paper.shredded.empty());
            f.who.name = "local";
            co_await f.say(id, R"("result":{"action":"decline"})", session);
        }
    };
    streamed(session, [&](value question) { return two::of(*this, std::move(question), session); });
    BOOST_TEST(paper.shredded.empty());
}

BOOST_AUTO_TEST_CASE(a_client_without_streams_or_session_is_not_asked)
{
    start();
    BOOST_TEST(post(call(R"({"title":"Dune"})"), open()).status == 200);
    const auto r = post(call(R"({"title":"Dune"})"), streams);
    BOOST_TEST(r.header("Content-Type") == "application/json");
    const auto plain = post(R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":)"
                            R"("2025-11-25","capabilities":{}}})",
                            streams);
    BOOST_TEST(plain.header("Mcp-Session-Id").empty());
}

BOOST_AUTO_TEST_CASE(a_question_that_nobody_answered_does_not_hold_up_the_end)
{
    start();
    struct leave
    {
        static reel::awaitable<void> of(confirmation_fixture& f, std::string session)
        {
            raw_socket socket{f.io};
            co_await socket.connect(f.port);
            co_await socket.write(f.post_bytes(call(R"({"title":"Dune"})"), std::string{streams} + session));
            co_await socket.read_until("}\n\n");
            socket.close();
        }
    };
    run(io, leave::of(*this, open()));
    face.close();
    run(io, face.stop()); // waits for every request
    BOOST_TEST(paper.shredded.empty());
}

BOOST_AUTO_TEST_SUITE_END()
