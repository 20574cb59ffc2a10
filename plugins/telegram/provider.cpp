// SPDX-License-Identifier: MIT
#include "plugins/telegram/provider.hpp"

#include <reel/described.hpp>
#include <reel/either.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <exception>
#include <random>
#include <utility>

namespace reel_telegram
{

namespace json = boost::json;

namespace
{

constexpr std::size_t longest_message = 4096;   // https://core.telegram.org/bots/api#sendmessage
constexpr std::size_t most_at_once = 200;       // answers under way
constexpr reel::duration typing_lasts = 4500ms; // 5 s, says the Bot API
constexpr reel::duration first_wait = 1s, longest_wait = 60s;
constexpr std::chrono::hours numbers_are_anew_after{6 * 24}; // "at least a week": then they begin anywhere

struct kept_offset
{
    std::int64_t next = 0;
    reel::time_point at{};
};
BOOST_DESCRIBE_STRUCT(kept_offset, (), (next, at))

reel::periodic_settings every(reel::duration interval)
{
    reel::periodic_settings out;
    out.interval = interval;
    return out;
}

reel::secret made_up()
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::random_device random; // the kernel's
    std::string out;
    for (int i = 0; i < 40; ++i)
        out += digits[random() % digits.size()];
    return reel::secret{std::move(out)};
}

std::string conversation_of(const place& where)
{
    return std::to_string(where.chat) + (where.thread != 0 ? "/" + std::to_string(where.thread) : "");
}

} // namespace

provider::provider(reel::host& host, config settings)
    : host_{host},
      settings_{std::move(settings)},
      webhook_secret_{settings_.webhook_secret.empty() ? made_up() : settings_.webhook_secret},
      api_{host, settings_},
      introduced_{host.executor()},
      tasks_{host.executor(),
             [this](const std::string& task, std::exception_ptr) {
                 host_.log().error("A task failed because of a defect", {{"task", task}});
             }},
      introduction_{host, "health", every(settings_.health_interval)},
      since_{host.clock().now()}
{}

void provider::start()
{
    inbox_.emplace(host_.state_dir() / "inbox");
    read_offset();
    introduction_.start([this] { return introduce(); });
    tasks_.spawn("resume", resume());
    if (fetches())
        tasks_.spawn("fetch", fetch());
}

reel::awaitable<void> provider::stop()
{
    tasks_.cancel();
    co_await introduction_.stop();
    co_await tasks_.join();
}

reel::health provider::health() const
{
    reel::health out;
    out.since = since_;
    out.timers = {introduction_.status()};
    if (const auto& trouble = api_.trouble())
    {
        out.state = reel::state::degraded;
        out.reason = trouble->message();
    }
    else if (bot_)
        out.state = reel::state::ready;
    else
        out.reason = "Telegram has not answered yet";
    return out;
}

std::string_view provider::format() const
{
    return "Your answer is shown in Telegram: short paragraphs, **bold** for titles, lists with \"- \"; no tables, no headings, "
           "no HTML. Keep it short, as in a chat.";
}

/// Asks who the bot is, and the first time says how updates are to come.
reel::awaitable<reel::result<void>> provider::introduce()
{
    auto me = co_await api_.get_me();
    if (!me)
        co_return me.error();
    if (!introduced_.is_set())
    {
        const auto told = fetches() ? co_await api_.delete_webhook() : co_await api_.set_webhook(webhook_secret_);
        if (!told)
            co_return told.error();
        host_.log().info("Telegram is ready", {{"bot", me->username}, {"webhook", !fetches()}});
    }
    bot_ = std::move(*me);
    introduced_.set();
    co_return reel::result<void>{};
}

// ---- what comes in --------------------------------------------------------------------------------------------------

reel::awaitable<void> provider::resume()
{
    const auto left = inbox_->resume();
    co_await introduced_.wait();
    for (const auto& [id, content] : left)
    {
        boost::system::error_code malformed;
        const auto value = json::parse(content, malformed);
        auto what = malformed ? reel::error{} : read_update(value, *bot_);
        if (what)
            begin(std::move(*what));
        else
            inbox_->done(id);
    }
}

reel::awaitable<void> provider::fetch()
{
    co_await introduced_.wait();
    auto wait = first_wait;
    for (bool failing = false;;)
    {
        const auto fetched = co_await fetch_once();
        if (fetched)
        {
            if (std::exchange(failing, false))
                host_.log().info("Messages are fetched again");
            wait = first_wait;
            continue;
        }
        const auto& failure = fetched.error();
        if (!std::exchange(failing, true))
            host_.log().warn("Messages cannot be fetched; trying again", {{"error", failure.describe()}});
        if (failure.status() == 409)
            co_await api_.delete_webhook(); // somebody may have set one
        const auto told_to = failure.retry_after();
        co_await host_.clock().sleep(told_to ? std::min<reel::duration>(*told_to, 5min) : wait);
        wait = std::min(wait * 2, longest_wait);
    }
}

reel::awaitable<reel::result<void>> provider::fetch_once()
{
    if (tasks_.size() >= most_at_once)
        co_return reel::error{reel::errc::not_ready, "too many answers are under way"};
    if (host_.clock().now() - offset_set_ > numbers_are_anew_after)
        offset_ = 0;
    const auto got = co_await api_.get_updates(offset_);
    if (!got)
        co_return got.error();
    auto next = offset_;
    reel::result<void> outcome;
    for (const auto& one : *got)
    {
        const auto taken = take(one);
        if (!taken)
        {
            outcome = taken.error(); // not acknowledged: it comes again
            break;
        }
        next = std::max(next, *taken + 1);
    }
    if (next != offset_)
        write_offset(next);
    else if (outcome && !got->empty())
        outcome = reel::error{reel::errc::validation, "Telegram repeats itself, or something else is at its address"};
    co_return outcome;
}

