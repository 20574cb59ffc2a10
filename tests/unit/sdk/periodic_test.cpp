// SPDX-License-Identifier: MIT
#include "tests/support/fake_host.hpp"
#include "tests/support/run.hpp"

#include <reel/periodic.hpp>

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;

namespace
{

struct fixture
{
    asio::io_context io{1};
    reel_test::fake_host host{io};
    int runs = 0;
    int under_way = 0;
    int most_under_way = 0;
    bool failing = false;
    reel::duration takes = 0ms;

    reel::periodic::task work()
    {
        return [this] { return run_once(); };
    }
    reel::awaitable<reel::result<void>> run_once()
    {
        ++runs;
        most_under_way = std::max(most_under_way, ++under_way);
        struct leave
        {
            int& n;
            ~leave() { --n; }
        } guard{under_way};
        if (takes > 0ms)
            co_await host.time.sleep(takes);
        if (failing)
            co_return reel::error{reel::errc::connection, "unreachable"};
        co_return reel::result<void>{};
    }
    void pass(reel::duration length)
    {
        host.time.advance(length);
        reel_test::settle(io);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(periodic, fixture)

BOOST_AUTO_TEST_CASE(it_runs_at_once_and_then_every_interval_within_the_jitter)
{
    reel::periodic timer{host, "refresh", {.interval = 10min, .jitter = 0.1}};
    timer.start(work());
    reel_test::settle(io);
    BOOST_TEST(runs == 1);
    for (int i = 2; i < 30; ++i)
    {
        const auto wait = host.time.next_due();
        BOOST_TEST((wait >= 9min && wait <= 11min), "waited " << wait.count() << " ms");
        pass(wait);
        BOOST_TEST(runs == i);
    }
    reel_test::run(io, timer.stop());
    BOOST_TEST(host.time.sleepers() == 0u);
}

BOOST_AUTO_TEST_CASE(it_may_wait_first)
{
    reel::periodic timer{host, "health", {.interval = 30min, .at_once = false}};
    timer.start(work());
    reel_test::settle(io);
    BOOST_TEST(runs == 0);
    pass(33min);
    BOOST_TEST(runs == 1);
    reel_test::run(io, timer.stop());
}

BOOST_AUTO_TEST_CASE(failures_back_off_up_to_a_limit_and_are_logged_once)
{
    failing = true;
    reel::periodic timer{host, "refresh", {.interval = 10min, .jitter = 0, .first_retry = 2s, .max_retry = 15s}};
    timer.start(work());
    reel_test::settle(io);
    for (const auto wait : {2s, 4s, 8s, 15s, 15s})
    {
        BOOST_TEST((host.time.next_due() == wait), host.time.next_due().count());
        pass(wait);
    }
    BOOST_TEST(timer.failing());
    BOOST_TEST(timer.status().last_error == "unreachable");
    BOOST_TEST(timer.status().failures == 6u);
    BOOST_TEST(host.logs.count(reel::log_level::warn, "Timer failed") == 1u);
    failing = false;
    pass(15s);
    BOOST_TEST(!timer.failing());
    BOOST_TEST(host.logs.count(reel::log_level::info, "Timer succeeded again") == 1u);
    BOOST_TEST((host.time.next_due() == 10min));
    reel_test::run(io, timer.stop());
}

BOOST_AUTO_TEST_CASE(it_never_overlaps_itself_and_a_trigger_during_a_run_asks_for_one_more)
{
    takes = 1h;
    reel::periodic timer{host, "refresh", {.interval = 10min}};
    timer.start(work());
    reel_test::settle(io);
    timer.trigger();
    timer.trigger();
    pass(59min);
    BOOST_TEST(runs == 1);
    pass(1min);
    BOOST_TEST(runs == 2);
    BOOST_TEST(most_under_way == 1);
    reel_test::run(io, timer.stop());
}

BOOST_AUTO_TEST_CASE(a_trigger_ends_the_wait)
{
    reel::periodic timer{host, "refresh", {.interval = 10min}};
    timer.start(work());
    reel_test::settle(io);
    timer.trigger();
    reel_test::settle(io);
    BOOST_TEST(runs == 2);
    BOOST_TEST(host.time.sleepers() == 1u);
    reel_test::run(io, timer.stop());
}

BOOST_AUTO_TEST_CASE(stopping_ends_a_run_under_way)
{
    takes = 1h;
    reel::periodic timer{host, "refresh", {}};
    timer.start(work());
    reel_test::settle(io);
    BOOST_TEST(under_way == 1);
    reel_test::run(io, timer.stop());
    BOOST_TEST(under_way == 0);
    BOOST_TEST(host.time.sleepers() == 0u);
}

BOOST_AUTO_TEST_CASE(stopping_what_never_started_is_fine)
{
    reel::periodic timer{host, "refresh", {}};
    reel_test::run(io, timer.stop());
}

BOOST_AUTO_TEST_SUITE_END()
