// SPDX-License-Identifier: MIT
#include "tests/unit/sim/fixture.hpp"

#include "tests/support/run.hpp"

#include <asio/ip/tcp.hpp>
#include <asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <charconv>

namespace sim_test
{
namespace
{

namespace json = boost::json;

reel::awaitable<received> exchange(std::uint16_t port, std::string text, std::chrono::milliseconds limit)
{
    auto executor = co_await asio::this_coro::executor;
    asio::ip::tcp::socket socket{executor};
    asio::steady_timer timer{executor, limit};
    timer.async_wait([&socket](asio::error_code ec) {
        if (!ec)
            socket.cancel();
    });
    received r;
    std::string in;
    const auto [refused] = co_await socket.async_connect({asio::ip::address_v4::loopback(), port}, reel::as_tuple);
    r.ended = refused;
    if (!r.ended)
        co_await asio::async_write(socket, asio::buffer(text), reel::as_tuple);
    std::size_t head_end = in.npos;
    while (!r.ended && (head_end == in.npos || in.size() < head_end + 4 + r.announced))
    {
        char piece[16'384];
        const auto [ec, n] = co_await socket.async_read_some(asio::buffer(piece), reel::as_tuple);
        in.append(piece, n);
        r.ended = ec;
        if (head_end == in.npos && (head_end = in.find("\r\n\r\n")) != in.npos)
        {
            r.announced = std::size_t(-1) - head_end - 4; // until the end, unless it says otherwise
            if (const auto at = in.find("Content-Length: "); at < head_end)
                std::from_chars(in.data() + at + 16, in.data() + head_end, r.announced);
        }
    }
    timer.cancel();
    if (head_end != in.npos)
    {
        std::from_chars(in.data() + 9, in.data() + 12, r.status);
        r.head = in.substr(0, head_end);
        r.body = in.substr(head_end + 4);
    }
    co_return r;
}

} // namespace

json::object container_of(std::string_view body)
{
    json::parse_options lenient;
    lenient.allow_invalid_utf8 = true;
    return json::parse(body, {}, lenient).at("MediaContainer").as_object();
}

json::array rows_of(std::string_view body)
{
    const auto container = container_of(body);
    const auto* rows = container.if_contains("Metadata");
    return rows ? rows->as_array() : json::array{};
}

json::object row_named(std::string_view body, std::string_view title)
{
    for (const auto& row : rows_of(body))
        if (const auto* found = row.as_object().if_contains("title");
            found && std::string_view{found->as_string()} == title)
            return row.as_object();
    return {};
}

reel_sim::reply plex_fixture::ask(std::string_view target, std::string_view headers)
{
    auto head = "GET " + std::string{target} + " HTTP/1.1\r\n" + std::string{headers};
    head.resize(head.size() - 2);
    return service.handle(reel_sim::parse_request(head).value());
}

std::string plex_fixture::key_of(reel_sim::kind k, std::string_view title, int year) const
{
    return std::to_string(world.copies(k, title, year).at(0)->key);
}

server_fixture::server_fixture(reel_sim::simulator_options options) : sim{io.get_executor(), options}
{
    BOOST_REQUIRE_MESSAGE(sim.listen().has_value(), "the simulator needs a free port on 127.0.0.1");
}

server_fixture::~server_fixture()
{
    reel_test::run(io, sim.stop());
}

received server_fixture::send(std::string_view method, std::string_view target, std::string_view headers,
                              std::string_view body, std::chrono::milliseconds limit)
{
    std::string text{method};
    text.append(" ").append(target).append(" HTTP/1.1\r\nHost: sim\r\n").append(headers);
    text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
    const std::string url = sim.url();
    std::uint16_t port = 0;
    std::from_chars(url.data() + url.rfind(':') + 1, url.data() + url.size(), port);
    return reel_test::run(io, exchange(port, std::move(text), limit));
}

void server_fixture::fault(std::string_view text)
{
    sim.faults().add(reel_sim::parse_fault(text).value());
}

} // namespace sim_test
