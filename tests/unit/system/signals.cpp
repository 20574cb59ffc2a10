// SPDX-License-Identifier: MIT
#include "core/system/signals.hpp"

#include "tests/support/run.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

using reeld::system::signal;
using reeld::system::signals;

namespace
{

/// In a process of its own, since it may end it: two stop signals with `between` seconds between them; then leaves with 0.
int status_after_two_stops(unsigned between)
{
    const auto child = ::fork();
    if (child == 0)
    {
        asio::io_context io;
        signals heard{io.get_executor()};
        std::raise(SIGTERM);
        reel_test::run(io, heard.next());
        ::sleep(between);
        std::raise(SIGINT);
        reel_test::settle(io);
        std::_Exit(0);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

} // namespace

BOOST_AUTO_TEST_SUITE(signals_of_the_process)

BOOST_AUTO_TEST_CASE(hup_is_reload_term_and_int_are_stop)
{
    asio::io_context io;
    signals heard{io.get_executor()};
    std::raise(SIGHUP);
    BOOST_TEST((reel_test::run(io, heard.next()) == signal::reload));
    std::raise(SIGTERM);
    BOOST_TEST((reel_test::run(io, heard.next()) == signal::stop));
}

BOOST_AUTO_TEST_CASE(reloads_in_a_row_count_once_and_nothing_is_lost)
{
    asio::io_context io;
    signals heard{io.get_executor()};
    std::raise(SIGHUP);
    reel_test::settle(io);
    std::raise(SIGHUP);
    reel_test::settle(io);
    std::raise(SIGINT);
    reel_test::settle(io);
    BOOST_TEST((reel_test::run(io, heard.next()) == signal::reload));
    BOOST_TEST((reel_test::run(io, heard.next()) == signal::stop));
}

BOOST_AUTO_TEST_CASE(a_broken_pipe_does_not_end_the_process)
{
    asio::io_context io;
    signals heard{io.get_executor()};
    BOOST_TEST(std::raise(SIGPIPE) == 0);
}

BOOST_AUTO_TEST_CASE(an_impatient_second_stop_ends_the_process_at_once)
{
    BOOST_TEST(status_after_two_stops(2) == 128 + SIGINT);
}

BOOST_AUTO_TEST_CASE(the_same_ctrl_c_told_twice_does_not)
{
    BOOST_TEST(status_after_two_stops(0) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
