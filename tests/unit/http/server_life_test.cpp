// SPDX-License-Identifier: MIT
// Connections over time: slow and silent clients, hang-ups, crowds, and the end of the server.
#include "tests/unit/http/fixture.hpp"

#include <reel/event.hpp>

#include <boost/test/unit_test.hpp>

using namespace reeld::http;
using namespace reel_test;
using namespace std::chrono_literals;
using reel::awaitable;

namespace
{

/// A handler that waits until it is let go, and notices when it is cancelled.
struct slow
{
    explicit slow(asio::io_context& io) : started{io.get_executor()}, go{io.get_executor()}, ended{io.get_executor()} {}

    awaitable<void> wait()
    {
        started.set();
        struct guard
        {
            slow& self;
            ~guard() { self.ended.set(); }
        } at_end{*this};
        co_await go.wait();
        finished = true;
    }

    reel::event started, go, ended;
    bool finished = false;
};

struct living : server_fixture
{
    living()
    {
        get("/hello", [](request&) -> awaitable<response> { co_return response::text("hello"); });
        post("/echo", [](request& req) -> awaitable<response> { co_return response::text(req.body); });
        get("/slow", wait, true);
        get("/stubborn", wait, false);
        get("/stream", [this](request&) -> awaitable<response> {
            response answer;
            answer.content_type = "text/event-stream";
            answer.stream = events;
            co_return answer;
        });
    }

    ~living() { stop(); } // before what the handlers refer to is gone

    awaitable<response> waited()
    {
        co_await work.wait();
        co_return response::text("slow");
    }
    awaitable<void> write_events(body_writer& out)
    {
        (co_await out.write(": first\n\n")).value();
        co_await work.wait();
        (co_await out.write(": last\n\n")).value();
    }

