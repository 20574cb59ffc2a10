// SPDX-License-Identifier: MIT
// The HTTP/1.1 server: accepts, one coroutine per connection, keep-alive, bounded everything.
#pragma once

#include "core/http/router.hpp"

#include <reel/clock.hpp>
#include <reel/error.hpp>
#include <reel/log.hpp>
#include <reel/time.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace reeld::http
{

struct server_limits
{
    std::size_t max_header = 16 * 1024;
    std::size_t max_body = 4 * 1024 * 1024;
    std::size_t max_connections = 1024; ///< beyond it a new connection gets 503 and is closed
    reel::duration header_timeout =
        std::chrono::seconds{10}; ///< from the first byte of a request to the end of its header
    reel::duration body_timeout = std::chrono::seconds{30};
    reel::duration idle_timeout = std::chrono::seconds{75};
    reel::duration write_timeout = std::chrono::seconds{30}; ///< for a client that does not read
};

/// For metrics; counters since the start.
struct server_stats
{
    std::uint64_t connections = 0; ///< accepted
    std::uint64_t open = 0;        ///< now
    std::uint64_t requests = 0;
    std::uint64_t refused = 0; ///< over max_connections
    std::uint64_t malformed = 0;
    std::uint64_t timeouts = 0;
};

/// Runs when the header has arrived: before routing, and before the body is read (`body` is empty). A response it returns is
/// sent instead (Host and Origin checks, authentication).
using filter = std::function<std::optional<response>(request& req)>;

/// Runs before an answer is sent, whoever made it: for headers that all of them carry.
using finisher = std::function<void(const request& req, response& answer)>;

/// Loop thread only. The router, the log and the executor outlive it.
class server
{
public:
    server(asio::any_io_executor executor, const router& routes, server_limits limits, reel::logger log);
    ~server();

    void add_filter(filter f);
    void add_finisher(finisher f);

    /// Binds and listens; "address in use" and the like are errors with one clear line. Port 0 takes a free one.
    reel::result<void> listen(const std::string& address, std::uint16_t port);
    /// Takes over a listening socket (systemd socket activation).
    reel::result<void> adopt(int listening_socket);
    /// The ports really bound, in the order of the calls.
    std::vector<std::uint16_t> ports() const;

    void start();
    /// Closes the listeners and idle connections; requests under way are answered with `Connection: close`.
    void stop_admitting();
    /// Completes when no request is under way, or after `limit` cancels what remains and waits for it.
    reel::awaitable<void> drain(reel::duration limit);

    server_stats stats() const noexcept;

private:
    struct impl;
    std::shared_ptr<impl> impl_; // operations under way share it
};

} // namespace reeld::http
