// SPDX-License-Identifier: MIT
// What reelctl does for each of its commands, without sockets or a terminal: words in, text and an exit code out.
#pragma once

#include "core/cli/reply.hpp"
#include "core/cli/table.hpp"

#include <reel/error.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reeld::cli
{

/// Sends one request to the daemon and waits for the reply.
using transport = std::function<reel::result<reply>(std::string_view method, std::string_view path, std::string body)>;

struct command
{
    std::string verb;                   ///< status, tools, call, plugins, check, version
    std::string tool;                   ///< of `call` (required) and `tools` (one tool's details)
    std::vector<std::string> arguments; ///< name=value
    std::optional<std::string> json_arguments;
    bool json = false;
    bool names = false; ///< of `tools`: names only
    bool yes = false;   ///< of `call`: confirmed beforehand
    /// Asks the person at the terminal whether to go on; empty: there is nobody.
    std::function<bool(std::string_view preview)> confirm{};
};

struct outcome
{
    std::string out;
    std::string error{}; ///< one line without "reelctl: "; empty when there is none
    exit_code code = exit_code::ok;
};

/// `url` is the daemon's address as errors name it; `version` is reelctl's.
outcome run(const command& c, const transport& send, const look& l, std::string_view url, std::string_view version);

} // namespace reeld::cli
