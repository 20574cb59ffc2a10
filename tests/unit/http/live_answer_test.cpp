// SPDX-License-Identifier: MIT
// Answers that are sent while they come about, by the real server.
#include "core/http/live_answer.hpp"
#include "tests/unit/http/fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace reeld::http;
using reel_test::get_request;

namespace
{

struct live_fixture : reel_test::server_fixture
{
    reel::task_group tasks{io.get_executor(), [](const std::string&, std::exception_ptr) {}};
    event_work work;
    bool cancelled = false;

    live_fixture()
    {
        get("/", [this](request&) { return answer_live(tasks, "work", work); }, true);
        start();
    }
    ~live_fixture()
    {
        stop();
        reel_test::run(io, tasks.join());
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(live_answers, live_fixture)

BOOST_AUTO_TEST_CASE(what_ends_before_it_said_anything_is_a_whole_answer)
{
    work = [](event_stream&) -> reel::awaitable<response> { co_return response::json("{}", 503); };
    BOOST_TEST(exchange(get_request("/")).starts_with("HTTP/1.1 503 "));
}

BOOST_AUTO_TEST_CASE(what_was_sent_is_a_stream_and_the_rest_is_dropped)
{
    work = [](event_stream& to) -> reel::awaitable<response> {
        BOOST_TEST(!to.begun());
        to.send(make_event("text", "1"));
        BOOST_TEST(to.begun());
        co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
        to.send(make_event({}, "2"));
        co_return response::json("dropped");
    };
    const auto got = exchange(get_request("/"));
    BOOST_TEST(got.find("Content-Type: text/event-stream") != got.npos);
    BOOST_TEST(got.find("event: text\ndata: 1\n\n") != got.npos);
    BOOST_TEST(got.find("data: 2\n\n") != got.npos);
    BOOST_TEST(got.find("dropped") == got.npos);
}

BOOST_AUTO_TEST_CASE(work_that_throws_is_an_answer_all_the_same)
{
    work = [](event_stream&) -> reel::awaitable<response> {
        throw std::runtime_error{"a defect"};
        co_return response{};
    };
    BOOST_TEST(exchange(get_request("/")).starts_with("HTTP/1.1 503 "));
}

BOOST_AUTO_TEST_CASE(a_stream_whose_work_throws_has_no_end)
{
    for (const bool throws : {false, true})
    {
        work = [this, throws](event_stream& to) -> reel::awaitable<response> {
            to.send(make_event({}, "1"));
            co_await asio::post(io, asio::use_awaitable);
            if (throws)
                throw std::runtime_error{"a defect"};
            co_return response{};
        };
        const auto got = exchange(get_request("/"));
        BOOST_TEST(got.find("data: 1\n\n") != got.npos);
        BOOST_TEST(got.ends_with("\r\n0\r\n\r\n") != throws, got);
    }
}

BOOST_AUTO_TEST_CASE(work_ends_with_its_client)
{
    for (const bool begun : {false, true})
    {
        cancelled = false;
        work = [this, begun](event_stream& to) -> reel::awaitable<response> {
            struct mark
            {
                ~mark() { gone = true; }
                bool& gone;
            } const at_end{cancelled};
            if (begun)
                to.send(make_event({}, "1"));
            reel::event never{io.get_executor()};
            co_await never.wait();
            co_return response{};
        };
        const auto hang_up = [](live_fixture* self, bool read) -> reel::awaitable<void> {
            reel_test::raw_socket client{self->io};
            co_await client.connect(self->port);
            co_await client.write(get_request("/", ""));
            if (read)
                co_await client.read_until("data: 1");
            while (self->tasks.size() == 0)
                co_await asio::post(self->io, asio::use_awaitable);
            client.close();
        };
        reel_test::run(io, hang_up(this, begun));
        reel_test::run(io, tasks.join());
        BOOST_TEST(cancelled);
    }
}

BOOST_AUTO_TEST_CASE(after_the_end_nothing_begins)
{
    tasks.cancel();
    work = [](event_stream&) -> reel::awaitable<response> { co_return response::json("{}"); };
    BOOST_TEST(exchange(get_request("/")).starts_with("HTTP/1.1 503 "));
}

BOOST_AUTO_TEST_SUITE_END()
