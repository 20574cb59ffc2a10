// SPDX-License-Identifier: MIT
#include "core/system/thread_pool.hpp"

#include "tests/support/run.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>

using reeld::system::thread_pool;

namespace
{

struct pool_fixture
{
    asio::io_context io{1};
    thread_pool pool{2};
};

reel::awaitable<std::thread::id> thread_after(thread_pool& pool, std::function<void()> work)
{
    co_await pool.run(std::move(work));
    co_return std::this_thread::get_id();
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(threads, pool_fixture)

BOOST_AUTO_TEST_CASE(work_runs_elsewhere_and_the_caller_resumes_at_home)
{
    const auto here = std::this_thread::get_id();
    std::thread::id there = here;
    const auto after = reel_test::run(io, thread_after(pool, [&] { there = std::this_thread::get_id(); }));
    BOOST_TEST((there != here));
    BOOST_TEST((after == here));
}

BOOST_AUTO_TEST_CASE(what_the_work_throws_the_caller_gets)
{
    BOOST_CHECK_EXCEPTION(reel_test::run(io, pool.run([] { throw std::runtime_error{"bad bytes"}; })),
                          std::runtime_error,
                          [](const std::exception& e) { return e.what() == std::string{"bad bytes"}; });
}

BOOST_AUTO_TEST_CASE(the_destructor_waits_for_work_that_nobody_awaits_any_more)
{
    std::atomic<bool> finished = false;
    {
        thread_pool short_lived{1};
        asio::co_spawn(io, short_lived.run([&] {
            std::this_thread::yield();
            finished = true;
        }),
                       [](std::exception_ptr) {});
        reel_test::settle(io);
    }
    BOOST_TEST(finished);
    reel_test::settle(io);
}

BOOST_AUTO_TEST_CASE(many_at_once_all_come_back)
{
    std::atomic<int> ran = 0;
    int resumed = 0;
    for (int i = 0; i < 200; ++i)
        asio::co_spawn(io, pool.run([&] { ++ran; }), [&](std::exception_ptr) { ++resumed; });
    io.run();
    BOOST_TEST(ran == 200);
    BOOST_TEST(resumed == 200);
}

BOOST_AUTO_TEST_SUITE_END()
