// SPDX-License-Identifier: MIT
// Calls of the system that block for as long as they like and cannot be cancelled: looking up a name, reading certificates.
// Not for a thread pool, which would have to be joined: a lookup that hangs must not keep the daemon from ending.
#pragma once

#include <reel/asio.hpp>
#include <reel/event.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace reeld::http
{

/// Runs `work` on a thread of its own and resumes with what it returned. When the awaiter is cancelled, the thread is left
/// to finish alone: `work` must not throw, and must own or share whatever it touches.
template <class T>
reel::awaitable<T> on_own_thread(std::function<T()> work)
{
    struct meeting
    {
        std::mutex mutex; // for `waiter`: the loop must not end between the look at it and the post
        reel::event* waiter = nullptr;
        std::optional<T> value;
    };
    struct leave
    {
        meeting& at;
        ~leave()
        {
            const std::lock_guard lock{at.mutex};
            at.waiter = nullptr;
        }
    };
    const auto executor = co_await asio::this_coro::executor;
    reel::event done{executor};
    const auto met = std::make_shared<meeting>();
    met->waiter = &done;
    const leave guard{*met};
    std::thread{[met, executor, work = std::move(work)] {
        auto value = work();
        const std::lock_guard lock{met->mutex};
        if (!met->waiter)
            return;
        met->value = std::move(value);
        asio::post(executor, [met] {
            if (met->waiter)
                met->waiter->set();
        });
    }}.detach();
    co_await done.wait();
    co_return std::move(*met->value);
}

} // namespace reeld::http
