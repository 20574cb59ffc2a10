// SPDX-License-Identifier: MIT
#include "tests/unit/http/fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace reeld::http;
using namespace reel_test;
using reel::awaitable;

namespace
{

awaitable<response> hello(request&)
{
    co_return response::json(R"({"hello":"world"})");
}

awaitable<response> echo(request& req)
{
    co_return response::text(req.body);
}

awaitable<response> path_of(request& req)
{
    co_return response::text(req.path + " from " + req.peer + (req.loopback ? " here" : " afar"));
}

awaitable<response> no_answer(request&)
{
    throw std::runtime_error{"the database password is hunter2"};
    co_return response{};
}

awaitable<void> three_pieces(body_writer& out)
{
    for (const std::string_view piece : {"one,", "", "two,", "three"})
        (co_await out.write(piece)).value();
}

awaitable<response> streamed(request&)
{
    response answer;
    answer.content_type = "text/plain";
    answer.stream = three_pieces;
    co_return answer;
}

struct served : server_fixture
{
    served()
    {
        get("/hello", hello);
        post("/echo", echo);
        get("/who/{name}", path_of);
        get("/fails", no_answer);
        get("/stream", streamed);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(serving, served)

BOOST_AUTO_TEST_CASE(a_request_gets_its_answer)
{
    const auto got = exchange(get_request("/hello"));
    BOOST_TEST(got.starts_with("HTTP/1.1 200 OK\r\nDate: "));
    BOOST_TEST(got.find("Content-Type: application/json\r\n") != got.npos);
    BOOST_TEST(got.find("Content-Length: 17\r\n") != got.npos);
    BOOST_TEST(got.ends_with("Connection: close\r\n\r\n{\"hello\":\"world\"}"));
}

BOOST_AUTO_TEST_CASE(a_handler_knows_the_path_and_the_client)
{
    BOOST_TEST(exchange(get_request("/who/a%20b")).ends_with("/who/a b from 127.0.0.1 here"));
}

BOOST_AUTO_TEST_CASE(a_connection_is_kept_for_the_next_request)
{
    const auto got = exchange(get_request("/hello", "") + get_request("/who/x", "") + get_request("/hello"));
    BOOST_TEST(occurrences(got, "HTTP/1.1 200 OK") == 3u);
    BOOST_TEST(got.find("/who/x") > got.find("world")); // in the order of the requests
    BOOST_TEST(got.find("/who/x") < got.rfind("world"));
    BOOST_TEST(occurrences(got, "Connection: close") == 1u);
    BOOST_TEST(server->stats().connections == 1u);
    BOOST_TEST(server->stats().requests == 3u);
}

BOOST_AUTO_TEST_CASE(http_1_0_closes_unless_asked_to_keep)
{
    const auto got = exchange("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /hello HTTP/1.0\r\n\r\n");
    BOOST_TEST(occurrences(got, "Connection: keep-alive") == 1u);
    BOOST_TEST(occurrences(got, "Connection: close") == 1u);
}

BOOST_AUTO_TEST_CASE(head_has_the_header_of_get_and_no_body)
{
    const auto got = exchange("HEAD /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    BOOST_TEST(got.find("Content-Length: 17\r\n") != got.npos);
    BOOST_TEST(got.ends_with("\r\n\r\n"));
}

BOOST_AUTO_TEST_CASE(an_unknown_path_is_404_and_a_wrong_method_is_405)
{
    BOOST_TEST(exchange(get_request("/nowhere")).starts_with("HTTP/1.1 404 Not Found"));
    const auto got = exchange(get_request("/echo"));
    BOOST_TEST(got.starts_with("HTTP/1.1 405 Method Not Allowed"));
    BOOST_TEST(got.find("Allow: POST\r\n") != got.npos);
    BOOST_TEST(got.find("{\"error\":\"") != got.npos);
}

BOOST_AUTO_TEST_CASE(a_failing_handler_is_500_and_its_words_go_to_the_log_only)
{
    const auto got = exchange(get_request("/fails", "") + get_request("/hello"));
    BOOST_TEST(got.starts_with("HTTP/1.1 500 Internal Server Error"));
    BOOST_TEST(got.find("hunter2") == got.npos);
    BOOST_TEST(logs.has(reel::log_level::error, "hunter2"));
    BOOST_TEST(got.ends_with("{\"hello\":\"world\"}"), "the connection goes on");
}

BOOST_AUTO_TEST_CASE(a_malformed_request_is_answered_and_ends_the_connection)
{
    const auto got = exchange("GET /hello HTTP/1.1\r\n\r\n" + get_request("/hello"));
    BOOST_TEST(got.starts_with("HTTP/1.1 400 Bad Request"));
    BOOST_TEST(occurrences(got, "HTTP/1.1 ") == 1u);
    BOOST_TEST(server->stats().malformed == 1u);
}

BOOST_AUTO_TEST_CASE(bodies_are_collected_with_and_without_length)
{
    BOOST_TEST(exchange("POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc")
                   .ends_with("\r\n\r\nabc"));
    BOOST_TEST(exchange("POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                        "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n")
                   .ends_with("\r\n\r\nabc"));
}

BOOST_AUTO_TEST_CASE(a_large_body_arrives_whole)
{
    const std::string body(3'000'000, 'b');
    const auto got =
        exchange("POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3000000\r\n\r\n" + body);
    BOOST_TEST(got.size() > body.size());
    BOOST_TEST(got.ends_with(body));
}

BOOST_AUTO_TEST_CASE(a_body_over_the_bound_is_refused_before_it_is_read)
{
    limits.max_body = 10;
    BOOST_TEST(exchange("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n").starts_with("HTTP/1.1 413"));
}

BOOST_AUTO_TEST_CASE(a_header_over_the_bound_is_refused)
{
    const std::string large(20'000, 'h');
    BOOST_TEST(exchange(get_request("/hello", "X: " + large + "\r\n")).starts_with("HTTP/1.1 431"));
    BOOST_TEST(exchange(get_request("/" + large)).starts_with("HTTP/1.1 414"));
}

BOOST_AUTO_TEST_CASE(an_unwanted_body_is_not_waited_for)
{
    const auto got = exchange("POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nonly the beginning");
    BOOST_TEST(got.starts_with("HTTP/1.1 404"));
    BOOST_TEST(got.find("Connection: close\r\n") != got.npos);
}

BOOST_AUTO_TEST_CASE(an_unwanted_body_that_is_here_already_does_not_end_the_connection)
{
    const auto got =
        exchange("POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc" + get_request("/hello"));
    BOOST_TEST(got.starts_with("HTTP/1.1 404"));
    BOOST_TEST(got.ends_with("{\"hello\":\"world\"}"));
}

BOOST_AUTO_TEST_CASE(a_stream_is_sent_in_chunks)
{
    const auto got = exchange(get_request("/stream", "") + get_request("/hello"));
    BOOST_TEST(
        got.find("Transfer-Encoding: chunked\r\n\r\n4\r\none,\r\n4\r\ntwo,\r\n5\r\nthree\r\n0\r\n\r\nHTTP/1.1 200") !=
            got.npos,
        got);
}

BOOST_AUTO_TEST_CASE(a_stream_to_http_1_0_ends_with_the_connection)
{
    const auto got = exchange("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    BOOST_TEST(got.ends_with("Connection: close\r\n\r\none,two,three"));
}

BOOST_AUTO_TEST_CASE(a_filter_answers_before_the_handler_and_before_the_body)
{
    start();
    server->add_filter([](request& req) -> std::optional<response> {
        if (req.header("authorization").empty())
            return response::json(R"({"error":"who are you?"})", 401);
        return {};
    });
    BOOST_TEST(exchange("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n")
                   .starts_with("HTTP/1.1 401"));
    BOOST_TEST(
        exchange(get_request("/hello", "Authorization: x\r\nConnection: close\r\n")).starts_with("HTTP/1.1 200"));
}

BOOST_AUTO_TEST_CASE(a_finisher_sees_every_answer)
{
    start();
    server->add_finisher([](const request&, response& answer) { answer.headers.emplace_back("X-Seen", "yes"); });
    for (const auto* path : {"/hello", "/nowhere"})
        BOOST_TEST(exchange(get_request(path, "Connection: close\r\n")).find("X-Seen: yes\r\n") != std::string::npos,
                   path);
}

BOOST_AUTO_TEST_CASE(a_handlers_header_cannot_break_out_of_its_line)
{
    const handler splits = [](request&) -> awaitable<response> {
        auto answer = response::text("x");
        answer.headers.emplace_back("X-Name", "a\r\nSet-Cookie: b");
        answer.headers.emplace_back("X-Other", "c");
        co_return answer;
    };
    get("/splits", splits);
    const auto got = exchange(get_request("/splits"));
    BOOST_TEST(got.find("Set-Cookie") == got.npos);
    BOOST_TEST(got.find("X-Other: c\r\n") != got.npos);
}

BOOST_AUTO_TEST_SUITE_END()
