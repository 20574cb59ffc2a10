// SPDX-License-Identifier: MIT
// HTTP/1.1 on loopback, small enough to misbehave on purpose: one coroutine a connection, bodies sent as the pieces they
// are, faults done to the socket itself. Not a server for strangers: it trusts its client to be a test.
#pragma once

#include "tests/sim/faults.hpp"
#include "tests/sim/message.hpp"
#include "tests/sim/plex/events.hpp"

#include <reel/asio.hpp>
#include <reel/error.hpp>
#include <reel/time.hpp>

#include <cstdint>
#include <functional>
#include <memory>

namespace reel_sim
{

struct listener_hooks
{
    std::function<reply(const request&)> handle;
    std::function<std::optional<fault>(const request&)> fault_of; ///< what to do wrong with it
    plex::event_hub* events = nullptr;
};

/// Loop thread only. stop() must have been awaited before it is destroyed.
class listener
{
public:
    listener(asio::any_io_executor executor, listener_hooks hooks, reel::duration ping);
    ~listener();

    /// On 127.0.0.1; port 0 takes a free one. The port that was bound.
    reel::result<std::uint16_t> listen(std::uint16_t port);
    std::uint16_t port() const noexcept;
    /// From the next turn of the loop nobody answers at the port, and all connections are reset, for so long.
    void outage(reel::duration length);
    /// Closes everything and waits for it.
    reel::awaitable<void> stop();

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

} // namespace reel_sim
