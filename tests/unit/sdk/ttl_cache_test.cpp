// SPDX-License-Identifier: MIT
#include "tests/support/fake_clock.hpp"
#include "tests/support/run.hpp"

#include <reel/ttl_cache.hpp>

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;

namespace
{

struct fixture
{
    using cache = reel::ttl_cache<std::string, int>;

    asio::io_context io{1};
    reel_test::fake_clock clock;
    reel::task_group tasks{io.get_executor()};
    reel::event gate{io.get_executor()};
    int fetched = 0;
    bool failing = false;

    fixture() { gate.set(); }

    cache make(reel::cache_limits limits)
    {
        return {clock, io.get_executor(), tasks, limits, [this](std::string key) { return fetch(std::move(key)); }};
    }
    reel::awaitable<reel::result<int>> fetch(std::string key)
    {
        ++fetched;
        co_await gate.wait();
        if (failing)
            co_return reel::error{reel::errc::timeout, "no answer"};
        co_return static_cast<int>(key.size());
    }
    static reel::awaitable<void> ask(cache& from, std::string key, std::vector<int>& out)
    {
        const auto value = co_await from.get(std::move(key));
        out.push_back(value ? *value : -1);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(ttl_cache, fixture)

BOOST_AUTO_TEST_CASE(a_value_is_fetched_once_and_kept_for_a_while)
{
    auto c = make({.keep = 1min});
    BOOST_TEST(*reel_test::run(io, c.get("abc")) == 3);
    BOOST_TEST(*reel_test::run(io, c.get("abc")) == 3);
    BOOST_TEST(fetched == 1);
    clock.advance(1min);
    BOOST_TEST(*reel_test::run(io, c.get("abc")) == 3);
    BOOST_TEST(fetched == 2);
    reel_test::run(io, tasks.join());
}

BOOST_AUTO_TEST_CASE(however_many_ask_at_once_it_is_fetched_once)
{
    gate.reset();
    auto c = make({});
    std::vector<int> out;
    reel::task_group askers{io.get_executor()};
    for (int i = 0; i < 5; ++i)
        askers.spawn("ask", ask(c, "abcd", out));
    reel_test::settle(io);
    gate.set();
    reel_test::run(io, askers.join());
    BOOST_TEST(fetched == 1);
    BOOST_TEST(out == (std::vector<int>{4, 4, 4, 4, 4}), boost::test_tools::per_element());
    reel_test::run(io, tasks.join());
}

BOOST_AUTO_TEST_CASE(an_asker_that_goes_away_does_not_spoil_it_for_the_others)
{
    gate.reset();
    auto c = make({});
    std::vector<int> out;
    reel::task_group leaving{io.get_executor()}, staying{io.get_executor()};
    leaving.spawn("first", ask(c, "ab", out));
    staying.spawn("second", ask(c, "ab", out));
    reel_test::settle(io);
    leaving.cancel();
    reel_test::run(io, leaving.join());
    gate.set();
    reel_test::run(io, staying.join());
    BOOST_TEST(out == std::vector<int>{2}, boost::test_tools::per_element());
    reel_test::run(io, tasks.join());
}

BOOST_AUTO_TEST_CASE(failures_are_kept_only_as_long_as_asked)
{
    failing = true;
    auto never = make({});
    BOOST_TEST(!reel_test::run(io, never.get("a")));
    BOOST_TEST(!reel_test::run(io, never.get("a")));
    BOOST_TEST(fetched == 2);
    auto briefly = make({.keep_failure = 10s});
    BOOST_TEST(!reel_test::run(io, briefly.get("a")));
    BOOST_TEST(!reel_test::run(io, briefly.get("a")));
    BOOST_TEST(fetched == 3);
    BOOST_TEST(!briefly.peek("a"));
    reel_test::run(io, tasks.join());
}

BOOST_AUTO_TEST_CASE(the_least_recently_used_goes_first)
{
    auto c = make({.max_entries = 2});
    reel_test::run(io, c.get("a"));
    reel_test::run(io, c.get("bb"));
    reel_test::run(io, c.get("a"));
    reel_test::run(io, c.get("ccc"));
    BOOST_TEST(c.size() == 2u);
    BOOST_TEST(c.peek("a"));
    BOOST_TEST(!c.peek("bb"));
    reel_test::run(io, tasks.join());
}

BOOST_AUTO_TEST_CASE(what_was_asked_before_a_clear_is_delivered_but_not_kept)
{
    gate.reset();
    auto c = make({});
    std::vector<int> out;
    reel::task_group askers{io.get_executor()};
    askers.spawn("ask", ask(c, "abc", out));
    reel_test::settle(io);
    c.clear();
    gate.set();
    reel_test::run(io, askers.join());
    BOOST_TEST(out == std::vector<int>{3}, boost::test_tools::per_element());
    BOOST_TEST(c.size() == 0u);
    reel_test::run(io, tasks.join());
}

BOOST_AUTO_TEST_CASE(a_fetch_that_throws_is_a_failure_not_a_stop)
{
    cache c{clock, io.get_executor(), tasks, {}, [](std::string) -> reel::awaitable<reel::result<int>> {
                throw std::runtime_error{"broken"};
                co_return 0;
            }};
    BOOST_TEST((reel_test::run(io, c.get("x")).error().kind() == reel::errc::internal));
    reel_test::run(io, tasks.join());
}

BOOST_AUTO_TEST_CASE(stopping_answers_everyone)
{
    gate.reset();
    auto c = make({});
    std::vector<int> out;
    reel::task_group askers{io.get_executor()};
    askers.spawn("ask", ask(c, "abc", out));
    reel_test::settle(io);
    tasks.cancel();
    reel_test::run(io, tasks.join());
    reel_test::run(io, askers.join());
    BOOST_TEST(out == std::vector<int>{-1}, boost::test_tools::per_element());
    BOOST_TEST((reel_test::run(io, c.get("x")).error().kind() == reel::errc::cancelled));
}

BOOST_AUTO_TEST_CASE(each_outcome_may_be_kept_for_a_time_of_its_own)
{
    cache c{clock,
            io.get_executor(),
            tasks,
            {},
            [this](std::string key) { return fetch(std::move(key)); },
            [](const int&) { return std::size_t{1}; },
            [](const reel::result<int>& value) { return value && *value == 1 ? reel::duration{1min} : 1h; }};
    reel_test::run(io, c.get("a"));
    reel_test::run(io, c.get("abc"));
    clock.advance(2min);
    BOOST_TEST(c.peek("a") == nullptr);
    BOOST_TEST(c.peek("abc") != nullptr);
    reel_test::run(io, tasks.join());
}

BOOST_AUTO_TEST_SUITE_END()
