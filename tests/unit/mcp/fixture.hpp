// SPDX-License-Identifier: MIT
// The face over real invoker, registry and HTTP server, with tools that do what a test needs.
#pragma once

#include "core/api/access.hpp"
#include "core/mcp/face.hpp"
#include "core/tool/invoker.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/unit/http/fixture.hpp"

#include <reel/event.hpp>
#include <reel/tool.hpp>

#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace reel_test
{

struct look_args
{
    std::string title;
    std::optional<int> year;
};
BOOST_DESCRIBE_STRUCT(look_args, (), (title, year))

struct no_args
{};
BOOST_DESCRIBE_STRUCT(no_args, (), ())

struct look_answer
{
    bool found = false;
    std::string message;
};
BOOST_DESCRIBE_STRUCT(look_answer, (), (found, message))

/// Its tools: look_up answers at once, talk says things first, hang waits for ever, fail fails, rule is for administrators.
class speaker
{
public:
    explicit speaker(asio::any_io_executor executor) : never{executor}, hanging{std::move(executor)} {}

    reel::tool_set tools();

    reel::event never;
    reel::event hanging; ///< set when a hang begins
    int cancelled = 0;   ///< hangs that were cancelled

private:
    using answer = reel::awaitable<reel::result<look_answer>>;
    answer look_up(look_args args, reel::call_context& call);
    answer talk(no_args args, reel::call_context& call);
    answer hang(no_args args, reel::call_context& call);
    answer fail(no_args args, reel::call_context& call);
};

/// Its tool, shred, is destructive.
class shredder
{
public:
    reel::tool_set tools();

    std::vector<std::string> shredded;

private:
    reel::awaitable<reel::result<look_answer>> shred(look_args args, reel::call_context& call);
};

/// An HTTP answer, taken apart.
struct reply
{
    int status = 0;
    std::string head;
    std::string body;

    boost::json::value json() const;
    /// The messages of an event stream.
    std::vector<boost::json::value> events() const;
    std::string header(std::string_view name) const;
};

reply parse_reply(std::string_view bytes);

struct mcp_fixture : server_fixture
{
    mcp_fixture();
    ~mcp_fixture();

    /// POSTs `body` to /mcp; `headers` are whole lines.
    reply post(std::string_view body, std::string_view headers = {});
    /// POSTs a modern request: `members` are those of its params besides _meta, `id` is 1.
    reply modern(std::string_view method, std::string_view members = {}, std::string_view headers = {});
    std::string post_bytes(std::string_view body, std::string_view headers) const;

    fake_clock clock;
    reel::logger core{logs, "core"};
    reeld::tool::registry tools;
    reeld::tool::invoker invoker{io.get_executor(), tools, clock, {}, core};
    speaker provider{io.get_executor()};
    std::string instructions = "Look it up first.";
    reel::caller who;
    reeld::mcp::face face;
};

/// A modern request's `_meta` member.
extern const std::string_view modern_meta;

} // namespace reel_test
