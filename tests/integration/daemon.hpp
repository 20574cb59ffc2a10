// SPDX-License-Identifier: MIT
// The program under test as its user has it: a process with folders, a port, signals and an exit status. Everything blocks, with
// a limit; the process is killed with the object.
#pragma once

#include "tests/support/temp_dir.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace integration
{

using namespace std::chrono_literals;

/// A program with its three streams in our hands.
class process
{
public:
    process(const std::filesystem::path& program, const std::vector<std::string>& arguments,
            const std::vector<std::string>& environment = {});
    process(const process&) = delete;
    process& operator=(const process&) = delete;
    ~process();

    void signal(int number) const;
    void write(const std::string& text) const; ///< to its stdin
    void close_stdin();
    /// Until stderr (or stdout) holds `text`; false when the limit passes or the process ends before.
    bool says(const std::string& text, std::chrono::milliseconds limit = 10s);
    bool answers(const std::string& text, std::chrono::milliseconds limit = 10s);
    /// Reads what it writes for as long: a pipe that nobody empties stops it.
    void listen(std::chrono::milliseconds length);
    /// The exit status; nothing when it goes on beyond the limit. A signal that ended it is 128 + number.
    std::optional<int> exit_status(std::chrono::milliseconds limit = 10s);

    const std::string& log() const noexcept { return err_; } ///< stderr so far
    const std::string& out() const noexcept { return out_; } ///< stdout so far

private:
    bool pump(std::chrono::milliseconds limit);
    template <class Done>
    bool until(Done done, std::chrono::milliseconds limit);

    pid_t pid_ = -1;
    int stdin_ = -1, stdout_ = -1, stderr_ = -1;
    std::string out_, err_;
    std::optional<int> status_;
};

struct reply
{
    int status = 0; ///< 0: no answer
    std::string body;
};

/// A connection that has sent its request, so that a test can do something before it is answered.
class exchange
{
public:
    exchange(std::uint16_t port, const std::string& method, const std::string& path, const std::string& body = {},
             const std::string& token = {});
    exchange(const exchange&) = delete;
    exchange& operator=(const exchange&) = delete;
    ~exchange();
    reply wait(std::chrono::seconds limit = 20s);

private:
    int socket_ = -1;
};

/// reeld with a folder for each of its things.
struct house
{
    reel_test::temp_dir dir;
    std::filesystem::path main = dir.path() / "reeld.yaml";
    std::filesystem::path conf_dir = dir.path() / "conf.d";
    std::filesystem::path plugin_dir = dir.path() / "plugins";

    house();

    /// A copy of the chameleon (tests/abi/plugins) under that name.
    void install(const std::string& name) const;
    /// A plugin of this tree, as it was built.
    void install_shipped(const std::string& name) const;
    void configure(const std::string& file, const std::string& yaml) const { dir.write("conf.d/" + file, yaml); }
    std::vector<std::string> arguments(std::vector<std::string> more = {}) const;
};

/// A started house, once it is ready.
class running_daemon : public process
{
public:
    explicit running_daemon(const house& h, std::vector<std::string> more = {},
                            const std::vector<std::string>& environment = {});
    std::uint16_t port() const noexcept { return port_; }
    reply get(const std::string& path) const { return exchange{port_, "GET", path}.wait(); }
    /// What a tool answers to a plain POST, by whoever has that token.
    reply call(const std::string& tool, const std::string& arguments = "{}", const std::string& token = {}) const;

private:
    std::uint16_t port_ = 0;
};

std::filesystem::path program(const std::string& name);

} // namespace integration
