// SPDX-License-Identifier: MIT
// The house's conversations as a channel's test wants them: who is known, what is answered, and what was said.
#pragma once

#include <reel/channel.hpp>
#include <reel/event.hpp>

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace reel_test
{

/// Members are public on purpose: a test arranges them, and looks at what came.
class fake_conversations final : public reel::conversations
{
public:
    struct decision
    {
        std::string account;
        std::string token;
        bool yes = false;
    };

    bool knows(std::string_view account) const override { return known.contains(account); }
    reel::awaitable<reel::chat_reply> say(reel::chat_message message) override;
    reel::awaitable<reel::chat_reply> decide(std::string account, std::string token, bool yes) override;
    void delivered(std::string_view account, std::string_view conversation, std::string_view message_id) override;

    std::set<std::string, std::less<>> known;
    std::function<reel::chat_reply(const reel::chat_message&)> answer; ///< unset: "You said: …"
    std::function<reel::chat_reply(const decision&)> on_decision;      ///< unset: "Done." or "Never mind."
    std::shared_ptr<reel::event> gate;                                 ///< when set, answers wait for it

    std::vector<reel::chat_message> said;
    std::vector<decision> decided;
    std::vector<std::string> delivered_ids; ///< "account/conversation/id"
};

} // namespace reel_test
