// SPDX-License-Identifier: MIT
// What the owner may set. One table: fills the struct, validates, documents itself.
#pragma once

#include <reel/option.hpp>
#include <reel/secret.hpp>
#include <reel/time.hpp>

#include <boost/url/url.hpp>

namespace reel_weather
{

using namespace std::chrono_literals;

struct config
{
    boost::urls::url url;
    reel::secret token;
    std::chrono::seconds refresh = 15min;
};

inline auto options()
{
    return reel::options<config>()
        .add("url", &config::url, "Address of the weather service.")
        .env("WEATHER_URL")
        .needed_to_run()
        .add("token", &config::token, "Its API token.")
        .env("WEATHER_TOKEN")
        .needed_to_run()
        .add("refresh_interval", &config::refresh, "How often the list of places is fetched anew.")
        .at_least(1min);
}

} // namespace reel_weather
