// SPDX-License-Identifier: MIT
// What a program that measures a daemon from outside needs: a blocking connection to a port of this machine, and the processor
// time of another process. What goes wrong ends the program with a sentence.
#pragma once

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace bench
{

[[noreturn]] inline void give_up(const std::string& why)
{
    std::fprintf(stderr, "%s: %s\n", ::program_invocation_short_name, why.c_str());
    std::exit(1);
}

class connection
{
public:
    explicit connection(int port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)}
    {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(static_cast<std::uint16_t>(port));
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const timeval patience{60, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0)
            give_up("nobody listens on port " + std::to_string(port));
    }
    ~connection() { ::close(socket_); }
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    void send(const std::string& request)
    {
        if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
            give_up("the connection was closed");
    }
    /// The body of the answer, as it came: chunks are left as they are.
    std::string receive()
    {
        std::string text;
        while (!is_whole(text))
        {
            char piece[65536];
            const auto n = ::recv(socket_, piece, sizeof piece, 0);
            if (n <= 0)
                give_up("the connection was closed, or silent for a minute; last answer: " + text);
            text.append(piece, static_cast<std::size_t>(n));
        }
        if (!text.starts_with("HTTP/1.1 200"))
            give_up("not answered: " + text);
        return text.substr(text.find("\r\n\r\n") + 4);
    }
    std::string exchange(const std::string& request)
    {
        send(request);
        return receive();
    }

private:
    static bool is_whole(const std::string& text)
    {
        const auto header = text.find("\r\n\r\n");
        if (header == text.npos)
            return false;
        if (text.find("Transfer-Encoding: chunked") < header)
            return text.ends_with("0\r\n\r\n");
        const std::string name = "Content-Length: ";
        const auto length = text.find(name);
        if (length > header)
            give_up("neither length nor chunks: " + text);
        return text.size() >= header + 4 + static_cast<std::size_t>(std::atol(text.c_str() + length + name.size()));
    }

    int socket_;
};

inline std::string post(const std::string& path, const std::string& body)
{
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// The processor time of a whole process, in microseconds.
class processor_time
{
public:
    explicit processor_time(pid_t of)
    {
        if (::clock_getcpuclockid(of, &clock_) != 0)
            give_up("no such process");
    }
    double now() const
    {
        timespec t{};
        ::clock_gettime(clock_, &t);
        return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_nsec) / 1e3;
    }

private:
    clockid_t clock_{};
};

} // namespace bench
