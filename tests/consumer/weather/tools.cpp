// SPDX-License-Identifier: MIT
#include "tools.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace reel_weather
{

namespace json = boost::json;

namespace
{

reel::error wrong(std::string_view what)
{
    return {reel::errc::validation, "the weather service's answer has no " + std::string{what}};
}

/// The list under `name`: what both of the service's answers are made of.
reel::result<json::array> list_in(std::string_view text, std::string_view name)
{
    boost::system::error_code code;
    auto document = json::parse(text, code);
    if (code || !document.is_object())
        return wrong("JSON object");
    auto* list = document.get_object().if_contains(name);
    if (!list || !list->is_array())
        return wrong("list '" + std::string{name} + "'");
    return std::move(list->get_array());
}

std::string text(const json::value& row, std::string_view name)
{
    const auto* object = row.if_object();
    const auto* value = object ? object->if_contains(name) : nullptr;
    return value && value->is_string() ? std::string{value->get_string()} : std::string{};
}

int degrees(const json::value& row, std::string_view name)
{
    const auto* object = row.if_object();
    const auto* value = object ? object->if_contains(name) : nullptr;
    boost::system::error_code code;
    const auto number = value ? value->to_number<double>(code) : 0.0;
    return code ? 0 : static_cast<int>(std::clamp(number, -100.0, 100.0));
}

} // namespace

std::string lower(std::string_view name)
{
    std::string out{name};
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

reel::result<places> decode_places(std::string_view text_of_answer)
{
    auto list = list_in(text_of_answer, "places");
    if (!list)
        return list.error();
    places out;
    for (const auto& row : *list)
        if (auto id = text(row, "id"), name = text(row, "name"); !id.empty() && !name.empty())
            out.emplace(lower(name), std::move(id));
    return out;
}

reel::result<std::vector<day>> decode_forecast(std::string_view text_of_answer)
{
    auto list = list_in(text_of_answer, "days");
    if (!list)
        return list.error();
    std::vector<day> out;
    for (const auto& row : *list)
        if (auto date = text(row, "date"); !date.empty())
            out.push_back({std::move(date), text(row, "weather"), degrees(row, "low"), degrees(row, "high")});
    return out;
}

forecast_answer answer(const forecast_args& asked, const forecast& known)
{
    forecast_answer out{{}, known.days, known.as_of};
    out.days.resize(std::min(out.days.size(), static_cast<std::size_t>(asked.days.value_or(3))));
    if (out.days.empty())
        out.message = "There is no forecast for " + asked.place + ".";
    else
        out.message = asked.place + ": " + out.days.front().weather + " on " + out.days.front().date + ", " +
                      std::to_string(out.days.front().low) + " to " + std::to_string(out.days.front().high) + " °C.";
    return out;
}

} // namespace reel_weather
