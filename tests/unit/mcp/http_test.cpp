// SPDX-License-Identifier: MIT
// MCP over a real HTTP server: both eras, their errors, streams and cancellation.
#include "tests/unit/mcp/fixture.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace reel_test;
using boost::json::value;

namespace
{

constexpr std::string_view streams = "Accept: application/json, text/event-stream\r\n";

std::string request(std::string_view method, std::string_view params = "{}")
{
    return R"({"jsonrpc":"2.0","id":1,"method":")" + std::string{method} + R"(","params":)" + std::string{params} + "}";
}

std::int64_t error_code(const reply& r)
{
    return r.json().at("error").at("code").as_int64();
}

std::string text_of(const value& result)
{
    return std::string{result.at("content").at(0).at("text").as_string()};
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(mcp_over_http, mcp_fixture)

// ---- legacy ----------------------------------------------------------------------------------------------------------

BOOST_AUTO_TEST_CASE(initialize_agrees_on_the_version_that_the_client_speaks)
{
    const auto r = post(request("initialize", R"({"protocolVersion":"2025-06-18","capabilities":{}})"));
    const auto result = r.json().at("result");
    BOOST_TEST(r.status == 200);
    BOOST_TEST(result.at("protocolVersion").as_string() == "2025-06-18");
    BOOST_TEST(result.at("serverInfo").at("version").as_string() == "1.2.3");
    BOOST_TEST(result.at("instructions").as_string() == "Look it up first.");
    BOOST_TEST(result.at("capabilities").as_object().contains("tools"));
    BOOST_TEST(r.header("Mcp-Session-Id") == "");
}

BOOST_AUTO_TEST_CASE(initialize_offers_the_newest_legacy_version_to_a_stranger)
{
    for (const auto* version : {"1999-01-01", "2026-07-28"})
    {
        const auto r = post(request("initialize", R"({"protocolVersion":")" + std::string{version} + R"("})"));
        BOOST_TEST(r.json().at("result").at("protocolVersion").as_string() == "2025-11-25");
    }
}

BOOST_AUTO_TEST_CASE(instructions_are_cut_at_a_line)
{
    instructions.assign(20'000, 'x').insert(1000, "\n");
    const auto r = post(request("initialize", R"({"protocolVersion":"2025-11-25"})"));
    BOOST_TEST(r.json().at("result").at("instructions").as_string().size() == 1001u);
}

BOOST_AUTO_TEST_CASE(notifications_and_responses_are_accepted_without_a_body)
{
    for (const auto* body :
         {R"({"jsonrpc":"2.0","method":"notifications/initialized"})", R"({"jsonrpc":"2.0","id":7,"result":{}})"})
    {
        const auto r = post(body);
        BOOST_TEST(r.status == 202);
        BOOST_TEST(r.body == "");
    }
}

BOOST_AUTO_TEST_CASE(ping_answers_an_empty_object_and_echoes_the_id)
{
    const auto r = post(R"({"jsonrpc":"2.0","id":"a\"b","method":"ping"})");
    BOOST_TEST(r.body == R"({"jsonrpc":"2.0","id":"a\"b","result":{}})");
}

BOOST_AUTO_TEST_CASE(tools_are_listed_by_name_with_their_annotations)
{
    const auto tools = post(request("tools/list")).json().at("result").at("tools").as_array();
    BOOST_REQUIRE(tools.size() == 5u);
    BOOST_TEST(tools[0].at("name").as_string() == "fail");
    BOOST_TEST(tools[0].at("annotations").at("openWorldHint").as_bool());
    BOOST_TEST(tools[2].at("title").as_string() == "Look up");
    BOOST_TEST(tools[2].at("annotations").at("readOnlyHint").as_bool());
    BOOST_TEST(!tools[2].at("annotations").at("destructiveHint").as_bool());
    BOOST_TEST(tools[2].at("inputSchema").at("required").as_array().size() == 1u);
    BOOST_TEST(tools[2].at("outputSchema").at("type").as_string() == "object");
}

BOOST_AUTO_TEST_CASE(tools_for_administrators_are_shown_to_nobody_else)
{
    who.role = reel::role::any;
    const auto r = post(request("tools/list"));
    BOOST_TEST(r.json().at("result").at("tools").as_array().size() == 4u);
    BOOST_TEST(r.body.find("rule") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_answer_is_structured_and_the_same_as_text)
{
    const auto r = post(request("tools/call", R"({"name":"look_up","arguments":{"title":"Dune"}})"));
    const auto result = r.json().at("result");
    BOOST_TEST(r.header("Content-Type") == "application/json");
    BOOST_TEST(result.at("structuredContent").at("message").as_string() == "You have \"Dune\".");
    BOOST_TEST(text_of(result) == boost::json::serialize(result.at("structuredContent")));
    BOOST_TEST(!result.as_object().contains("isError"));
    BOOST_TEST(!result.as_object().contains("resultType"));
}

BOOST_AUTO_TEST_CASE(a_failed_call_is_a_result_with_one_sentence)
{
    const auto result = post(request("tools/call", R"({"name":"fail"})")).json().at("result");
    BOOST_TEST(result.at("isError").as_bool());
    BOOST_TEST(text_of(result) == "Still loading; ask again in a minute");
    BOOST_TEST(result.at("_meta").at("reeld/error").at("kind").as_string() == "not_ready");
    BOOST_TEST(!result.as_object().contains("structuredContent")); // clients check it against the output schema
}

BOOST_AUTO_TEST_CASE(a_wrong_argument_is_a_result_that_names_it)
{
    const auto result =
        post(request("tools/call", R"({"name":"look_up","arguments":{"titel":"x"}})")).json().at("result");
    BOOST_TEST(result.at("isError").as_bool());
    BOOST_TEST(text_of(result).find("titel") != std::string::npos);
    BOOST_TEST(result.at("_meta").at("reeld/error").at("pointer").as_string() == "/titel");
}

BOOST_AUTO_TEST_CASE(an_unknown_tool_is_an_error_of_the_protocol)
{
    const auto r = post(request("tools/call", R"({"name":"nobody"})"));
    BOOST_TEST(r.status == 200);
    BOOST_TEST(error_code(r) == -32602);
}

BOOST_AUTO_TEST_CASE(what_nobody_has_is_empty_or_not_found)
{
    BOOST_TEST(post(request("resources/list")).json().at("result").at("resources").as_array().empty());
    BOOST_TEST(
        post(request("resources/templates/list")).json().at("result").at("resourceTemplates").as_array().empty());
    BOOST_TEST(post(request("prompts/list")).json().at("result").at("prompts").as_array().empty());
    const auto read = post(request("resources/read", R"({"uri":"x://y"})"));
    BOOST_TEST(error_code(read) == -32002);
    BOOST_TEST(read.json().at("error").at("data").at("uri").as_string() == "x://y");
    BOOST_TEST(error_code(post(request("prompts/get", R"({"name":"p"})"))) == -32602);
    BOOST_TEST(
        post(request("completion/complete")).json().at("result").at("completion").at("values").as_array().empty());
}

BOOST_AUTO_TEST_CASE(a_foreign_cursor_is_refused)
{
    for (const auto* method : {"tools/list", "resources/list"})
        BOOST_TEST(error_code(post(request(method, R"({"cursor":"zzz"})"))) == -32602);
}

BOOST_AUTO_TEST_CASE(an_unknown_method_is_refused_in_band)
{
    for (const auto* method : {"nothing/here", "server/discover", "subscriptions/listen"})
    {
        const auto r = post(request(method));
        BOOST_TEST(r.status == 200);
        BOOST_TEST(error_code(r) == -32601);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_message_is_refused_with_its_reason)
{
    const std::pair<const char*, std::int64_t> wrong[] = {
        {"{", -32700},
        {"", -32700},
        {"[]", -32600},
        {"7", -32600},
        {R"({"id":1,"method":"ping"})", -32600},
        {R"({"jsonrpc":"2.0","id":1.5,"method":"ping"})", -32600},
        {R"({"jsonrpc":"2.0","id":null,"method":"ping"})", -32600},
        {R"({"jsonrpc":"2.0","id":1})", -32600},
        {R"({"jsonrpc":"2.0","id":1,"method":7})", -32600},
        {R"({"jsonrpc":"2.0","id":1,"method":"ping","params":[]})", -32602},
    };
    for (const auto& [body, code] : wrong)
    {
        const auto r = post(body);
        BOOST_TEST_CONTEXT(body)
        {
            BOOST_TEST(r.status == 400);
            BOOST_TEST(error_code(r) == code);
        }
    }
    BOOST_TEST(!post("{").json().as_object().contains("id"));
}

BOOST_AUTO_TEST_CASE(a_body_that_is_not_json_by_its_type_is_refused)
{
    BOOST_TEST(post(request("ping"), "Content-Type: text/plain\r\n").status == 415);
    BOOST_TEST(post(request("ping"), "Content-Type: Application/JSON; charset=utf-8\r\n").status == 200);
}

BOOST_AUTO_TEST_CASE(an_unknown_version_in_the_header_is_refused)
{
    BOOST_TEST(post(request("ping"), "MCP-Protocol-Version: 2031-01-01\r\n").status == 400);
    BOOST_TEST(post(request("ping"), "MCP-Protocol-Version: 2025-03-26\r\n").status == 200);
}

BOOST_AUTO_TEST_CASE(only_post_is_served)
{
    for (const auto* method : {"GET", "DELETE"})
    {
        const auto r = parse_reply(
            exchange(std::string{method} + " /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        BOOST_TEST(r.status == 405);
        BOOST_TEST(r.header("Allow") == "POST");
    }
}

// ---- before the result ------------------------------------------------------------------------------------------------

BOOST_AUTO_TEST_CASE(progress_and_log_come_before_the_result_on_a_stream)
{
    const auto r = post(request("tools/call", R"({"name":"talk","_meta":{"progressToken":"t"}})"), streams);
    BOOST_TEST(r.header("Content-Type") == "text/event-stream");
    BOOST_TEST(r.header("X-Accel-Buffering") == "no");
    const auto events = r.events();
    BOOST_REQUIRE(events.size() == 4u); // the second progress did not grow, and debug was not asked for
    BOOST_TEST(events[0].at("params").at("progressToken").as_string() == "t");
    BOOST_TEST(events[0].at("params").at("message").as_string() == "half");
    BOOST_TEST(events[1].at("params").at("level").as_string() == "warning");
    BOOST_TEST(events[2].at("params").at("progress").to_number<double>() == 2);
    BOOST_TEST(text_of(events[3].at("result")).find("done") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_client_that_cannot_read_streams_gets_the_result_alone)
{
    const auto r = post(request("tools/call", R"({"name":"talk","_meta":{"progressToken":"t"}})"));
    BOOST_TEST(r.header("Content-Type") == "application/json");
    BOOST_TEST(r.json().at("result").at("structuredContent").at("message").as_string() == "done");
}

BOOST_AUTO_TEST_CASE(the_level_of_log_messages_is_kept_for_a_caller)
{
    BOOST_TEST(post(request("logging/setLevel", R"({"level":"critical"})")).body.find("\"result\":{}") !=
               std::string::npos);
    BOOST_TEST(post(request("tools/call", R"({"name":"talk"})"), streams).header("Content-Type") == "application/json");
    who.name = "someone else";
    BOOST_TEST(post(request("tools/call", R"({"name":"talk"})"), streams).events().size() == 2u);
    BOOST_TEST(error_code(post(request("logging/setLevel", R"({"level":"loud"})"))) == -32602);
}

// ---- modern ------------------------------------------------------------------------------------------------------------

BOOST_AUTO_TEST_CASE(discover_says_what_there_is)
{
    const auto result = modern("server/discover").json().at("result");
    BOOST_TEST(result.at("supportedVersions").as_array().size() == 1u);
    BOOST_TEST(result.at("capabilities").at("tools").at("listChanged").as_bool());
    BOOST_TEST(result.at("instructions").as_string() == "Look it up first.");
    BOOST_TEST(result.at("resultType").as_string() == "complete");
    BOOST_TEST(result.at("cacheScope").as_string() == "private");
    BOOST_TEST(result.at("_meta").at("io.modelcontextprotocol/serverInfo").at("name").as_string() == "reeld");
}

BOOST_AUTO_TEST_CASE(a_modern_call_says_that_it_is_complete)
{
    const auto r = modern("tools/call", R"("name":"look_up","arguments":{"title":"Dune"})", "Mcp-Name: look_up\r\n");
    BOOST_TEST(r.status == 200);
    BOOST_TEST(r.json().at("result").at("resultType").as_string() == "complete");
    const auto failed = modern("tools/call", R"("name":"fail")", "Mcp-Name: fail\r\n").json().at("result").at("_meta");
    BOOST_TEST(failed.as_object().contains("reeld/error"));
    BOOST_TEST(failed.as_object().contains("io.modelcontextprotocol/serverInfo"));
}

BOOST_AUTO_TEST_CASE(methods_of_the_other_era_do_not_exist)
{
    for (const auto* method : {"initialize", "ping", "logging/setLevel", "resources/subscribe", "nothing"})
    {
        const auto r = modern(method);
        BOOST_TEST(r.status == 404);
        BOOST_TEST(error_code(r) == -32601);
    }
}

BOOST_AUTO_TEST_CASE(headers_must_agree_with_the_body)
{
    const auto call = request("tools/call", R"({"name":"look_up",)" + std::string{modern_meta} + "}");
    const std::string version = "MCP-Protocol-Version: 2026-07-28\r\n";
    const std::string method = "Mcp-Method: tools/call\r\n";
    for (const auto& headers :
         {std::string{}, version, version + method, method + "Mcp-Name: look_up\r\n",
          version + "Mcp-Method: TOOLS/CALL\r\nMcp-Name: look_up\r\n", version + method + "Mcp-Name: other\r\n",
          version + method + "Mcp-Name: =?base64?!!!!?=\r\n",
          "MCP-Protocol-Version: 2025-11-25\r\n" + method + "Mcp-Name: look_up\r\n"})
    {
        const auto r = post(call, headers);
        BOOST_TEST_CONTEXT(headers)
        {
            BOOST_TEST(r.status == 400);
            BOOST_TEST(error_code(r) == -32020);
            BOOST_TEST(r.json().at("id").as_int64() == 1);
        }
    }
    BOOST_TEST(post(call, version + "mcp-method: tools/call \r\nMCP-NAME:  =?base64?bG9va191cA==?= \r\n").status ==
               200);
}

BOOST_AUTO_TEST_CASE(meta_must_be_whole)
{
    const std::string headers = "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/list\r\n";
    for (const auto* params : {"{}", R"({"_meta":{"io.modelcontextprotocol/clientCapabilities":{}}})",
                               R"({"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}})"})
    {
        const auto r = post(request("tools/list", params), headers);
        BOOST_TEST(r.status == 400);
        BOOST_TEST(error_code(r) == -32602);
    }
}

BOOST_AUTO_TEST_CASE(a_version_from_the_future_is_told_what_we_speak)
{
    const auto r = post(request("tools/list", R"({"_meta":{"io.modelcontextprotocol/protocolVersion":"2099-01-01",
                                                "io.modelcontextprotocol/clientCapabilities":{}}})"),
                        "MCP-Protocol-Version: 2099-01-01\r\nMcp-Method: tools/list\r\n");
    BOOST_TEST(r.status == 400);
    BOOST_TEST(error_code(r) == -32022);
    BOOST_TEST(r.json().at("error").at("data").at("requested").as_string() == "2099-01-01");
    BOOST_TEST(r.json().at("error").at("data").at("supported").at(0).as_string() == "2026-07-28");
}

BOOST_AUTO_TEST_CASE(a_modern_call_is_silent_unless_it_asks_for_log_messages)
{
    const std::string name = "Mcp-Name: talk\r\n" + std::string{streams};
    BOOST_TEST(modern("tools/call", R"("name":"talk")", name).header("Content-Type") == "application/json");
    const auto asked = R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"talk",
        "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},
                 "io.modelcontextprotocol/logLevel":"debug"}}})";
    const auto r = post(asked, "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\n" + name);
    BOOST_TEST(r.events().size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_missing_resource_is_named)
{
    const auto r = modern("resources/read", R"("uri":"x://y")", "Mcp-Name: x://y\r\n");
    BOOST_TEST(error_code(r) == -32602);
    BOOST_TEST(r.json().at("error").at("data").at("uri").as_string() == "x://y");
}

// ---- hanging up --------------------------------------------------------------------------------------------------------

namespace
{

/// Sends a call of the tool that waits, hangs up when it runs, and gives the server time to notice.
reel::awaitable<void> hang_up(mcp_fixture& f, std::string bytes)
{
    raw_socket socket{f.io};
    co_await socket.connect(f.port);
    co_await socket.write(std::move(bytes));
    co_await f.provider.hanging.wait();
    socket.close();
}

void until(asio::io_context& io, const std::function<bool()>& holds)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    io.restart();
    while (!holds() && std::chrono::steady_clock::now() < end)
        io.run_one_for(std::chrono::milliseconds{50});
}

} // namespace

BOOST_AUTO_TEST_CASE(hanging_up_cancels_a_modern_call)
{
    start();
    const auto body = request("tools/call", R"({"name":"hang",)" + std::string{modern_meta} + "}");
    run(io,
        hang_up(*this,
                post_bytes(body, "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: hang\r\n")));
    until(io, [this] { return provider.cancelled == 1; });
    BOOST_TEST(provider.cancelled == 1);
}

BOOST_AUTO_TEST_CASE(hanging_up_leaves_a_legacy_call_alone)
{
    start();
    run(io, hang_up(*this, post_bytes(request("tools/call", R"({"name":"hang"})"), {})));
    until(io, [this] { return server->stats().open == 0; });
    BOOST_TEST(provider.cancelled == 0);
    run(io, face.stop());
    BOOST_TEST(provider.cancelled == 1);
}

BOOST_AUTO_TEST_CASE(a_subscription_hears_of_changes_and_ends_with_its_last_word)
{
    start();
    raw_socket socket{io};
    const auto body =
        request("subscriptions/listen", R"({"notifications":{"toolsListChanged":true,"promptsListChanged":true},)" +
                                            std::string{modern_meta} + "}");
    run(io, socket.connect(port));
    run(io, socket.write(post_bytes(body, "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: subscriptions/listen\r\n" +
                                              std::string{streams})));
    auto seen = run(io, socket.read_until("acknowledged"));
    tools.withdraw("speaker");
    seen += run(io, socket.read_until("list_changed"));
    face.close();
    const auto events = parse_reply(seen + run(io, socket.read_all())).events();
    BOOST_REQUIRE(events.size() == 3u);
    const auto id = [](const value& meta) { return meta.at("io.modelcontextprotocol/subscriptionId").as_int64(); };
    BOOST_TEST(events[0].at("method").as_string() == "notifications/subscriptions/acknowledged");
    BOOST_TEST(events[0].at("params").at("notifications").as_object().size() == 1u);
    BOOST_TEST(id(events[0].at("params").at("_meta")) == 1);
    BOOST_TEST(id(events[1].at("params").at("_meta")) == 1);
    BOOST_TEST(id(events[2].at("result").at("_meta")) == 1);
    BOOST_TEST(events[2].at("result").at("resultType").as_string() == "complete");
}

BOOST_AUTO_TEST_CASE(a_subscription_needs_a_client_that_reads_streams)
{
    BOOST_TEST(modern("subscriptions/listen", R"("notifications":{})").status == 406);
}

BOOST_AUTO_TEST_SUITE_END()
