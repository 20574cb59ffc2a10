// SPDX-License-Identifier: MIT
#include "core/conversation/opening.hpp"

#include "core/confirm/reading.hpp"
#include "core/conversation/fence.hpp"

#include <reel/text.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <utility>

namespace reeld::conversation
{

namespace
{

using confirm::reading;

/// What a tool says for people, in the member that answers have for it.
std::string plain_words(const called& result)
{
    if (!result.said)
        return "That was not done: " + result.said.error().message();
    boost::system::error_code failure;
    const auto said = boost::json::parse(result.said->json, failure);
    const auto* object = failure ? nullptr : said.if_object();
    const auto* message = object ? object->if_contains("message") : nullptr;
    if (message && message->is_string() && !message->get_string().empty())
        return reel::shown(message->get_string(), 1000);
    return "Done.";
}

reel::awaitable<opening> run_confirmed(const calling& by, confirm::pending agreed, std::size_t limit)
{
    planned_call call{agreed.tool, agreed.args};
    const auto result = co_await call_tool(by, call, agreed.token);
    const auto id = "confirmed_" + agreed.token.substr(0, 6); // unique enough in a conversation
    opening out;
    out.steps.push_back({model::speaker::assistant, {}, {{id, call.name, boost::json::serialize(call.args)}}, {}});
    out.steps.push_back({model::speaker::tool, told_to_model(call.name, result, limit), {}, id});
    out.plainly = plain_words(result);
    co_return out;
}

} // namespace

reel::awaitable<reel::result<opening>> open_turn(const calling& by, const run_request& asked, std::size_t limit)
{
    auto& ledger = by.invoker.confirmations();
    confirm::pending waits;
    auto meant = reading::other;
    if (asked.decided)
    {
        auto found = ledger.find(asked.decided->token, by.who);
        if (!found)
            co_return found.error();
        waits = std::move(*found);
        meant = asked.decided->yes ? reading::yes : reading::no;
    }
    else if (asked.place && !asked.messages.empty() && asked.messages.back().from == model::speaker::user)
    {
        auto newest = ledger.waiting_for(by.who.name, *asked.place);
        if (!newest)
            co_return opening{};
        waits = std::move(*newest);
        meant = confirm::read_reply(asked.messages.back().text);
    }
    else
        co_return opening{};

    opening out;
    if (meant == reading::yes)
        out = co_await run_confirmed(by, std::move(waits), limit);
    else if (meant == reading::no)
        out.declined = ledger.cancel(waits.token, by.who);
    else
        out.open = std::move(waits);
    co_return out;
}

std::string note_about(const confirm::pending& open)
{
    return "An action waits for the user's yes: " + fence_text(open.tool, open.preview) +
           "\nIt was not done. The user's last message was neither a yes nor a no to it, so answer that message; the user is "
           "reminded of the question after your answer.";
}

std::string reminder(const confirm::pending& open)
{
    return "Still waiting for your word: " + question(open);
}

} // namespace reeld::conversation
