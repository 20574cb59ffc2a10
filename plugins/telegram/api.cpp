// SPDX-License-Identifier: MIT
#include "plugins/telegram/api.hpp"

#include "plugins/telegram/html.hpp"

#include <boost/json/serialize.hpp>

#include <utility>

namespace reel_telegram
{

namespace json = boost::json;

namespace
{

json::array what_concerns_us()
{
    return {"message", "callback_query"};
}

reel::http_settings connections()
{
    reel::http_settings out;
    out.max_connections = 16; // one of them waits for updates
    return out;
}

json::object buttons(const std::string& token, std::int64_t account)
{
    json::array row{json::object{{"text", "\u2705 Yes"}, {"callback_data", to_data({true, token, account})}},
                    json::object{{"text", "\u274C No"}, {"callback_data", to_data({false, token, account})}}};
    return {{"inline_keyboard", json::array{json::value(std::move(row))}}};
}

} // namespace

api::api(reel::host& host, const config& settings) : settings_{settings}, http_{host.make_http_client(connections())} {}

json::object api::to(const place& where) const
{
    const auto moved = moved_.find(where.chat);
    json::object out{{"chat_id", moved == moved_.end() ? where.chat : moved->second}};
    if (where.thread != 0)
        out["message_thread_id"] = where.thread;
    return out;
}

reel::awaitable<reel::result<json::value>> api::ask(std::string method, json::object arguments, reel::duration longest)
{
    reel::http_request request;
    request.method = "POST";
    request.url = reel::below(settings_.api_url, "/bot" + settings_.bot_token.reveal() + "/" + method);
    request.headers = {{"Content-Type", "application/json"}};
    request.body = json::serialize(arguments);
    request.deadline = longest;
    request.read_timeout = longest;
    const auto answer = co_await http_->send(std::move(request));
    auto outcome = answer ? read_answer(answer->status, answer->body)
                          : reel::result<json::value>{reel::unreachable("Telegram", answer.error())};
    if (const auto there = answer ? moved_to(answer->body) : 0; !outcome && there != 0 && arguments.contains("chat_id"))
        moved_[arguments.at("chat_id").as_int64()] = there;
    note(outcome);
    co_return outcome;
}

reel::awaitable<reel::result<void>> api::tell(std::string method, json::object arguments)
{
    const auto outcome = co_await ask(std::move(method), std::move(arguments), settings_.timeout);
    if (!outcome)
        co_return outcome.error();
    co_return reel::result<void>{};
}

/// That it did not want one message, or not yet, says nothing about Telegram.
void api::note(const reel::result<json::value>& outcome)
{
    if (outcome)
        trouble_.reset();
    else if (!reel::refused(outcome.error()) && outcome.error().status() != 429)
        trouble_ = outcome.error();
}

reel::awaitable<reel::result<identity>> api::get_me()
{
    const auto me = co_await ask("getMe", json::object{}, settings_.timeout);
    if (!me)
        co_return me.error();
    const auto* o = me->if_object();
    const auto* id = o ? o->if_contains("id") : nullptr;
    const auto* name = o ? o->if_contains("username") : nullptr;
    if (!id || !id->is_int64() || !name || !name->is_string())
        co_return reel::error{reel::errc::validation, "Telegram did not say who the bot is"};
    co_return identity{id->get_int64(), std::string{name->get_string()}};
}

reel::awaitable<reel::result<json::array>> api::get_updates(std::int64_t offset)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(settings_.poll_timeout).count();
    json::object arguments{{"timeout", seconds}, {"limit", 100}, {"allowed_updates", what_concerns_us()}};
    if (offset != 0)
        arguments["offset"] = offset;
    auto got = co_await ask("getUpdates", std::move(arguments), settings_.poll_timeout + settings_.timeout);
    if (!got)
        co_return got.error();
    auto* list = got->if_array();
    if (!list)
        co_return reel::error{reel::errc::validation, "Telegram's answer holds no list of updates"};
    co_return std::move(*list);
}

reel::awaitable<reel::result<void>> api::set_webhook(reel::secret shown)
{
    const auto& url = settings_.webhook_url.buffer();
    return tell("setWebhook", {{"url", std::string{url.data(), url.size()}},
                               {"secret_token", shown.reveal()},
                               {"allowed_updates", what_concerns_us()}});
}

reel::awaitable<reel::result<void>> api::delete_webhook()
{
    return tell("deleteWebhook", {});
}

reel::awaitable<reel::result<json::value>> api::send_as(outgoing what, bool html)
{
    auto arguments = to(what.where);
    arguments["text"] = html ? to_html(what.text) : what.text;
    if (html)
        arguments["parse_mode"] = "HTML";
    arguments["link_preview_options"] = json::object{{"is_disabled", true}};
    if (what.reply_to != 0)
        arguments["reply_parameters"] =
            json::object{{"message_id", what.reply_to}, {"allow_sending_without_reply", true}};
    if (what.token)
        arguments["reply_markup"] = buttons(*what.token, what.account);
    return ask("sendMessage", std::move(arguments), settings_.timeout);
}

reel::awaitable<reel::result<std::int64_t>> api::send(outgoing what)
{
    const bool known_there = moved_.contains(what.where.chat);
    auto sent = co_await send_as(what, true);
    if (!sent && !known_there && moved_.contains(what.where.chat))
        sent = co_await send_as(what, true);
    if (!sent && sent.error().status() == 400 &&
        sent.error().upstream_text().find("parse entities") != std::string::npos)
        sent = co_await send_as(what, false);
    if (!sent)
        co_return sent.error();
    const auto* o = sent->if_object();
    const auto* id = o ? o->if_contains("message_id") : nullptr;
    co_return id && id->is_int64() ? id->get_int64() : 0;
}

reel::awaitable<reel::result<void>> api::typing(place where)
{
    auto arguments = to(where);
    arguments["action"] = "typing";
    return tell("sendChatAction", std::move(arguments));
}

reel::awaitable<reel::result<void>> api::answer_press(std::string id, std::string text)
{
    json::object arguments{{"callback_query_id", std::move(id)}};
    if (!text.empty())
        arguments["text"] = std::move(text);
    return tell("answerCallbackQuery", std::move(arguments));
}

reel::awaitable<reel::result<void>> api::remove_buttons(place where, std::int64_t message)
{
    where.thread = 0;
    auto arguments = to(where);
    arguments["message_id"] = message;
    return tell("editMessageReplyMarkup", std::move(arguments));
}

} // namespace reel_telegram
