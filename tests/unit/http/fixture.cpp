// SPDX-License-Identifier: MIT
#include "tests/unit/http/fixture.hpp"

#include <asio/read.hpp>
#include <asio/read_until.hpp>
#include <asio/write.hpp>

#include <array>

namespace reel_test
{

reel::awaitable<void> raw_socket::connect(std::uint16_t port)
{
    co_await socket_.async_connect({asio::ip::address_v4::loopback(), port}, asio::use_awaitable);
}

reel::awaitable<void> raw_socket::write(std::string bytes)
{
    co_await asio::async_write(socket_, asio::buffer(bytes), reel::as_tuple); // the server may have closed already
}

reel::awaitable<std::string> raw_socket::read_all()
{
    return read_until({});
}

reel::awaitable<std::string> raw_socket::read_until(std::string end)
{
    std::array<char, 65536> piece;
    for (;;)
    {
        if (const auto at = kept_.find(end); !end.empty() && at != std::string::npos)
        {
            auto out = kept_.substr(0, at + end.size());
            kept_.erase(0, out.size());
            co_return out;
        }
        const auto [ec, n] = co_await socket_.async_read_some(asio::buffer(piece), reel::as_tuple);
        kept_.append(piece.data(), n);
        if (ec)
            co_return std::exchange(kept_, {});
    }
}

void raw_socket::close()
{
    asio::error_code ignored;
    socket_.close(ignored);
}

void raw_socket::shutdown_send()
{
    asio::error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

server_fixture::server_fixture() = default;

server_fixture::~server_fixture()
{
    stop();
}

void server_fixture::stop()
{
    if (server)
        run(io, server->drain(std::chrono::milliseconds{0}));
}

void server_fixture::get(std::string path, reeld::http::handler handler, bool cancel_on_hangup)
{
    routes.add({"GET", std::move(path), std::move(handler), cancel_on_hangup});
}

void server_fixture::post(std::string path, reeld::http::handler handler)
{
    routes.add({"POST", std::move(path), std::move(handler), false});
}

std::uint16_t server_fixture::start()
{
    server.emplace(io.get_executor(), routes, limits, log);
    server->listen("127.0.0.1", 0).value();
    server->start();
    port = server->ports().at(0);
    return port;
}

namespace
{

reel::awaitable<std::string> ask(raw_socket& socket, std::uint16_t port, std::string bytes)
{
    co_await socket.connect(port);
    co_await socket.write(std::move(bytes));
    co_return co_await socket.read_all();
}

} // namespace

std::string server_fixture::exchange(std::string bytes)
{
    if (!server)
        start();
    raw_socket socket{io};
    return run(io, ask(socket, port, std::move(bytes)));
}

std::string get_request(std::string_view path, std::string_view more)
{
    return "GET " + std::string{path} + " HTTP/1.1\r\nHost: x\r\n" + std::string{more} + "\r\n";
}

std::size_t occurrences(std::string_view text, std::string_view what)
{
    std::size_t n = 0;
    for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size()))
        ++n;
    return n;
}

} // namespace reel_test
