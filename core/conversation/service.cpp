// SPDX-License-Identifier: MIT
#include "core/conversation/service.hpp"

#include "core/conversation/lanes.hpp"
#include "core/conversation/window.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace reeld::conversation
{

namespace
{

constexpr std::size_t longest_name = 128;
constexpr std::size_t most_shown = 1000;

reel::result<void> check(const incoming& message, std::size_t max_text)
{
    if (message.conversation.empty() || message.conversation.size() > longest_name ||
        message.message_id.size() > longest_name)
        return reel::error{reel::errc::bad_argument, "the names of conversations and messages have 1 to " +
                                                         std::to_string(longest_name) + " bytes"};
    if (message.text.find_first_not_of(" \t\r\n") == std::string::npos)
        return reel::error{reel::errc::bad_argument, "The message is empty. Write what you would like to know."};
    if (message.text.size() > max_text)
        return reel::error{reel::errc::bad_argument, "The message is too long. Please keep it under " +
                                                         std::to_string(max_text / 1000) + ",000 characters."}
            .with_status(413);
    return {};
}

reel::error no_such_conversation()
{
    return reel::error{reel::errc::unavailable, "There is no such conversation."}.with_status(404);
}

/// Where the ledger keeps what is asked in a conversation, apart from what other faces ask.
constexpr std::string_view place_prefix = "conversation/";

std::string place_of(std::string_view conversation)
{
    return std::string{place_prefix} += conversation;
}

std::string id_of_decision(std::string_view token)
{
    return "decision:" + std::string{token};
}

} // namespace

struct service::impl
{
    explicit impl(dependencies d) : deps{std::move(d)}, turns{deps.executor, deps.limits.max_waiting} {}

    reel::awaitable<reel::result<outgoing>> turn(incoming message, std::optional<decision> decided, listener* watching);
    reel::result<std::optional<outgoing>> answered(const incoming& message);
    reel::result<run_request> request(const incoming& message);
    outgoing repeat(const reel::caller& who, stored_answer before);
    outgoing remember(incoming message, run_result said);

    dependencies deps;
    lanes turns;
    std::map<std::string, reel::rate_limit, std::less<>> rates; // by user: as many as the owner has named
};

service::service(dependencies deps) : impl_{std::make_unique<impl>(std::move(deps))} {}

service::~service() = default;

reel::awaitable<reel::result<outgoing>> service::say(incoming message, listener* watching)
{
    if (auto fine = check(message, impl_->deps.limits.max_text); !fine)
        co_return fine.error();
    co_return co_await impl_->turn(std::move(message), {}, watching);
}

reel::awaitable<reel::result<outgoing>> service::decide(button pressed, listener* watching)
{
    auto asked = impl_->deps.confirmations.find(pressed.token, pressed.who);
    if (!asked)
    {
        // Perhaps it was decided, and the press is delivered again.
        auto before = impl_->deps.memory.answer_to(pressed.who.name, id_of_decision(pressed.token));
        if (before && *before)
            co_return impl_->repeat(pressed.who, std::move(**before));
        co_return asked.error();
    }
    if (!asked->place.starts_with(place_prefix) ||
        (!pressed.conversation.empty() && asked->place != place_of(pressed.conversation)))
        co_return reel::error{reel::errc::unavailable, "This was asked elsewhere. Please answer it there."};
    incoming message{std::move(pressed.who), asked->place.substr(place_prefix.size()), pressed.yes ? "Yes." : "No.",
                     id_of_decision(pressed.token), std::move(pressed.format_rules)};
    co_return co_await impl_->turn(std::move(message), decision{std::move(pressed.token), pressed.yes}, watching);
}

/// The order of what is done is what makes it safe to die at any point: the answer, the words it answers and what was found
/// between them are written at once, before anybody is told. Until then a message that is delivered again begins anew; from then
/// on it gets that answer.
reel::awaitable<reel::result<outgoing>> service::impl::turn(incoming message, std::optional<decision> decided,
                                                            listener* watching)
{
    auto lane = co_await turns.enter(message.who.name + '\n' + message.conversation);
    if (!lane)
        co_return lane.error();
    auto before = answered(message);
    if (!before)
        co_return before.error();
    if (*before)
        co_return std::move(**before);
    auto& rate = rates.try_emplace(message.who.name, deps.clock, deps.limits.per_user).first->second;
    if (auto admitted = co_await rate.acquire(); !admitted)
        co_return reel::error{reel::errc::not_ready, "That was a lot of messages. Please wait a moment."}
            .with_retry_after(admitted.error().retry_after());
    auto asked = request(message);
    if (!asked)
        co_return asked.error();
    asked->decided = std::move(decided);
    asked->watching = watching;
    auto said = co_await deps.turns.run(std::move(*asked));
    if (!said)
        co_return said.error();
    co_return remember(std::move(message), std::move(*said));
}

/// The answer that the message got when it was delivered before.
reel::result<std::optional<outgoing>> service::impl::answered(const incoming& message)
{
    if (message.message_id.empty())
        return std::optional<outgoing>{};
    auto before = deps.memory.answer_to({message.who.name, message.conversation}, message.message_id);
    if (!before)
        return before.error();
    if (!*before)
        return std::optional<outgoing>{};
    return std::optional{repeat(message.who, std::move(**before))};
}

outgoing service::impl::repeat(const reel::caller& who, stored_answer before)
{
    outgoing out;
    out.repeated = true;
    out.delivered = before.delivered;
    out.asks = deps.confirmations.waiting_for(who.name, place_of(before.conversation));
    if (out.asks && before.text.find(out.asks->preview) == std::string::npos)
        out.asks.reset(); // asked since, in another answer
    out.conversation = std::move(before.conversation);
    out.text = std::move(before.text);
    return out;
}

reel::result<run_request> service::impl::request(const incoming& message)
{
    auto before = deps.memory.recent({message.who.name, message.conversation}, deps.limits.window_messages);
    if (!before)
        return before.error();
    run_request out;
    out.who = message.who;
    out.place = place_of(message.conversation);
    out.request_id = message.message_id;
    auto history = window(std::move(*before), deps.limits.window_tokens);
    out.history = history.size();
    out.messages.reserve(history.size() + 2);
    out.messages.push_back({model::speaker::system, deps.prompts.prompt(message.who, message.format_rules), {}, {}});
    std::ranges::move(history, std::back_inserter(out.messages));
    out.messages.push_back({model::speaker::user, message.text, {}, {}});
    return out;
}

outgoing service::impl::remember(incoming message, run_result said)
{
    const conversation::turn whole{std::move(message.message_id), std::move(message.text), std::move(said.steps),
                                   std::move(said.text), deps.clock.now()};
    if (auto written = deps.memory.add({message.who.name, message.conversation}, whole); !written)
        deps.log.error("An answer could not be remembered", {{"error", written.error().describe()}});
    outgoing out;
    out.text = whole.answer;
    out.asks = std::move(said.asks);
    out.conversation = std::move(message.conversation);
    out.used = said.used;
    return out;
}

void service::delivered(const reel::caller& who, std::string_view conversation, std::string_view message_id)
{
    if (message_id.empty())
        return;
    if (auto noted = impl_->deps.memory.delivered({who.name, conversation}, message_id); !noted)
        impl_->deps.log.error("That an answer was delivered could not be noted", {{"error", noted.error().describe()}});
}

reel::awaitable<reel::result<void>> service::forget(reel::caller who, std::string conversation)
{
    auto lane = co_await impl_->turns.enter(who.name + '\n' + conversation);
    if (!lane)
        co_return lane.error();
    const auto known = impl_->deps.memory.forget({who.name, conversation});
    if (!known)
        co_return known.error();
    if (!*known)
        co_return no_such_conversation();
    while (const auto open = impl_->deps.confirmations.waiting_for(who.name, place_of(conversation)))
        impl_->deps.confirmations.cancel(open->token, who);
    co_return reel::result<void>{};
}

reel::result<std::vector<shown_message>> service::history(const reel::caller& who, std::string_view conversation,
                                                          std::size_t limit) const
{
    auto found = impl_->deps.memory.history({who.name, conversation}, std::min(limit, most_shown));
    if (!found)
        return found.error();
    if (!*found)
        return no_such_conversation();
    return std::move(**found);
}

reel::result<std::vector<known_conversation>> service::list(const reel::caller& who, std::size_t limit) const
{
    return impl_->deps.memory.list(who.name, std::min(limit, most_shown));
}

bool service::configured() const
{
    return impl_->deps.turns.configured();
}

std::size_t service::turns_under_way() const noexcept
{
    return impl_->turns.taken();
}

} // namespace reeld::conversation
