// SPDX-License-Identifier: MIT
#include "tests/unit/http/upstream.hpp"

namespace reel_test
{

upstream::upstream(asio::io_context& io, script play)
    : io_{io},
      play_{std::move(play)},
      acceptor_{io, {asio::ip::address_v4::loopback(), 0}},
      port_{acceptor_.local_endpoint().port()},
      tasks_{io.get_executor()}
{
    tasks_.spawn("accept", accept());
}

upstream::~upstream()
{
    tasks_.cancel();
    run(io_, tasks_.join());
}

std::string upstream::url(std::string_view path) const
{
    return "http://127.0.0.1:" + std::to_string(port_) + std::string{path};
}

reel::awaitable<void> upstream::accept()
{
    for (;;)
    {
        auto socket = co_await acceptor_.async_accept(asio::use_awaitable);
        tasks_.spawn("talk", talk(std::move(socket), connections_++));
    }
}

reel::awaitable<void> upstream::talk(tcp::socket socket, int number)
{
    raw_socket peer{std::move(socket)};
    co_await play_(peer, number);
}

reel::awaitable<std::string> read_request(raw_socket& peer)
{
    return peer.read_until("\r\n\r\n");
}

std::string reply(std::string_view body, std::string_view more, std::string_view status)
{
    return "HTTP/1.1 " + std::string{status} + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           std::string{more} + "\r\n" + std::string{body};
}

} // namespace reel_test
