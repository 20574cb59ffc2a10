// SPDX-License-Identifier: MIT
#include "core/conversation/run.hpp"

#include "core/conversation/calls.hpp"
#include "core/conversation/opening.hpp"

#include <reel/either.hpp>

#include <algorithm>
#include <utility>

namespace reeld::conversation
{

namespace
{

/// What the listener hears: paragraphs, one for each time that the model speaks.
class voice
{
public:
    explicit voice(listener* to) : to_{to} {}

    void begin() { current_.clear(); }
    void hear(std::string_view piece)
    {
        if (!to_ || piece.empty())
            return;
        if (current_.empty() && spoken_)
            to_->text("\n\n");
        spoken_ = true;
        current_ += piece;
        to_->text(piece);
    }
    /// What of it was not heard yet: all that does not come from the model, or not in pieces.
    void end(std::string_view whole)
    {
        if (whole.substr(0, current_.size()) == current_)
            whole.remove_prefix(current_.size());
        else
            begin();
        hear(whole);
    }

private:
    listener* to_;
    std::string current_; // since begin()
    bool spoken_ = false;
};

} // namespace

/// One run. Lives in the frame of runner::run.
class one_run
{
public:
    one_run(runner::dependencies& deps, offers& written, run_request asked)
        : deps_{deps},
          offers_{written},
          questions_{deps.invoker.confirmations()},
          by_{deps.tools, deps.invoker, asked.who, asked.request_id, asked.place, asked.watching, &questions_},
          asked_{std::move(asked)},
          voice_{asked_.watching}
    {}

    reel::awaitable<reel::result<run_result>> go();

private:
    void prepare();
    reel::awaitable<event> ask_model();
    reel::awaitable<event> call_tools();
    std::optional<confirm::pending> settle(std::string& text, std::optional<confirm::pending> asks);
    run_result finish(std::string text);
    reel::duration time_left() const { return std::chrono::ceil<reel::duration>(until_ - deps_.clock.ticks()); }

    runner::dependencies& deps_;
    offers& offers_;
    questions questions_;
    calling by_;
    run_request asked_;
    voice voice_;
    opening opening_;
    state state_;
    std::chrono::nanoseconds until_{};
};

/// What the engine starts from.
void one_run::prepare()
{
    auto& s = state_;
    s.limits = deps_.limits;
    s.history = asked_.history;
    s.instead_of_failure = opening_.plainly;
    s.asked.messages = std::move(asked_.messages);
    s.own = s.asked.messages.size();
    std::ranges::move(opening_.steps, std::back_inserter(s.asked.messages));
    s.asked.more = std::move(asked_.more);
    for (auto& offer : asked_.client_tools)
    {
        s.client_tools.insert(offer.name);
        s.asked.tools.push_back(std::move(offer));
    }
    for (const auto& [told, destructive] : offers_.to(by_.who.role))
    {
        if (s.client_tools.contains(told.name))
            continue;
        if (destructive)
            s.destructive_tools.insert(told.name);
        s.asked.tools.push_back(told);
    }
    if (opening_.open)
    {
        instruct(s, note_about(*opening_.open));
        questions_.is_put(opening_.open->token);
    }
    if (opening_.late)
    {
        instruct(s, note_about_late_word);
        voice_.hear(late_word);
    }
    until_ = deps_.clock.ticks() + s.limits.time;
}

reel::awaitable<event> one_run::ask_model()
{
    voice_.begin();
    model::text_sink sink;
    if (asked_.watching)
        sink = [this](std::string_view piece) { voice_.hear(piece); };
    auto first = co_await reel::either(deps_.model.complete(state_.asked, std::move(sink)),
                                       deps_.clock.sleep(std::max(time_left(), reel::duration{})));
    if (first.index() == 1)
        co_return happened::time_up{};
    auto& said = std::get<0>(first);
    if (!said)
        co_return happened::model_failed{std::move(said).error()};
    co_return happened::replied{std::move(*said)};
}

reel::awaitable<event> one_run::call_tools()
{
    happened::tools_ended out;
    for (const auto& call : state_.calls)
        out.results.push_back(
            {reel::error{reel::errc::timeout, "'" + call.name + "' was ended: it took too long"}, {}});
    const auto first = co_await reel::either(conversation::call_tools(by_, state_.calls, out.results),
                                             deps_.clock.sleep(std::max(time_left(), reel::duration{})));
    out.late = first.index() == 1;
    co_return std::move(out);
}

/// What waits for the person when the turn ends; the text says so. Only ever one thing: a yes must not mean two.
std::optional<confirm::pending> one_run::settle(std::string& text, std::optional<confirm::pending> asks)
{
    auto& ledger = by_.invoker.confirmations();
    const auto& before = opening_.open;
    const bool waits = before && ledger.look(before->token, by_.who) == confirm::standing::open;
    if (asks)
    {
        questions_.is_put(asks->token);
        if (waits && asks->token != before->token)
        {
            ledger.withdraw(before->token);
            text += "\n\n(My earlier question is dropped.)";
        }
        ledger.put(asks->token);
        return asks;
    }
    if (!waits)
        return {};
    ledger.pass_over(before->token);
    text += "\n\n" + reminder(*before);
    return before;
}

run_result one_run::finish(std::string text)
{
    run_result out;
    out.text = std::move(text);
    auto& said = state_.asked.messages;
    out.steps.assign(std::make_move_iterator(said.begin() + static_cast<std::ptrdiff_t>(state_.own)),
                     std::make_move_iterator(said.end()));
    out.used = state_.used;
    out.model = std::move(state_.model);
    out.finish_reason = state_.finish_reason == "length" ? "length" : "stop";
    return out;
}

reel::awaitable<reel::result<run_result>> one_run::go()
{
    auto opened = co_await open_turn(by_, asked_, deps_.limits.result_bytes);
    if (!opened)
        co_return opened.error();
    opening_ = std::move(*opened);
    if (opening_.declined)
    {
        auto out = finish("All right, I leave it. Nothing was changed.");
        voice_.end(out.text);
        co_return out;
    }
    prepare();
    auto next = step(state_, happened::started{});
    bool last_word = false;
    for (;;)
    {
        if (state_.last_word && !std::exchange(last_word, true)) // however late it is asked for
            until_ = std::max(until_, deps_.clock.ticks() + std::chrono::nanoseconds{state_.limits.last_word});
        if (std::holds_alternative<todo::ask_model>(next))
            next = step(state_, co_await ask_model());
        else if (std::holds_alternative<todo::call_tools>(next))
            next = step(state_, co_await call_tools());
        else
            break;
    }
    if (auto* failed = std::get_if<todo::give_up>(&next))
        co_return std::move(failed->why);
    if (auto* handed = std::get_if<todo::hand_over>(&next))
    {
        auto out = finish(std::move(handed->text));
        out.client_calls = std::move(handed->calls);
        out.client_extra = std::move(handed->extra);
        out.finish_reason = "tool_calls";
        voice_.end(out.text);
        co_return out;
    }
    auto& answer = std::get<todo::answer>(next);
    auto asks = settle(answer.text, std::move(answer.asks));
    auto out = finish(std::move(answer.text));
    out.asks = std::move(asks);
    voice_.end(out.text);
    if (opening_.late)
        out.text = std::string{late_word} + "\n\n" + out.text;
    co_return out;
}

reel::awaitable<reel::result<run_result>> runner::run(run_request asked)
{
    one_run turn{deps_, offers_, std::move(asked)};
    co_return co_await turn.go();
}

} // namespace reeld::conversation
