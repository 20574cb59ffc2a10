// SPDX-License-Identifier: MIT
#include "plugins/telegram/update.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>
#include <utility>

namespace reel_telegram
{

namespace json = boost::json;

namespace
{

const json::object* object_in(const json::object& o, std::string_view name)
{
    const auto* value = o.if_contains(name);
    return value ? value->if_object() : nullptr;
}

std::int64_t number_in(const json::object& o, std::string_view name)
{
    const auto* value = o.if_contains(name);
    return value && value->is_int64() ? value->get_int64() : 0;
}

std::string_view text_in(const json::object& o, std::string_view name)
{
    const auto* value = o.if_contains(name);
    return value && value->is_string() ? std::string_view{value->get_string()} : std::string_view{};
}

bool flag_in(const json::object& o, std::string_view name)
{
    const auto* value = o.if_contains(name);
    return value && value->is_bool() && value->get_bool();
}

bool same_name(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

/// Of a person; nothing for another bot.
std::optional<sender> read_sender(const json::object& o)
{
    const auto* from = object_in(o, "from");
    if (!from || flag_in(*from, "is_bot") || number_in(*from, "id") == 0)
        return {};
    sender out{number_in(*from, "id"), std::string{text_in(*from, "first_name")}};
    if (const auto last = text_in(*from, "last_name"); !last.empty())
        out.name.append(" ").append(last);
    if (const auto name = text_in(*from, "username"); !name.empty())
        out.name.append(" @").append(name);
    return out;
}

place read_place(const json::object& message)
{
    place out;
    const auto* chat = object_in(message, "chat");
    if (!chat)
        return out;
    out.chat = number_in(*chat, "id");
    out.group = text_in(*chat, "type") != "private";
    if (flag_in(message, "is_topic_message"))
        out.thread = number_in(message, "message_thread_id");
    return out;
}

/// Where in `text` so many UTF-16 code units end, as Telegram counts.
std::size_t byte_at(std::string_view text, std::int64_t units)
{
    std::size_t at = 0;
    while (at < text.size() && units > 0)
    {
        const auto lead = static_cast<unsigned char>(text[at]);
        units -= lead >= 0xF0 ? 2 : 1;
        at += lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    }
    return std::min(at, text.size());
}

/// Something that a person sent on purpose, and that is not text.
bool has_other_content(const json::object& message)
{
    constexpr std::array kinds{"animation", "audio", "contact",    "document", "location", "photo", "poll",
                               "sticker",   "video", "video_note", "voice",    "venue",    "dice",  "story"};
    return std::ranges::any_of(kinds, [&](std::string_view kind) { return message.contains(kind); });
}

/// The words of a message to the bot: whether they name it, and what is left without its name.
struct words
{
    std::string text;
    bool to_bot = false;
};

words read_words(const json::object& message, const identity& bot)
{
    const bool has_text = message.contains("text"); // else, with a picture and its like, a caption
    const auto text = text_in(message, has_text ? "text" : "caption");
    words out{std::string{text}, false};
    const auto* value = message.if_contains(has_text ? "entities" : "caption_entities");
    const auto* entities = value ? value->if_array() : nullptr;
    if (!entities)
        return out;
    std::vector<std::pair<std::size_t, std::size_t>> names; // from, to
    for (const auto& one : *entities)
    {
        const auto* entity = one.if_object();
        if (!entity)
            continue;
        const auto begin = byte_at(text, number_in(*entity, "offset"));
        const auto end = begin + byte_at(text.substr(begin), number_in(*entity, "length"));
        const auto part = text.substr(begin, end - begin);
        const auto type = text_in(*entity, "type");
        const auto* who = object_in(*entity, "user");
        const auto at = part.find('@');
        const bool named = at != part.npos && same_name(part.substr(at + 1), bot.username);
        out.to_bot |= (named && (type == "mention" || type == "bot_command")) ||
                      (type == "text_mention" && who && number_in(*who, "id") == bot.id);
        if (type == "bot_command" && begin == 0)
        {
            const auto command = part.substr(0, at);
            if (command == "/start" || command == "/help")
                return {"Hello! What can you do for me?", out.to_bot};
        }
        if (named && (type == "mention" || type == "bot_command"))
            names.emplace_back(begin + (type == "bot_command" ? at : 0), end);
    }
    for (auto name = names.rbegin(); name != names.rend(); ++name)
        if (name->second <= out.text.size() && name->first <= name->second)
            out.text.erase(name->first, name->second - name->first);
    return out;
}

bool replies_to(const json::object& message, const identity& bot)
{
    const auto* before = object_in(message, "reply_to_message");
    const auto* from = before ? object_in(*before, "from") : nullptr;
    return from && number_in(*from, "id") == bot.id;
}

std::optional<message> read_message(const json::object& o, const identity& bot)
{
    const auto from = read_sender(o);
    const auto where = read_place(o);
    const bool has_text = o.contains("text");
    if (!from || where.chat == 0 || (!has_text && !has_other_content(o)))
        return {};
    auto said = read_words(o, bot);
    if (where.group && !said.to_bot && !replies_to(o, bot))
        return {};
    return message{where, number_in(o, "message_id"), *from, std::move(said.text)};
}

std::optional<press> read_press(const json::object& o)
{
    const auto from = read_sender(o);
    const auto* under = object_in(o, "message");
    if (!from || !under)
        return {};
    return press{std::string{text_in(o, "id")}, read_place(*under), number_in(*under, "message_id"), *from,
                 std::string{text_in(o, "data")}};
}

} // namespace

reel::result<update> read_update(const json::value& value, const identity& bot)
{
    const auto* o = value.if_object();
    update out;
    out.id = o ? number_in(*o, "update_id") : 0;
    if (out.id <= 0)
        return reel::error{reel::errc::validation, "this is no update of Telegram's"};
    if (const auto* said = object_in(*o, "message"))
        out.message = read_message(*said, bot);
    if (const auto* pressed = object_in(*o, "callback_query"))
        out.press = read_press(*pressed);
    return out;
}

std::string to_data(const choice& c)
{
    return (c.yes ? "yes:" : "no:") + c.token + ":" + std::to_string(c.account);
}

std::optional<choice> read_choice(std::string_view data)
{
    const auto first = data.find(':'), last = data.rfind(':');
    if (first == last || last == data.npos)
        return {};
    const auto word = data.substr(0, first);
    const auto account = data.substr(last + 1);
    choice out{word == "yes", std::string{data.substr(first + 1, last - first - 1)}, 0};
    const auto [end, failure] = std::from_chars(account.data(), account.data() + account.size(), out.account);
    if ((word != "yes" && word != "no") || failure != std::errc{} || end != account.data() + account.size() ||
        out.token.empty())
        return {};
    return out;
}

} // namespace reel_telegram
