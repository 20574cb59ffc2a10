// SPDX-License-Identifier: MIT
#include "tests/integration/daemon.hpp"

#include <boost/test/unit_test.hpp>

#include <arpa/inet.h>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace integration
{

namespace
{

namespace fs = std::filesystem;
using clock = std::chrono::steady_clock;

fs::path build_dir()
{
    const char* dir = std::getenv("REEL_BUILD_DIR");
    BOOST_REQUIRE_MESSAGE(dir, "set REEL_BUILD_DIR to the build directory, or run this through ctest");
    return dir;
}

std::vector<char*> pointers(std::vector<std::string>& words)
{
    std::vector<char*> out;
    for (auto& word : words)
        out.push_back(word.data());
    out.push_back(nullptr);
    return out;
}

/// Appends what has arrived; closes the stream at its end.
void take(int& fd, std::string& into)
{
    char buffer[8192];
    const auto n = ::read(fd, buffer, sizeof buffer);
    if (n > 0)
        into.append(buffer, static_cast<std::size_t>(n));
    else if (n == 0)
    {
        ::close(fd);
        fd = -1;
    }
}

void copy_plugin(const fs::path& from, const fs::path& to)
{
    fs::copy_file(from, to);
    fs::permissions(to, fs::perms{0644}); // whatever the umask of the build was
}

} // namespace

fs::path program(const std::string& name)
{
    return build_dir() / "bin" / name;
}

process::process(const fs::path& program, const std::vector<std::string>& arguments,
                 const std::vector<std::string>& environment)
{
    int in[2], out[2], err[2];
    BOOST_REQUIRE(::pipe2(in, O_CLOEXEC) == 0 && ::pipe2(out, O_CLOEXEC) == 0 && ::pipe2(err, O_CLOEXEC) == 0);
    ::fcntl(err[1], F_SETPIPE_SZ, 1 << 20); // a daemon that logs everything must not wait for the test to read it
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], 0);
    posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    posix_spawn_file_actions_adddup2(&actions, err[1], 2);

    std::vector<std::string> words{program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> variables{"PATH=/usr/bin:/bin", "TZ=UTC"};
    for (const char* passed : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS"})
        if (const char* value = std::getenv(passed))
            variables.push_back(std::string{passed} + "=" + value);
    variables.insert(variables.end(), environment.begin(), environment.end());
    const auto argv = pointers(words);
    const auto envp = pointers(variables);
    const int failed = ::posix_spawn(&pid_, program.c_str(), &actions, nullptr, argv.data(), envp.data());
    posix_spawn_file_actions_destroy(&actions);
    for (const int fd : {in[0], out[1], err[1]})
        ::close(fd);
    stdin_ = in[1];
    stdout_ = out[0];
    stderr_ = err[0];
    BOOST_REQUIRE_MESSAGE(!failed, program.string() + " cannot be started; build it first");
}

process::~process()
{
    if (!exit_status(0ms))
    {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    for (const int fd : {stdin_, stdout_, stderr_})
        if (fd >= 0)
            ::close(fd);
}

void process::signal(int number) const
{
    BOOST_REQUIRE(!status_);
    ::kill(pid_, number);
}

void process::write(const std::string& text) const
{
    BOOST_TEST(::write(stdin_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
}

void process::close_stdin()
{
    ::close(std::exchange(stdin_, -1));
}

/// Reads what the process writes within `limit`; false once it has closed both streams.
bool process::pump(std::chrono::milliseconds limit)
{
    pollfd streams[]{{stdout_, POLLIN, 0}, {stderr_, POLLIN, 0}};
    ::poll(streams, 2, static_cast<int>(limit.count()));
    if (streams[0].revents)
        take(stdout_, out_);
    if (streams[1].revents)
        take(stderr_, err_);
    return stdout_ >= 0 || stderr_ >= 0;
}

template <class Done>
bool process::until(Done done, std::chrono::milliseconds limit)
{
    const auto end = clock::now() + limit;
    while (!done())
    {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - clock::now());
        if (left <= 0ms || !pump(std::min<std::chrono::milliseconds>(left, 50ms)))
            return done();
    }
    return true;
}

bool process::says(const std::string& text, std::chrono::milliseconds limit)
{
    return until([&] { return err_.find(text) != std::string::npos; }, limit);
}

bool process::answers(const std::string& text, std::chrono::milliseconds limit)
{
    return until([&] { return out_.find(text) != std::string::npos; }, limit);
}

void process::listen(std::chrono::milliseconds length)
{
    until([] { return false; }, length);
}

std::optional<int> process::exit_status(std::chrono::milliseconds limit)
{
    const auto end = clock::now() + limit;
    while (!status_)
    {
        int status = 0;
        if (::waitpid(pid_, &status, WNOHANG) == pid_)
        {
            status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            while (pump(0ms) && (stdout_ >= 0 || stderr_ >= 0))
            {
            }
            break;
        }
        if (clock::now() >= end)
            break;
        if (!pump(10ms))
            ::usleep(1000);
    }
    return status_;
}

exchange::exchange(std::uint16_t port, const std::string& method, const std::string& path, const std::string& body,
                   const std::string& token)
    : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)}
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return;
    auto text =
        method + " " + path + " HTTP/1.1\r\nHost: localhost:" + std::to_string(port) + "\r\nConnection: close\r\n";
    if (!token.empty())
        text += "Authorization: Bearer " + token + "\r\n";
    if (!body.empty())
        text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    text += "\r\n" + body;
    (void)::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
}