void provider::read_offset()
{
    boost::system::error_code malformed;
    const auto value = json::parse(reel::read_file(host_.state_dir() / "offset.json"), malformed);
    const auto kept = malformed ? reel::error{} : reel::decode<kept_offset>(value);
    if (!kept)
        return;
    offset_ = kept->next;
    offset_set_ = kept->at;
}

void provider::write_offset(std::int64_t next)
{
    offset_ = next;
    offset_set_ = host_.clock().now();
    if (const auto written =
            reel::write_file(host_.state_dir() / "offset.json", reel::to_json(kept_offset{offset_, offset_set_}));
        !written)
        host_.log().error("The place in Telegram's updates could not be kept", {{"error", written.error().describe()}});
}

reel::awaitable<reel::webhook_answer> provider::webhook(reel::webhook_request request)
{
    const auto saying = [](int status, std::string_view sentence) {
        return reel::webhook_answer{status, "text/plain", std::string{sentence} + "\n"};
    };
    if (fetches() || request.method != "POST")
        co_return saying(404, "nothing is expected here");
    if (!webhook_secret_.matches(request.header("X-Telegram-Bot-Api-Secret-Token")))
    {
        host_.log().warn("A webhook without the right secret was refused", {{"peer", request.peer}});
        co_return saying(403, "the secret is wrong");
    }
    if (!bot_ || inbox_->size() >= most_at_once)
        co_return saying(503, "not now"); // it comes again
    boost::system::error_code malformed;
    const auto value = json::parse(request.body, malformed);
    if (malformed)
        co_return saying(400, "this is not JSON");
    if (const auto taken = take(value); !taken)
        co_return saying(500, taken.error().message());
    co_return saying(200, "thank you");
}

/// Its id, 0 when it has none; an error when it could not be kept. What is not for us is dropped, what came before is not
/// taken again.
reel::result<std::int64_t> provider::take(const json::value& value)
{
    auto what = read_update(value, *bot_);
    if (!what)
        return std::int64_t{0};
    const auto id = what->id;
    if (!what->message && !what->press)
        return id;
    const auto accepted = inbox_->accept(std::to_string(id), json::serialize(value));
    if (!accepted)
        return accepted.error();
    if (*accepted)
        begin(std::move(*what));
    return id;
}

void provider::begin(update what)
{
    const auto id = std::to_string(what.id);
    tasks_.spawn("answer " + id, answer(std::move(what)));
}

// ---- what goes out --------------------------------------------------------------------------------------------------

/// Cancelled, it leaves the update in the inbox: the next run answers it.
reel::awaitable<void> provider::answer(update what)
{
    if (what.message)
        co_await converse(std::move(*what.message));
    else if (what.press)
        co_await decide(std::move(*what.press));
    inbox_->done(std::to_string(what.id));
}

reel::awaitable<void> provider::converse(message heard)
{
    auto& talk = host_.conversations();
    const auto account = std::to_string(heard.from.id);
    const auto conversation = conversation_of(heard.where);
    const auto id = std::to_string(heard.id);
    const bool thinks = !heard.text.empty() && talk.knows(account);
    auto reply =
        co_await while_typing(talk.say({account, heard.from.name, conversation, heard.text, id}), heard.where, thinks);
    if (reply.text.empty() || reply.delivered)
        co_return;
    if (co_await send(heard.where, heard.from.id, heard.where.group ? heard.id : 0, std::move(reply)))
        talk.delivered(account, conversation, id);
}

reel::awaitable<void> provider::decide(press pressed)
{
    const auto chosen = read_choice(pressed.data);
    if (!chosen || chosen->account != pressed.from.id)
    {
        co_await api_.answer_press(pressed.id, chosen ? "This question is for somebody else." : "");
        co_return;
    }
    co_await api_.answer_press(pressed.id, "");
    co_await api_.remove_buttons(pressed.where, pressed.message);
    questions_.erase({pressed.where.chat, pressed.from.id});
    auto thinking = host_.conversations().decide(std::to_string(pressed.from.id), chosen->token, chosen->yes);
    auto reply = co_await while_typing(std::move(thinking), pressed.where, true);
    if (!reply.text.empty())
        co_await send(pressed.where, pressed.from.id, pressed.where.group ? pressed.message : 0, std::move(reply));
}

reel::awaitable<reel::chat_reply> provider::while_typing(reel::awaitable<reel::chat_reply> thinking, place where,
                                                         bool shown)
{
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

reel::awaitable<bool> provider::send(place where, std::int64_t account, std::int64_t reply_to, reel::chat_reply reply)
{
    co_await close_question(where, account);
    auto parts = reel::split_message(reply.text, longest_message);
    for (std::size_t i = 0; i < parts.size(); ++i)
    {
        const bool last = i + 1 == parts.size();
        api::outgoing one{where, std::move(parts[i]), i == 0 ? reply_to : 0, {}, account};
        if (last && reply.asks)
            one.token = reply.asks->token;
        const auto sent = co_await api_.send(std::move(one));
        if (!sent)
        {
            host_.log().error("An answer could not be sent", {{"error", sent.error().describe()}});
            co_return false;
        }
        if (last && reply.asks)
            questions_[{where.chat, account}] = *sent;
    }
    co_return true;
}

/// Whatever is said next, the buttons under an earlier question mean nothing any more, or are asked again.
reel::awaitable<void> provider::close_question(place where, std::int64_t account)
{
    const auto open = questions_.find({where.chat, account});
    if (open == questions_.end())
        co_return;
    const auto message = open->second;
    questions_.erase(open);
    co_await api_.remove_buttons(where, message);
}

} // namespace reel_telegram
