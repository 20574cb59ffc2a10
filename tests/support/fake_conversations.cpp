// SPDX-License-Identifier: MIT
#include "tests/support/fake_conversations.hpp"

#include <utility>

namespace reel_test
{

reel::awaitable<reel::chat_reply> fake_conversations::say(reel::chat_message message)
{
    said.push_back(message);
    if (const auto open = gate)
        co_await open->wait();
    if (answer)
        co_return answer(message);
    reel::chat_reply reply;
    reply.text = "You said: " + message.text;
    co_return reply;
}

reel::awaitable<reel::chat_reply> fake_conversations::decide(std::string account, std::string token, bool yes)
{
    decided.push_back({std::move(account), std::move(token), yes});
    if (on_decision)
        co_return on_decision(decided.back());
    reel::chat_reply reply;
    reply.text = yes ? "Done." : "Never mind.";
    co_return reply;
}

void fake_conversations::delivered(std::string_view account, std::string_view conversation, std::string_view message_id)
{
    delivered_ids.push_back(std::string{account}.append("/").append(conversation).append("/").append(message_id));
}

} // namespace reel_test
