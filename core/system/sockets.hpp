// SPDX-License-Identifier: MIT
// Listening sockets that systemd opened for us (sd_listen_fds(3)), so that connections wait while the daemon restarts.
#pragma once

#include <reel/error.hpp>

#include <string>
#include <vector>

namespace reeld::system
{

/// Whoever takes it owns the descriptor.
struct passed_socket
{
    int fd = -1;
    std::string name;    ///< FileDescriptorName= of the socket unit, "reeld.socket" by default
    std::string address; ///< IP address it listens on
};

/// All of them, in order; none when we were not started by a socket unit. Works once: children do not inherit the
/// variables. A descriptor that is not a listening TCP socket is an error.
reel::result<std::vector<passed_socket>> take_passed_sockets();

} // namespace reeld::system
