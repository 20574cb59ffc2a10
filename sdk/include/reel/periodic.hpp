// SPDX-License-Identifier: MIT
// A task that recurs: never overlapping itself, jittered so that houses do not knock in step, backing off while it
// fails.
#pragma once

#include <reel/asio.hpp>
#include <reel/error.hpp>
#include <reel/event.hpp>
#include <reel/export.hpp>
#include <reel/health.hpp>
#include <reel/host.hpp>
#include <reel/task_group.hpp>

#include <functional>
#include <string>

namespace reel
{

struct periodic_settings
{
    duration interval = 15min;
    bool at_once = true;       ///< first run right after start(), else after one interval
    double jitter = 0.1;       ///< each wait varies by this share of itself, either way
    duration first_retry = 2s; ///< wait after the first failure in a row; doubles up to max_retry
    duration max_retry = 5min; ///< never longer than the interval
};

/// Loop thread only. Owned by a provider: start() in its start(), stop() in its stop().
class REEL_API periodic
{
public:
    using task = std::function<awaitable<result<void>>()>;

    periodic(host& host, std::string name, periodic_settings settings);
    ~periodic();

    /// Runs `work` until stop(). A failure is logged once when it begins and once when it ends, and retried with
    /// back-off.
    void start(task work);
    /// Runs the work as soon as possible; if it runs now, once more after that.
    void trigger();
    /// Cancels the wait, or the run under way, and completes when it has ended. Safe without start().
    awaitable<void> stop();

    const timer_status& status() const noexcept { return status_; }
    bool failing() const noexcept { return !status_.last_error.empty(); }

private:
    awaitable<void> loop(task work);
    awaitable<void> run_once(const task& work);
    awaitable<void> wait(duration length);
    duration next_wait() const;

    host& host_;
    periodic_settings settings_;
    timer_status status_;
    unsigned failures_in_a_row_ = 0;
    event wake_;
    task_group tasks_;
};

} // namespace reel
