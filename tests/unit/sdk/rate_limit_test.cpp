// SPDX-License-Identifier: MIT
#include "tests/support/fake_clock.hpp"
#include "tests/support/run.hpp"

#include <reel/rate_limit.hpp>
#include <reel/task_group.hpp>

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;

namespace
{

struct rate_limit_fixture
{
    static reel::awaitable<void> pass(rate_limit_fixture& self, int who)
    {
        const auto may = co_await self.limit.acquire();
        if (may)
            self.passed.push_back(who);
        else
            self.refused.push_back(may.error());
    }
    void ask(int count)
    {
        for (int i = 0; i < count; ++i)
            tasks.spawn("pass", pass(*this, asked++));
        reel_test::settle(io);
    }
    void advance(reel::duration length)
    {
        clock.advance(length);
        reel_test::settle(io);
    }
    ~rate_limit_fixture()
    {
        tasks.cancel();
        reel_test::settle(io);
    }

    asio::io_context io{1};
    reel_test::fake_clock clock;
    reel::rate_limit limit{clock, {.per_second = 10, .burst = 3, .longest_wait = 2s}};
    reel::task_group tasks{io.get_executor()};
    std::vector<int> passed;
    std::vector<reel::error> refused;
    int asked = 0;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(rate_limit, rate_limit_fixture)

BOOST_AUTO_TEST_CASE(a_burst_passes_at_once_and_the_rest_in_turn_at_the_pace)
{
    ask(5);
    BOOST_TEST(passed.size() == 3u);
    advance(99ms);
    BOOST_TEST(passed.size() == 3u);
    advance(1ms);
    BOOST_TEST(passed.size() == 4u);
    advance(100ms);
    BOOST_TEST(passed == (std::vector<int>{0, 1, 2, 3, 4}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_quiet_while_refills_the_bucket_but_no_further)
{
    ask(3);
    advance(10s);
    ask(5);
    BOOST_TEST(passed.size() == 6u);
}

BOOST_AUTO_TEST_CASE(a_hold_stops_who_comes_and_who_waits)
{
    ask(4);
    limit.hold(1s);
    advance(200ms);
    BOOST_TEST(passed.size() == 3u);
    ask(1);
    BOOST_TEST(passed.size() == 3u);
    limit.hold(10ms); // never shortens the one before
    advance(800ms);
    advance(500ms);
    BOOST_TEST(passed.size() == 5u);
}

BOOST_AUTO_TEST_CASE(who_would_wait_too_long_is_refused_with_when_to_come_back)
{
    limit.hold(30s);
    ask(1);
    BOOST_REQUIRE(refused.size() == 1u);
    BOOST_CHECK(refused.front().kind() == reel::errc::not_ready);
    BOOST_CHECK(refused.front().retry_after() == 30s);
    advance(30s);
    ask(1);
    BOOST_TEST(passed.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
