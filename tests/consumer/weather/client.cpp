// SPDX-License-Identifier: MIT
#include "client.hpp"

namespace reel_weather
{

client::client(reel::host& host, const config& cfg) : url_{cfg.url}, token_{cfg.token}, http_{host.make_http_client({})}
{}

boost::urls::url client::address(std::initializer_list<std::string_view> path) const
{
    auto url = url_;
    auto segments = url.segments();
    if (!segments.empty() && segments.back().empty())
        segments.pop_back(); // "http://host/weather/" and "http://host/weather" are the same base
    for (const auto segment : path)
        segments.push_back(segment); // escapes what needs it
    return url;
}

reel::awaitable<reel::result<std::string>> client::get(boost::urls::url url)
{
    reel::http_request request;
    request.url = std::move(url);
    request.headers.push_back({"Authorization", reel::secret{"Bearer " + token_.reveal()}});

    auto response = co_await http_->send(std::move(request));
    if (!response)
        co_return response.error();
    if (response->status == 401)
        co_return reel::error{reel::errc::unauthorized, "the weather service refused the token; check WEATHER_TOKEN"};
    if (!response->ok())
        co_return reel::error{reel::errc::upstream, "the weather service failed"}.with_status(response->status);
    co_return std::move(response->body);
}

reel::awaitable<reel::result<places>> client::fetch_places()
{
    auto url = address({"places"});
    auto body = co_await get(std::move(url));
    if (!body)
        co_return body.error();
    co_return decode_places(*body);
}

reel::awaitable<reel::result<std::vector<day>>> client::fetch_forecast(std::string place_id)
{
    auto url = address({"forecasts", place_id});
    auto body = co_await get(std::move(url));
    if (!body)
        co_return body.error();
    co_return decode_forecast(*body);
}

} // namespace reel_weather
