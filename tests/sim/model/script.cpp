// SPDX-License-Identifier: MIT
//
// A script is a list of exchanges, in which only what matters is written:
//
//   {"expect": {"user": "severance",                  the last message of the user contains this (a text or several)
//               "system": "Plex library",             so do the system messages
//               "tools": ["check_plex_library"],      these are offered
//               "noTools": ["delete_movie"],          these are not
//               "results": ["missing season 3"],      the results of tools since the user's message contain these
//               "said": ["thought_signature"],        answers of the assistant since then, as JSON, contain these
//               "round": 1,                           answers of the assistant since the user's message
//               "model": "small"},
//    "reply": {"text": "You have it.",
//              "calls": [{"name": "check_plex_library", "arguments": {"title": "Severance"}, "id": "a"}],
//                                                     arguments may be a text that is no JSON
//              "pieces": 4, "every": 20, "after": 500,   of the text in a stream; milliseconds between, and before the first
//              "finish": "length",                    the finish_reason
//              "quirks": ["stop with calls"]},        see below
//    "fault": {"status": 429, "retryAfter": 2, "message": "slow down", "code": "rate_limit"},
//          or {"cut": 3}, {"stall": 3}, {"error": 3, "message": "…"}: after so many pieces of the reply
//    "times": 2}                                      how often; -1: always
//
// Comparing does not regard case. Quirks, each as some server has it:
//
//   stop with calls     finish_reason "stop" beside calls (Ollama, older)
//   no ids              calls without an id (Gemini's OpenAI face)
//   no index, index 0   calls without an index, or all with the same (Ollama)
//   repeated names      id and name with every piece of the arguments
//   object arguments    arguments as an object instead of a text
//   whole calls         arguments in one piece
//   whole               no stream, though one was asked for
//   no done             the stream ends without [DONE] (LM Studio, older)
//   no usage            nothing about tokens
//   null content        "content": null in every piece without text
//   thinking            a <think> block before the text (DeepSeek's and Qwen's models on plain servers)
//   reasoning           pieces with reasoning_content (vLLM, llama.cpp, OpenRouter)
//   signatures          calls with a signature in extra_content (Gemini 3)
//   reasoning details   pieces with reasoning_details (OpenRouter)
//   error field         an error as a field of its own, and then [DONE] (llama.cpp)
//   crlf                lines end in CRLF
//   comments            comments between the events (OpenRouter)
//   single newlines     no empty line between the events
//   split               every three bytes a piece of their own
#include "tests/sim/model/script.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace reel_sim::model
{
namespace json = boost::json;

namespace
{

constexpr std::array<std::string_view, 20> known_quirks = {
    "stop with calls",  "no ids",       "no index",   "index 0",           "repeated names",
    "object arguments", "whole calls",  "whole",      "no done",           "no usage",
    "thinking",         "null content", "signatures", "reasoning details", "error field",
    "reasoning",        "crlf",         "comments",   "single newlines",   "split"};

[[noreturn]] void refuse(const std::string& what)
{
    throw std::invalid_argument{what + "; see tests/sim/model/script.cpp"};
}

void only(const json::object& o, std::initializer_list<std::string_view> names, const std::string& where)
{
    for (const auto& [name, value] : o)
        if (std::find(names.begin(), names.end(), std::string_view{name}) == names.end())
            refuse("'" + std::string{name} + "' is nothing that " + where + " has");
}

std::vector<std::string> texts(const json::object& o, std::string_view name)
{
    const auto* value = o.if_contains(name);
    if (!value)
        return {};
    if (value->is_string())
        return {std::string{value->get_string()}};
    std::vector<std::string> out;
    for (const auto& one : value->as_array())
        out.emplace_back(one.as_string());
    return out;
}

std::string text(const json::object& o, std::string_view name, std::string otherwise = {})
{
    const auto* value = o.if_contains(name);
    return value ? std::string{value->as_string()} : otherwise;
}

std::int64_t number(const json::object& o, std::string_view name, std::int64_t otherwise)
{
    const auto* value = o.if_contains(name);
    return value ? value->to_number<std::int64_t>() : otherwise;
}

expectation read_expectation(const json::object& o)
{
    only(o, {"user", "system", "tools", "noTools", "results", "said", "round", "model"}, "an expectation");
    expectation out{texts(o, "user"),    texts(o, "system"), texts(o, "tools"), texts(o, "noTools"),
                    texts(o, "results"), texts(o, "said"),   text(o, "model"),  {}};
    if (o.contains("round"))
        out.round = static_cast<std::size_t>(number(o, "round", 0));
    return out;
}

utterance read_utterance(const json::object& o)
{
    only(o, {"text", "calls", "pieces", "every", "after", "finish", "quirks"}, "a reply");
    utterance out;
    out.text = text(o, "text");
    out.pieces = static_cast<std::size_t>(number(o, "pieces", 0));
    out.every = std::chrono::milliseconds{number(o, "every", 0)};
    out.after = std::chrono::milliseconds{number(o, "after", 0)};
    out.finish_reason = text(o, "finish");
    for (auto& name : texts(o, "quirks"))
    {
        if (std::find(known_quirks.begin(), known_quirks.end(), name) == known_quirks.end())
            refuse("there is no quirk '" + name + "'");
        out.oddities.insert(std::move(name));
    }
    if (const auto* calls = o.if_contains("calls"))
        for (const auto& value : calls->as_array())
        {
            const auto& call = value.as_object();
            only(call, {"id", "name", "arguments"}, "a call");
            const auto* arguments = call.if_contains("arguments");
            out.calls.push_back({text(call, "id"), text(call, "name"),
                                 !arguments               ? "{}"
                                 : arguments->is_string() ? std::string{arguments->get_string()}
                                                          : json::serialize(*arguments)});
        }
    return out;
}

mishap read_mishap(const json::object& o)
{
    only(o, {"status", "retryAfter", "message", "code", "cut", "stall", "error"}, "a fault");
    mishap out;
    out.message = text(o, "message", out.message);
    out.code = text(o, "code");
    if (o.contains("retryAfter"))
        out.retry_after = static_cast<int>(number(o, "retryAfter", 1));
    out.status = static_cast<int>(number(o, "status", 0));
    const std::pair<std::string_view, mishap::kind> kinds[] = {
        {"cut", mishap::kind::cut}, {"stall", mishap::kind::stall}, {"error", mishap::kind::error}};
    for (const auto& [name, what] : kinds)
        if (o.contains(name))
        {
            out.what = what;
            out.pieces = static_cast<std::size_t>(number(o, name, 1));
        }
    if ((out.what == mishap::kind::refusal) != (out.status != 0))
        refuse("a fault is a status, or one of cut, stall, error");
    return out;
}

exchange read_exchange(const json::object& o)
{
    only(o, {"expect", "reply", "fault", "times"}, "an exchange");
    exchange out;
    if (const auto* expected = o.if_contains("expect"))
    {
        out.expect = read_expectation(expected->as_object());
        out.written = *expected;
    }
    if (const auto* reply = o.if_contains("reply"))
        out.say = read_utterance(reply->as_object());
    if (const auto* fault = o.if_contains("fault"))
        out.fault = read_mishap(fault->as_object());
    if (!o.contains("reply") && !out.fault)
        refuse("an exchange needs a 'reply' or a 'fault'");
    out.times = static_cast<int>(number(o, "times", 1));
    return out;
}

} // namespace

std::string expectation::differs(const question& q) const
{
    for (const auto& part : user)
        if (!contains(q.user, part))
            return "the user did not say '" + part + "'";
    for (const auto& part : system)
        if (!contains(q.system, part))
            return "the system messages do not say '" + part + "'";
    for (const auto& name : tools)
        if (!q.tool(name))
            return "the tool '" + name + "' is not offered";
    for (const auto& name : no_tools)
        if (q.tool(name))
            return "the tool '" + name + "' is offered";
    for (const auto& part : results)
        if (std::none_of(q.results.begin(), q.results.end(), [&](const auto& r) { return contains(r, part); }))
            return "no result of a tool says '" + part + "'";
    for (const auto& part : said)
        if (!contains(q.said, part))
            return "the assistant's answers do not hold '" + part + "'";
    if (round && *round != q.rounds)
        return "it is round " + std::to_string(q.rounds);
    if (!model.empty() && model != q.model)
        return "the model is '" + q.model + "'";
    return {};
}

script::script(const json::array& written)
{
    for (const auto& one : written)
        exchanges_.push_back(read_exchange(one.as_object()));
}

std::optional<exchange> script::take(const question& q, std::string& why)
{
    why = "the script expected none of this (user: '" + q.user + "', round " + std::to_string(q.rounds) + ")";
    for (auto& one : exchanges_)
    {
        if (one.times == 0)
            continue;
        const auto difference = one.expect.differs(q);
        if (difference.empty())
        {
            if (one.times > 0)
                --one.times;
            return one;
        }
        why += "; not " + json::serialize(one.written) + ": " + difference;
    }
    if (left() == 0)
        why += "; it has come to its end";
    return std::nullopt;
}

std::size_t script::left() const
{
    return static_cast<std::size_t>(
        std::count_if(exchanges_.begin(), exchanges_.end(), [](const auto& one) { return one.times != 0; }));
}

} // namespace reel_sim::model
