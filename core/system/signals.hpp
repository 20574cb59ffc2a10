// SPDX-License-Identifier: MIT
// SIGHUP, SIGTERM and SIGINT as events to await. SIGPIPE is ignored: a peer that is gone is an error code of the write.
#pragma once

#include <reel/asio.hpp>

#include <cstdint>
#include <memory>

namespace reeld::system
{

enum class signal : std::uint8_t
{
    reload, ///< SIGHUP
    stop,   ///< SIGTERM, SIGINT
};

/// Loop thread only; one per process. After the first stop signal another one ends the process at once with status
/// 128 + number, unless it comes within a second: a terminal and a supervisor often both tell the same Ctrl-C.
class signals
{
public:
    explicit signals(asio::any_io_executor executor);
    signals(const signals&) = delete;
    signals& operator=(const signals&) = delete;
    ~signals();

    /// The next signal; those that came meanwhile are kept, reloads in a row count once. Throws operation_aborted when
    /// cancelled. One awaits at a time.
    reel::awaitable<signal> next();

private:
    struct impl;
    std::shared_ptr<impl> impl_;
};

} // namespace reeld::system
