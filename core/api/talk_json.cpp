// SPDX-License-Identifier: MIT
#include "core/api/talk_json.hpp"

#include "core/api/openapi.hpp"
#include "core/http/json_body.hpp"
#include "core/http/live_answer.hpp"
#include "core/model/failure.hpp"

#include <reel/described.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace reeld::api
{

namespace json = boost::json;
using http::read_object;
using http::text_member;
using http::wrong;

namespace
{

constexpr std::string_view plain_text =
    "Plain text for a terminal: no Markdown, short lines, lists with \"- \" where there are several things.";

json::object confirm_object(const confirm::pending& asks)
{
    return {{"token", asks.token}, {"preview", asks.preview}, {"expires", reel::to_iso8601(asks.expires)}};
}

json::object usage_object(const model::usage& used)
{
    return {{"promptTokens", used.prompt_tokens}, {"completionTokens", used.completion_tokens}};
}

json::object said_object(const conversation::outgoing& said)
{
    json::object out{{"message", said.text}, {"repeated", said.repeated}};
    if (said.asks)
        out["confirm"] = confirm_object(*said.asks);
    out["usage"] = usage_object(said.used);
    return out;
}

std::string event(std::string_view type, json::object with)
{
    json::object out{{"type", type}};
    for (auto& [name, value] : with)
        out.insert_or_assign(name, std::move(value));
    return http::make_event(type, json::serialize(out));
}

} // namespace

reel::result<posted_message> read_message(std::string_view body)
{
    const auto object = read_object(body);
    if (!object)
        return object.error();
    posted_message out;
    if (!object->contains("text"))
        return wrong("'text' is missing: what to say", "/text");
    for (const auto& [name, into] : {std::pair{"text", &out.text}, std::pair{"messageId", &out.message_id}})
    {
        auto text = text_member(*object, name);
        if (!text)
            return text.error();
        *into = std::move(*text);
    }
    const auto format = text_member(*object, "format");
    if (!format)
        return format.error();
    if (*format == "plain")
        out.format_rules = plain_text;
    else if (!format->empty() && *format != "markdown")
        return wrong("'format' must be markdown or plain", "/format");
    return out;
}

reel::result<posted_decision> read_decision(std::string_view body)
{
    const auto object = read_object(body);
    if (!object)
        return object.error();
    auto token = text_member(*object, "token");
    if (!token)
        return token.error();
    const auto* yes = object->if_contains("yes");
    if (token->empty() || !yes || !yes->is_bool())
        return reel::error{reel::errc::bad_argument, "expected {\"token\": \"…\", \"yes\": true or false}"};
    return posted_decision{std::move(*token), yes->get_bool()};
}

std::string outgoing_json(const conversation::outgoing& said)
{
    return json::serialize(said_object(said));
}

std::string history_json(const std::vector<conversation::shown_message>& messages,
                         const std::optional<confirm::pending>& waits)
{
    json::array list;
    for (const auto& m : messages)
        list.push_back(
            {{"turn", m.turn}, {"from", model::to_string(m.from)}, {"text", m.text}, {"at", reel::to_iso8601(m.at)}});
    json::object out{{"messages", std::move(list)}};
    if (waits)
        out["confirm"] = confirm_object(*waits);
    return json::serialize(out);
}

std::string conversations_json(const std::vector<conversation::known_conversation>& known, bool configured)
{
    json::array list;
    for (const auto& c : known)
        list.push_back({{"conversation", c.name}, {"title", c.first_words}, {"lastAt", reel::to_iso8601(c.last)}});
    json::object out{{"conversations", std::move(list)}};
    if (!configured)
        out["unconfigured"] = model::not_configured().message();
    return json::serialize(out);
}

int status_of_turn(const reel::error& failure) noexcept
{
    switch (failure.kind())
    {
    case reel::errc::bad_argument:
        return failure.status() == 413 ? 413 : 400;
    case reel::errc::not_ready:
        return 429;
    case reel::errc::connection:
    case reel::errc::timeout:
    case reel::errc::unauthorized:
    case reel::errc::upstream:
    case reel::errc::validation:
        return 503;
    default:
        return status_of(failure.kind());
    }
}

std::string text_event(std::string_view piece)
{
    std::string data = R"({"type":"text","text":)"; // one for each token: without a tree
    reel::detail::write_string(data, piece);
    return http::make_event("text", data += '}');
}

std::string tool_started_event(std::string_view name, std::string_view title)
{
    return event("tool_started", {{"name", name}, {"title", title}});
}

std::string tool_ended_event(std::string_view name, bool ok)
{
    return event("tool_ended", {{"name", name}, {"ok", ok}});
}

std::string end_events(const conversation::outgoing& said)
{
    std::string out;
    if (said.asks)
        out = event("confirm", confirm_object(*said.asks));
    return out + event("done", said_object(said));
}

std::string error_event(const reel::error& failure)
{
    return event("error", {{"error", failure.message()}, {"kind", reel::to_string(failure.kind())}});
}

} // namespace reeld::api
