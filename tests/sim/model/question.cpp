// SPDX-License-Identifier: MIT
#include "tests/sim/model/question.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace reel_sim::model
{
namespace json = boost::json;

namespace
{

using mistaken = std::invalid_argument;

std::string text_in(const json::object& o, std::string_view name)
{
    const auto* value = o.if_contains(name);
    return value && value->is_string() ? std::string{value->get_string()} : std::string{};
}

/// A string, null, or a list of parts.
std::string content_of(const json::object& message, bool may_be_null)
{
    const auto* content = message.if_contains("content");
    if (!content || content->is_null())
    {
        if (!may_be_null)
            throw mistaken{"a message needs 'content'"};
        return {};
    }
    if (content->is_string())
        return std::string{content->get_string()};
    std::string out;
    for (const auto& part : content->as_array())
        out += text_in(part.as_object(), "text");
    return out;
}

/// Checks that calls and results go together, as the real API does.
class call_book
{
public:
    void open(const json::object& message)
    {
        if (const auto* calls = message.if_contains("tool_calls"))
            for (const auto& call : calls->as_array())
            {
                const auto& o = call.as_object();
                if (!json::parse(o.at("function").at("arguments").as_string()).is_object())
                    throw mistaken{"the arguments of a call are no object"};
                if (!open_.insert(text_in(o, "id")).second)
                    throw mistaken{"two calls have the id '" + text_in(o, "id") + "'"};
            }
    }
    void close(const json::object& message)
    {
        if (open_.erase(text_in(message, "tool_call_id")) == 0)
            throw mistaken{"a message of a tool must answer one of the calls before it ('" +
                           text_in(message, "tool_call_id") + "' is none)"};
    }
    void expect_closed() const
    {
        if (!open_.empty())
            throw mistaken{"the call '" + *open_.begin() + "' has no message of a tool that answers it"};
    }

private:
    std::set<std::string> open_;
};

void read_messages(question& q, const json::array& messages)
{
    call_book calls;
    for (const auto& value : messages)
    {
        const auto& m = value.as_object();
        const auto role = text_in(m, "role");
        if (role != "tool")
            calls.expect_closed();
        const auto text = content_of(m, role == "assistant" && m.contains("tool_calls"));
        if (role == "system" || role == "developer")
            q.system += text + "\n";
        else if (role == "user")
        {
            q.user = text;
            q.rounds = 0;
            q.results.clear();
            q.said.clear();
        }
        else if (role == "assistant")
        {
            calls.open(m);
            ++q.rounds;
            q.said += json::serialize(m);
        }
        else if (role == "tool")
        {
            calls.close(m);
            q.results.push_back(text);
        }
        else
            throw mistaken{"there is no role '" + role + "'"};
    }
    calls.expect_closed();
}

offered_tool read_tool(const json::object& o)
{
    const auto& function = o.at("function").as_object();
    offered_tool out{text_in(function, "name"), text_in(function, "description"), {}, {}};
    if (const auto* parameters = function.if_contains("parameters"))
    {
        if (const auto* properties = parameters->as_object().if_contains("properties"))
            out.properties = properties->as_object();
        if (const auto* required = parameters->as_object().if_contains("required"))
            for (const auto& name : required->as_array())
                out.required.emplace_back(name.as_string());
    }
    return out;
}

} // namespace

std::string lower(std::string_view text)
{
    std::string out{text};
    for (char& c : out)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

bool contains(std::string_view text, std::string_view part)
{
    return lower(text).find(lower(part)) != std::string::npos;
}

const offered_tool* question::tool(std::string_view name) const
{
    const auto found = std::find_if(tools.begin(), tools.end(), [&](const auto& t) { return t.name == name; });
    return found == tools.end() ? nullptr : &*found;
}

std::optional<question> read_question(std::string_view body, std::string& mistake)
{
    try
    {
        const auto value = json::parse(body);
        const auto& o = value.as_object();
        question q;
        q.model = text_in(o, "model");
        if (q.model.empty())
            throw mistaken{"you must provide a model parameter"};
        if (const auto* stream = o.if_contains("stream"))
            q.stream = stream->as_bool();
        if (const auto* options = o.if_contains("stream_options"); options && options->is_object())
            if (const auto* usage = options->get_object().if_contains("include_usage"))
                q.usage = usage->as_bool();
        read_messages(q, o.at("messages").as_array());
        if (const auto* tools = o.if_contains("tools"))
            for (const auto& tool : tools->as_array())
                q.tools.push_back(read_tool(tool.as_object()));
        return q;
    }
    catch (const std::exception& e)
    {
        mistake = e.what();
        return std::nullopt;
    }
}

} // namespace reel_sim::model
