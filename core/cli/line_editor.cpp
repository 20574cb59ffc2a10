// SPDX-License-Identifier: MIT
#include "core/cli/line_editor.hpp"

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <system_error>
#include <utility>

#include <editline/readline.h>

namespace reeld::cli
{

namespace
{

constexpr int longest_history = 1000;

struct free_text
{
    void operator()(char* text) const noexcept { std::free(text); }
};

} // namespace

line_editor::line_editor(std::filesystem::path file) : file_{std::move(file)}
{
    std::setlocale(LC_CTYPE, ""); // letters are more than bytes
    ::using_history();
    ::stifle_history(longest_history);
    if (file_.empty())
        return;
    std::error_code ignored; // without a history one can talk as well
    std::filesystem::create_directories(file_.parent_path(), ignored);
    ::read_history(file_.c_str());
}

std::optional<std::string> line_editor::read(const char* prompt)
{
    const std::unique_ptr<char, free_text> line{::readline(prompt)};
    if (!line)
    {
        std::putchar('\n');
        return {};
    }
    std::string out{line.get()};
    if (out.find_first_not_of(" \t") == std::string::npos)
        return out;
    ::add_history(out.c_str());
    if (!file_.empty() && ::write_history(file_.c_str()) == 0)
    {
        std::error_code ignored;
        std::filesystem::permissions(file_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
                                     ignored);
    }
    return out;
}

std::filesystem::path history_file()
{
    const auto below = [](const char* variable) {
        const char* value = std::getenv(variable);
        return std::filesystem::path{value ? value : ""};
    };
    if (const auto state = below("XDG_STATE_HOME"); state.is_absolute())
        return state / "reelctl/history";
    if (const auto home = below("HOME"); home.is_absolute())
        return home / ".local/state/reelctl/history";
    return {};
}

} // namespace reeld::cli
