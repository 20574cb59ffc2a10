// SPDX-License-Identifier: MIT
#include "core/api/conversations.hpp"

#include "core/api/openapi.hpp"
#include "core/api/talk_json.hpp"
#include "core/http/live_answer.hpp"
#include "core/http/retry_after.hpp"
#include "core/http/text.hpp"

#include <reel/log_failures.hpp>

#include <charconv>
#include <string_view>
#include <utility>

namespace reeld::api
{

using conversation::outgoing;
using http::request;
using http::response;

namespace
{

constexpr std::size_t most_history = 1000;

response failed(const reel::error& e)
{
    return http::with_retry_after(response::json(error_json(e), status_of_turn(e)), e);
}

/// Tells the client what happens in a turn.
class teller final : public conversation::listener
{
public:
    explicit teller(http::event_stream& to) : to_{to} {}
    void text(std::string_view piece) override { to_.send(text_event(piece)); }
    void tool_started(std::string_view name, std::string_view title) override
    {
        to_.send(tool_started_event(name, title));
    }
    void tool_ended(std::string_view name, bool ok) override { to_.send(tool_ended_event(name, ok)); }

private:
    http::event_stream& to_;
};

bool wants_events(const request& req)
{
    return req.header("Accept").find("text/event-stream") != std::string_view::npos;
}

/// The number in `?limit=`; 50 when there is none.
reel::result<std::size_t> limit_in(std::string_view query)
{
    std::size_t out = 50;
    constexpr std::string_view name = "limit=";
    const auto at = query.starts_with(name) ? 0 : query.find("&limit=");
    if (at == std::string_view::npos)
        return out;
    const auto begin = query.find('=', at) + 1;
    const auto digits = query.substr(begin, query.find('&', begin) - begin);
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    if (failure != std::errc{} || end != digits.data() + digits.size() || out == 0 || out > most_history)
        return reel::error{reel::errc::bad_argument, "'limit' must be a number from 1 to 1000"};
    return out;
}

} // namespace

conversations::conversations(dependencies deps)
    : deps_{std::move(deps)}, tasks_{deps_.executor, reel::log_failures(deps_.log)}
{}

void conversations::add_routes(http::router& routes)
{
    const std::string messages = "/api/conversations/{id}/messages";
    routes.add(
        {"GET", "/api/conversations", [this](request& req) -> reel::awaitable<response> { co_return list(req); }});
    routes.add({"POST", messages, [this](request& req) { return say(req); }, true});
    routes.add({"GET", messages, [this](request& req) -> reel::awaitable<response> { co_return history(req); }});
    routes.add({"POST", "/api/conversations/{id}/confirm", [this](request& req) { return decide(req); }, true});
    routes.add({"DELETE", "/api/conversations/{id}", [this](request& req) { return forget(req); }});
}

reel::awaitable<void> conversations::stop()
{
    tasks_.cancel();
    co_await tasks_.join();
}

reel::awaitable<response> conversations::say(request& req)
{
    auto posted = read_message(req.body);
    if (!posted)
        co_return failed(posted.error());
    conversation::incoming message{deps_.caller(req), req.captures.front(), std::move(posted->text),
                                   std::move(posted->message_id), std::move(posted->format_rules)};
    co_return co_await answer(req, [this, message = std::move(message)](conversation::listener* watching) {
        return deps_.gate.pass(deps_.service.say(message, watching));
    });
}

reel::awaitable<response> conversations::decide(request& req)
{
    auto posted = read_decision(req.body);
    if (!posted)
        co_return failed(posted.error());
    conversation::button pressed{deps_.caller(req), std::move(posted->token), posted->yes, {}, req.captures.front()};
    co_return co_await answer(req, [this, pressed = std::move(pressed)](conversation::listener* watching) {
        return deps_.gate.pass(deps_.service.decide(pressed, watching));
    });
}

/// One turn, told as the client wants it.
reel::awaitable<response> conversations::answer(const request& req, turn take)
{
    if (!wants_events(req))
    {
        const auto said = co_await take(nullptr);
        co_return said ? response::json(outgoing_json(*said)) : failed(said.error());
    }
    http::event_work work = [take = std::move(take)](http::event_stream& to) -> reel::awaitable<response> {
        teller tell{to};
        const auto said = co_await take(&tell);
        if (!said && !to.begun())
            co_return failed(said.error());
        to.send(said ? end_events(*said) : error_event(said.error()));
        co_return response{};
    };
    co_return co_await http::answer_live(tasks_, "a turn", std::move(work));
}

reel::awaitable<response> conversations::forget(request& req)
{
    const auto forgotten = co_await deps_.service.forget(deps_.caller(req), req.captures.front());
    if (!forgotten)
        co_return failed(forgotten.error());
    response out;
    out.status = 204;
    co_return out;
}

response conversations::history(const request& req) const
{
    const auto limit = limit_in(req.query);
    if (!limit)
        return failed(limit.error());
    const auto who = deps_.caller(req);
    const auto& conversation = req.captures.front();
    const auto messages = deps_.service.history(who, conversation, *limit);
    if (!messages)
        return failed(messages.error());
    return response::json(history_json(*messages, deps_.service.waiting(who, conversation)));
}

response conversations::list(const request& req) const
{
    const auto limit = limit_in(req.query);
    if (!limit)
        return failed(limit.error());
    const auto known = deps_.service.list(deps_.caller(req), *limit);
    return known ? response::json(conversations_json(*known, deps_.service.configured())) : failed(known.error());
}

} // namespace reeld::api
