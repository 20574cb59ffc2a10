// SPDX-License-Identifier: MIT
#include "core/conversation/engine.hpp"

#include "core/conversation/plan.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <utility>

namespace reeld::conversation
{

namespace
{

constexpr std::string_view last_request =
    "You cannot call tools any more. Answer the user now with what you have found, and say plainly what is missing.";

/// What was done already is told, whatever else cannot be.
std::string out_of_words(const state& s)
{
    if (!s.instead_of_failure.empty())
        return s.instead_of_failure;
    return s.own < s.asked.messages.size()
               ? "I looked, but could not put an answer together. Please ask again, perhaps for less at once."
               : "I have no answer to that. Please ask again in other words.";
}

bool blank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Some servers refuse the results of tools that they are not told of, others a choice among none.
action ask_for_last_word(state& s)
{
    s.last_word = true;
    s.asked.more.erase("parallel_tool_calls");
    s.asked.more.erase("tool_choice");
    const auto is_result = [](const model::message& m) { return m.from == model::speaker::tool; };
    if (std::ranges::any_of(s.asked.messages, is_result))
        s.asked.more["tool_choice"] = "none";
    else
        s.asked.tools.clear();
    instruct(s, last_request);
    return todo::ask_model{};
}

action give_up(const state& s, reel::error why)
{
    if (!s.instead_of_failure.empty())
        return todo::answer{s.instead_of_failure, {}};
    return todo::give_up{std::move(why)};
}

/// The model wants to go on.
action next_round(state& s)
{
    if (++s.rounds >= s.limits.rounds)
        return ask_for_last_word(s);
    s.asked.more.erase("tool_choice"); // a client's wish for one tool has been heard, or it would be called for ever
    return todo::ask_model{};
}

/// Every call of the round gets its result.
void answer_calls(state& s, const std::vector<called>& results)
{
    const auto limit = std::min(s.limits.result_bytes, s.limits.round_bytes / std::max<std::size_t>(results.size(), 1));
    auto next = results.begin();
    for (auto& slot : s.slots)
    {
        if (slot.result.empty() && next != results.end())
            slot.result = told_to_model(slot.name, *next++, limit);
        s.asked.messages.push_back({model::speaker::tool, std::move(slot.result), {}, std::move(slot.call_id)});
    }
    s.slots.clear();
    s.calls.clear();
}

action on(state&, happened::started)
{
    return todo::ask_model{};
}

action on(state& s, happened::replied what)
{
    auto& said = what.reply.said;
    s.used.prompt_tokens += what.reply.used.prompt_tokens;
    s.used.completion_tokens += what.reply.used.completion_tokens;
    s.model = std::move(what.reply.model);
    s.finish_reason = std::move(what.reply.finish_reason);
    if (said.calls.empty() || s.last_word)
    {
        if (!blank(said.text))
            return todo::answer{std::move(said.text), {}};
        if (!s.last_word)
            return ask_for_last_word(s);
        if (said.calls.empty() || s.asked.tools.empty())
            return todo::answer{out_of_words(s), {}};
        s.asked.tools.clear(); // a server that knows no "none"
        s.asked.more.erase("tool_choice");
        return todo::ask_model{};
    }
    if (auto theirs = calls_of_client(s, said.calls); !theirs.empty())
        return todo::hand_over{std::move(said.text), std::move(theirs), std::move(said.extra)};
    name_calls(s, said);
    plan_round(s, said);
    s.asked.messages.push_back(std::move(said));
    if (!s.calls.empty())
        return todo::call_tools{};
    answer_calls(s, {});
    return next_round(s);
}

action on(state& s, happened::model_failed what)
{
    if (what.why.kind() != reel::errc::bad_argument || s.history == 0)
        return give_up(s, std::move(what.why));
    // More than the model can read: what was said before goes first.
    auto& said = s.asked.messages;
    const auto begin = said.begin() + (said.front().from == model::speaker::system ? 1 : 0);
    said.erase(begin, begin + static_cast<std::ptrdiff_t>(s.history));
    s.own -= s.history;
    s.history = 0;
    return todo::ask_model{};
}

action on(state& s, happened::tools_ended what)
{
    std::optional<confirm::pending> asks;
    for (const auto& result : what.results)
        if (result.asks)
            asks = result.asks; // the driver drops others
    answer_calls(s, what.results);
    if (asks)
    {
        auto text = question(*asks);
        return todo::answer{std::move(text), std::move(asks)};
    }
    return what.late ? ask_for_last_word(s) : next_round(s);
}

action on(state& s, happened::time_up)
{
    const bool found_something = s.own < s.asked.messages.size();
    if (!found_something)
        return give_up(s, {reel::errc::timeout, "The language model did not answer in time. Please ask again."});
    if (s.last_word)
        return todo::answer{out_of_words(s), {}};
    return ask_for_last_word(s);
}

} // namespace

action step(state& s, event what)
{
    return std::visit([&s](auto&& happening) { return on(s, std::forward<decltype(happening)>(happening)); },
                      std::move(what));
}

void instruct(state& s, std::string_view text)
{
    auto& said = s.asked.messages;
    if (said.empty() || said.front().from != model::speaker::system)
    {
        said.insert(said.begin(), model::message{model::speaker::system, {}, {}, {}});
        ++s.own;
    }
    auto& prompt = said.front().text;
    prompt += (prompt.empty() ? "" : "\n\n") + std::string{text};
}

std::string call_names::next()
{
    std::string id;
    do
    {
        const auto digits = std::to_string(number_++);
        id = "call" + std::string(5 - std::min<std::size_t>(digits.size(), 5), '0') + digits;
    } while (is_used(id));
    return id;
}

bool call_names::is_used(std::string_view id) const
{
    return std::ranges::any_of(used_, [id](const model::message& m) {
        return std::ranges::any_of(m.calls, [id](const model::tool_call& call) { return call.id == id; });
    });
}

std::string question(const confirm::pending& asks)
{
    return asks.preview + "\n\n" + std::string{how_to_answer};
}

} // namespace reeld::conversation
