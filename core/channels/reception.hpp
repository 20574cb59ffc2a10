// SPDX-License-Identifier: MIT
// Where channels meet the house: whose account that is, what a stranger is told, where webhooks go. Knows no channel by name.
// Loop thread only. Everything in `dependencies` outlives it; it outlives the lines that it lends, and the HTTP server that
// serves its routes.
#pragma once

#include "core/channels/line.hpp"
#include "core/channels/strangers.hpp"
#include "core/config/people.hpp"
#include "core/conversation/service.hpp"
#include "core/http/router.hpp"

#include <reel/asio.hpp>
#include <reel/channel.hpp>
#include <reel/clock.hpp>
#include <reel/error.hpp>
#include <reel/log.hpp>

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace reeld::channels
{

struct dependencies
{
    using answer = reel::awaitable<reel::result<conversation::outgoing>>;

    asio::any_io_executor executor;
    reel::clock& clock;
    reel::logger log;
    std::function<const std::vector<config::user>&()> users;
    // conversation::service, see there; without it nobody is talked to.
    std::function<answer(conversation::incoming)> say;
    std::function<answer(conversation::button)> decide;
    std::function<void(const reel::caller& who, std::string_view conversation, std::string_view message_id)> delivered;
};

class reception
{
public:
    explicit reception(dependencies deps);

    std::unique_ptr<line> lend(std::string instance) { return std::make_unique<line>(*this, std::move(instance)); }
    /// /webhook/{instance}: open to everyone, as channels know their own.
    void add_routes(http::router& routes);
    std::vector<stranger> unknown_senders() const { return strangers_.list(); }

private:
    friend class line;

    reel::awaitable<http::response> webhook(http::request& req);
    reel::chat_reply reply(const reel::caller& who, reel::result<conversation::outgoing> said);

    dependencies deps_;
    strangers strangers_;
    std::map<std::string, line*, std::less<>> open_;
    std::set<std::string, std::less<>> told_to_wait_; ///< users whose last message was one too many
};

} // namespace reeld::channels
