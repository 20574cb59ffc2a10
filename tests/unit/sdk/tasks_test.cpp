// SPDX-License-Identifier: MIT
#include "tests/support/fake_clock.hpp"
#include "tests/support/run.hpp"

#include <reel/event.hpp>
#include <reel/task_group.hpp>
#include <reel/timeout.hpp>

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;

namespace
{

struct fixture
{
    asio::io_context io{1};
    reel_test::fake_clock clock;
    std::vector<std::string> seen;
    reel::event gate{io.get_executor()};

    reel::awaitable<void> sleeper(std::string name, reel::duration length)
    {
        struct leaving
        {
            std::vector<std::string>& seen;
            std::string name;
            ~leaving() { seen.push_back(name + " left"); }
        } guard{seen, name};
        co_await clock.sleep(length);
        seen.push_back(name + " woke");
    }
    reel::awaitable<void> waiter(std::string name)
    {
        co_await gate.wait();
        seen.push_back(name);
    }
    reel::awaitable<void> thrower()
    {
        throw std::runtime_error{"broken"};
        co_return;
    }
    reel::awaitable<reel::result<int>> slow()
    {
        co_await clock.sleep(1h);
        co_return 1;
    }
    reel::awaitable<reel::result<int>> quick() { co_return 7; }
    reel::awaitable<reel::result<int>> broken()
    {
        throw std::runtime_error{"broken"};
        co_return 1;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(tasks, fixture)

BOOST_AUTO_TEST_CASE(join_waits_for_all)
{
    reel::task_group group{io.get_executor()};
    group.spawn("a", sleeper("a", 1s));
    group.spawn("b", sleeper("b", 2s));
    reel_test::settle(io);
    BOOST_TEST(group.size() == 2u);
    clock.advance(2s);
    reel_test::run(io, group.join());
    BOOST_TEST(group.size() == 0u);
    BOOST_TEST(seen == (std::vector<std::string>{"a woke", "a left", "b woke", "b left"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(cancel_ends_all_and_refuses_more)
{
    reel::task_group group{io.get_executor()};
    group.spawn("a", sleeper("a", 1h));
    group.spawn("not even begun", sleeper("b", 1h));
    reel_test::settle(io);
    group.cancel();
    group.spawn("c", sleeper("c", 1h));
    reel_test::run(io, group.join());
    BOOST_TEST(seen == (std::vector<std::string>{"a left", "b left"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_task_cancelled_before_its_first_step_ends_at_its_first_wait)
{
    reel::task_group group{io.get_executor()};
    group.spawn("a", sleeper("a", 1h));
    group.cancel();
    reel_test::run(io, group.join());
    BOOST_TEST(group.size() == 0u);
}

BOOST_AUTO_TEST_CASE(exceptions_are_heard_but_being_cancelled_is_not_a_failure)
{
    std::vector<std::string> failed;
    reel::task_group group{io.get_executor(),
                           [&](const std::string& name, std::exception_ptr) { failed.push_back(name); }};
    group.spawn("thrower", thrower());
    group.spawn("sleeper", sleeper("s", 1h));
    reel_test::settle(io);
    group.cancel();
    reel_test::run(io, group.join());
    BOOST_TEST(failed == std::vector<std::string>{"thrower"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_event_wakes_all_who_wait_and_lets_later_ones_through)
{
    reel::task_group group{io.get_executor()};
    group.spawn("1", waiter("one"));
    group.spawn("2", waiter("two"));
    reel_test::settle(io);
    BOOST_TEST(seen.empty());
    gate.set();
    group.spawn("3", waiter("three"));
    reel_test::run(io, group.join());
    BOOST_TEST(seen.size() == 3u);
    gate.reset();
    BOOST_TEST(!gate.is_set());
}

BOOST_AUTO_TEST_CASE(a_timeout_cancels_what_takes_too_long)
{
    std::optional<reel::result<int>> out;
    reel::task_group group{io.get_executor()};
    auto race = [](fixture& f, std::optional<reel::result<int>>& result) -> reel::awaitable<void> {
        result = co_await reel::with_timeout(f.clock, 5s, std::string{"the server"}, f.slow());
    };
    group.spawn("race", race(*this, out));
    reel_test::settle(io);
    clock.advance(5s);
    reel_test::run(io, group.join());
    BOOST_REQUIRE(out && !*out);
    BOOST_TEST(out->error().message() == "no answer from the server within 5s");
    BOOST_TEST(clock.sleepers() == 0u);
}

BOOST_AUTO_TEST_CASE(cancelling_a_race_is_a_cancellation_like_any_other)
{
    bool recognised = false;
    reel::task_group group{io.get_executor()};
    auto race = [](fixture& f, bool& out) -> reel::awaitable<void> {
        try
        {
            co_await reel::either(f.clock.sleep(1h), f.gate.wait());
        }
        catch (const std::system_error& e)
        {
            out = e.code() == asio::error::operation_aborted;
            throw;
        }
    };
    group.spawn("race", race(*this, recognised));
    reel_test::settle(io);
    group.cancel();
    reel_test::run(io, group.join());
    BOOST_TEST(recognised);
}

BOOST_AUTO_TEST_CASE(what_throws_first_ends_the_race)
{
    BOOST_CHECK_EXCEPTION(reel_test::run(io, reel::either(clock.sleep(1h), thrower())), std::runtime_error,
                          [](const std::runtime_error& e) { return e.what() == std::string_view{"broken"}; });
    BOOST_CHECK_THROW(reel_test::run(io, reel::with_timeout(clock, 5s, std::string{"x"}, broken())),
                      std::runtime_error);
    BOOST_TEST(clock.sleepers() == 0u);
}

BOOST_AUTO_TEST_CASE(what_is_in_time_is_given_back)
{
    const auto out = reel_test::run(io, reel::with_timeout(clock, 5s, std::string{"x"}, quick()));
    BOOST_TEST(*out == 7);
    BOOST_TEST(clock.sleepers() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
