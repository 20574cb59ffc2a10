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
        return reel::error{reel::errc::bad_argument,
                           "The message is too long. Please keep it under " + std::to_string(max_text) + " characters."}
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

/// The turn of a message as it is written down: before a confirmed action and after it, and when there is an answer.
class service_journal final : public journal
{
public:
    service_journal(store& in, const reel::logger& log, const incoming& of, reel::time_point at)
        : in_{in}, log_{log}, of_{of}
    {
        turn_.message_id = of.message_id;
        turn_.text = of.text;
        turn_.at = at;
    }

    void begins(const confirm::pending& what) override
    {
        turn_.answer = "I have begun with this, and do not know yet how it ended: " + what.preview +
                       "\n\nIf nothing follows, please look whether it was done before you ask for it again.";
        write();
    }
    void ended(const std::vector<model::message>& steps, std::string_view plainly) override
    {
        answered(steps, std::string{plainly});
    }
    void answered(std::vector<model::message> steps, std::string text)
    {
        turn_.steps = std::move(steps);
        turn_.answer = std::move(text);
        write();
    }

private:
    void write()
    {
        reel::result<void> done;
        if (number_ != 0)
            done = in_.amend(number_, turn_);
        else if (auto added = in_.add({of_.who.name, of_.conversation}, turn_); added)
            number_ = *added;
        else
            done = added.error();
        if (!done)
            log_.error("An answer could not be remembered", {{"error", done.error().describe()}});
    }

    store& in_;
    const reel::logger& log_;
    const incoming& of_;
    turn turn_;
    std::int64_t number_ = 0;
};

struct service::impl
{
    explicit impl(dependencies d) : deps{std::move(d)}, turns{deps.executor, deps.limits.max_waiting} {}

    reel::awaitable<reel::result<outgoing>> turn(incoming message, std::optional<decision> decided, listener* watching);
    reel::awaitable<reel::result<void>> admit(std::string_view user);
    reel::result<std::optional<outgoing>> answered(const incoming& message);
    reel::result<run_request> request(const incoming& message, std::chrono::nanoseconds heard);
    outgoing repeat(const reel::caller& who, std::string message_id, stored_answer before);

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
    auto id = id_of_decision(pressed.token);
    auto conversation = std::move(pressed.conversation);
    if (const auto asked = impl_->deps.confirmations.find(pressed.token, pressed.who))
    {
        if (!asked->place.starts_with(place_prefix) ||
            (!conversation.empty() && asked->place != place_of(conversation)))
            co_return reel::error{reel::errc::unavailable, "This was asked elsewhere. Please answer it there."};
        conversation = asked->place.substr(place_prefix.size());
    }
    else
    {
        // Perhaps it was decided before the daemon was started anew, and the press is delivered again.
        auto before = impl_->deps.memory.answer_to(pressed.who.name, id);
        if (!before)
            co_return before.error();
        if (*before)
            co_return impl_->repeat(pressed.who, std::move(id), std::move(**before));
    }
    incoming message{std::move(pressed.who), std::move(conversation), pressed.yes ? "Yes." : "No.", std::move(id),
                     std::move(pressed.format_rules)};
    co_return co_await impl_->turn(std::move(message), decision{std::move(pressed.token), pressed.yes}, watching);
}

/// The order of what is done is what makes it safe to die at any point: the answer, the words it answers and what was found
/// between them are written at once, before anybody is told. Until then a message that is delivered again begins anew; from then
/// on it gets that answer.
reel::awaitable<reel::result<outgoing>> service::impl::turn(incoming message, std::optional<decision> decided,
                                                            listener* watching)
{
    const auto heard = deps.clock.ticks();
    auto lane = co_await turns.enter(message.who.name + '\n' + message.conversation);
    if (!lane)
        co_return lane.error();
    auto before = answered(message);
    if (!before)
        co_return before.error();
    if (*before)
        co_return std::move(**before);
    if (auto admitted = co_await admit(message.who.name); !admitted)
        co_return admitted.error();
    auto asked = request(message, heard);
    if (!asked)
        co_return asked.error();
    service_journal written{deps.memory, deps.log, message, deps.clock.now()};
    asked->decided = std::move(decided);
    asked->written = &written;
    asked->watching = watching;
    auto said = co_await deps.turns.run(std::move(*asked));
    if (!said)
        co_return said.error();
    written.answered(std::move(said->steps), said->text);
    outgoing out;
    out.text = std::move(said->text);
    out.asks = std::move(said->asks);
    out.used = said->used;
    out.conversation = std::move(message.conversation);
    out.message_id = std::move(message.message_id);
    co_return out;
}

reel::awaitable<reel::result<void>> service::impl::admit(std::string_view user)
{
    auto rate = rates.find(user);
    if (rate == rates.end())
        rate = rates.try_emplace(std::string{user}, deps.clock, deps.limits.per_user).first;
    if (auto admitted = co_await rate->second.acquire(); !admitted)
        co_return reel::error{reel::errc::not_ready, "That was a lot of messages. Please wait a moment."}
            .with_retry_after(admitted.error().retry_after());
    co_return reel::result<void>{};
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
    return std::optional{repeat(message.who, message.message_id, std::move(**before))};
}

outgoing service::impl::repeat(const reel::caller& who, std::string message_id, stored_answer before)
{
    outgoing out;
    out.message_id = std::move(message_id);
    out.repeated = true;
    out.delivered = before.delivered;
    out.asks = deps.confirmations.waiting_for(who.name, place_of(before.conversation), before.text);
    out.conversation = std::move(before.conversation);
    out.text = std::move(before.text);
    return out;
}

reel::result<run_request> service::impl::request(const incoming& message, std::chrono::nanoseconds heard)
{
    auto before = deps.memory.recent({message.who.name, message.conversation}, deps.limits.window_messages);
    if (!before)
        return before.error();
    run_request out;
    out.who = message.who;
    out.place = place_of(message.conversation);
    out.waits = deps.confirmations.waiting_for(message.who.name, *out.place);
    out.may_decide = out.waits && out.waits->asked <= heard;
    out.request_id = message.message_id;
    auto history = window(std::move(*before), deps.limits.window_tokens);
    out.history = history.size();
    out.messages.reserve(history.size() + 2);
    out.messages.push_back({model::speaker::system, deps.prompts.prompt(message.who, message.format_rules), {}, {}});
    std::ranges::move(history, std::back_inserter(out.messages));
    out.messages.push_back({model::speaker::user, message.text, {}, {}});
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
    auto& confirmations = impl_->deps.confirmations;
    while (const auto open = confirmations.waiting_for(who.name, place_of(conversation)))
        confirmations.cancel(open->token, who);
    const auto known = impl_->deps.memory.forget({who.name, conversation});
    if (!known)
        co_return known.error();
    if (!*known)
        co_return no_such_conversation();
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

std::optional<confirm::pending> service::waiting(const reel::caller& who, std::string_view conversation) const
{
    return impl_->deps.confirmations.waiting_for(who.name, place_of(conversation));
}

reel::result<std::vector<known_conversation>> service::list(const reel::caller& who, std::size_t limit) const
{
    return impl_->deps.memory.list(who.name, std::min(limit, most_shown));
}

reel::awaitable<reel::result<void>> service::admit(std::string_view user)
{
    return impl_->admit(user);
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
