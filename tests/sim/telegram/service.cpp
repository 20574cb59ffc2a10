// SPDX-License-Identifier: MIT
#include "tests/sim/telegram/service.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace reel_sim::telegram
{
namespace json = boost::json;

namespace
{

reply ok(const json::value& result)
{
    return reply::json(json::serialize(json::object{{"ok", true}, {"result", result}}));
}

reply refusal(int status, std::string_view description)
{
    return reply::json(
        json::serialize(json::object{{"ok", false}, {"error_code", status}, {"description", description}}), status);
}

std::int64_t number_in(const json::object& o, std::string_view name, std::int64_t otherwise = 0)
{
    const auto* value = o.if_contains(name);
    return value ? value->to_number<std::int64_t>() : otherwise;
}

std::string_view text_in(const json::object& o, std::string_view name)
{
    const auto* value = o.if_contains(name);
    return value ? std::string_view{value->as_string()} : std::string_view{};
}

/// What is seen of HTML; nothing when its tags are not those that there are, or do not fit.
std::optional<std::string> seen(std::string_view html)
{
    std::string out;
    std::vector<std::string> open;
    while (!html.empty())
    {
        const auto end = html.find(html.front() == '<' ? '>' : html.front() == '&' ? ';' : html.front());
        if ((html.front() == '<' || html.front() == '&') && end == html.npos)
            return {};
        if (html.front() == '<')
        {
            const std::string name{html.substr(1, end - 1)};
            if (name == "b" || name == "code" || name == "pre")
                open.push_back(name);
            else if (open.empty() || name != "/" + open.back())
                return {};
            else
                open.pop_back();
        }
        else if (html.front() == '&')
        {
            const auto name = html.substr(1, end - 1);
            out += name == "lt" ? "<" : name == "gt" ? ">" : name == "amp" ? "&" : "\"";
        }
        else
            out += html.front();
        html.remove_prefix(html.front() == '<' || html.front() == '&' ? end + 1 : 1);
    }
    return open.empty() ? std::optional{out} : std::nullopt;
}

/// As Telegram counts characters.
std::size_t utf16_units(std::string_view text)
{
    std::size_t out = 0;
    for (const char c : text)
        out += (c & 0xC0) == 0x80 ? 0 : static_cast<unsigned char>(c) >= 0xF0 ? 2 : 1;
    return out;
}

} // namespace

reply service::handle(const request& req)
{
    const auto mine = "/telegram/bot" + settings_.token + "/";
    if (!req.path.starts_with(mine))
        return refusal(401, "Unauthorized");
    const auto method = req.path.substr(mine.size());
    boost::system::error_code malformed;
    const auto value = json::parse(req.body.empty() ? "{}" : req.body, malformed);
    if (malformed || !value.is_object())
        return refusal(400, "Bad Request: can't parse JSON object");
    const auto& arguments = value.get_object();
    if (method == "getMe")
        return ok(json::object{
            {"id", settings_.id}, {"is_bot", true}, {"first_name", "Reel"}, {"username", settings_.username}});
    if (method == "getUpdates")
        return get_updates(arguments);
    if (method == "sendMessage")
        return send_message(arguments);
    if (method == "editMessageReplyMarkup")
        return edit_buttons(arguments);
    if (method == "answerCallbackQuery")
        answered_.push_back(arguments);
    else if (method == "sendChatAction")
        ++typing_;
    else if (method == "setWebhook")
        webhook_ = arguments;
    else if (method == "deleteWebhook")
        webhook_.clear();
    else
        return refusal(404, "Not Found");
    return ok(true);
}

json::array service::updates_from(std::int64_t offset) const
{
    json::array out;
    for (const auto& u : updates_)
        if (u.at("update_id").as_int64() >= offset && out.size() < 100)
            out.push_back(u);
    return out;
}

reply service::get_updates(const json::object& arguments)
{
    if (!webhook_.empty())
        return refusal(409,
                       "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
                       "webhook first");
    const auto offset = number_in(arguments, "offset");
    while (!updates_.empty() && updates_.front().at("update_id").as_int64() < offset)
        updates_.pop_front();
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{number_in(arguments, "timeout")};
    reply out;
    out.later = [this, offset, until, mine = ++polls_]() -> std::optional<reply> {
        if (mine != polls_)
            return refusal(409, "Conflict: terminated by other getUpdates request; make sure that only one bot "
                                "instance is running");
        auto found = updates_from(offset);
        if (found.empty() && std::chrono::steady_clock::now() < until)
            return {};
        return ok(std::move(found));
    };
    return out;
}

reply service::send_message(json::object arguments)
{
    const auto html = text_in(arguments, "parse_mode") == "HTML";
    const auto text = html ? seen(text_in(arguments, "text")) : std::string{text_in(arguments, "text")};
    if (!text)
        return refusal(400, "Bad Request: can't parse entities: a tag is wrong");
    if (text->find_first_not_of(" \n\t") == std::string::npos)
        return refusal(400, "Bad Request: message text is empty");
    if (utf16_units(*text) > 4096)
        return refusal(400, "Bad Request: message is too long");
    arguments["message_id"] = next_message_++;
    arguments["seen"] = *text;
    sent_.push_back(arguments);
    return ok(json::object{{"message_id", arguments.at("message_id")},
                           {"chat", json::object{{"id", arguments.at("chat_id")}}}});
}

json::object* service::sent(std::int64_t id)
{
    for (auto& one : sent_)
        if (one.at("message_id").as_int64() == id)
            return &one;
    return nullptr;
}

reply service::edit_buttons(const json::object& arguments)
{
    auto* message = sent(number_in(arguments, "message_id"));
    if (!message || !message->contains("reply_markup"))
        return refusal(400, "Bad Request: message is not modified");
    message->erase("reply_markup");
    return ok(true);
}

json::value service::state() const
{
    json::array sent;
    for (const auto& one : sent_)
        sent.push_back(one);
    return json::object{{"token", settings_.token}, {"username", settings_.username}, {"waiting", updates_.size()},
                        {"sent", std::move(sent)},  {"answered", answered_},          {"typing", typing_},
                        {"webhook", webhook_}};
}

json::value service::queue(json::object update)
{
    update["update_id"] = next_update_++;
    updates_.push_back(update); // also while a webhook is set: whoever plays Telegram posts it
    return update;
}

json::object service::message_of(const json::object& arguments)
{
    const auto from = number_in(arguments, "from", 42);
    const auto group = number_in(arguments, "group");
    json::object message{{"message_id", next_message_++},
                         {"date", 1767225600},
                         {"from", json::object{{"id", from}, {"is_bot", false}, {"first_name", "Somebody"}}},
                         {"chat", group != 0 ? json::object{{"id", group}, {"type", "supergroup"}}
                                             : json::object{{"id", from}, {"type", "private"}}}};
    if (arguments.contains("text"))
        message["text"] = text_in(arguments, "text");
    else
        message["photo"] = json::array{};
    const auto mention = "@" + settings_.username;
    if (text_in(arguments, "text").starts_with(mention))
        message["entities"] = json::array{json::object{{"type", "mention"}, {"offset", 0}, {"length", mention.size()}}};
    return {{"message", std::move(message)}};
}

json::object service::press_of(const json::object& arguments)
{
    const auto from = number_in(arguments, "from", 42);
    const auto* message = sent(number_in(arguments, "message"));
    if (!message || !message->contains("reply_markup"))
        throw std::invalid_argument{"give \"message\", the id of one that has buttons"};
    const auto& row = message->at("reply_markup").at("inline_keyboard").as_array().at(0).as_array();
    const auto which = static_cast<std::size_t>(number_in(arguments, "button"));
    const auto chat = message->at("chat_id").as_int64();
    return {{"callback_query",
             json::object{
                 {"id", "press" + std::to_string(next_update_)},
                 {"from", json::object{{"id", from}, {"is_bot", false}, {"first_name", "Somebody"}}},
                 {"message",
                  json::object{{"message_id", message->at("message_id")},
                               {"chat", json::object{{"id", chat}, {"type", chat < 0 ? "supergroup" : "private"}}}}},
                 {"data", row.at(which).at("callback_data")}}}};
}

std::optional<json::value> service::control(std::string_view rest, const request& req, const json::object& arguments)
{
    const bool post = req.method == "POST";
    if (post && rest == "/messages")
        return queue(message_of(arguments));
    if (post && rest == "/presses")
        return queue(press_of(arguments));
    if (post && rest == "/updates")
        return queue(arguments);
    if (req.method == "DELETE" && rest == "/sent")
    {
        sent_.clear();
        answered_.clear();
        typing_ = 0;
    }
    else if (post && rest.empty())
        settings_.token = text_in(arguments, "token");
    else if (req.method != "GET" || !rest.empty())
        return {};
    return state();
}

} // namespace reel_sim::telegram
