// SPDX-License-Identifier: MIT
// JSON as Tautulli writes it: UTF-8 unescaped, fractions as 0.5 and not in exponents; and the values its fields hold.
// Pure.
#pragma once

#include <boost/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace reel_sim::tautulli
{

std::string to_text(const boost::json::value& v);

/// A number, or "" for `nothing`: what SQLite keeps of an attribute that Plex did not send.
inline boost::json::value or_empty(std::int64_t number, std::int64_t nothing = 0)
{
    return number == nothing ? boost::json::value("") : boost::json::value(number);
}

/// A number as a string, or "".
inline boost::json::value text_or_empty(std::int64_t number, std::int64_t nothing = 0)
{
    return boost::json::value(number == nothing ? std::string{} : std::to_string(number));
}

/// "24 days 9 hrs 3 mins", "1 hr 30 mins", "42 secs", "0".
std::string human_duration(std::int64_t seconds);

} // namespace reel_sim::tautulli
