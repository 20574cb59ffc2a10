// SPDX-License-Identifier: MIT
#include "core/conversation/steps.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>

#include <exception>

namespace reeld::conversation
{

namespace json = boost::json;

namespace
{

json::object written(const model::message& step)
{
    if (step.from == model::speaker::tool)
        return {{"result_of", step.call_id}, {"text", step.text}};
    json::array calls;
    for (const auto& call : step.calls)
    {
        json::object one{{"id", call.id}, {"name", call.name}, {"arguments", call.arguments}};
        if (!call.extra.empty())
            one["extra"] = call.extra;
        calls.push_back(std::move(one));
    }
    json::object out{{"text", step.text}, {"calls", std::move(calls)}};
    if (!step.extra.empty())
        out["extra"] = step.extra;
    if (!step.said_by.empty())
        out["by"] = step.said_by;
    return out;
}

std::string text_of(const json::object& from, std::string_view name)
{
    return json::value_to<std::string>(from.at(name));
}

json::object object_of(const json::object& from, std::string_view name)
{
    const auto* value = from.if_contains(name);
    return value ? value->as_object() : json::object{};
}

model::message read(const json::object& step)
{
    model::message out;
    out.text = text_of(step, "text");
    if (step.contains("result_of"))
    {
        out.from = model::speaker::tool;
        out.call_id = text_of(step, "result_of");
        return out;
    }
    out.from = model::speaker::assistant;
    for (const auto& item : step.at("calls").as_array())
    {
        const auto& call = item.as_object();
        out.calls.push_back(
            {text_of(call, "id"), text_of(call, "name"), text_of(call, "arguments"), object_of(call, "extra")});
    }
    out.extra = object_of(step, "extra");
    if (step.contains("by"))
        out.said_by = text_of(step, "by");
    return out;
}

} // namespace

std::string write_steps(const std::vector<model::message>& steps)
{
    if (steps.empty())
        return {};
    json::array out;
    for (const auto& step : steps)
        out.push_back(written(step));
    return json::serialize(out);
}

std::vector<model::message> read_steps(std::string_view text)
{
    if (text.empty())
        return {};
    try
    {
        const auto written = json::parse(text);
        std::vector<model::message> out;
        for (const auto& step : written.as_array())
            out.push_back(read(step.as_object()));
        return out;
    }
    catch (const std::exception&)
    {
        return {};
    }
}

} // namespace reeld::conversation
