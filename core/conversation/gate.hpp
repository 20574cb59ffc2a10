// SPDX-License-Identifier: MIT
// What turns pass through, so that they can be ended when the daemon stops: before the tools are, or a model would answer that
// nothing works. Loop thread only; outlives the turns.
#pragma once

#include <reel/clock.hpp>
#include <reel/either.hpp>
#include <reel/error.hpp>
#include <reel/event.hpp>

#include <cstddef>
#include <utility>
#include <variant>

namespace reeld::conversation
{

class gate
{
public:
    explicit gate(const asio::any_io_executor& executor) : cut_{executor}, empty_{executor} { empty_.set(); }

    /// The turn's result, or `cancelled` when the daemon stops first.
    template <class T>
    reel::awaitable<reel::result<T>> pass(reel::awaitable<reel::result<T>> turn)
    {
        if (closed_)
            co_return stopping();
        const inside here{*this};
        auto first = co_await reel::either(std::move(turn), cut_.wait());
        if (first.index() == 1)
            co_return stopping();
        co_return std::get<0>(std::move(first));
    }

    /// No turn begins any more; those under way go on for `grace`, and are cancelled then. Completes when they have ended.
    reel::awaitable<void> drain(reel::clock& clock, reel::duration grace)
    {
        closed_ = true;
        co_await reel::either(empty_.wait(), clock.sleep(grace));
        cut_.set();
        co_await empty_.wait();
    }

private:
    struct inside
    {
        explicit inside(gate& g) : of{g}
        {
            if (of.count_++ == 0)
                of.empty_.reset();
        }
        inside(const inside&) = delete;
        inside& operator=(const inside&) = delete;
        ~inside()
        {
            if (--of.count_ == 0)
                of.empty_.set();
        }
        gate& of;
    };

    static reel::error stopping()
    {
        return {reel::errc::cancelled, "reeld is stopping. Please ask again in a moment."};
    }

    reel::event cut_;
    reel::event empty_;
    std::size_t count_ = 0;
    bool closed_ = false;
};

} // namespace reeld::conversation
