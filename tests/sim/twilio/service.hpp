// SPDX-License-Identifier: MIT
// A Twilio without telephones: takes texts at /twilio/2010-04-01/Accounts/{sid}/Messages.json and keeps them, and signs what
// it would post to a webhook (https://www.twilio.com/docs/messaging/api/message-resource). Loop thread only.
#pragma once

#include "tests/sim/message.hpp"

#include <boost/json/fwd.hpp>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace reel_sim::twilio
{

struct settings
{
    std::string account_sid = "AC00000000000000000000000000000000";
    std::string auth_token = "simulated-twilio-token";
    std::string number = "+15550000000";
    std::string messaging_service = "MG00000000000000000000000000000000"; ///< that sends from the number
    std::set<std::string, std::less<>> unsubscribed;                      ///< numbers that refuse texts
};

struct text
{
    std::string sid, from, to, body;
};

class service
{
public:
    explicit service(settings s) : settings_{std::move(s)} {}

    static bool owns(std::string_view path) noexcept { return path.starts_with("/twilio/"); }
    reply handle(const request& req);
    /// `rest` is the path after /sim/twilio; see the head of tests/sim/control.cpp. Nothing: there is no such thing.
    std::optional<boost::json::value> control(std::string_view rest, const request& req,
                                              const boost::json::object& arguments);

private:
    reply take(const request& req);
    boost::json::value state() const;
    boost::json::value incoming(const boost::json::object& arguments);

    twilio::settings settings_;
    std::vector<text> sent_;
    int numbered_ = 0;
};

} // namespace reel_sim::twilio
