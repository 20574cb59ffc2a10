// SPDX-License-Identifier: MIT
// A program that somebody sits in front of: with a terminal in place of pipes. Killed with the object.
#pragma once

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

namespace integration
{

class terminal
{
public:
    terminal(const std::filesystem::path& program, std::vector<std::string> words,
             const std::vector<std::pair<std::string, std::string>>& environment)
    {
        words.insert(words.begin(), program.string());
        std::vector<char*> argv;
        for (auto& word : words)
            argv.push_back(word.data());
        argv.push_back(nullptr);
        pid_ = ::forkpty(&screen_, nullptr, nullptr, nullptr);
        if (pid_ != 0)
            return;
        for (const auto& [name, value] : environment)
            ::setenv(name.c_str(), value.c_str(), 1);
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    terminal(const terminal&) = delete;
    terminal& operator=(const terminal&) = delete;
    ~terminal()
    {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        ::close(screen_);
    }

    void type(const std::string& keys) const { (void)!::write(screen_, keys.data(), keys.size()); }

    /// Until the screen shows `text` behind what was looked for before; false when that takes ten seconds, or it ends.
    bool shows(const std::string& text)
    {
        for (;;)
        {
            if (const auto at = shown_.find(text, seen_); at != shown_.npos)
            {
                seen_ = at + text.size();
                return true;
            }
            pollfd ready{screen_, POLLIN, 0};
            char room[4096];
            const auto n = ::poll(&ready, 1, 10'000) > 0 ? ::read(screen_, room, sizeof room) : 0;
            if (n <= 0)
                return false;
            shown_.append(room, static_cast<std::size_t>(n));
        }
    }
    const std::string& shown() const noexcept { return shown_; }

private:
    pid_t pid_ = -1;
    int screen_ = -1;
    std::string shown_;
    std::size_t seen_ = 0;
};

} // namespace integration
