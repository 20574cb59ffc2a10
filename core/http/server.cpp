// SPDX-License-Identifier: MIT
#include "core/http/server.hpp"

#include "core/http/session.hpp"
#include "core/http/text.hpp"

#include <reel/either.hpp>

#include <asio/ip/tcp.hpp>

#include <sys/socket.h>

#include <algorithm>
#include <list>
#include <utility>

namespace reeld::http
{

namespace
{

using asio::ip::tcp;

constexpr std::chrono::milliseconds accept_pause{100}; // after a failure such as "too many open files"

reel::error cannot_listen(const std::string& where, const asio::error_code& ec)
{
    return reel::error{reel::errc::connection, "cannot listen on " + where + ": " + phrase(ec)};
}

void turn_away(tcp::socket socket)
{
    static constexpr std::string_view answer = "HTTP/1.1 503 Service Unavailable\r\n"
                                               "Content-Type: application/json\r\nContent-Length: 32\r\n"
                                               "Retry-After: 1\r\nConnection: close\r\n\r\n"
                                               "{\"error\":\"too many connections\"}";
    asio::error_code ignored;
    std::array<char, 2048> scratch;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(answer), ignored);
    socket.shutdown(tcp::socket::shutdown_send, ignored);
    socket.read_some(asio::buffer(scratch), ignored); // closing over unread bytes would reset the connection
}

} // namespace

struct server::impl : std::enable_shared_from_this<server::impl>
{
    struct listener
    {
        explicit listener(const asio::any_io_executor& executor) : acceptor{executor}, pause{executor} {}
        tcp::acceptor acceptor;
        asio::steady_timer pause;
    };

    impl(asio::any_io_executor e, const router& routes, server_limits limits, reel::logger log)
        : executor{std::move(e)},
          shared{std::make_shared<service>(routes, limits, std::move(log))},
          watchdog{executor},
          empty{executor}
    {
        empty.set();
    }

    void accept(std::shared_ptr<listener> from);
    void accepted(std::shared_ptr<listener> from, const asio::error_code& ec, tcp::socket socket);
    void serve(tcp::socket socket);
    void watch();
    void close();

    asio::any_io_executor executor;
    std::shared_ptr<service> shared;
    std::vector<std::shared_ptr<listener>> listeners;
    std::list<std::shared_ptr<session>> sessions;
    asio::steady_timer watchdog;
    bool watching = false;
    reel::event empty; // no session is open
};

void server::impl::accept(std::shared_ptr<listener> from)
{
    auto& acceptor = from->acceptor;
    acceptor.async_accept(
        [self = shared_from_this(), from = std::move(from)](const asio::error_code& ec, tcp::socket socket) mutable {
            self->accepted(std::move(from), ec, std::move(socket));
        });
}

void server::impl::accepted(std::shared_ptr<listener> from, const asio::error_code& ec, tcp::socket socket)
{
    if (shared->stopping || ec == asio::error::operation_aborted)
        return;
    if (!ec)
    {
        serve(std::move(socket));
        return accept(std::move(from));
    }
    shared->log.warn("A connection could not be accepted", {{"error", ec.message()}});
    auto& pause = from->pause;
    pause.expires_after(accept_pause);
    pause.async_wait([self = shared_from_this(), from = std::move(from)](const asio::error_code& cancelled) mutable {
        if (!cancelled)
            self->accept(std::move(from));
    });
}

void server::impl::serve(tcp::socket socket)
{
    auto& stats = shared->stats;
    ++stats.connections;
    if (sessions.size() >= shared->limits.max_connections)
    {
        ++stats.refused;
        return turn_away(std::move(socket));
    }
    sessions.push_back(std::make_shared<session>(std::move(socket), shared));
    const auto where = std::prev(sessions.end());
    stats.open = sessions.size();
    empty.reset();
    auto ended = [self = shared_from_this(), where](std::exception_ptr failure) {
        try
        {
            if (failure)
                std::rethrow_exception(failure);
        }
        catch (const std::system_error& e)
        {
            if (e.code() != asio::error::operation_aborted)
                self->shared->log.error("A connection failed", {{"error", e.what()}});
        }
        catch (const std::exception& e)
        {
            self->shared->log.error("A connection failed", {{"error", e.what()}});
        }
        (*where)->close();
        self->sessions.erase(where);
        self->shared->stats.open = self->sessions.size();
        if (self->sessions.empty())
            self->empty.set();
    };
    asio::co_spawn(executor, (*where)->run(), asio::bind_cancellation_slot((*where)->slot(), std::move(ended)));
    watch();
}

