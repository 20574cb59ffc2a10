// SPDX-License-Identifier: MIT
// What turns pass through, so that they can be ended when the daemon stops: before the tools are, or a model would answer that
// nothing works. Loop thread only; outlives the turns.
#pragma once

#include <reel/clock.hpp>
#include <reel/either.hpp>
#include <reel/error.hpp>
#include <reel/event.hpp>

#include <cstddef>
#include <optional>
#include <utility>

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
        std::optional<reel::result<T>> said;
        const auto first = co_await reel::either(keep(std::move(turn), said), cut_.wait());
        if (first.index() == 1 && !(said && *said)) // one that ended well in spite of the cut is remembered already
            co_return stopping();
        co_return std::move(*said);
    }

    /// No turn begins any more; those under way go on for `grace`, and are cancelled then.
    reel::awaitable<void> close(reel::clock& clock, reel::duration grace)
    {
        closed_ = true;
        co_await reel::either(empty_.wait(), clock.sleep(grace));
        cut_.set();
    }
    /// Completes when all have ended: one in which a confirmed action runs ends with that.
    reel::awaitable<void> ended() { co_await empty_.wait(); }

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

    template <class T>
    static reel::awaitable<void> keep(reel::awaitable<reel::result<T>> turn, std::optional<reel::result<T>>& into)
    {
        into.emplace(co_await std::move(turn));
    }

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
