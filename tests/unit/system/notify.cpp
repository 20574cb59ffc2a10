// SPDX-License-Identifier: MIT
#include "core/system/notify.hpp"

#include "tests/support/fake_clock.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temp_dir.hpp"

#include <reel/task_group.hpp>

#include <asio/local/datagram_protocol.hpp>
#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <cstdlib>
#include <string>

using namespace reeld::system;
using namespace std::chrono_literals;

namespace
{

/// The service manager's end of $NOTIFY_SOCKET.
struct manager
{
    manager()
    {
        socket.non_blocking(true);
        ::setenv("NOTIFY_SOCKET", (dir.path() / "notify").c_str(), 1);
    }
    ~manager()
    {
        ::unsetenv("NOTIFY_SOCKET");
        ::unsetenv("WATCHDOG_USEC");
        ::unsetenv("WATCHDOG_PID");
    }

    /// The next message, empty when there is none.
    std::string heard()
    {
        std::string text(4096, '\0');
        std::error_code none;
        text.resize(socket.receive(asio::buffer(text), 0, none));
        return text;
    }

    asio::io_context io;
    reel_test::temp_dir dir;
    asio::local::datagram_protocol::socket socket{io, (dir.path() / "notify").string()};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(notify, manager)

BOOST_AUTO_TEST_CASE(each_state_is_told_in_the_words_of_the_protocol)
{
    notify_ready("Answers from 3 libraries");
    BOOST_TEST(heard() == "READY=1\nSTATUS=Answers from 3 libraries");
    notify_reloading();
    BOOST_TEST(heard().starts_with("RELOADING=1\nMONOTONIC_USEC="));
    notify_stopping();
    BOOST_TEST(heard() == "STOPPING=1");
}

BOOST_AUTO_TEST_CASE(a_status_cannot_smuggle_in_another_assignment)
{
    notify_status("Loading\nREADY=1");
    BOOST_TEST(heard() == "STATUS=Loading READY=1");
}

BOOST_AUTO_TEST_CASE(without_a_manager_nothing_happens)
{
    ::unsetenv("NOTIFY_SOCKET");
    notify_ready("unheard");
    BOOST_TEST(!watchdog_interval());
}

BOOST_AUTO_TEST_CASE(the_watchdog_wants_to_hear_from_this_process_twice_in_its_time)
{
    ::setenv("WATCHDOG_USEC", "30000000", 1);
    BOOST_REQUIRE(watchdog_interval());
    BOOST_TEST(watchdog_interval()->count() == 15000);
    ::setenv("WATCHDOG_PID", "1", 1); // someone else's
    BOOST_TEST(!watchdog_interval());
}

BOOST_AUTO_TEST_CASE(the_watchdog_is_fed_while_the_loop_turns_and_until_cancelled)
{
    reel_test::fake_clock clock;
    reel::task_group tasks{io.get_executor()};
    tasks.spawn("watchdog", feed_watchdog(clock, 15s));
    for (int beat = 0; beat < 3; ++beat)
    {
        reel_test::settle(io);
        BOOST_TEST(heard() == "WATCHDOG=1");
        BOOST_TEST(heard() == "");
        clock.advance(15s);
    }
    tasks.cancel();
    reel_test::run(io, tasks.join());
}

BOOST_AUTO_TEST_SUITE_END()
