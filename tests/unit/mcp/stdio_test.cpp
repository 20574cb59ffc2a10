// SPDX-License-Identifier: MIT
// MCP over two pipes.
#include "core/mcp/service.hpp"
#include "core/mcp/stdio.hpp"
#include "tests/unit/mcp/fixture.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <asio/posix/stream_descriptor.hpp>
#include <asio/read_until.hpp>
#include <asio/write.hpp>

#include <array>
#include <csignal>
#include <unistd.h>

using namespace reel_test;
using boost::json::value;

namespace
{

struct stdio_fixture
{
    stdio_fixture()
    {
        tools.publish("speaker", provider.tools()).value();
        tools.on_change([this] { service->tools_changed(); });
        std::array<int, 2> in{};
        std::array<int, 2> out{};
        BOOST_REQUIRE(::pipe(in.data()) == 0 && ::pipe(out.data()) == 0);
        ours = {in[0], out[1]};
        to.assign(in[1]);
        from.assign(out[0]);
        asio::co_spawn(io, reeld::mcp::serve_stdio(service, ours[0], ours[1]),
                       asio::bind_cancellation_slot(interrupt.slot(), [this](std::exception_ptr e) {
                           failure = e;
                           ended = true;
                       }));
    }
    ~stdio_fixture()
    {
        to.close();
        while (!ended && io.run_one_for(std::chrono::seconds{10}) != 0)
            io.restart();
        ::close(ours[0]);
        ::close(ours[1]);
    }

    void say(std::string line)
    {
        line += '\n';
        run(io, write(std::move(line)));
    }
    value hear() { return boost::json::parse(run(io, read())); }
    /// Ends the input, and waits until the face has gone.
    void leave()
    {
        to.close();
        wait_for_the_end();
    }
    void wait_for_the_end()
    {
        io.restart();
        while (!ended && io.run_one_for(std::chrono::seconds{10}) != 0)
            ;
        BOOST_TEST(ended, "the face must end when its input does");
        BOOST_TEST((failure == nullptr));
    }

    reel::awaitable<void> write(std::string text)
    {
        co_await asio::async_write(to, asio::buffer(text), asio::use_awaitable);
    }
    reel::awaitable<std::string> read()
    {
        const auto n = co_await asio::async_read_until(from, asio::dynamic_buffer(kept), '\n', asio::use_awaitable);
        auto line = kept.substr(0, n);
        kept.erase(0, n);
        co_return line;
    }

    asio::io_context io{1};
    log_capture logs;
    reel::logger log{logs, "core"};
    fake_clock clock;
    reeld::tool::registry tools;
    reeld::tool::invoker invoker{io.get_executor(), tools, clock, {}, log};
    speaker provider{io.get_executor()};
    std::shared_ptr<reeld::mcp::service> service = std::make_shared<reeld::mcp::service>(
        reeld::mcp::dependencies{io.get_executor(), tools, invoker, log, "1.2.3", {}, {}});
    std::array<int, 2> ours{};
    asio::posix::stream_descriptor to{io};
    asio::posix::stream_descriptor from{io};
    std::string kept;
    asio::cancellation_signal interrupt;
    std::exception_ptr failure;
    bool ended = false;
};

std::string call(int id, std::string_view tool)
{
    return R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + R"(,"method":"tools/call","params":{"name":")" +
           std::string{tool} + R"(","_meta":{"progressToken":1}}})";
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(mcp_over_stdio, stdio_fixture)

BOOST_AUTO_TEST_CASE(each_message_says_its_era)
{
    say(R"({"jsonrpc":"2.0","id":1,"method":"server/discover"})");
    BOOST_TEST(hear().at("error").at("code").as_int64() == -32601);
    say(R"({"jsonrpc":"2.0","id":2,"method":"server/discover","params":{)" + std::string{modern_meta} + "}}");
    BOOST_TEST(hear().at("result").as_object().contains("supportedVersions"));
    say(R"({"jsonrpc":"2.0","id":3,"method":"initialize","params":{"protocolVersion":"2025-11-25"}})");
    BOOST_TEST(hear().at("result").at("capabilities").at("tools").at("listChanged").as_bool());
}

BOOST_AUTO_TEST_CASE(a_person_behind_a_legacy_client_is_asked_on_the_same_wire)
{
    shredder paper;
    tools.publish("paper", paper.tools()).value();
    say(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":)"
        R"({"elicitation":{}}}})");
    hear();
    const auto shred = [](int id) {
        return R"({"jsonrpc":"2.0","id":)" + std::to_string(id) +
               R"(,"method":"tools/call","params":{"name":"shred","arguments":{"title":"Dune"}}})";
    };
    for (const std::string_view action : {"decline", "accept"})
    {
        say(shred(2));
        const auto question = hear();
        BOOST_TEST(question.at("method").as_string() == "elicitation/create");
        BOOST_TEST(question.at("params").at("message").as_string() == "Shred? (title: Dune) It is gone for good.");
        BOOST_TEST(paper.shredded.empty());
        say(R"({"jsonrpc":"2.0","id":")" + std::string{question.at("id").as_string()} + R"(","result":{"action":")" +
            std::string{action} + R"("}})");
        const auto said = hear();
        BOOST_TEST(said.at("id").as_int64() == 2);
        BOOST_TEST(said.at("result").as_object().contains("isError") == (action == "decline"));
    }
    BOOST_TEST(paper.shredded.size() == 1u);
    say(shred(3));
    BOOST_TEST(hear().at("method").as_string() == "elicitation/create");
    to.close(); // nobody will answer
    BOOST_TEST(hear().at("result").at("isError").as_bool());
    wait_for_the_end();
    tools.withdraw("paper");
}

