// SPDX-License-Identifier: MIT
// One instance's way into the conversations: its host owns it, so it outlives the provider. Open while the provider runs.
// Loop thread only; the reception outlives it.
#pragma once

#include <reel/call_context.hpp>
#include <reel/channel.hpp>
#include <reel/event.hpp>

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace reeld::channels
{

class reception;

class line final : public reel::conversations
{
public:
    line(reception& house, std::string instance);
    ~line() override;

    /// From here on webhooks come in, and what is said is answered.
    void open(reel::Channel& channel);
    /// No webhook comes in any more. What is said is still answered.
    void close() noexcept;
    /// The same; completes when the webhooks that came before have ended.
    reel::awaitable<void> drain();

    bool knows(std::string_view account) const override;
    reel::awaitable<reel::chat_reply> say(reel::chat_message message) override;
    reel::awaitable<reel::chat_reply> decide(std::string account, std::string token, bool yes) override;
    void delivered(std::string_view account, std::string_view conversation, std::string_view message_id) override;

    reel::awaitable<reel::webhook_answer> webhook(reel::webhook_request request);
    const std::string& instance() const noexcept { return instance_; }

private:
    std::optional<reel::caller> caller(std::string_view account) const;
    reel::chat_reply refuse(const std::string& account, const std::string& name);
    std::string place(std::string_view conversation) const;

    reception& house_;
    std::string instance_;
    reel::Channel* channel_ = nullptr;
    std::set<std::string> told_to_use_words_; ///< conversations whose last message had none
    int webhooks_ = 0;                        ///< under way
    reel::event quiet_;
};

} // namespace reeld::channels
