// SPDX-License-Identifier: MIT
// A Telegram bot as the daemon sees it: fetches updates, or is sent them, and answers each in a task of its own. Loop thread
// only.
#pragma once

#include "plugins/telegram/api.hpp"
#include "plugins/telegram/config.hpp"
#include "plugins/telegram/update.hpp"

#include <reel/answering.hpp>
#include <reel/channel.hpp>
#include <reel/event.hpp>
#include <reel/periodic.hpp>
#include <reel/seldom.hpp>
#include <reel/task_group.hpp>
#include <reel/tool_provider.hpp>

#include <boost/json/value.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace reel_telegram
{

class provider final : public reel::ToolProvider, public reel::Channel
{
public:
    provider(reel::host& host, config settings);

    reel::tool_set tools() override { return {}; }
    void start() override;
    reel::awaitable<void> stop() override;
    reel::health health() const override;
    std::string_view prompt() const override { return {}; }
    reel::Channel* channel() override { return this; }

    std::string_view link() const override { return "telegram"; }
    std::string_view format() const override;
    reel::awaitable<reel::webhook_answer> webhook(reel::webhook_request request) override;

private:
    /// Where an answer goes.
    struct target
    {
        place where;
        std::int64_t account = 0;
        std::int64_t reply_to = 0;
    };

    reel::awaitable<reel::result<void>> introduce();
    reel::awaitable<reel::result<void>> greet();
    reel::awaitable<void> fetch();
    reel::awaitable<reel::result<void>> fetch_once();

    reel::awaitable<reel::result<std::int64_t>> take(boost::json::value json);
    reel::awaitable<void> answer(reel::inbox::entry kept);
    reel::awaitable<void> converse(std::string kept, message heard);
    reel::awaitable<void> decide(std::string kept, press pressed);
    reel::awaitable<reel::chat_reply> while_typing(reel::awaitable<reel::chat_reply> thinking, place where, bool shown);
    reel::awaitable<void> keep_typing(place where);
    reel::awaitable<void> send(std::string kept, target to, reel::chat_reply reply);
    reel::awaitable<reel::result<void>> send(api::outgoing one, bool asks);
    reel::awaitable<void> close_question(target to);

    void read_offset();
    reel::awaitable<void> write_offset(std::int64_t next);

    bool fetches() const { return settings_.webhook_url.empty(); }

    reel::host& host_;
    const config settings_;
    reel::secret webhook_secret_;
    const std::string bot_id_;
    api api_;
    std::optional<identity> bot_; ///< once Telegram has told
    reel::event introduced_;
    std::optional<reel::error> not_introduced_, not_fetched_; ///< why, when it failed the last time
    std::int64_t offset_ = 0;                                 ///< of the next update
    reel::time_point offset_set_{};
    std::map<std::pair<std::string, std::int64_t>, std::int64_t>
        questions_;                   ///< conversation and account -> message with buttons
    std::set<std::string> decisions_; ///< tokens of those under way
    reel::seldom forged_;
    reel::answering answers_;
    reel::task_group fetching_;
    reel::periodic introduction_;
    const reel::time_point since_;
};

} // namespace reel_telegram
