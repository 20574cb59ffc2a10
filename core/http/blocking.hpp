// SPDX-License-Identifier: MIT
// A call of the system that blocks for as long as it likes and cannot be cancelled: looking up a name, reading certificates.
// Not for a thread pool, which would have to be joined: a lookup that hangs must not keep the daemon from ending.
// Loop thread only, but for `work`, which must not throw and must own or share whatever it touches.
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

template <class T>
class blocking_call
{
public:
    enum class at_end : std::uint8_t
    {
        abandon, ///< the destructor leaves the thread to finish alone, also after main(): for work that knows only the kernel
        join ///< the destructor waits: for work that is bounded
    };

    /// Begins at once, on a thread of its own.
    blocking_call(asio::any_io_executor executor, std::function<T()> work, at_end end)
        : done_{executor},
          met_{std::make_shared<meeting>(&done_)},
          thread_{[met = met_, executor, work = std::move(work)] {
              auto value = work();
              const std::lock_guard lock{met->mutex};
              if (!met->waiter)
                  return;
              met->value = std::move(value);
              asio::post(executor, [met] {
                  if (met->waiter)
                      met->waiter->set();
              });
          }}
    {
        if (end == at_end::abandon)
            thread_.detach();
    }
    blocking_call(const blocking_call&) = delete;
    blocking_call& operator=(const blocking_call&) = delete;
    ~blocking_call()
    {
        {
            const std::lock_guard lock{met_->mutex};
            met_->waiter = nullptr;
        }
        if (thread_.joinable())
            thread_.join();
    }

    /// Several may wait; cancelling one leaves the call running.
    reel::awaitable<void> wait() { return done_.wait(); }
    /// After wait().
    T& value() { return *met_->value; }

private:
    struct meeting
    {
        explicit meeting(reel::event* who) : waiter{who} {}
        std::mutex mutex; // the loop must not go away between the thread's look at `waiter` and its post
        reel::event* waiter;
        std::optional<T> value;
    };

    reel::event done_;
    std::shared_ptr<meeting> met_;
    std::thread thread_;
};

} // namespace reeld::http
