// SPDX-License-Identifier: MIT
#include "core/system/notify.hpp"

#include <systemd/sd-daemon.h>

#include <algorithm>
#include <chrono>
#include <string>

namespace reeld::system
{

namespace
{

/// The protocol is one assignment a line.
std::string one_line(std::string_view text)
{
    std::string out{text};
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
}

void notify(const std::string& state)
{
    ::sd_notify(0, state.c_str()); // 0 when there is nobody to tell; a failure has nobody to be told to
}

} // namespace

void notify_ready(std::string_view status)
{
    notify("READY=1\nSTATUS=" + one_line(status));
}

void notify_reloading()
{
    // The time is what Type=notify-reload (systemd 253) tells this reload by.
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    notify("RELOADING=1\nMONOTONIC_USEC=" +
           std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(now).count()));
}

void notify_stopping()
{
    notify("STOPPING=1");
}

void notify_status(std::string_view status)
{
    notify("STATUS=" + one_line(status));
}

std::optional<reel::duration> watchdog_interval()
{
    std::uint64_t microseconds = 0;
    if (::sd_watchdog_enabled(0, &microseconds) <= 0)
        return {};
    return std::chrono::duration_cast<reel::duration>(std::chrono::microseconds{microseconds} / 2);
}

reel::awaitable<void> feed_watchdog(reel::clock& clock, reel::duration interval)
{
    for (;;)
    {
        notify("WATCHDOG=1");
        co_await clock.sleep(interval);
    }
}

} // namespace reeld::system
