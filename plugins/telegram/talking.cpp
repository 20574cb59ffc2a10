// SPDX-License-Identifier: MIT
// The half of the provider that answers.
#include "plugins/telegram/provider.hpp"

#include <reel/either.hpp>

#include <boost/json/parse.hpp>

#include <utility>

namespace reel_telegram
{

namespace json = boost::json;

namespace
{

constexpr std::size_t longest_message = 4096;   // https://core.telegram.org/bots/api#sendmessage
constexpr reel::duration typing_lasts = 4500ms; // 5 s, says the Bot API

/// A decision while somebody sees to it; cancelled, too.
struct taken_up
{
    taken_up(std::set<std::string>& all, const std::string& token)
        : all{all}, token{token}, first{all.insert(token).second}
    {}
    taken_up(const taken_up&) = delete;
    taken_up& operator=(const taken_up&) = delete;
    ~taken_up()
    {
        if (first)
            all.erase(token);
    }
    std::set<std::string>& all;
    const std::string& token;
    const bool first;
};

std::string conversation_of(const place& where)
{
    return std::to_string(where.chat) + (where.thread != 0 ? "/" + std::to_string(where.thread) : "");
}

} // namespace

reel::awaitable<void> provider::answer(reel::inbox::entry kept)
{
    co_await introduced_.wait();
    if (!kept.id.starts_with(bot_id_ + "-"))
        co_return; // said to another bot, which was here before
    auto what = read_update(json::parse(kept.content), *bot_).value();
    if (what.message)
        co_await converse(std::move(kept.id), std::move(*what.message));
    else if (what.press)
        co_await decide(std::move(kept.id), std::move(*what.press));
}

reel::awaitable<void> provider::converse(std::string kept, message heard)
{
    auto& talk = host_.conversations();
    const auto account = std::to_string(heard.from.id);
    const auto id = bot_id_ + "." + std::to_string(heard.id);
    const bool thinks = !heard.text.empty() && talk.knows(account);
    reel::chat_message said{account, heard.from.name, conversation_of(heard.where), heard.text, id};
    auto reply = co_await while_typing(talk.say(std::move(said)), heard.where, thinks);
    const target to{heard.where, heard.from.id, heard.where.group ? heard.id : 0};
    if (reply.moved_on)
        co_await close_question(to);
    co_await send(std::move(kept), to, std::move(reply));
}

reel::awaitable<void> provider::decide(std::string kept, press pressed)
{
    const auto chosen = read_choice(pressed.data);
    if (!chosen || chosen->account != pressed.from.id)
    {
        co_await api_.answer_press(pressed.id, chosen ? "This question is for somebody else." : "");
        co_return;
    }
    co_await api_.answer_press(pressed.id, "");
    const taken_up here{decisions_, chosen->token};
    if (!here.first)
        co_return; // pressed again: the first press is being answered
    auto thinking = host_.conversations().decide(std::to_string(pressed.from.id), chosen->token, chosen->yes);
    auto reply = co_await while_typing(std::move(thinking), pressed.where, true);
    const target to{pressed.where, pressed.from.id, pressed.where.group ? pressed.message : 0};
    if (reply.moved_on || reply.repeated)
    {
        if (const auto open = questions_.find({conversation_of(pressed.where), pressed.from.id});
            open != questions_.end() && open->second == pressed.message)
            questions_.erase(open);
        co_await api_.remove_buttons(pressed.where, pressed.message);
    }
    co_await send(std::move(kept), to, std::move(reply));
}

reel::awaitable<reel::chat_reply> provider::while_typing(reel::awaitable<reel::chat_reply> thinking, place where,
                                                         bool shown)
{
    const reel::answering::thinking mark{answers_};
    if (!shown)
        co_return co_await std::move(thinking);
    auto first = co_await reel::either(std::move(thinking), keep_typing(where));
    co_return std::get<0>(std::move(first)); // typing does not end by itself
}

reel::awaitable<void> provider::keep_typing(place where)
{
    for (;;)
    {
        co_await api_.typing(where);
        co_await host_.clock().sleep(typing_lasts);
    }
}

/// Sends what has not arrived yet, and notes that it has.
reel::awaitable<void> provider::send(std::string kept, target to, reel::chat_reply reply)
{
    if (reply.text.empty() || reply.delivered)
        co_return;
    const auto parts = reel::split_message(reply.text, longest_message);
    const auto send_part = [&](std::size_t i) {
        api::outgoing one{to.where, parts[i], i == 0 ? to.reply_to : 0, {}, to.account};
        const bool asks = i + 1 == parts.size() && reply.asks;
        if (asks)
            one.token = reply.asks->token;
        return send(std::move(one), asks);
    };
    if (co_await answers_.send(std::move(kept), parts.size(), reply.repeated, send_part))
        host_.conversations().delivered(std::to_string(to.account), conversation_of(to.where), reply.message_id);
}

reel::awaitable<reel::result<void>> provider::send(api::outgoing one, bool asks)
{
    const auto sent = co_await api_.send(one);
    if (!sent)
        co_return sent.error();
    if (asks)
        questions_[{conversation_of(one.where), one.account}] = *sent;
    co_return reel::result<void>{};
}

/// The conversation has moved on: the buttons under an earlier question mean nothing any more, or are shown again.
reel::awaitable<void> provider::close_question(target to)
{
    const auto open = questions_.extract({conversation_of(to.where), to.account});
    if (!open.empty())
        co_await api_.remove_buttons(to.where, open.mapped());
}

} // namespace reel_telegram
