// SPDX-License-Identifier: MIT
#include "tests/unit/mcp/fixture.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cstdlib>

namespace reel_test
{

const std::string_view modern_meta =
    R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}})";

// ---- tools -----------------------------------------------------------------------------------------------------------

speaker::answer speaker::look_up(look_args args, reel::call_context&)
{
    look_answer out{true, "You have \"" + args.title + "\"."};
    co_return out;
}

speaker::answer speaker::talk(no_args, reel::call_context& call)
{
    call.progress(1, 2, "half");
    call.progress(1, 2, "half again");
    call.say(reel::log_level::debug, "a detail");
    call.say(reel::log_level::warn, "a warning");
    call.progress(2);
    co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
    look_answer out{true, "done"};
    co_return out;
}

speaker::answer speaker::hang(no_args, reel::call_context&)
{
    hanging.set();
    try
    {
        co_await never.wait();
    }
    catch (...)
    {
        ++cancelled;
        throw;
    }
    co_return look_answer{};
}

speaker::answer speaker::fail(no_args, reel::call_context&)
{
    co_return reel::error{reel::errc::not_ready, "Still loading; ask again in a minute"};
}

reel::tool_set speaker::tools()
{
    using reel::bind;
    using simple = reel::tool<no_args, look_answer>;
    return {
        bind(
            reel::tool<look_args, look_answer>("look_up").title("Look up").describe("Says whether it is there.").safe(),
            this, &speaker::look_up),
        bind(simple("talk").title("Talk").describe("Says things.").safe(), this, &speaker::talk),
        bind(simple("hang").title("Hang").describe("Waits.").safe(), this, &speaker::hang),
        bind(simple("fail").title("Fail").describe("Fails.").asks_upstream().safe(), this, &speaker::fail),
        bind(simple("rule").title("Rule").describe("For few.").admin_only().safe(), this, &speaker::talk)};
}

reel::awaitable<reel::result<look_answer>> shredder::shred(look_args args, reel::call_context&)
{
    shredded.push_back(args.title);
    look_answer out{true, "Shredded " + args.title + "."};
    co_return out;
}

reel::tool_set shredder::tools()
{
    return {reel::bind(reel::tool<look_args, look_answer>("shred")
                           .title("Shred")
                           .describe("Destroys it.")
                           .consequence("It is gone for good.")
                           .admin_only()
                           .destructive(),
                       this, &shredder::shred)};
}

// ---- answers ---------------------------------------------------------------------------------------------------------

boost::json::value reply::json() const
{
    return boost::json::parse(body);
}

std::vector<boost::json::value> reply::events() const
{
    constexpr std::string_view prefix = "data: ";
    std::vector<boost::json::value> out;
    for (auto at = body.find(prefix); at != std::string::npos; at = body.find(prefix, at))
    {
        at += prefix.size();
        out.push_back(boost::json::parse(std::string_view{body}.substr(at, body.find('\n', at) - at)));
    }
    return out;
}

std::string reply::header(std::string_view name) const
{
    const auto at = head.find("\r\n" + std::string{name} + ": ");
    if (at == std::string::npos)
        return {};
    const auto begin = at + name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

namespace
{

std::string without_chunks(std::string_view text)
{
    std::string out;
    while (!text.empty())
    {
        const auto size = std::strtoul(std::string{text.substr(0, text.find('\r'))}.c_str(), nullptr, 16);
        text.remove_prefix(text.find('\n') + 1);
        out += text.substr(0, size);
        text.remove_prefix(std::min(text.size(), size + 2));
    }
    return out;
}

} // namespace

reply parse_reply(std::string_view bytes)
{
    reply out;
    const auto end = bytes.find("\r\n\r\n");
    out.head = bytes.substr(0, end + 2);
    out.status = std::atoi(out.head.c_str() + std::string_view{"HTTP/1.1 "}.size());
    out.body = bytes.substr(end + 4);
    if (out.header("Transfer-Encoding") == "chunked")
        out.body = without_chunks(out.body);
    return out;
}

// ---- the face --------------------------------------------------------------------------------------------------------

mcp_fixture::mcp_fixture()
    : face{{io.get_executor(), tools, invoker, core, "1.2.3", [this] { return instructions; },
            [this](const auto&) { return who; }}}
{
    tools.publish("speaker", provider.tools()).value();
    face.add_routes(routes);
}

mcp_fixture::~mcp_fixture()
{
    stop();
    run(io, face.stop());
}

std::string mcp_fixture::post_bytes(std::string_view body, std::string_view headers) const
{
    std::string out = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    if (headers.find("Content-Type") == headers.npos)
        out += "Content-Type: application/json\r\n";
    out += headers;
    out += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    return out += body;
}

reply mcp_fixture::post(std::string_view body, std::string_view headers)
{
    return parse_reply(exchange(post_bytes(body, headers)));
}

reply mcp_fixture::modern(std::string_view method, std::string_view members, std::string_view headers)
{
    std::string params{modern_meta};
    if (!members.empty())
        params.append(",").append(members);
    const auto body = R"({"jsonrpc":"2.0","id":1,"method":")" + std::string{method} + R"(","params":{)" + params + "}}";
    std::string lines = "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: " + std::string{method} + "\r\n";
    return post(body, lines.append(headers));
}

} // namespace reel_test
