// SPDX-License-Identifier: MIT
#include "core/conversation/calls.hpp"

#include <algorithm>
#include <exception>
#include <span>
#include <utility>

namespace reeld::conversation
{

namespace
{

reel::awaitable<void> call_into(const calling& by, const planned_call& what, called& into)
{
    into = co_await call_tool(by, what);
}

reel::awaitable<void> call_each(const calling& by, std::span<const planned_call> what, std::span<called> results)
{
    using namespace asio::experimental::awaitable_operators;
    if (what.size() == 1)
        co_await call_into(by, what.front(), results.front());
    else if (!what.empty())
        co_await (call_into(by, what.front(), results.front()) && call_each(by, what.subspan(1), results.subspan(1)));
}

} // namespace

questions::~questions()
{
    for (const auto& token : tokens_)
        if (std::ranges::find(put_, token) == put_.end())
            in_.withdraw(token);
}

namespace
{

/// Where the invoker puts a question; also when the call is cancelled after that.
struct proposal
{
    explicit proposal(questions* to) : noted{to} {}
    proposal(const proposal&) = delete;
    proposal& operator=(const proposal&) = delete;
    ~proposal()
    {
        if (noted && !what.token.empty())
            noted->came_up(what.token);
    }
    questions* noted;
    confirm::pending what;
};

} // namespace

reel::awaitable<called> call_tool(const calling& by, const planned_call& what, std::string confirmation)
{
    if (by.watching)
    {
        const auto known = by.tools.find(what.name);
        by.watching->tool_started(what.name, known ? std::string_view{known->tool.spec.title} : std::string_view{});
    }
    proposal asked{by.asked};
    tool::call_options options;
    options.who = by.who;
    options.request_id = by.request_id;
    options.confirmation = std::move(confirmation);
    if (by.place)
    {
        options.proposal = &asked.what;
        options.place = *by.place;
    }
    called out{co_await by.invoker.call(what.name, what.args, std::move(options)), {}};
    if (!out.said && out.said.error().kind() == reel::errc::unconfirmed && !asked.what.token.empty())
        out.asks = asked.what;
    if (by.watching)
        by.watching->tool_ended(what.name, out.said.has_value() || out.asks.has_value());
    co_return out;
}

reel::awaitable<void> call_tools(const calling& by, const std::vector<planned_call>& what, std::vector<called>& results)
{
    try
    {
        co_await call_each(by, what, results);
    }
    catch (const asio::multiple_exceptions& all) // all of them were cancelled
    {
        std::rethrow_exception(all.first_exception());
    }
}

} // namespace reeld::conversation
