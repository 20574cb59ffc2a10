// SPDX-License-Identifier: MIT
// One connection of the listener: reads requests, writes replies, and does to them what a fault says. Kept alive by the
// coroutine that runs it; close() from outside ends that coroutine at its next step.
#pragma once

#include "tests/sim/listener.hpp"

#include <asio/ip/tcp.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace reel_sim
{

class connection
{
public:
    connection(asio::ip::tcp::socket socket, const listener_hooks& hooks, reel::duration ping);

    /// Until the client hangs up, close(), or a fault that ends the connection.
    reel::awaitable<void> run();
    /// With a reset, as a server that died.
    void reset() noexcept;

private:
    enum class next
    {
        keep_alive,
        close,
    };

    reel::awaitable<std::optional<request>> read_request();
    reel::awaitable<next> answer(const request& req);
    reel::awaitable<next> misbehave(const request& req, const fault& f, reply r);
    reel::awaitable<next> send(const reply& r);
    /// Head and at most `limit` bytes of the body; true when the client took them.
    reel::awaitable<bool> write(const reply& r, std::size_t limit);
    reel::awaitable<next> send_frames(const reply& r);
    reel::awaitable<bool> write_slowly(std::string text, std::uint64_t bytes_per_second);
    reel::awaitable<bool> write_all(std::string_view text);
    reel::awaitable<void> send_events(const request& req);
    reel::awaitable<void> until_hangup();

    asio::ip::tcp::socket socket_;
    const listener_hooks& hooks_;
    reel::duration ping_;
    std::string in_; ///< received and not yet used
};

} // namespace reel_sim
