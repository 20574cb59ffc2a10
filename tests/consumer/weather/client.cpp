// SPDX-License-Identifier: MIT
#include "client.hpp"

namespace reel_weather
{

client::client(reel::host& host, const config& cfg) : url_{cfg.url}, token_{cfg.token}, http_{host.make_http_client({})}
{
}

reel::awaitable<reel::result<std::string>> client::get(std::vector<std::string> path)
{
    reel::http_request request;
    request.url = url_;
    for (const auto& segment : path)
        request.url.segments().push_back(segment); // a base with a path of its own works, and nothing needs escaping
    request.headers.push_back({"Authorization", reel::secret{"Bearer " + token_.reveal()}});

    auto response = co_await http_->send(std::move(request));
    if (!response)
        co_return response.error();
    if (response->status == 401)
        co_return reel::error{reel::errc::unauthorized, "the weather service refused the token; check WEATHER_TOKEN"};
    if (!response->ok())
        co_return reel::error{reel::errc::upstream, "the weather service is out of order"}.with_status(
            response->status);
    co_return std::move(response->body);
}

reel::awaitable<reel::result<places>> client::fetch_places()
{
    auto body = co_await get({"places"});
    if (!body)
        co_return body.error();
    co_return decode_places(*body);
}

reel::awaitable<reel::result<std::vector<day>>> client::fetch_forecast(std::string place_id)
{
    auto body = co_await get({"forecasts", std::move(place_id)});
    if (!body)
        co_return body.error();
    co_return decode_forecast(*body);
}

} // namespace reel_weather