/// One timer for all connections. No deadline is ever set nearer than the shortest limit, so waking that often misses none.
void server::impl::watch()
{
    if (watching || sessions.empty())
        return;
    watching = true;
    const auto& l = shared->limits;
    auto until = session::clock::now() + std::min<reel::duration>({l.header_timeout, l.body_timeout, l.idle_timeout,
                                                                   l.write_timeout, linger_limit});
    for (const auto& open : sessions)
        until = std::min(until, open->deadline());
    watchdog.expires_at(until);
    watchdog.async_wait([self = shared_from_this()](const asio::error_code& cancelled) {
        self->watching = false;
        if (cancelled)
            return;
        const auto now = session::clock::now();
        for (const auto& open : self->sessions)
            if (open->deadline() <= now)
                open->expire();
        self->watch();
    });
}

void server::impl::close()
{
    shared->stopping = true;
    for (const auto& listening : listeners)
    {
        asio::error_code ignored;
        listening->acceptor.close(ignored);
        listening->pause.cancel();
    }
    for (const auto& open : sessions)
        open->end_if_idle();
}

server::server(asio::any_io_executor executor, const router& routes, server_limits limits, reel::logger log)
    : impl_{std::make_shared<impl>(std::move(executor), routes, limits, std::move(log))}
{}

server::~server()
{
    impl_->close();
    impl_->watchdog.cancel();
    for (const auto& open : impl_->sessions)
        open->cancel();
}

void server::add_filter(filter f)
{
    impl_->shared->filters.push_back(std::move(f));
}

void server::add_finisher(finisher f)
{
    impl_->shared->finishers.push_back(std::move(f));
}

reel::result<void> server::listen(const std::string& address, std::uint16_t port)
{
    asio::error_code ec;
    const auto ip = asio::ip::make_address(address, ec);
    const auto where = (ec || ip.is_v4() ? address : "[" + address + "]") + ":" + std::to_string(port);
    if (ec)
        return reel::error{reel::errc::bad_argument, "cannot listen on '" + address + "': not an IP address"};
    const tcp::endpoint endpoint{ip, port};
    auto made = std::make_shared<impl::listener>(impl_->executor);
    auto& acceptor = made->acceptor;
    acceptor.open(endpoint.protocol(), ec);
    if (!ec)
        acceptor.set_option(tcp::acceptor::reuse_address{true}, ec);
    if (!ec)
        acceptor.bind(endpoint, ec);
    if (!ec)
        acceptor.listen(asio::socket_base::max_listen_connections, ec);
    if (ec)
        return cannot_listen(where, ec);
    impl_->listeners.push_back(std::move(made));
    return {};
}

reel::result<void> server::adopt(int listening_socket)
{
    const auto where = "socket " + std::to_string(listening_socket);
    int family = 0;
    socklen_t size = sizeof family;
    asio::error_code ec;
    if (::getsockopt(listening_socket, SOL_SOCKET, SO_DOMAIN, &family, &size) != 0)
        return cannot_listen(where, {errno, asio::error::get_system_category()});
    if (family != AF_INET && family != AF_INET6)
        return reel::error{reel::errc::bad_argument, "cannot listen on " + where + ": not a TCP socket"};
    auto made = std::make_shared<impl::listener>(impl_->executor);
    made->acceptor.assign(family == AF_INET ? tcp::v4() : tcp::v6(), listening_socket, ec);
    if (ec)
        return cannot_listen(where, ec);
    impl_->listeners.push_back(std::move(made));
    return {};
}

std::vector<std::uint16_t> server::ports() const
{
    std::vector<std::uint16_t> out;
    for (const auto& listening : impl_->listeners)
    {
        asio::error_code ignored;
        out.push_back(listening->acceptor.local_endpoint(ignored).port());
    }
    return out;
}

void server::start()
{
    for (const auto& listening : impl_->listeners)
        impl_->accept(listening);
}

void server::stop_admitting()
{
    impl_->close();
}

reel::awaitable<void> server::drain(reel::duration limit)
{
    const auto self = impl_;
    self->close();
    asio::steady_timer patience{self->executor, limit};
    co_await reel::either(self->empty.wait(), patience.async_wait(asio::use_awaitable));
    for (const auto& open : self->sessions)
        open->cancel();
    while (!self->sessions.empty())
        co_await self->empty.wait();
    self->watchdog.cancel();
}

server_stats server::stats() const noexcept
{
    return impl_->shared->stats;
}

} // namespace reeld::http
