// SPDX-License-Identifier: MIT
// A line that a person types, with editing and a history that outlives the program. The one place that knows libedit. One thread;
// one at a time.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace reeld::cli
{

class line_editor
{
public:
    /// The history is kept in `file`, readable by its owner only; empty: it is not kept.
    explicit line_editor(std::filesystem::path file);
    line_editor(const line_editor&) = delete;
    line_editor& operator=(const line_editor&) = delete;

    /// Nothing at the end of the input (Ctrl-D).
    std::optional<std::string> read(const char* prompt);

private:
    std::filesystem::path file_;
};

/// $XDG_STATE_HOME/reelctl/history, else below ~/.local/state; empty when there is no home.
std::filesystem::path history_file();

} // namespace reeld::cli
