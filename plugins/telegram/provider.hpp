// SPDX-License-Identifier: MIT
// A Telegram bot as the daemon sees it: fetches updates, or is sent them, and answers each in a task of its own. Loop thread
// only.
#pragma once

#include "plugins/telegram/api.hpp"
#include "plugins/telegram/config.hpp"
#include "plugins/telegram/update.hpp"

#include <reel/channel.hpp>
#include <reel/event.hpp>
#include <reel/inbox.hpp>
#include <reel/periodic.hpp>
#include <reel/task_group.hpp>
#include <reel/tool_provider.hpp>

#include <boost/json/value.hpp>

#include <cstdint>
#include <map>
#include <optional>
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
    reel::awaitable<reel::result<void>> introduce();
    reel::awaitable<void> fetch();
    reel::awaitable<reel::result<void>> fetch_once();
    reel::awaitable<void> resume();

    reel::result<std::int64_t> take(const boost::json::value& json);
    void begin(update what);
    reel::awaitable<void> answer(update what);
    reel::awaitable<void> converse(message heard);
    reel::awaitable<void> decide(press pressed);
    reel::awaitable<reel::chat_reply> while_typing(reel::awaitable<reel::chat_reply> thinking, place where, bool shown);
    reel::awaitable<void> keep_typing(place where);
    reel::awaitable<bool> send(place where, std::int64_t account, std::int64_t reply_to, reel::chat_reply reply);
    reel::awaitable<void> close_question(place where, std::int64_t account);

    void read_offset();
    void write_offset(std::int64_t next);

    bool fetches() const { return settings_.webhook_url.empty(); }

    reel::host& host_;
    const config settings_;
    reel::secret webhook_secret_;
    api api_;
    std::optional<identity> bot_; ///< once Telegram has told
    reel::event introduced_;
    std::optional<reel::inbox> inbox_; ///< since start()
    std::int64_t offset_ = 0;          ///< of the next update
    reel::time_point offset_set_{};
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t>
        questions_; ///< chat and account -> message with buttons
    reel::task_group tasks_;
    reel::periodic introduction_;
    const reel::time_point since_;
};

} // namespace reel_telegram
