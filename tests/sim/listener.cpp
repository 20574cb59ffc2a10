// SPDX-License-Identifier: MIT
#include "tests/sim/listener.hpp"

#include "tests/sim/connection.hpp"

#include <reel/task_group.hpp>

#include <asio/ip/tcp.hpp>

#include <unordered_set>

namespace reel_sim
{

using asio::ip::tcp;

struct listener::impl
{
    impl(asio::any_io_executor executor, listener_hooks given, reel::duration ping_interval)
        : acceptor{executor}, hooks{std::move(given)}, ping{ping_interval}, tasks{executor}
    {}

    reel::awaitable<void> accept();
    reel::awaitable<void> serve(tcp::socket socket);
    reel::awaitable<void> outage(reel::duration length);
    asio::error_code open(std::uint16_t wanted);
    void close_all();

    tcp::acceptor acceptor;
    listener_hooks hooks;
    reel::duration ping;
    std::uint16_t port = 0;
    std::unordered_set<connection*> open_connections;
    reel::task_group tasks;
};

asio::error_code listener::impl::open(std::uint16_t wanted)
{
    asio::error_code ec;
    const tcp::endpoint where{asio::ip::address_v4::loopback(), wanted};
    acceptor.open(where.protocol(), ec);
    if (!ec)
        acceptor.set_option(tcp::acceptor::reuse_address{true}, ec);
    if (!ec)
        acceptor.bind(where, ec);
    if (!ec)
        acceptor.listen(tcp::acceptor::max_listen_connections, ec);
    asio::error_code ignored;
    if (ec)
        acceptor.close(ignored);
    else
        port = acceptor.local_endpoint().port();
    return ec;
}

reel::awaitable<void> listener::impl::accept()
{
    while (acceptor.is_open())
    {
        auto [ec, socket] = co_await acceptor.async_accept(reel::as_tuple);
        if (!ec)
            tasks.spawn("connection", serve(std::move(socket)));
    }
}

reel::awaitable<void> listener::impl::serve(tcp::socket socket)
{
    connection c{std::move(socket), hooks, ping};
    struct entry // leaves the list also when the coroutine is cancelled
    {
        std::unordered_set<connection*>& list;
        connection* c;
        ~entry() { list.erase(c); }
    } listed{open_connections, &c};
    open_connections.insert(&c);
    co_await c.run();
}

reel::awaitable<void> listener::impl::outage(reel::duration length)
{
    close_all();
    asio::steady_timer timer{acceptor.get_executor(), length};
    co_await timer.async_wait(reel::as_tuple);
    if (!tasks.cancelled() && !acceptor.is_open() && !open(port))
        tasks.spawn("accept", accept());
}

void listener::impl::close_all()
{
    asio::error_code ignored;
    acceptor.close(ignored);
    for (auto* c : open_connections)
        c->reset();
    hooks.events->drop_all();
}

listener::listener(asio::any_io_executor executor, listener_hooks hooks, reel::duration ping)
    : impl_{std::make_unique<impl>(std::move(executor), std::move(hooks), ping)}
{}

listener::~listener() = default;

reel::result<std::uint16_t> listener::listen(std::uint16_t port)
{
    if (const auto ec = impl_->open(port))
        return reel::error::from(ec, "cannot listen on 127.0.0.1:" + std::to_string(port));
    impl_->tasks.spawn("accept", impl_->accept());
    return impl_->port;
}

std::uint16_t listener::port() const noexcept
{
    return impl_->port;
}

void listener::outage(reel::duration length)
{
    impl_->tasks.spawn("outage", impl_->outage(length));
}

reel::awaitable<void> listener::stop()
{
    impl_->close_all();
    impl_->tasks.cancel();
    co_await impl_->tasks.join();
}

} // namespace reel_sim
