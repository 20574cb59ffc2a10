// SPDX-License-Identifier: MIT
// Drives a loop until one coroutine has ended.
#pragma once

#include <reel/asio.hpp>

#include <chrono>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

namespace reel_test
{

/// Runs `io` until `work` ends, and returns or throws what it does. Throws when the loop runs dry before (nothing will
/// ever wake the coroutine), or when it takes longer than `limit` of real time.
template <class T>
T run(asio::io_context& io, reel::awaitable<T> work, std::chrono::seconds limit = std::chrono::seconds{20})
{
    struct outcome
    {
        bool ended = false;
        std::exception_ptr failure;
        std::optional<T> value;
    };
    // Shared, because after a failure here the coroutine may outlive this frame.
    const auto state = std::make_shared<outcome>();
    asio::co_spawn(io, std::move(work), [state](std::exception_ptr failure, T value) {
        state->failure = failure;
        if (!failure)
            state->value.emplace(std::move(value));
        state->ended = true;
    });
    const auto until = std::chrono::steady_clock::now() + limit;
    io.restart();
    while (!state->ended && std::chrono::steady_clock::now() < until)
        if (io.run_one_until(until) == 0)
            break;
    if (!state->ended)
        throw std::runtime_error{io.stopped()
                                     ? "the loop ran dry: nothing will wake this coroutine (advance the clock first?)"
                                     : "the coroutine did not end in time"};
    if (state->failure)
        std::rethrow_exception(state->failure);
    return std::move(*state->value);
}

inline void run(asio::io_context& io, reel::awaitable<void> work, std::chrono::seconds limit = std::chrono::seconds{20})
{
    // A named function rather than a lambda: the frame owns its parameter.
    struct with_value
    {
        static reel::awaitable<bool> of(reel::awaitable<void> inner)
        {
            co_await std::move(inner);
            co_return true;
        }
    };
    run<bool>(io, with_value::of(std::move(work)), limit);
}

/// Runs whatever is ready now, without waiting for anything.
inline void settle(asio::io_context& io)
{
    io.restart();
    while (io.poll() != 0)
        io.restart();
}

} // namespace reel_test
