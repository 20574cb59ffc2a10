// SPDX-License-Identifier: MIT
// Connections of one client, by origin: at most so many at once, the unused ones kept for a while, and a queue for whoever
// finds none. Loop thread only; shared with the leases given out.
#pragma once

#include "core/http/connection.hpp"

#include <reel/clock.hpp>
#include <reel/event.hpp>

#include <list>
#include <map>
#include <memory>
#include <string>

namespace reeld::http
{

class pool;

/// The right to use one connection. Dropping it closes the connection and lets the next in the queue have its turn.
class lease
{
public:
    lease(lease&&) noexcept = default;
    lease& operator=(lease&&) = delete;
    ~lease();

    /// Keeps the connection for another request.
    void give_back();

    std::unique_ptr<http::connection> connection; ///< empty: to be opened by the holder
    bool used_before = false;                     ///< it may have gone stale

private:
    friend class pool;
    lease(std::shared_ptr<pool> from, std::string key) : pool_{std::move(from)}, key_{std::move(key)} {}
    std::shared_ptr<pool> pool_;
    std::string key_;
};

class pool final : public std::enable_shared_from_this<pool>
{
public:
    pool(asio::any_io_executor executor, reel::clock& clock, std::size_t max_connections, reel::duration idle_timeout);

    /// First come, first served. Throws only when cancelled.
    reel::awaitable<lease> acquire(const origin& to);
    /// Closes unused connections to an origin: when one was stale, the others are too.
    void forget_idle(const origin& to);

private:
    friend class lease;
    struct idle_connection
    {
        std::unique_ptr<http::connection> connection;
        std::chrono::nanoseconds since;
    };
    struct waiter
    {
        explicit waiter(const asio::any_io_executor& executor) : turn{executor} {}
        reel::event turn;
    };
    struct place
    {
        std::size_t leases = 0;
        std::list<idle_connection> idle; ///< the most recently used last
        std::list<waiter*> queue;
    };
    struct in_queue;

    void end_lease(const std::string& key);
    void keep(const std::string& key, std::unique_ptr<http::connection> unused);
    void close_old();

    asio::any_io_executor executor_;
    reel::clock& clock_;
    std::size_t max_connections_;
    reel::duration idle_timeout_;
    std::map<std::string, place> places_;
    asio::steady_timer broom_;
    bool sweeping_ = false;
};

} // namespace reeld::http
