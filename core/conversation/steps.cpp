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
        calls.push_back({{"id", call.id}, {"name", call.name}, {"arguments", call.arguments}});
    return {{"text", step.text}, {"calls", std::move(calls)}};
}

std::string text_of(const json::object& from, std::string_view name)
{
    return json::value_to<std::string>(from.at(name));
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
        out.calls.push_back({text_of(call, "id"), text_of(call, "name"), text_of(call, "arguments")});
    }
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
