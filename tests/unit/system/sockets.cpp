// SPDX-License-Identifier: MIT
#include "core/system/sockets.hpp"

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

using reeld::system::take_passed_sockets;

namespace
{

/// Puts a descriptor where systemd would, with the variables it would set.
struct activation
{
    ~activation() { ::close(3); }

    void pass(int fd, const char* name)
    {
        BOOST_REQUIRE_MESSAGE(::fcntl(3, F_GETFD) < 0, "descriptor 3 must be free: run this test on its own");
        ::dup2(fd, 3);
        ::setenv("LISTEN_PID", std::to_string(::getpid()).c_str(), 1);
        ::setenv("LISTEN_FDS", "1", 1);
        ::setenv("LISTEN_FDNAMES", name, 1);
    }
};

/// A socket well away from descriptor 3, which the activation needs.
int moved_away(int fd)
{
    const int high = ::fcntl(fd, F_DUPFD_CLOEXEC, 100);
    ::close(fd);
    return high;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(passed_sockets, activation)

BOOST_AUTO_TEST_CASE(none_without_a_socket_unit)
{
    BOOST_TEST(take_passed_sockets().value().empty());
}

BOOST_AUTO_TEST_CASE(a_listening_socket_comes_with_its_name_and_address_once)
{
    const int fd = moved_away(::socket(AF_INET, SOCK_STREAM, 0));
    BOOST_REQUIRE(::listen(fd, 1) == 0);
    pass(fd, "http");
    ::close(fd);

    const auto sockets = take_passed_sockets().value();
    BOOST_REQUIRE(sockets.size() == 1U);
    BOOST_TEST(sockets[0].fd == 3);
    BOOST_TEST(sockets[0].name == "http");
    BOOST_TEST(sockets[0].address == "0.0.0.0");
    BOOST_TEST(take_passed_sockets().value().empty(), "children must not take them again");
}

BOOST_AUTO_TEST_CASE(what_does_not_listen_is_refused_by_name)
{
    const int fd = moved_away(::socket(AF_INET, SOCK_DGRAM, 0));
    pass(fd, "reeld.socket");
    ::close(fd);

    const auto sockets = take_passed_sockets();
    BOOST_REQUIRE(sockets.has_error());
    BOOST_TEST(sockets.error().message().find("'reeld.socket', which is not a listening TCP socket") !=
               std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
