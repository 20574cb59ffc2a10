// SPDX-License-Identifier: MIT
// A real server on loopback, and raw sockets that may say anything to it. All on one loop, driven by the test.
#pragma once

#include "core/http/server.hpp"
#include "tests/support/log_capture.hpp"
#include "tests/support/run.hpp"

#include <asio/ip/tcp.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace reel_test
{

using asio::ip::tcp;

/// A client that writes bytes and reads bytes.
class raw_socket
{
public:
    explicit raw_socket(asio::io_context& io) : socket_{io} {}
    explicit raw_socket(tcp::socket socket) : socket_{std::move(socket)} {}

    reel::awaitable<void> connect(std::uint16_t port);
    reel::awaitable<void> write(std::string bytes);
    /// What arrives until the peer closes; nothing more after a reset.
    reel::awaitable<std::string> read_all();
    /// What arrives until `end` is in it; less when the peer closes before.
    reel::awaitable<std::string> read_until(std::string end);
    void close();
    void shutdown_send();

private:
    tcp::socket socket_;
    std::string kept_;
};

struct server_fixture
{
    server_fixture();
    ~server_fixture();

    void get(std::string path, reeld::http::handler handler, bool cancel_on_hangup = false);
    void post(std::string path, reeld::http::handler handler);
    /// Makes the server with `limits` and starts it.
    std::uint16_t start();
    /// Ends whatever the server still does.
    void stop();
    /// Sends `bytes` on a connection of its own and returns all that comes back until the server closes it.
    std::string exchange(std::string bytes);

    asio::io_context io{1};
    log_capture logs;
    reel::logger log{logs, "http"};
    reeld::http::router routes;
    reeld::http::server_limits limits;
    std::optional<reeld::http::server> server;
    std::uint16_t port = 0;
};

/// The answer to "GET `path`", asked for with `Connection: close`.
std::string get_request(std::string_view path, std::string_view more = "Connection: close\r\n");

/// How often `what` is in `text`.
std::size_t occurrences(std::string_view text, std::string_view what);

} // namespace reel_test
