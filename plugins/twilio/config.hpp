// SPDX-License-Identifier: MIT
// What the owner may set for a Twilio account. One table fills the struct, validates it, and documents itself.
#pragma once

#include <reel/option.hpp>

#include <string>

namespace reel_twilio
{

using namespace std::chrono_literals;

struct config
{
    std::string account_sid;
    reel::secret auth_token;
    std::string from;
    boost::urls::url webhook_url;
    boost::urls::url api_url{"https://api.twilio.com"};
    reel::duration health_interval = 15min;
    reel::duration timeout = 15s;
};

reel::options<config> options();

} // namespace reel_twilio
