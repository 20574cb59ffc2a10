// SPDX-License-Identifier: MIT
// Structured concurrency: whoever starts background work owns a group, and joins it before going away.
#pragma once

#include <reel/asio.hpp>
#include <reel/export.hpp>

#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace reel
{

/// Loop thread only. Must be empty (joined) when destroyed: a task left behind would run on freed memory, so the
/// destructor ends the process with the tasks' names instead.
class REEL_API task_group
{
public:
    /// `on_failure` hears of exceptions other than operation_aborted; by default they are dropped.
    explicit task_group(asio::any_io_executor executor,
                        std::function<void(const std::string& task, std::exception_ptr what)> on_failure = {});
    task_group(const task_group&) = delete;
    task_group& operator=(const task_group&) = delete;
    ~task_group();

    /// Starts `task`: at once when called on the loop, up to its first wait. After cancel() it is not started at all.
    void spawn(std::string name, awaitable<void> task);
    /// Terminal cancellation of all that run now; spawn() is refused from here on.
    void cancel();
    /// Completes when nothing runs. Several may wait. New tasks may still be spawned unless cancel() came before.
    awaitable<void> join();

    std::size_t size() const noexcept;
    bool cancelled() const noexcept;
    /// Names of what runs, for a message about stragglers.
    std::vector<std::string> names() const;

private:
    struct impl;
    std::shared_ptr<impl> impl_;
};

} // namespace reel
