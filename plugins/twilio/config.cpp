// SPDX-License-Identifier: MIT
#include "plugins/twilio/config.hpp"

#include "plugins/twilio/text_message.hpp"

#include <algorithm>
#include <cctype>

namespace reel_twilio
{

namespace
{

/// It becomes a part of addresses.
bool is_account(const std::string& sid)
{
    return sid.size() == 34 && sid.starts_with("AC") &&
           std::ranges::all_of(sid, [](unsigned char c) { return std::isalnum(c) != 0; });
}

} // namespace

reel::options<config> options()
{
    return reel::options<config>()
        .add("account_sid", &config::account_sid, "The account's SID, shown on the first page of Twilio's console.")
        .env("TWILIO_ACCOUNT_SID")
        .needed_to_run()
        .check(is_account, "must begin with AC and have 32 digits and letters behind it")
        .add("auth_token", &config::auth_token,
             "Its auth token, shown beside it: for sending, and to tell Twilio's "
             "webhooks from anybody else's.")
        .env("TWILIO_AUTH_TOKEN")
        .needed_to_run()
        .add("from", &config::from,
             "The number that answers, as +15551234567, or the SID of a messaging service (MG…).")
        .env("TWILIO_PHONE_NUMBER")
        .needed_to_run()
        .check([](const std::string& from) { return is_number(from) || from.starts_with("MG"); },
               "must be a number with a plus in front (+15551234567), or begin with MG")
        .add(
            "webhook_url", &config::webhook_url,
            "The address that Twilio is told to send messages to, exactly as it is written there: Twilio signs it. It must "
            "lead to /webhook/twilio here.")
        .env("TWILIO_WEBHOOK_URL")
        .needed_to_run()
        .add("api_url", &config::api_url, "Address of Twilio's API.")
        .add("health_interval", &config::health_interval, "How often the account and its token are checked.")
        .at_least(1min)
        .add("timeout", &config::timeout, "Longest wait for an answer of Twilio's.")
        .at_least(1s);
}

} // namespace reel_twilio
