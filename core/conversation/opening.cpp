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

/// A decision that comes too late, or twice, for people.
reel::error too_late(confirm::standing now)
{
    using confirm::standing;
    const auto sentence = [now]() -> std::string_view {
        switch (now)
        {
        case standing::used:
            return "That was decided already.";
        case standing::declined:
            return "You said no to that already. Nothing was changed.";
        case standing::replaced:
            return "That question was replaced by a newer one.";
        case standing::expired:
            return "That question has expired, and nothing was changed. Please ask again.";
        case standing::foreign:
            return "That was asked of somebody else.";
        case standing::open:
        case standing::unknown:
            break;
        }
        return "That question does not wait any more, and nothing was changed. Please ask again.";
    };
    return {reel::errc::unconfirmed, std::string{sentence()}};
}

/// Whether the person says yes or no to what the answer before has asked.
bool answers_a_question(const std::vector<model::message>& messages)
{
    if (messages.size() < 2 || messages.back().from != model::speaker::user)
        return false;
    const auto& before = messages[messages.size() - 2];
    return before.from == model::speaker::assistant && before.text.find(how_to_answer) != before.text.npos &&
           confirm::read_reply(messages.back().text) != reading::other;
}

reel::awaitable<opening> run_confirmed(const calling& by, const run_request& asked, confirm::pending agreed,
                                       std::size_t limit)
{
    planned_call call{agreed.tool, agreed.args};
    if (asked.written)
        asked.written->begins(agreed);
    const auto result = co_await call_tool(by, call, agreed.token);
    by.invoker.confirmations().withdraw(agreed.token); // refused before it was taken: said once, and not left open
    const auto id = call_names{asked.messages}.next();
    opening out;
    out.steps.push_back({model::speaker::assistant, {}, {{id, call.name, boost::json::serialize(call.args)}}, {}});
    out.steps.push_back({model::speaker::tool, told_to_model(call.name, result, limit), {}, id});
    out.plainly = plain_words(result);
    if (asked.written)
        asked.written->ended(out.steps, out.plainly);
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
        if (const auto now = ledger.look(asked.decided->token, by.who); now != confirm::standing::open)
            co_return too_late(now);
        waits = *ledger.find(asked.decided->token, by.who);
        meant = asked.decided->yes ? reading::yes : reading::no;
    }
    else if (asked.waits)
    {
        waits = *asked.waits;
        if (asked.may_decide)
            meant = confirm::read_reply(asked.messages.back().text, waits.passed_over);
    }
    opening out;
    if (waits.token.empty())
    {
        out.late = answers_a_question(asked.messages);
        co_return out;
    }
    if (meant == reading::yes)
        out = co_await run_confirmed(by, asked, std::move(waits), limit);
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
