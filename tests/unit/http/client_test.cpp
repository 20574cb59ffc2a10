// SPDX-License-Identifier: MIT
#include "tests/unit/http/client_fixture.hpp"

#include <reel/secret.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <stdexcept>

using namespace reel_test;
using namespace std::chrono_literals;
using reel::awaitable;
using reel::errc;

namespace
{

/// Answers every request on every connection with the same bytes.
upstream::script always(std::string answer)
{
    return [answer = std::move(answer)](raw_socket& peer, int) -> awaitable<void> {
        while (!(co_await read_request(peer)).empty())
            co_await peer.write(answer);
    };
}

/// Answers the first request of the n-th connection with the n-th text (the last one again and again), then closes.
upstream::script in_turn(std::vector<std::string> answers)
{
    return [answers = std::move(answers)](raw_socket& peer, int number) -> awaitable<void> {
        co_await read_request(peer);
        co_await peer.write(answers.at(std::min<std::size_t>(static_cast<std::size_t>(number), answers.size() - 1)));
    };
}

awaitable<void> pause(std::chrono::milliseconds length)
{
    asio::steady_timer timer{co_await asio::this_coro::executor, length};
    co_await timer.async_wait(asio::use_awaitable);
}

std::string label(const upstream& up)
{
    return "127.0.0.1:" + std::to_string(up.port());
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(http_client, client_fixture)

BOOST_AUTO_TEST_CASE(a_request_carries_what_it_was_given)
{
    std::string seen;
    upstream up{io, [&](raw_socket& peer, int) -> awaitable<void> {
                    seen = co_await read_request(peer);
                    seen += co_await peer.read_until("body");
                    co_await peer.write(reply("fine", "X-Seen: yes\r\n", "201 Created"));
                }};
    auto what = request(up.url("/a%20b?q=1&r"));
    what.method = "POST";
    what.body = "the body";
    what.headers = {{"X-Token", reel::secret{"s3cret"}}, {"Accept", "application/json"}};
    const auto got = send(what);
    BOOST_REQUIRE(got.has_value());
    BOOST_TEST(got->status == 201);
    BOOST_TEST(got->body == "fine");
    BOOST_TEST(got->header("x-seen") == "yes");
    BOOST_TEST(seen == "POST /a%20b?q=1&r HTTP/1.1\r\nHost: " + label(up) +
                           "\r\nUser-Agent: reeld/0.1.0\r\nAccept-Encoding: gzip, deflate\r\nContent-Length: 8\r\n"
                           "X-Token: s3cret\r\nAccept: application/json\r\n\r\nthe body");
    BOOST_TEST(logs.nowhere("s3cret"));
}

BOOST_AUTO_TEST_CASE(a_connection_is_used_again)
{
    upstream up{io, always(reply("x"))};
    for (int i = 0; i < 3; ++i)
        BOOST_TEST(get(up.url()).value().body == "x");
    BOOST_TEST(up.connections() == 1);
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_to_be_closed_is_not_used_again)
{
    upstream up{io, always(reply("x", "Connection: close\r\n"))};
    BOOST_TEST(get(up.url()).value().body == "x");
    BOOST_TEST(get(up.url()).value().body == "x");
    BOOST_TEST(up.connections() == 2);
}

BOOST_AUTO_TEST_CASE(an_unused_connection_is_closed_after_a_while)
{
    settings.idle_timeout = 20ms;
    bool closed = false;
    upstream up{io, [&](raw_socket& peer, int) -> awaitable<void> {
                    co_await read_request(peer);
                    co_await peer.write(reply("x"));
                    closed = (co_await peer.read_all()).empty();
                }};
    BOOST_TEST(get(up.url()).value().body == "x");
    for (int i = 0; i < 100 && !closed; ++i)
        run(io, pause(10ms));
    BOOST_TEST(closed);
}

BOOST_AUTO_TEST_CASE(a_connection_that_the_server_closed_meanwhile_costs_nothing)
{
    settings.max_connections = 1;
    upstream up{io, in_turn({reply("x")})}; // says keep-alive, and closes
    auto what = request(up.url());
    what.retries = 0;
    BOOST_TEST(send(what).value().body == "x");
    BOOST_TEST(send(what).value().body == "x");
    BOOST_TEST(up.connections() == 2);
}

BOOST_AUTO_TEST_CASE(a_connection_that_goes_stale_under_a_request_is_replaced)
{
    upstream up{io, [](raw_socket& peer, int number) -> awaitable<void> {
                    co_await read_request(peer);
                    co_await peer.write(reply("x"));
                    co_await read_request(peer);
                    if (number == 1)
                        co_await peer.write(reply("y"));
                }};
    auto what = request(up.url());
    what.retries = 0;
    BOOST_TEST(send(what).value().body == "x");
    BOOST_TEST(send(what).value().body == "x"); // on a second connection
    BOOST_TEST(send(what).value().body == "y");
    what.method = "POST"; // may have been acted upon: is not sent twice
    BOOST_TEST(send(what).has_error() == false);
}

BOOST_AUTO_TEST_CASE(only_so_many_connections_at_once_and_the_rest_wait_in_order)
{
    settings.max_connections = 2;
    int open = 0, most = 0;
    upstream up{io, [&](raw_socket& peer, int) -> awaitable<void> {
                    for (;;)
                    {
                        const auto asked = co_await read_request(peer);
                        if (asked.empty())
                            co_return;
                        most = std::max(most, ++open);
                        co_await pause(5ms);
                        --open;
                        co_await peer.write(reply(asked.substr(5, 1)));
                    }
                }};
    std::string order;
    reel::task_group asking{io.get_executor()};
    struct one
    {
        static awaitable<void> of(client_fixture& self, std::string url, std::string& order)
        {
            order += (co_await self.client().send(request(url))).value().body;
        }
    };
    for (const char c : std::string_view{"abcdef"})
        asking.spawn("ask", one::of(*this, up.url(std::string{"/"} + c), order));
    run(io, asking.join());
    BOOST_TEST(most == 2);
    BOOST_TEST(up.connections() == 2);
    BOOST_TEST(order.size() == 6u);
    BOOST_TEST(order.substr(4).find_first_not_of("ef") == order.npos, "first come, first served");
}

BOOST_AUTO_TEST_CASE(waiting_for_a_connection_ends_with_the_deadline_and_leaves_the_queue_intact)
{
    settings.max_connections = 1;
    upstream up{io, [](raw_socket& peer, int) -> awaitable<void> {
                    for (;;)
                    {
                        if ((co_await read_request(peer)).empty())
                            co_return;
                        co_await pause(100ms);
                        co_await peer.write(reply("x"));
                    }
                }};
    reel::task_group asking{io.get_executor()};
    struct one
    {
        static awaitable<void> of(client_fixture& self, reel::http_request what,
                                  std::optional<reel::result<reel::http_response>>& out)
        {
            out = co_await self.client().send(std::move(what));
        }
    };
    std::optional<reel::result<reel::http_response>> first, second, third;
    auto hurried = request(up.url());
    hurried.deadline = 20ms;
    asking.spawn("first", one::of(*this, request(up.url()), first));
    asking.spawn("second", one::of(*this, hurried, second));
    asking.spawn("third", one::of(*this, request(up.url()), third));
    run(io, asking.join());
    BOOST_TEST(first->value().body == "x");
    BOOST_TEST(second->error().message() == "no free connection to " + label(up) + " within 20ms");
    BOOST_TEST(third->value().body == "x");
}

BOOST_AUTO_TEST_CASE(chunked_bodies_interim_responses_and_bodies_without_length_are_read)
{
    upstream up{
        io, in_turn({"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n",
                     "HTTP/1.0 200 OK\r\n\r\nuntil the end"})};
    BOOST_TEST(get(up.url()).value().body == "abcd");
    BOOST_TEST(get(up.url()).value().body == "until the end");
}

BOOST_AUTO_TEST_CASE(a_redirect_is_an_answer_like_any_other)
{
    upstream up{io, always(reply("", "Location: http://elsewhere/\r\n", "302 Found"))};
    BOOST_TEST(get(up.url()).value().status == 302);
}

BOOST_AUTO_TEST_CASE(head_has_no_body)
{
    upstream up{io, always("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")};
    auto what = request(up.url());
    what.method = "HEAD";
    BOOST_TEST(send(what).value().body == "");
    BOOST_TEST(send(what).value().header("Content-Length") == "10");
    BOOST_TEST(up.connections() == 1);
}

BOOST_AUTO_TEST_CASE(a_body_over_its_bound_is_an_error)
{
    upstream up{io, always(reply(std::string(101, 'x')))};
    auto what = request(up.url());
    what.max_body = 100;
    const auto got = send(what);
    BOOST_REQUIRE(got.has_error());
    BOOST_TEST((got.error().kind() == errc::validation));
    BOOST_TEST(got.error().message() == "the answer of " + label(up) + " cannot be used: it is larger than 100 bytes");
}

BOOST_AUTO_TEST_CASE(a_streamed_body_comes_in_pieces_and_without_bound)
{
    upstream up{io, always(reply(std::string(1'000'000, 'x')))};
    auto what = request(up.url());
    what.max_body = 100;
    std::size_t total = 0, largest = 0;
    const reel::body_sink sink = [&](std::string_view piece) -> reel::result<void> {
        total += piece.size();
        largest = std::max(largest, piece.size());
        return {};
    };
    const auto got = run(io, client().send(what, sink));
    BOOST_REQUIRE(got.has_value());
    BOOST_TEST(got->body == "");
    BOOST_TEST(total == 1'000'000u);
    BOOST_TEST(largest <= 64u * 1024u);
}

BOOST_AUTO_TEST_CASE(a_body_that_tells_of_a_failure_is_collected_even_with_a_sink)
{
    upstream up{io, always(reply("no such thing", "", "404 Not Found"))};
    const reel::body_sink sink = [](std::string_view) -> reel::result<void> { throw std::logic_error{"not for me"}; };
    BOOST_TEST(run(io, client().send(request(up.url()), sink)).value().body == "no such thing");
}

BOOST_AUTO_TEST_CASE(a_sink_can_end_the_transfer)
{
    upstream up{io, always(reply(std::string(1'000'000, 'x')))};
    const reel::body_sink sink = [](std::string_view) -> reel::result<void> {
        return reel::error{errc::validation, "enough"};
    };
    BOOST_TEST(run(io, client().send(request(up.url()), sink)).error().message() == "enough");
    const reel::body_sink thrower = [](std::string_view) -> reel::result<void> { throw std::runtime_error{"oh"}; };
    BOOST_TEST((run(io, client().send(request(up.url()), thrower)).error().kind() == errc::internal));
    BOOST_TEST(up.connections() == 2, "neither connection is used again");
}

BOOST_AUTO_TEST_CASE(a_bad_address_or_header_is_refused_before_anything_is_sent)
{
    BOOST_TEST((get("ftp://x/").error().kind() == errc::bad_argument));
    auto what = request("http://127.0.0.1:1/");
    what.headers = {{"X-Name", "a\r\nX-Evil: b"}};
    BOOST_TEST(send(what).error().message() == "the header 'X-Name' has a character that a header cannot have");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(http_client_faults, client_fixture)

BOOST_AUTO_TEST_CASE(a_refused_connection_says_where)
{
    tcp::acceptor bound{io, {asio::ip::address_v4::loopback(), 0}};
    const auto port = std::to_string(bound.local_endpoint().port());
    bound.close();
    auto what = request("http://127.0.0.1:" + port + "/path?token=x");
    what.retries = 0;
    const auto got = send(what);
    BOOST_TEST((got.error().kind() == errc::connection));
    BOOST_TEST(got.error().message() == "could not connect to 127.0.0.1:" + port + ": connection refused");
}

BOOST_AUTO_TEST_CASE(an_unknown_host_says_so)
{
    auto what = request("http://no-such-host.invalid/");
    what.retries = 0;
    const auto got = send(what);
    BOOST_TEST((got.error().kind() == errc::connection));
    BOOST_TEST(got.error().message().starts_with("could not connect to no-such-host.invalid:80: "));
    BOOST_TEST(got.error().unsent());
}

BOOST_AUTO_TEST_CASE(a_name_is_looked_up_and_each_of_its_addresses_tried)
{
    upstream up{io, always(reply("x"))}; // on 127.0.0.1 only; localhost may be ::1 first
    BOOST_TEST(get("http://localhost:" + std::to_string(up.port()) + "/").value().body == "x");
}

BOOST_AUTO_TEST_CASE(an_upstream_that_never_answers_is_given_up_at_the_deadline)
{
    upstream up{io, [](raw_socket& peer, int) -> awaitable<void> { co_await peer.read_all(); }};
    auto what = request(up.url("/secret?token=x"));
    what.deadline = 50ms;
    const auto got = send(what);
    BOOST_TEST((got.error().kind() == errc::timeout));
    BOOST_TEST(got.error().message() == "no answer from " + label(up) + " within 50ms");
    BOOST_TEST(!got.error().unsent(), "it may have done what it was asked for");
}

BOOST_AUTO_TEST_CASE(an_upstream_that_falls_silent_is_given_up_without_a_deadline)
{
    upstream up{io, [](raw_socket& peer, int) -> awaitable<void> {
                    co_await read_request(peer);
                    co_await peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
                    co_await peer.read_all();
                }};
    auto what = request(up.url());
    what.deadline = 0ms;
    what.read_timeout = 50ms;
    const auto got = send(what);
    BOOST_TEST((got.error().kind() == errc::timeout));
    BOOST_TEST(got.error().message() == label(up) + " has been silent for 50ms");
}

BOOST_AUTO_TEST_CASE(a_slow_drip_is_not_silence)
{
    upstream up{io, [](raw_socket& peer, int) -> awaitable<void> {
                    co_await read_request(peer);
                    for (const char c : reply("drip"))
                    {
                        co_await peer.write(std::string(1, c));
                        co_await pause(5ms);
                    }
                }};
    auto what = request(up.url());
    what.deadline = 0ms;
    what.read_timeout = 150ms;
    BOOST_TEST(send(what).value().body == "drip");
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_cut_off_is_a_connection_failure)
{
    upstream up{io, in_turn({"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"})};
    auto what = request(up.url());
    what.retries = 0;
    const auto got = send(what);
    BOOST_TEST((got.error().kind() == errc::connection));
    BOOST_TEST(got.error().message() == label(up) + " closed the connection in the middle of its answer");
}

BOOST_AUTO_TEST_CASE(garbage_is_not_an_answer)
{
    upstream up{io, in_turn({"220 mail.example.org ESMTP\r\n"})};
    const auto got = get(up.url());
    BOOST_TEST((got.error().kind() == errc::validation));
    BOOST_TEST(got.error().message() == "the answer of " + label(up) + " cannot be used: it is not HTTP/1.1");
    BOOST_TEST(up.connections() == 1, "garbage again is not worth another try");
}

BOOST_AUTO_TEST_CASE(a_huge_header_is_refused)
{
    settings.max_header = 2000;
    upstream up{io, always(reply("x", "X-Large: " + std::string(3000, 'x') + "\r\n"))};
    BOOST_TEST(get(up.url()).error().message() ==
               "the answer of " + label(up) + " cannot be used: its header is too large");
}

BOOST_AUTO_TEST_CASE(a_failure_that_may_pass_is_tried_again)
{
    upstream up{io, in_turn({"", reply("x")})};
    BOOST_TEST(get(up.url()).value().body == "x");
    BOOST_TEST(up.connections() == 2);
}

BOOST_AUTO_TEST_CASE(a_busy_upstream_is_asked_again_when_it_said_so)
{
    upstream up{io, in_turn({reply("", "Retry-After: 0\r\n", "503 Service Unavailable"), reply("x")})};
    BOOST_TEST(get(up.url()).value().body == "x");
}

BOOST_AUTO_TEST_CASE(a_busy_upstream_is_not_asked_again_when_that_would_be_too_late)
{
    upstream up{io, in_turn({reply("later", "Retry-After: 30\r\n", "429 Too Many Requests")})};
    BOOST_TEST(get(up.url()).value().status == 429);
    BOOST_TEST(up.connections() == 1);
}

BOOST_AUTO_TEST_CASE(what_may_have_been_done_is_not_asked_again)
{
    upstream up{io, in_turn({"", reply("x")})};
    auto what = request(up.url());
    what.method = "POST";
    BOOST_TEST(send(what).error().message() == label(up) + " closed the connection without an answer");
    BOOST_TEST(up.connections() == 1);
}

BOOST_AUTO_TEST_CASE(what_a_sink_has_seen_is_not_asked_again)
{
    upstream up{io, in_turn({"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"})};
    std::string seen;
    const reel::body_sink sink = [&](std::string_view piece) -> reel::result<void> {
        seen += piece;
        return {};
    };
    BOOST_TEST((run(io, client().send(request(up.url()), sink)).error().kind() == errc::connection));
    BOOST_TEST(seen == "abc");
    BOOST_TEST(up.connections() == 1);
}

BOOST_AUTO_TEST_CASE(a_refusal_while_the_request_is_still_sent_is_heard)
{
    upstream up{io, [](raw_socket& peer, int) -> awaitable<void> {
                    co_await read_request(peer);
                    co_await peer.write(reply("too large", "Connection: close\r\n", "413 Content Too Large"));
                    co_await peer.read_all();
                }};
    auto what = request(up.url());
    what.method = "POST";
    what.body.assign(300'000, 'b');
    BOOST_TEST(send(what).value().status == 413);
}

BOOST_AUTO_TEST_CASE(cancelling_closes_the_connection)
{
    bool closed = false, asked = false;
    upstream up{io, [&](raw_socket& peer, int) -> awaitable<void> {
                    co_await read_request(peer);
                    asked = true;
                    closed = (co_await peer.read_all()).empty();
                }};
    reel::task_group asking{io.get_executor()};
    struct one
    {
        static awaitable<void> of(client_fixture& self, std::string url) { co_await self.client().send(request(url)); }
    };
    asking.spawn("ask", one::of(*this, up.url()));
    while (!asked)
        io.run_one_for(1s);
    asking.cancel();
    run(io, asking.join());
    for (int i = 0; i < 100 && !closed; ++i)
        io.run_one_for(10ms);
    BOOST_TEST(closed);
}

BOOST_AUTO_TEST_SUITE_END()
