// SPDX-License-Identifier: MIT
// An upstream that behaves as a test wants: it is told, per connection, what to do.
#pragma once

#include "tests/unit/http/fixture.hpp"

#include <reel/task_group.hpp>

#include <functional>
#include <string>
#include <vector>

namespace reel_test
{

class upstream
{
public:
    /// Speaks on one connection; `number` counts them from 0. The connection is closed when it returns.
    using script = std::function<reel::awaitable<void>(raw_socket& peer, int number)>;

    upstream(asio::io_context& io, script play);
    ~upstream();

    std::uint16_t port() const { return port_; }
    std::string url(std::string_view path = "/") const;
    int connections() const noexcept { return connections_; }

private:
    reel::awaitable<void> accept();
    reel::awaitable<void> talk(tcp::socket socket, int number);

    asio::io_context& io_;
    script play_;
    tcp::acceptor acceptor_;
    std::uint16_t port_;
    int connections_ = 0;
    reel::task_group tasks_;
};

/// Reads a request's header.
reel::awaitable<std::string> read_request(raw_socket& peer);

/// "HTTP/1.1 200 OK" with a length and what else is wanted.
std::string reply(std::string_view body, std::string_view more = {}, std::string_view status = "200 OK");

} // namespace reel_test