    slow work{io};
    handler wait = [this](request&) { return waited(); };
    std::function<awaitable<void>(body_writer&)> events = [this](body_writer& out) { return write_events(out); };
    raw_socket client{io};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(server_life, living)

BOOST_AUTO_TEST_CASE(a_client_that_never_finishes_its_header_is_told_and_left)
{
    limits.header_timeout = 30ms;
    BOOST_TEST(exchange("GET /hello HTTP/1.1\r\nHos").starts_with("HTTP/1.1 408 Request Timeout"));
    BOOST_TEST(server->stats().timeouts == 1u);
}

BOOST_AUTO_TEST_CASE(a_client_that_never_finishes_its_body_is_told_and_left)
{
    limits.body_timeout = 30ms;
    BOOST_TEST(exchange("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab").starts_with("HTTP/1.1 408"));
}

BOOST_AUTO_TEST_CASE(a_silent_client_is_left_without_a_word)
{
    limits.idle_timeout = 100ms;
    BOOST_TEST(exchange("") == "");
    BOOST_TEST(exchange(get_request("/hello", "")).ends_with("hello"));
    BOOST_TEST(server->stats().timeouts == 0u);
}

BOOST_AUTO_TEST_CASE(a_client_that_does_not_read_is_left)
{
    limits.write_timeout = 50ms;
    get("/large", [](request&) -> awaitable<response> { co_return response::text(std::string(64'000'000, 'x')); });
    start();
    run(io, client.connect(port));
    run(io, client.write(get_request("/large")));
    while (server->stats().timeouts == 0)
        io.run_one_for(1s);
    run(io, server->drain(5s));
    BOOST_TEST(server->stats().open == 0u);
}

BOOST_AUTO_TEST_CASE(go_on_is_said_to_a_client_that_asks)
{
    start();
    run(io, client.connect(port));
    run(io, client.write("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"));
    BOOST_TEST(run(io, client.read_until("\r\n\r\n")) == "HTTP/1.1 100 Continue\r\n\r\n");
    run(io, client.write("abc"));
    BOOST_TEST(run(io, client.read_until("abc")).starts_with("HTTP/1.1 200 OK"));
}

BOOST_AUTO_TEST_CASE(a_hang_up_cancels_a_handler_that_asked_for_it)
{
    start();
    run(io, client.connect(port));
    run(io, client.write(get_request("/slow")));
    run(io, work.started.wait());
    client.close();
    run(io, work.ended.wait());
    BOOST_TEST(!work.finished);
    run(io, server->drain(1s));
    BOOST_TEST(logs.records().empty(), "a client that leaves is not an error");
}

BOOST_AUTO_TEST_CASE(a_hang_up_does_not_cancel_other_handlers)
{
    start();
    run(io, client.connect(port));
    run(io, client.write(get_request("/stubborn")));
    run(io, work.started.wait());
    client.close();
    settle(io);
    BOOST_TEST(!work.ended.is_set());
    work.go.set();
    run(io, work.ended.wait());
    BOOST_TEST(work.finished);
}

BOOST_AUTO_TEST_CASE(requests_that_arrive_while_one_is_handled_wait_their_turn)
{
    start();
    run(io, client.connect(port));
    run(io, client.write(get_request("/slow", "")));
    run(io, work.started.wait());
    run(io, client.write(get_request("/hello", "")));
    settle(io);
    run(io, client.write(get_request("/hello")));
    settle(io);
    BOOST_TEST(!work.ended.is_set());
    work.go.set();
    const auto got = run(io, client.read_all());
    BOOST_TEST(occurrences(got, "HTTP/1.1 200 OK") == 3u);
    BOOST_TEST(got.find("slow") < got.find("hello"));
}

BOOST_AUTO_TEST_CASE(a_request_after_one_that_came_early_is_answered_once)
{
    start();
    run(io, client.connect(port));
    run(io, client.write(get_request("/slow", "")));
    run(io, work.started.wait());
    run(io, client.write(get_request("/hello", "")));
    settle(io);
    work.go.set();
    BOOST_TEST(run(io, client.read_until("slow")).starts_with("HTTP/1.1 200 OK"));
    run(io, client.read_until("hello")); // the read ahead of /slow is still under way
    run(io, client.write("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nConnection: close\r\n\r\nlast"));
    const auto got = run(io, client.read_all());
    BOOST_TEST(occurrences(got, "HTTP/1.1 ") == 1u);
    BOOST_TEST(got.ends_with("last"));
}

BOOST_AUTO_TEST_CASE(a_client_that_only_stops_sending_gets_its_answer)
{
    start();
    run(io, client.connect(port));
    run(io, client.write(get_request("/hello", "")));
    client.shutdown_send();
    BOOST_TEST(run(io, client.read_all()).ends_with("hello"));
}

BOOST_AUTO_TEST_CASE(a_hang_up_cancels_a_stream)
{
    start();
    run(io, client.connect(port));
    run(io, client.write(get_request("/stream")));
    BOOST_TEST(run(io, client.read_until("first\n\n")).starts_with("HTTP/1.1 200 OK"));
    client.close();
    run(io, work.ended.wait());
    BOOST_TEST(!work.finished);
}

BOOST_AUTO_TEST_CASE(a_stream_goes_as_fast_as_its_reader)
{
    std::size_t written = 0;
    const std::string piece(64 * 1024, 's');
    const std::function<awaitable<void>(body_writer&)> flood = [&](body_writer& out) -> awaitable<void> {
        for (int i = 0; i < 1000; ++i)
        {
            (co_await out.write(piece)).value();
            written += piece.size();
        }
    };
    get("/flood", [&](request&) -> awaitable<response> {
        response answer;
        answer.stream = flood;
        co_return answer;
    });
    start();
    run(io, client.connect(port));
    run(io, client.write(get_request("/flood")));
    for (int i = 0; i < 1000; ++i)
        settle(io);
    BOOST_TEST(written < 16'000'000u, "nobody reads, so the writer waits once the kernel's buffers are full");
    BOOST_TEST(run(io, client.read_all()).size() > 64'000'000u);
}

BOOST_AUTO_TEST_CASE(a_crowd_is_turned_away)
{
    limits.max_connections = 1;
    start();
    run(io, client.connect(port));
    run(io, client.write(get_request("/hello", "")));
    run(io, client.read_until("hello"));
    BOOST_TEST(exchange(get_request("/hello")).starts_with("HTTP/1.1 503"));
    BOOST_TEST(server->stats().refused == 1u);
    client.close();
    settle(io);
    BOOST_TEST(exchange(get_request("/hello")).starts_with("HTTP/1.1 200"));
}

BOOST_AUTO_TEST_CASE(draining_closes_idle_connections_and_waits_for_answers)
{
    start();
    raw_socket idle{io};
    run(io, idle.connect(port));
    run(io, client.connect(port));
    run(io, client.write(get_request("/slow", "")));
    run(io, work.started.wait());

    server->stop_admitting();
    BOOST_TEST(run(io, idle.read_all()) == "");
    BOOST_TEST(server->stats().open == 1u);
    BOOST_CHECK_THROW(run(io, raw_socket{io}.connect(port)), std::system_error);

    work.go.set();
    run(io, server->drain(10s));
    BOOST_TEST(run(io, client.read_all()).ends_with("Connection: close\r\n\r\nslow"));
}

BOOST_AUTO_TEST_CASE(draining_ends_what_takes_too_long)
{
    start();
    run(io, client.connect(port));
    run(io, client.write(get_request("/stubborn", "")));
    run(io, work.started.wait());
    run(io, server->drain(20ms));
    BOOST_TEST(work.ended.is_set());
    BOOST_TEST(!work.finished);
    BOOST_TEST(run(io, client.read_all()).starts_with("HTTP/1.1 503 Service Unavailable"));
}

BOOST_AUTO_TEST_CASE(a_port_in_use_is_one_clear_line)
{
    start();
    reeld::http::server second{io.get_executor(), routes, limits, log};
    const auto tried = second.listen("127.0.0.1", port);
    BOOST_REQUIRE(tried.has_error());
    BOOST_TEST(tried.error().message() ==
               "cannot listen on 127.0.0.1:" + std::to_string(port) + ": address already in use");
    BOOST_TEST(second.listen("not-an-address", 1).error().message() ==
               "cannot listen on 'not-an-address': not an IP address");
}

BOOST_AUTO_TEST_CASE(a_listening_socket_can_be_taken_over)
{
    tcp::acceptor passed{io, {asio::ip::address_v4::loopback(), 0}};
    port = passed.local_endpoint().port();
    server.emplace(io.get_executor(), routes, limits, log);
    server->adopt(passed.release()).value();
    server->start();
    BOOST_TEST(server->ports().at(0) == port);
    BOOST_TEST(exchange(get_request("/hello")).ends_with("hello"));
}

BOOST_AUTO_TEST_SUITE_END()
