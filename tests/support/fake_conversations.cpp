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
    reel::chat_reply reply;
    reply.text = "You said: " + message.text;
    reply.moved_on = true;
    if (answer)
        reply = answer(message);
    reply.message_id = message.id;
    co_return reply;
}

reel::awaitable<reel::chat_reply> fake_conversations::decide(std::string account, std::string token, bool yes)
{
    decided.push_back({std::move(account), std::move(token), yes});
    const auto pressed = decided.back();
    if (const auto open = gate)
        co_await open->wait();
    reel::chat_reply reply;
    reply.text = yes ? "Done." : "Never mind.";
    reply.moved_on = true;
    if (on_decision)
        reply = on_decision(pressed);
    reply.message_id = "decision of " + pressed.token;
    co_return reply;
}

void fake_conversations::delivered(std::string_view account, std::string_view conversation, std::string_view message_id)
{
    delivered_ids.push_back(std::string{account}.append("/").append(conversation).append("/").append(message_id));
}

} // namespace reel_test
