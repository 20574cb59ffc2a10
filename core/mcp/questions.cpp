// SPDX-License-Identifier: MIT
#include "core/mcp/questions.hpp"

#include "core/confirm/token.hpp"

#include <boost/json/serialize.hpp>

#include <chrono>
#include <system_error>
#include <utility>

namespace reeld::mcp
{

namespace
{

using reel::errc;
using reel::error;

constexpr auto patience = std::chrono::minutes{5};

error stopping()
{
    return {errc::cancelled, "the daemon is shutting down"};
}

} // namespace

std::string elicitation_params(const reel::elicit_request& question)
{
    std::string out;
    object_writer params{out};
    params.text("message", question.message);
    params.raw("requestedSchema", boost::json::serialize(question.schema));
    params.end();
    return out;
}

std::optional<reel::elicit_answer> read_elicitation(const boost::json::object* result)
{
    using action = reel::elicit_answer::action;
    const auto word = string_member(result, "action");
    reel::elicit_answer out;
    if (word == "accept")
        out.what = action::accept;
    else if (word == "decline")
        out.what = action::decline;
    else if (word != "cancel")
        return {};
    if (const auto* content = object_member(result, "content"))
        out.content = boost::json::object(*content, boost::json::storage_ptr{}); // outlives the message
    return out;
}

bool can_elicit(const boost::json::object* capabilities)
{
    const auto* elicitation = object_member(capabilities, "elicitation");
    return elicitation && (elicitation->empty() || elicitation->contains("form"));
}

reel::awaitable<reel::result<reel::elicit_answer>> questions::ask(reel::elicit_request question, reel::caller& who,
                                                                  const std::function<void(std::string)>& send)
{
    if (closed_)
        co_return stopping();
    const auto executor = co_await asio::this_coro::executor;
    waiting mine{who, asio::steady_timer{executor, patience}};
    const auto id = confirm::random_token(); // not a number: other clients answer at the same address
    struct listing
    {
        std::map<std::string, waiting*, std::less<>>& open;
        decltype(open_)::iterator where;
        ~listing() { open.erase(where); }
    } listed{open_, open_.emplace("\"" + id + "\"", &mine).first};
    send(request(id, "elicitation/create", elicitation_params(question)));
    co_await mine.wake.async_wait(reel::as_tuple);
    if ((co_await asio::this_coro::cancellation_state).cancelled() != asio::cancellation_type::none)
        throw std::system_error{asio::error::operation_aborted};
    if (!mine.answer)
        co_return error{errc::timeout, "Nobody answered in time"};
    co_return std::move(*mine.answer);
}

void questions::answered(const message& response, const reel::caller& who)
{
    const auto found = open_.find(response.id);
    if (found == open_.end() || found->second->who.name != who.name)
        return;
    auto& asked = *found->second;
    asked.who = who;
    if (auto said = read_elicitation(response.result))
        end(asked, std::move(*said));
    else
        end(asked, error{errc::unavailable, "the client that asked cannot be asked a question"});
}

void questions::close()
{
    closed_ = true;
    for (const auto& [id, asked] : open_)
        end(*asked, stopping());
}

void questions::end(waiting& w, reel::result<reel::elicit_answer> answer)
{
    if (!w.answer)
        w.answer = std::move(answer);
    w.wake.cancel();
}

} // namespace reeld::mcp