BOOST_AUTO_TEST_CASE(a_slow_call_does_not_hold_up_a_quick_one)
{
    say(call(1, "hang"));
    say(call(2, "fail"));
    BOOST_TEST(hear().at("id").as_int64() == 2);
    say(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})");
    run(io, provider.hanging.wait());
    say(call(3, "fail"));
    BOOST_TEST(hear().at("id").as_int64() == 3); // a cancelled call is not answered
    BOOST_TEST(provider.cancelled == 1);
}

BOOST_AUTO_TEST_CASE(progress_comes_before_the_result)
{
    say(call(1, "talk"));
    BOOST_TEST(hear().at("method").as_string() == "notifications/progress");
    BOOST_TEST(hear().at("method").as_string() == "notifications/message");
    BOOST_TEST(hear().at("method").as_string() == "notifications/progress");
    BOOST_TEST(hear().at("id").as_int64() == 1);
}

BOOST_AUTO_TEST_CASE(a_legacy_client_is_told_of_changes_after_it_has_opened)
{
    say(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}})");
    hear();
    tools.withdraw("speaker");
    BOOST_TEST(hear().at("method").as_string() == "notifications/tools/list_changed");
}

BOOST_AUTO_TEST_CASE(what_is_no_message_is_refused_and_the_next_is_served)
{
    say("{");
    BOOST_TEST(hear().at("error").at("code").as_int64() == -32700);
    say("");
    say(R"({"jsonrpc":"2.0","id":1,"method":"ping"})"
        "\r");
    BOOST_TEST(hear().at("id").as_int64() == 1);
}

BOOST_AUTO_TEST_CASE(a_line_without_end_is_dropped_and_the_next_is_served)
{
    const std::string piece(512 * 1024, 'x');
    for (int i = 0; i < 9; ++i)
        run(io, write(piece));
    say("");
    BOOST_TEST(hear().at("error").at("code").as_int64() == -32600);
    say(R"({"jsonrpc":"2.0","id":1,"method":"ping"})");
    BOOST_TEST(hear().at("id").as_int64() == 1);
}

BOOST_AUTO_TEST_CASE(an_id_that_is_under_way_is_refused)
{
    say(call(1, "hang"));
    say(call(1, "fail"));
    BOOST_TEST(hear().at("error").at("code").as_int64() == -32600);
    interrupt.emit(asio::cancellation_type::terminal);
    wait_for_the_end();
}

BOOST_AUTO_TEST_CASE(what_was_asked_before_the_end_is_answered)
{
    say(call(1, "talk"));
    leave();
    for (int i = 0; i < 3; ++i)
        hear();
    BOOST_TEST(hear().at("id").as_int64() == 1);
}

BOOST_AUTO_TEST_CASE(a_subscription_ends_with_the_input)
{
    say(R"({"jsonrpc":"2.0","id":"s","method":"subscriptions/listen","params":{"notifications":{},)" +
        std::string{modern_meta} + "}}");
    BOOST_TEST(hear().at("method").as_string() == "notifications/subscriptions/acknowledged");
    leave();
    BOOST_TEST(hear().at("id").as_string() == "s");
}

BOOST_AUTO_TEST_CASE(an_interruption_ends_it_and_the_calls_under_way)
{
    say(call(1, "hang"));
    run(io, provider.hanging.wait());
    interrupt.emit(asio::cancellation_type::terminal);
    wait_for_the_end();
    BOOST_TEST(provider.cancelled == 1);
}

BOOST_AUTO_TEST_CASE(a_client_that_does_not_read_cannot_hold_up_the_end)
{
    for (int i = 0; i < 400; ++i) // more than a pipe holds
        say(R"({"jsonrpc":"2.0","id":)" + std::to_string(i) + R"(,"method":"tools/list"})");
    interrupt.emit(asio::cancellation_type::terminal);
    wait_for_the_end();
}

BOOST_AUTO_TEST_CASE(a_reader_that_has_gone_ends_it)
{
    std::signal(SIGPIPE, SIG_IGN); // as the daemon does
    from.close();
    say(call(1, "fail"));
    wait_for_the_end();
}

BOOST_AUTO_TEST_SUITE_END()
