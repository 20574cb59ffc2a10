// SPDX-License-Identifier: MIT
// Asks the service: one request per function, every outcome an answer or a reel::error. Loop thread only.
#pragma once

#include "config.hpp"
#include "tools.hpp"

#include <reel/host.hpp>

#include <initializer_list>
#include <memory>

namespace reel_weather
{

class client
{
public:
    client(reel::host& host, const config& cfg);

    reel::awaitable<reel::result<places>> fetch_places();
    reel::awaitable<reel::result<std::vector<day>>> fetch_forecast(std::string place_id);

private:
    boost::urls::url address(std::initializer_list<std::string_view> path) const;
    reel::awaitable<reel::result<std::string>> get(boost::urls::url url);

    boost::urls::url url_;
    reel::secret token_;
    std::unique_ptr<reel::http_client> http_;
};

} // namespace reel_weather
