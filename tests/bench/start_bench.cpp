// SPDX-License-Identifier: MIT
// From exec to the first answered question, out of the snapshot of an earlier run, with no upstream to ask; and the memory
// of the idle daemon. Usage: start_bench REELD PLUGIN_DIR STATE_DIR EMPTY_CONF_DIR [RUNS]. The state must hold a snapshot (tests/bench/start
// makes one).
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace
{

using steady = std::chrono::steady_clock;
using namespace std::chrono_literals;
constexpr std::uint16_t port = 17337;

/// One question on a connection of its own; the reply, or "" while nobody answers.
std::string ask()
{
    const std::string body = R"({"title":"The Matrix","type":"movie","tmdbId":603})";
    const std::string request =
        "POST /api/tools/check_plex_library HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
        "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) +
        "\r\n\r\n" + body;
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::string reply;
    if (::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0 &&
        ::send(fd, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size()))
    {
        char piece[4096];
        for (ssize_t n; (n = ::recv(fd, piece, sizeof piece, 0)) > 0;)
            reply.append(piece, static_cast<std::size_t>(n));
    }
    ::close(fd);
    return reply;
}

long status_kib(pid_t pid, const std::string& key)
{
    std::ifstream file{"/proc/" + std::to_string(pid) + "/status"};
    for (std::string word; file >> word;)
        if (word == key + ":")
        {
            long value = 0;
            file >> value;
            return value;
        }
    return 0;
}

struct run
{
    double ready_ms = 0;
    double rss_mib = 0;
    double private_mib = 0;
};

run measure(const char* reeld, const char* plugins, const char* state, const char* conf)
{
    const auto began = steady::now();
    const pid_t pid = ::fork();
    if (pid == 0)
    {
        ::setenv("PLEX_URL", "http://127.0.0.1:9", 1); // the discard port: nobody is there
        ::setenv("PLEX_TOKEN", "demo-token", 1);
        const auto text = std::to_string(port);
        ::execl(reeld, reeld, "--port", text.c_str(), "--state-dir", state, "--conf-dir", conf, "--plugin-dir", plugins,
                "--log-level", "error", nullptr);
        ::_exit(127);
    }
    run out;
    std::string reply;
    while ((reply = ask()).find("\"found\":true") == std::string::npos)
    {
        if (steady::now() - began > 10s || ::waitpid(pid, nullptr, WNOHANG) == pid)
        {
            std::fprintf(stderr, "start_bench: no answer out of the snapshot; last reply: %s\n", reply.c_str());
            std::exit(1);
        }
        std::this_thread::sleep_for(500us);
    }
    out.ready_ms = std::chrono::duration<double, std::milli>(steady::now() - began).count();
    std::this_thread::sleep_for(500ms);
    out.rss_mib = static_cast<double>(status_kib(pid, "VmRSS")) / 1024;
    out.private_mib = static_cast<double>(status_kib(pid, "RssAnon")) / 1024;
    ::kill(pid, SIGTERM);
    ::waitpid(pid, nullptr, 0);
    return out;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 5)
    {
        std::fprintf(stderr, "usage: start_bench REELD PLUGIN_DIR STATE_DIR EMPTY_CONF_DIR [RUNS]\n");
        return 2;
    }
    const int runs = argc > 5 ? std::atoi(argv[5]) : 9;
    std::vector<double> ready, rss, anonymous;
    for (int i = 0; i < runs; ++i)
    {
        const auto r = measure(argv[1], argv[2], argv[3], argv[4]);
        ready.push_back(r.ready_ms);
        rss.push_back(r.rss_mib);
        anonymous.push_back(r.private_mib);
    }
    std::printf("  %-44s %8.1f ms   (%.1f to %.1f)\n", "exec to the first answer, out of the snapshot", median(ready),
                *std::min_element(ready.begin(), ready.end()), *std::max_element(ready.begin(), ready.end()));
    std::printf("  %-44s %8.1f MiB  (%.1f of it its own, the rest shared libraries)\n", "memory when idle (RSS)",
                median(rss), median(anonymous));
}
