// SPDX-License-Identifier: MIT
// A Telegram without people: the Bot API at /telegram/bot{token}/{method}, its updates queued through /sim/telegram, what the
// bot sends kept (https://core.telegram.org/bots/api). Loop thread only; outlives the replies that wait for updates.
#pragma once

#include "tests/sim/message.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reel_sim::telegram
{

struct settings
{
    std::string token = "123456:simulated-telegram-token";
    std::string username = "ReelSimBot";
    std::int64_t id = 123456;
};

class service
{
public:
    explicit service(settings s) : settings_{std::move(s)} {}

    static bool owns(std::string_view path) noexcept { return path.starts_with("/telegram/"); }
    reply handle(const request& req);
    /// `rest` is the path after /sim/telegram; see the head of tests/sim/control.cpp. Nothing: there is no such thing.
    std::optional<boost::json::value> control(std::string_view rest, const request& req,
                                              const boost::json::object& arguments);

private:
    reply get_updates(const boost::json::object& arguments);
    boost::json::array updates_from(std::int64_t offset) const;
    reply send_message(boost::json::object arguments);
    reply edit_buttons(const boost::json::object& arguments);
    boost::json::value state() const;
    boost::json::value queue(boost::json::object update);
    boost::json::object message_of(const boost::json::object& arguments);
    boost::json::object press_of(const boost::json::object& arguments);
    boost::json::object* sent(std::int64_t id);

    telegram::settings settings_;
    std::deque<boost::json::object> updates_;
    std::vector<boost::json::object> sent_; ///< as the bot asked, with message_id
    boost::json::array answered_;           ///< presses
    boost::json::object webhook_;
    std::uint64_t typing_ = 0, polls_ = 0;
    std::int64_t next_update_ = 1, next_message_ = 1;
};

} // namespace reel_sim::telegram
