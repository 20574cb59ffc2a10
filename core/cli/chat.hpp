// SPDX-License-Identifier: MIT
// reelctl chat: what is typed goes to the daemon, what it says is shown while it says it. Without sockets or a terminal. One
// thread.
#pragma once

#include "core/cli/command.hpp"

#include <reel/error.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace reeld::cli
{

/// As `transport`, by POST; a good answer is handed to `on_piece` as it arrives, in pieces of any size.
using live_transport = std::function<reel::result<reply>(std::string_view path, std::string body,
                                                         const std::function<void(std::string_view piece)>& on_piece)>;

/// How it meets the person.
struct chat_console
{
    std::function<std::optional<std::string>()> read_line; ///< the next message; nothing: that was all
    std::function<void(std::string_view)> write;           ///< what is said
    std::function<void(std::string_view)> note;            ///< what happens in between, a line; may be empty
    std::function<void(std::string_view)> complain;        ///< what went wrong, a line
    std::function<bool()> agree;                           ///< to what was just said; empty: nobody is there to ask
};

struct chat_command
{
    std::string conversation = "reelctl";
    std::string text; ///< empty: what read_line() says, to its end
    bool json = false;
};

/// The exit code is the last message's. `url` is the daemon's address as errors name it.
exit_code chat(const chat_command& what, const live_transport& send, const chat_console& console, std::string_view url);

} // namespace reeld::cli
