// SPDX-License-Identifier: MIT
// What the daemon tells its service manager (sd_notify(3)). Everything does nothing when no one listens ($NOTIFY_SOCKET
// unset).
#pragma once

#include <reel/asio.hpp>
#include <reel/clock.hpp>
#include <reel/time.hpp>

#include <optional>
#include <string_view>

namespace reeld::system
{

/// READY=1: start-up, or the reload announced before, is finished.
void notify_ready(std::string_view status);
/// RELOADING=1; notify_ready() ends it.
void notify_reloading();
/// STOPPING=1.
void notify_stopping();
/// One line of free text, shown by `systemctl status`.
void notify_status(std::string_view status);

/// How often the service manager wants to hear from us: half of $WATCHDOG_USEC; nothing when it does not care.
std::optional<reel::duration> watchdog_interval();

/// Says every `interval` that the loop it runs on still turns; a loop that is stuck falls silent, and the service
/// manager restarts us. Runs until cancelled (terminal): spawn it in a group. `clock` outlives it.
reel::awaitable<void> feed_watchdog(reel::clock& clock, reel::duration interval);

} // namespace reeld::system
