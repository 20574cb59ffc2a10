// SPDX-License-Identifier: MIT
#include "core/model/wire.hpp"

#include "core/model/utf8.hpp"

#include <reel/described.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace reeld::model
{

namespace json = boost::json;

namespace
{

void append_text(std::string& out, std::string_view text)
{
    std::string valid;
    append_mended(valid, text);
    reel::detail::write_string(out, valid);
}

/// Members of an object that has some already.
void append_members(std::string& out, const json::object& members)
{
    if (members.empty())
        return;
    const auto text = json::serialize(members);
    append_mended(out += ',', std::string_view{text}.substr(1, text.size() - 2));
}

void append_calls(std::string& out, const std::vector<tool_call>& calls, bool with_extra)
{
    out += R"(,"tool_calls":[)";
    for (const auto& call : calls)
    {
        out += &call == &calls.front() ? R"({"id":)" : R"(,{"id":)";
        append_text(out, call.id);
        out += R"(,"type":"function","function":{"name":)";
        append_text(out, call.name);
        out += R"(,"arguments":)";
        append_text(out, is_object(call.arguments) ? std::string_view{call.arguments} : "{}");
        out += '}';
        if (with_extra)
            append_members(out, call.extra);
        out += '}';
    }
    out += ']';
}

void append_message(std::string& out, const message& m, std::string_view model)
{
    out.append(R"({"role":")").append(to_string(m.from)).append(R"(","content":)");
    if (m.text.empty() && !m.calls.empty())
        out += "null";
    else
        append_text(out, m.text);
    const bool its_own = m.said_by.empty() || m.said_by == model;
    if (!m.calls.empty())
        append_calls(out, m.calls, its_own);
    if (its_own)
        append_members(out, m.extra);
    if (m.from == speaker::tool)
    {
        out += R"(,"tool_call_id":)";
        append_text(out, m.call_id);
    }
    out += '}';
}

template <class Items, class Append>
void append_list(std::string& out, std::string_view name, const Items& items, Append append)
{
    out.append(",\"").append(name).append("\":[");
    for (const auto& item : items)
    {
        if (&item != &items.front())
            out += ',';
        append(out, item);
    }
    out += ']';
}

/// The size of what is sent, rather more than less.
std::size_t roughly(const request& asked)
{
    std::size_t out = 512;
    for (const auto& m : asked.messages)
        out += m.text.size() + m.text.size() / 16 + 64 + 512 * m.calls.size();
    for (const auto& tool : asked.tools)
        out += tool.written->size() + 1;
    return out;
}

constexpr std::array<std::string_view, 4> ours = {"model", "messages", "tools", "stream"};

} // namespace

tool_offer offer_of(std::string name, std::string_view description, const json::object& parameters)
{
    std::string out = R"({"type":"function","function":{"name":)";
    append_text(out, name);
    out += R"(,"description":)";
    append_text(out, description);
    out += R"(,"parameters":)";
    out += parameters.empty() ? R"({"type":"object","properties":{}})" : json::serialize(parameters);
    out += "}}";
    return {std::move(name), std::make_shared<const std::string>(std::move(out))};
}

bool is_object(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == text.npos || text[first] != '{')
        return false;
    json::error_code failure;
    const auto value = json::parse(text, failure);
    return !failure && value.is_object();
}

std::string encode(const request& asked, std::string_view model, bool stream)
{
    std::string out;
    out.reserve(roughly(asked));
    out += R"({"model":)";
    append_text(out, model);
    append_list(out, "messages", asked.messages,
                [model](std::string& to, const message& m) { append_message(to, m, model); });
    if (!asked.tools.empty())
        append_list(out, "tools", asked.tools, [](std::string& to, const tool_offer& tool) { to += *tool.written; });
    out += stream ? R"(,"stream":true)" : R"(,"stream":false)";
    if (stream && !asked.more.contains("stream_options"))
        out += R"(,"stream_options":{"include_usage":true})";
    for (const auto& [name, value] : asked.more)
    {
        if (std::find(ours.begin(), ours.end(), std::string_view{name}) != ours.end())
            continue;
        out += ',';
        append_text(out, name);
        out += ':';
        out += json::serialize(value);
    }
    out += '}';
    return out;
}

} // namespace reeld::model
