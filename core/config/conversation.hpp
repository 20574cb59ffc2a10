// SPDX-License-Identifier: MIT
// How the assistant talks, and how much it may take for it: `conversation` of reeld.yaml. Values; start-up and reload only.
#pragma once

#include <reel/config.hpp>
#include <reel/time.hpp>

#include <cstddef>
#include <filesystem>

namespace reeld::config
{

struct conversation_options
{
    std::filesystem::path persona_file; ///< empty: our own
    int max_rounds = 10;                ///< in which the model may call tools, for one answer
    reel::duration turn_deadline = std::chrono::minutes{3};
    std::size_t max_message = std::size_t{16} * 1024; ///< bytes
    std::size_t window_messages = 20;                 ///< of a conversation that the model reads again
    std::size_t window_tokens = 6000;                 ///< and no more than this, roughly
    int messages_per_minute = 30;                     ///< of one person
    reel::duration keep{};                            ///< how long what was said is remembered; 0: for ever
};

/// What the main file says of it; each mistake at its own place.
conversation_options read_conversation(const reel::config_node& core, reel::config_problems& problems);

} // namespace reeld::config