exchange::~exchange()
{
    ::close(socket_);
}

reply exchange::wait(std::chrono::seconds limit)
{
    std::string text;
    const auto end = clock::now() + limit;
    for (;;)
    {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - clock::now());
        pollfd readable{socket_, POLLIN, 0};
        if (left <= 0ms || ::poll(&readable, 1, static_cast<int>(left.count())) <= 0)
            break;
        char buffer[8192];
        const auto n = ::recv(socket_, buffer, sizeof buffer, 0);
        if (n <= 0)
            break;
        text.append(buffer, static_cast<std::size_t>(n));
    }
    reply out;
    if (text.size() > 12)
        out.status = std::atoi(text.c_str() + 9);
    if (const auto body = text.find("\r\n\r\n"); body != std::string::npos)
        out.body = text.substr(body + 4);
    return out;
}

house::house()
{
    fs::create_directory(conf_dir);
    fs::create_directory(plugin_dir);
    fs::permissions(plugin_dir, fs::perms{0755});
    dir.write("reeld.yaml", "");
}

void house::install(const std::string& name) const
{
    copy_plugin(build_dir() / "tests/abi/chameleon.so", plugin_dir / (name + ".so"));
}

void house::install_shipped(const std::string& name) const
{
    copy_plugin(build_dir() / "plugins" / (name + ".so"), plugin_dir / (name + ".so"));
}

std::vector<std::string> house::arguments(std::vector<std::string> more) const
{
    std::vector<std::string> out{"--config",     main.string(),
                                 "--state-dir",  (dir.path() / "state").string(),
                                 "--plugin-dir", plugin_dir.string(),
                                 "--port",       "0",
                                 "--log-format", "plain"};
    out.insert(out.end(), more.begin(), more.end());
    return out;
}

running_daemon::running_daemon(const house& h, std::vector<std::string> more,
                               const std::vector<std::string>& environment)
    : process{program("reeld"), h.arguments(std::move(more)), environment}
{
    BOOST_REQUIRE_MESSAGE(says("Ready address=127.0.0.1:"), "reeld did not become ready; it said:\n" + log());
    BOOST_REQUIRE(says("\n"));
    const std::string mark = "Ready address=127.0.0.1:";
    port_ = static_cast<std::uint16_t>(std::atoi(log().c_str() + log().find(mark) + mark.size()));
}

reply running_daemon::call(const std::string& tool, const std::string& arguments, const std::string& token) const
{
    return exchange{port_, "POST", "/api/tools/" + tool, arguments, token}.wait();
}

} // namespace integration
