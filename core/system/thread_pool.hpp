// SPDX-License-Identifier: MIT
// A few threads for what would hold up the loop: decoding, hashing, files. Work is handed over and awaited, never
// shared.
#pragma once

#include <reel/asio.hpp>

#include <asio/thread_pool.hpp>

#include <cstddef>
#include <functional>

namespace reeld::system
{

/// Destroyed before the io_context that awaits it: the destructor waits for work under way.
class thread_pool
{
public:
    explicit thread_pool(std::size_t threads = 2);
    thread_pool(const thread_pool&) = delete;
    thread_pool& operator=(const thread_pool&) = delete;
    ~thread_pool();

    /// Runs `work` on one of the threads and resumes on the caller's executor. What it throws, this throws. Not
    /// cancellable: work that was accepted runs to its end, and the caller waits for it.
    reel::awaitable<void> run(std::function<void()> work);

private:
    asio::thread_pool pool_;
};

} // namespace reeld::system
