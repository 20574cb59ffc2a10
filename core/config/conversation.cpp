// SPDX-License-Identifier: MIT
#include "core/config/conversation.hpp"

#include <reel/option.hpp>

namespace reeld::config
{

namespace
{

using std::chrono_literals::operator""s;

reel::options<conversation_options> conversation_table()
{
    return reel::options<conversation_options>()
        .add("persona_file", &conversation_options::persona_file, "Who the assistant is, in a text of your own.")
        .add("max_rounds", &conversation_options::max_rounds, "How often it may call tools for one answer.")
        .at_least(1)
        .at_most(50)
        .add("turn_deadline", &conversation_options::turn_deadline, "How long one answer may take.")
        .at_least(1s)
        .add("max_message", &conversation_options::max_message, "Bytes in one message.")
        .at_least(100)
        .at_most(std::size_t{1024} * 1024)
        .add("window_messages", &conversation_options::window_messages, "Messages before that it reads again.")
        .at_least(2)
        .at_most(1000)
        .add("window_tokens", &conversation_options::window_tokens, "Their size in tokens, roughly.")
        .at_least(100)
        .add("messages_per_minute", &conversation_options::messages_per_minute, "Of one person.")
        .at_least(1)
        .add("keep", &conversation_options::keep, "How long what was said is remembered, as 365d; 0s is for ever.");
}

} // namespace

conversation_options read_conversation(const reel::config_node& core, reel::config_problems& problems)
{
    conversation_options out;
    if (const auto* said = core.find("conversation"))
        conversation_table().read(out, *said, {}, problems);
    return out;
}

} // namespace reeld::config
