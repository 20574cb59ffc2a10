// SPDX-License-Identifier: MIT
// What Telegram says has happened, as far as it concerns us (https://core.telegram.org/bots/api#update). Pure.
#pragma once

#include <reel/error.hpp>

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reel_telegram
{

/// The bot itself.
struct identity
{
    std::int64_t id = 0;
    std::string username;
};

struct sender
{
    std::int64_t id = 0;
    std::string name; ///< as they call themselves, with their @name
};

/// Where to answer.
struct place
{
    std::int64_t chat = 0;
    std::int64_t thread = 0; ///< a topic of a forum; 0: none
    bool group = false;
};

struct message
{
    place where;
    std::int64_t id = 0;
    sender from;
    std::string text; ///< without the mention; empty: something other than text
};

/// A button that was pressed.
struct press
{
    std::string id;
    place where;
    std::int64_t message = 0; ///< that the button was under
    sender from;
    std::string data;
};

struct update
{
    std::int64_t id = 0;
    std::optional<reel_telegram::message> message; ///< said to the bot
    std::optional<reel_telegram::press> press;
};

/// Neither message nor press: nothing for us (other people's talk in a group, an edit, another bot). An error when it has no
/// id: then it is no update at all.
reel::result<update> read_update(const boost::json::value& json, const identity& bot);

/// What a button says when it is pressed: the decision, its token, and whom it is for. At most 64 bytes.
struct choice
{
    bool yes = false;
    std::string token;
    std::int64_t account = 0;
};
std::string to_data(const choice& c);
std::optional<choice> read_choice(std::string_view data);

} // namespace reel_telegram
