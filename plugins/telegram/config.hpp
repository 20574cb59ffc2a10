// SPDX-License-Identifier: MIT
// What the owner may set for a Telegram bot. One table fills the struct, validates it, and documents itself.
#pragma once

#include <reel/option.hpp>

namespace reel_telegram
{

using namespace std::chrono_literals;

struct config
{
    reel::secret bot_token;
    boost::urls::url webhook_url;
    reel::secret webhook_secret;
    boost::urls::url api_url{"https://api.telegram.org"};
    reel::duration poll_timeout = 50s;
    reel::duration health_interval = 15min;
    reel::duration timeout = 15s;
};

reel::options<config> options();

} // namespace reel_telegram
