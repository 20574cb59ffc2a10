// SPDX-License-Identifier: MIT
// What was asked of the daemon on its command line. Pure but for --help and --version, which print.
#pragma once

#include "core/config/loader.hpp"
#include "core/config/settings.hpp"

#include <string>
#include <variant>

namespace reeld::app
{

/// Statuses of the process, as service managers know them (sysexits.h).
enum exit_status : int
{
    exit_ok = 0,
    exit_failure = 1,
    exit_usage = 64,
    exit_config = 78 ///< the configuration is wrong: starting again will not help
};

struct command
{
    enum class action : std::uint8_t
    {
        run,
        check_config,
        describe
    };
    action what = action::run;
    config::sources sources;
    config::command_line said;
    std::string described; ///< with `describe`: a plugin's name, or "core"
};

/// The command, or the status to exit with at once: help was printed, or a mistake in one line.
std::variant<command, int> parse_command_line(int argc, const char* const* argv);

} // namespace reeld::app
