// SPDX-License-Identifier: MIT
#include "core/conversation/plan.hpp"

#include "core/conversation/budget.hpp"
#include "core/conversation/fence.hpp"
#include "core/model/extras.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace reeld::conversation
{

namespace json = boost::json;

namespace
{

reel::result<json::value> read_arguments(std::string_view text)
{
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return json::value(json::object_kind);
    boost::system::error_code failure;
    auto value = json::parse(text, failure);
    if (failure)
        return reel::error{reel::errc::bad_argument,
                           "the arguments are not valid JSON (" + failure.message() + "); write one JSON object"};
    if (value.is_null())
        return json::value(json::object_kind);
    if (!value.is_object())
        return reel::error{reel::errc::bad_argument, "the arguments must be one JSON object"};
    return value;
}

/// What is wrong with a call before it is made, or its arguments.
reel::result<json::value> check(const state& s, const model::tool_call& call)
{
    if (s.calls.size() >= s.limits.calls_per_round)
        return reel::error{reel::errc::not_ready,
                           "too many calls at once; call again those that you still need, at most " +
                               std::to_string(s.limits.calls_per_round) + " at a time"};
    const auto changes = [&s](std::string_view name) { return s.destructive_tools.contains(name); };
    if (changes(call.name) && std::ranges::any_of(s.calls, changes, &planned_call::name))
        return reel::error{reel::errc::unconfirmed,
                           "not done: the user decides on one action at a time; call again when the other is decided"};
    return read_arguments(call.arguments);
}

json::object describe(const reel::error& e)
{
    json::object out{{"error", e.message()}, {"kind", reel::to_string(e.kind())}};
    if (!e.pointer().empty())
        out["at"] = e.pointer();
    if (e.retry_after())
        out["retryAfterSeconds"] = e.retry_after()->count();
    return out;
}

} // namespace

std::vector<model::tool_call> calls_of_client(const state& s, const std::vector<model::tool_call>& calls)
{
    std::vector<model::tool_call> out;
    std::ranges::copy_if(calls, std::back_inserter(out),
                         [&s](const auto& call) { return s.client_tools.contains(call.name); });
    return out;
}

void name_calls(const state& s, model::message& said)
{
    call_names names{s.asked.messages};
    for (auto& call : said.calls)
    {
        auto id = names.next();
        model::rename_call(said.extra, call.id, id);
        call.id = std::move(id);
    }
}

void plan_round(state& s, const model::message& said)
{
    for (const auto& call : said.calls)
    {
        auto args = check(s, call);
        std::string result;
        if (args)
            s.calls.push_back({call.name, std::move(*args)});
        else
            result = told_to_model(call.name, {args.error(), {}}, s.limits.result_bytes);
        s.slots.push_back({call.id, call.name, std::move(result)});
    }
}

std::string told_to_model(std::string_view tool, const called& result, std::size_t limit)
{
    if (result.asks)
        return fence(tool, json::serialize(
                               json::object{{"status", "not done: the user is being asked, and has to say yes first"},
                                            {"asked", result.asks->preview}}));
    if (!result.said)
        return fence(tool, shorten(json::serialize(describe(result.said.error())), limit));
    auto text = shorten(result.said->json, limit);
    for (const auto& block : result.said->content)
        if (block.type == reel::content_block::kind::text && text.size() < limit)
            (text += '\n') += shorten(json::serialize(json::object{{"text", block.text}}),
                                      std::max(limit - text.size(), shortest_limit));
    return fence(tool, text);
}

} // namespace reeld::conversation
