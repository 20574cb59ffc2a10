// SPDX-License-Identifier: MIT
#include "core/channels/reception.hpp"

#include <exception>
#include <system_error>
#include <utility>

namespace reeld::channels
{

using http::response;

reception::reception(dependencies deps) : deps_{std::move(deps)}, strangers_{deps_.clock} {}

void reception::add_routes(http::router& routes)
{
    for (const auto* method : {"POST", "GET"}) // some services ask by GET whether they are at the right place
        routes.add({method, "/webhook/{instance}", [this](http::request& req) { return webhook(req); }});
}

reel::awaitable<response> reception::webhook(http::request& req)
{
    const auto found = open_.find(req.captures.front());
    if (found == open_.end())
        co_return response::json(R"({"error":"there is no such channel"})", 404);
    const auto instance = found->first;
    std::string thrown;
    try
    {
        auto answer = co_await found->second->webhook(
            {req.method, req.query, std::move(req.headers), std::move(req.body), req.peer});
        response out;
        out.status = answer.status;
        out.content_type = std::move(answer.content_type);
        out.body = std::move(answer.body);
        co_return out;
    }
    catch (const std::system_error& e)
    {
        if (e.code() == asio::error::operation_aborted)
            throw;
        thrown = e.what();
    }
    catch (const std::exception& e)
    {
        thrown = e.what();
    }
    deps_.log.error("A channel could not take a webhook", {{"channel", instance}, {"what", thrown}});
    co_return response::json(R"({"error":"the channel could not take this"})", 500);
}

/// What a person reads, whatever came of it.
reel::chat_reply reception::reply(const reel::caller& who, reel::result<conversation::outgoing> said)
{
    reel::chat_reply out;
    if (said)
    {
        told_to_wait_.erase(who.name);
        out.text = std::move(said->text);
        out.repeated = said->repeated;
        out.delivered = said->delivered;
        out.moved_on = !said->repeated;
        out.message_id = std::move(said->message_id);
        if (said->asks)
            out.asks = reel::chat_confirmation{said->asks->token, said->asks->preview};
        return out;
    }
    const auto& failure = said.error();
    out.moved_on = failure.kind() == reel::errc::unconfirmed; // what was decided waits no more
    if (failure.kind() == reel::errc::cancelled)
        throw std::system_error{asio::error::operation_aborted};
    if (failure.kind() != reel::errc::not_ready)
        told_to_wait_.erase(who.name);
    else if (!told_to_wait_.insert(who.name).second)
        return out; // said once is enough: each answer may cost money
    out.text = failure.message();
    if (!out.text.empty() && std::string_view{".!?"}.find(out.text.back()) == std::string_view::npos)
        out.text += '.';
    return out;
}

} // namespace reeld::channels
