// SPDX-License-Identifier: MIT
#include "core/http/connection.hpp"

#include "core/http/blocking.hpp"
#include "core/http/text.hpp"
#include "core/http/tls.hpp"

#include <reel/timeout.hpp>

#include <asio/write.hpp>

#include <netdb.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>
#include <vector>

namespace reeld::http
{

namespace
{

using asio::ip::tcp;

class plain_connection final : public connection
{
public:
    explicit plain_connection(tcp::socket socket) : socket_{std::move(socket)} {}

    reel::awaitable<std::pair<std::error_code, std::size_t>> read_some(asio::mutable_buffer into) override
    {
        const auto [ec, n] = co_await socket_.async_read_some(into, reel::as_tuple);
        co_return std::pair{ec, n};
    }
    reel::awaitable<std::error_code> write(buffers what) override
    {
        const auto [ec, n] = co_await asio::async_write(socket_, what, reel::as_tuple);
        co_return ec;
    }
    tcp::socket& socket() override { return socket_; }

private:
    tcp::socket socket_;
};

struct lookup
{
    std::vector<tcp::endpoint> found;
    std::string failure;
};

lookup look_up(const std::string& host, std::uint16_t port)
{
    lookup out;
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo* list = nullptr;
    if (const int code = ::getaddrinfo(host.c_str(), nullptr, &hints, &list); code != 0)
    {
        out.failure = ::gai_strerror(code);
        out.failure[0] = lower(out.failure[0]);
        return out;
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner{list, &::freeaddrinfo};
    for (const auto* at = list; at; at = at->ai_next)
    {
        tcp::endpoint endpoint;
        if (at->ai_addrlen > endpoint.capacity())
            continue;
        std::memcpy(endpoint.data(), at->ai_addr, at->ai_addrlen);
        endpoint.resize(at->ai_addrlen);
        endpoint.port(port);
        out.found.push_back(endpoint);
    }
    return out;
}

reel::error could_not_connect(const origin& to, const std::string& why)
{
    return reel::error{reel::errc::connection, "could not connect to " + to.label + ": " + why};
}

reel::awaitable<lookup> resolve(const origin& to)
{
    asio::error_code not_an_address;
    const auto address = asio::ip::make_address(to.host, not_an_address);
    if (!not_an_address)
    {
        lookup known;
        known.found.emplace_back(address, to.port);
        co_return known;
    }
    const std::function<lookup()> work = [host = to.host, port = to.port] { return look_up(host, port); };
    blocking_call<lookup> call{co_await asio::this_coro::executor, work, blocking_call<lookup>::at_end::abandon};
    co_await call.wait();
    co_return std::move(call.value());
}

reel::awaitable<reel::result<tcp::socket>> connect(tcp::endpoint endpoint, const origin& to)
{
    tcp::socket socket{co_await asio::this_coro::executor};
    const auto [ec] = co_await socket.async_connect(endpoint, reel::as_tuple);
    if (ec == asio::error::operation_aborted)
        throw std::system_error{ec};
    if (ec)
        co_return could_not_connect(to, phrase(ec));
    asio::error_code ignored;
    socket.set_option(tcp::no_delay{true}, ignored);
    co_return socket;
}

/// Each address gets its share of the time, so that one that swallows packets leaves some for the next.
reel::awaitable<reel::result<std::unique_ptr<connection>>> try_all(const origin& to, tls& security, reel::clock& clock,
                                                                   reel::duration limit)
{
    const auto end = clock.ticks() + limit;
    auto known = co_await resolve(to);
    if (known.found.empty())
        co_return could_not_connect(to, known.failure.empty() ? "it has no address" : known.failure);
    auto failure = could_not_connect(to, "it has no address");
    for (std::size_t i = 0; i < known.found.size(); ++i)
    {
        const auto left = std::chrono::duration_cast<reel::duration>(end - clock.ticks());
        const auto share = left / static_cast<int>(known.found.size() - i);
        auto socket = co_await reel::with_timeout(clock, share, to.label, connect(known.found[i], to));
        if (!socket)
        {
            failure = socket.error();
            continue;
        }
        if (to.secure)
            co_return co_await security.secure(std::move(*socket), to);
        co_return make_plain(std::move(*socket));
    }
    co_return failure;
}

} // namespace

bool connection::quiet()
{
    char byte;
    const auto n = ::recv(socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

std::unique_ptr<connection> make_plain(tcp::socket socket)
{
    return std::make_unique<plain_connection>(std::move(socket));
}

reel::awaitable<reel::result<std::unique_ptr<connection>>> open_connection(const origin& to, tls& security,
                                                                           reel::clock& clock, reel::duration limit)
{
    auto opened = co_await reel::with_timeout(clock, limit, to.label, try_all(to, security, clock, limit));
    if (opened.has_error() && opened.error().kind() == reel::errc::timeout)
        co_return could_not_connect(to, "no answer within " + reel::format_duration(limit));
    co_return opened;
}

} // namespace reeld::http
