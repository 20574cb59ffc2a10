// SPDX-License-Identifier: MIT
#include "core/conversation/gate.hpp"

#include "tests/support/fake_clock.hpp"
#include "tests/support/run.hpp"

#include <reel/task_group.hpp>

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using reeld::conversation::gate;

namespace
{

struct gate_fixture
{
    using said = reel::result<std::string>;

    reel::awaitable<said> turn() { co_return co_await work(false); }
    /// Ends in spite of being cancelled, as one does in which a confirmed action runs.
    reel::awaitable<said> stubborn_turn() { co_return co_await work(true); }
    reel::awaitable<said> broken_turn()
    {
        throw std::runtime_error{"broken"};
        co_return "never";
    }
    reel::awaitable<said> work(bool stubborn)
    {
        if (stubborn)
        {
            co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
            co_await done.wait();
            co_return "done";
        }
        co_await done.wait();
        co_return "done";
    }
    reel::awaitable<void> pass(reel::awaitable<said> what) { got = co_await passing.pass(std::move(what)); }
    reel::awaitable<void> close() { co_await passing.close(clock, 2s); }

    asio::io_context io{1};
    reel_test::fake_clock clock;
    gate passing{io.get_executor()};
    reel::event done{io.get_executor()};
    std::optional<said> got;
    reel::task_group group{io.get_executor()};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(conversation_gate, gate_fixture)

BOOST_AUTO_TEST_CASE(a_turn_that_ends_within_the_grace_is_answered)
{
    group.spawn("turn", pass(turn()));
    group.spawn("close", close());
    reel_test::settle(io);
    clock.advance(1s);
    done.set();
    reel_test::run(io, group.join());
    BOOST_TEST(got->value() == "done");
}

BOOST_AUTO_TEST_CASE(one_that_takes_longer_is_cancelled_and_told_why)
{
    group.spawn("turn", pass(turn()));
    group.spawn("close", close());
    reel_test::settle(io);
    clock.advance(2s);
    reel_test::run(io, group.join());
    BOOST_TEST((got->error().kind() == reel::errc::cancelled));
    reel_test::run(io, passing.ended());
    reel_test::run(io, pass(turn()));
    BOOST_TEST((got->error().kind() == reel::errc::cancelled), "no turn begins any more");
}

BOOST_AUTO_TEST_CASE(one_that_ends_in_spite_of_it_is_answered)
{
    group.spawn("turn", pass(stubborn_turn()));
    group.spawn("close", close());
    reel_test::settle(io);
    clock.advance(2s);
    reel_test::settle(io);
    BOOST_TEST(!got);
    done.set();
    reel_test::run(io, group.join());
    BOOST_TEST(got->value() == "done");
}

BOOST_AUTO_TEST_CASE(what_a_turn_throws_comes_through_at_once)
{
    BOOST_CHECK_THROW(reel_test::run(io, passing.pass(broken_turn())), std::runtime_error);
    reel_test::run(io, passing.ended());
}

BOOST_AUTO_TEST_SUITE_END()
