// SPDX-License-Identifier: MIT
// Text messages as the daemon sees them: Twilio posts what somebody wrote, is thanked at once, and is asked to send the answer
// when there is one. Loop thread only.
#pragma once

#include "plugins/twilio/client.hpp"
#include "plugins/twilio/config.hpp"
#include "plugins/twilio/text_message.hpp"

#include <reel/answering.hpp>
#include <reel/channel.hpp>
#include <reel/periodic.hpp>
#include <reel/seldom.hpp>
#include <reel/tool_provider.hpp>

namespace reel_twilio
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

    std::string_view link() const override { return "phone"; }
    bool means(std::string_view link, std::string_view account) const override;
    std::string_view format() const override;
    reel::awaitable<reel::webhook_answer> webhook(reel::webhook_request request) override;

private:
    reel::webhook_answer sorry(const std::string& to) const;
    reel::awaitable<reel::chat_reply> ask(text_message heard);
    reel::awaitable<void> answer(reel::inbox::entry kept);

    reel::host& host_;
    const config settings_;
    client client_;
    reel::answering answers_;
    reel::seldom forged_;
    reel::periodic health_check_;
    const reel::time_point since_;
};

} // namespace reel_twilio
