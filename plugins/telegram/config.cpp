// SPDX-License-Identifier: MIT
#include "plugins/telegram/config.hpp"

#include <algorithm>
#include <string_view>

namespace reel_telegram
{

namespace
{

bool is_word(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

/// It becomes a part of addresses.
bool is_bot_token(std::string_view text)
{
    const auto colon = text.find(':');
    return colon != text.npos && colon > 0 && text.find_first_not_of("0123456789") == colon &&
           colon + 1 < text.size() && is_word(text.substr(colon + 1));
}

} // namespace

reel::options<config> options()
{
    return reel::options<config>()
        .add("bot_token", &config::bot_token, "The bot's token, as @BotFather told it.")
        .env("TELEGRAM_BOT_TOKEN")
        .needed_to_run()
        .check([](const reel::secret& token) { return is_bot_token(token.reveal()); },
               "must look like 123456789:AAE… as @BotFather told it")
        .add(
            "webhook_url", &config::webhook_url,
            "A public https address that leads to /webhook/telegram here, for Telegram to send messages to. Without it they "
            "are fetched, which needs no public address.")
        .env("TELEGRAM_WEBHOOK_URL")
        .check([](const boost::urls::url& url) { return url.scheme() == "https"; }, "must begin with https://")
        .add(
            "webhook_secret", &config::webhook_secret,
            "What Telegram shows there to be known, 1 to 256 letters, digits, - and _. Without it, a new one at each start.")
        .env("TELEGRAM_WEBHOOK_SECRET")
        .check([](const reel::secret& s) { return s.reveal().size() <= 256 && is_word(s.reveal()); },
               "must have 1 to 256 letters, digits, - and _ only")
        .add("api_url", &config::api_url, "Address of the Bot API; another one for a server of your own.")
        .add("poll_timeout", &config::poll_timeout,
             "How long Telegram may keep a request open until there is a message.")
        .at_least(1s)
        .at_most(5min)
        .add("health_interval", &config::health_interval, "How often the bot and its token are checked.")
        .at_least(1min)
        .add("timeout", &config::timeout, "Longest wait for an answer of Telegram's.")
        .at_least(1s);
}

} // namespace reel_telegram
