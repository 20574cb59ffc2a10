// SPDX-License-Identifier: MIT
// What the assistant may ask, and what it gets. Pure: no socket, no timer, no coroutine.
#pragma once

#include <reel/tool.hpp>

#include <boost/describe.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reel_weather
{

struct day
{
    std::string date;
    std::string weather;
    int low = 0;
    int high = 0;
};
BOOST_DESCRIBE_STRUCT(day, (), (date, weather, low, high))

struct forecast_args
{
    std::string place;
    std::optional<int> days;
};
BOOST_DESCRIBE_STRUCT(forecast_args, (), (place, days))

struct forecast_answer
{
    std::string message;
    std::vector<day> days;
    reel::time_point as_of;
};
BOOST_DESCRIBE_STRUCT(forecast_answer, (), (message, days, as_of))

inline auto forecast_tool()
{
    return reel::tool<forecast_args, forecast_answer>("get_forecast")
        .title("Weather forecast")
        .describe("Forecast for a place. Use when someone asks whether to go out or stay in and watch something.")
        .arg("place", "Town or region, as a person would write it")
        .arg("days", "How many days ahead (default 3)", reel::between(1, 14))
        .asks_upstream()
        .safe();
}

/// A forecast, and when the service made it known to us.
struct forecast
{
    std::vector<day> days;
    reel::time_point as_of;
};

/// Names of places, in lower case, and the service's ids for them.
using places = std::map<std::string, std::string, std::less<>>;

// The service's answers, read. Errors are `validation`.
reel::result<places> decode_places(std::string_view json);
reel::result<std::vector<day>> decode_forecast(std::string_view json);

std::string lower(std::string_view name);
forecast_answer answer(const forecast_args& asked, const forecast& known);

} // namespace reel_weather
