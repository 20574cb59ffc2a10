// SPDX-License-Identifier: MIT
// Every wait has an end.
#pragma once

#include <reel/asio.hpp>
#include <reel/clock.hpp>
#include <reel/either.hpp>
#include <reel/error.hpp>

#include <string>
#include <utility>

namespace reel
{

/// Awaits `operation`, but no longer than `limit`: then the operation is cancelled (terminal), awaited to its end, and
/// the result is `timeout`: "no answer from `what` within 15s". Use it for rare, slow things; on hot paths keep one
/// deadline per connection instead. The operation must be cancellable, or the limit does not hold.
template <class T>
awaitable<result<T>> with_timeout(clock& clock, duration limit, std::string what, awaitable<result<T>> operation)
{
    auto first = co_await either(std::move(operation), clock.sleep(limit));
    if (first.index() == 0)
        co_return std::get<0>(std::move(first));
    co_return error{errc::timeout, "no answer from " + what + " within " + format_duration(limit)};
}

} // namespace reel
