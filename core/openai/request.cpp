// SPDX-License-Identifier: MIT
#include "core/openai/codec.hpp"

#include "core/http/json_body.hpp"
#include "core/model/extras.hpp"

#include <array>
#include <utility>

namespace reeld::openai
{

namespace json = boost::json;
using http::member;
using http::text_member;
using http::wrong;

namespace
{

/// What the model understands and we do not care about.
constexpr std::array<std::string_view, 16> passed_on{"temperature",
                                                     "top_p",
                                                     "max_tokens",
                                                     "max_completion_tokens",
                                                     "stop",
                                                     "seed",
                                                     "presence_penalty",
                                                     "frequency_penalty",
                                                     "logit_bias",
                                                     "response_format",
                                                     "tool_choice",
                                                     "parallel_tool_calls",
                                                     "reasoning_effort",
                                                     "verbosity",
                                                     "top_k",
                                                     "min_p"};

reel::result<bool> flag_member(const json::object& o, std::string_view name, const std::string& where)
{
    const auto* value = member(o, name);
    if (!value)
        return false;
    if (!value->is_bool())
        return wrong("'" + std::string{name} + "' must be true or false", where + "/" + std::string{name});
    return value->get_bool();
}

/// A text, or a list of parts that are texts.
reel::result<std::string> read_content(const json::object& message, const std::string& where)
{
    const auto* content = member(message, "content");
    if (!content)
        return std::string{};
    const auto pointer = where + "/content";
    if (content->is_string())
        return std::string{content->get_string()};
    if (!content->is_array())
        return wrong("'content' must be a text, or a list of parts", pointer);
    std::string out;
    for (const auto& part : content->get_array())
    {
        const auto* object = part.if_object();
        const auto* type = object ? member(*object, "type") : nullptr;
        const auto* text = object ? member(*object, type && *type == "refusal" ? "refusal" : "text") : nullptr;
        if (!type || !text || !text->is_string() || (*type != "text" && *type != "refusal"))
            return wrong("only text can be read here, no pictures, files or sound", pointer);
        if (!out.empty())
            out += '\n';
        out += text->get_string();
    }
    return out;
}

reel::result<model::tool_call> read_call(const json::value& value, const std::string& where)
{
    const auto* call = value.if_object();
    const auto* function = call ? member(*call, "function") : nullptr;
    if (!function || !function->is_object())
        return wrong("a tool call needs a 'function'", where);
    auto id = text_member(*call, "id", where);
    auto name = text_member(function->get_object(), "name", where + "/function");
    auto arguments = text_member(function->get_object(), "arguments", where + "/function");
    for (const auto* part : {&id, &name, &arguments})
        if (!*part)
            return part->error();
    if (name->empty())
        return wrong("a tool call needs the name of its function", where + "/function/name");
    model::tool_call out{std::move(*id), std::move(*name), std::move(*arguments)};
    model::add_call_extras(out.extra, *call);
    return out;
}

reel::result<model::message> read_message(const json::value& value, const std::string& where)
{
    const auto* object = value.if_object();
    if (!object)
        return wrong("a message must be an object", where);
    const auto role = text_member(*object, "role", where);
    if (!role)
        return role.error();
    model::message out;
    if (*role == "system" || *role == "developer")
        out.from = model::speaker::system;
    else if (*role == "assistant")
        out.from = model::speaker::assistant;
    else if (*role == "tool")
        out.from = model::speaker::tool;
    else if (*role != "user")
        return wrong("'role' must be system, developer, user, assistant or tool", where + "/role");
    auto text = read_content(*object, where);
    auto call_id = text_member(*object, "tool_call_id", where);
    for (const auto* part : {&text, &call_id})
        if (!*part)
            return part->error();
    out.text = std::move(*text);
    out.call_id = std::move(*call_id);
    if (out.from == model::speaker::tool && out.call_id.empty())
        return wrong("a tool's message needs its 'tool_call_id'", where + "/tool_call_id");
    const auto* calls = member(*object, "tool_calls");
    if (!calls || out.from != model::speaker::assistant)
        return out;
    if (!calls->is_array())
        return wrong("'tool_calls' must be a list", where + "/tool_calls");
    for (std::size_t i = 0; i < calls->get_array().size(); ++i)
    {
        auto call = read_call(calls->get_array()[i], where + "/tool_calls/" + std::to_string(i));
        if (!call)
            return call.error();
        out.calls.push_back(std::move(*call));
    }
    if (!out.calls.empty())
        model::add_message_extras(out.extra, *object);
    return out;
}

reel::result<void> read_messages(const json::object& body, chat_request& out)
{
    const auto* list = member(body, "messages");
    if (!list || !list->is_array() || list->get_array().empty())
        return wrong("'messages' must be a list with at least one message", "/messages");
    for (std::size_t i = 0; i < list->get_array().size(); ++i)
    {
        auto message = read_message(list->get_array()[i], "/messages/" + std::to_string(i));
        if (!message)
            return message.error();
        if (message->from == model::speaker::system && out.messages.empty())
            out.instructions += (out.instructions.empty() ? "" : "\n\n") + message->text;
        else
            out.messages.push_back(std::move(*message));
    }
    if (out.messages.empty())
        return wrong("'messages' holds instructions only; say something", "/messages");
    return {};
}

reel::result<model::tool_offer> read_tool(const json::value& value, const std::string& where)
{
    const auto* tool = value.if_object();
    const auto* function = tool ? member(*tool, "function") : nullptr;
    if (!function || !function->is_object())
        return wrong("only tools of type 'function' can be offered here", where);
    auto name = text_member(function->get_object(), "name", where + "/function");
    if (!name)
        return name.error();
    if (name->empty())
        return wrong("a function needs a name", where + "/function/name");
    auto written = *tool;
    written.emplace("type", "function");
    return model::tool_offer{std::move(*name), std::make_shared<const std::string>(json::serialize(written))};
}

reel::result<void> read_tools(const json::object& body, chat_request& out)
{
    if (member(body, "functions"))
        return wrong("'functions' are not known here any more; offer 'tools'", "/functions");
    const auto* list = member(body, "tools");
    if (!list)
        return {};
    if (!list->is_array())
        return wrong("'tools' must be a list", "/tools");
    for (std::size_t i = 0; i < list->get_array().size(); ++i)
    {
        auto tool = read_tool(list->get_array()[i], "/tools/" + std::to_string(i));
        if (!tool)
            return tool.error();
        out.tools.push_back(std::move(*tool));
    }
    return {};
}

reel::result<void> read_options(const json::object& body, chat_request& out)
{
    auto model = text_member(body, "model", "");
    const auto stream = flag_member(body, "stream", "");
    if (!model)
        return model.error();
    if (!stream)
        return stream.error();
    out.model = std::move(*model);
    out.stream = *stream;
    if (const auto* n = member(body, "n"); n && *n != 1)
        return wrong("there is one answer only: leave 'n' out", "/n");
    if (const auto* options = member(body, "stream_options"); options && options->is_object())
    {
        const auto usage = flag_member(options->get_object(), "include_usage", "/stream_options");
        if (!usage)
            return usage.error();
        out.include_usage = *usage;
    }
    for (const auto name : passed_on)
        if (const auto* value = member(body, name))
            out.more[name] = *value;
    return {};
}

} // namespace

reel::result<chat_request> read_request(std::string_view body)
{
    const auto object = http::read_object(body);
    if (!object)
        return object.error();
    chat_request out;
    for (const auto read : {read_options, read_messages, read_tools})
        if (auto fine = read(*object, out); !fine)
            return fine.error();
    return out;
}

} // namespace reeld::openai
