// SPDX-License-Identifier: MIT
#include <reel/rate_limit.hpp>

#include <algorithm>

namespace reel
{

using std::chrono::nanoseconds;

rate_limit::rate_limit(reel::clock& clock, rate_settings settings)
    : clock_{clock},
      interval_{static_cast<nanoseconds::rep>(1e9 / std::max(settings.per_second, 1e-6))},
      slack_{interval_ * (std::max(settings.burst, 1) - 1)},
      longest_wait_{settings.longest_wait},
      next_{clock.ticks()},
      held_until_{clock.ticks()}
{}

awaitable<result<void>> rate_limit::acquire()
{
    for (;;)
    {
        const auto now = clock_.ticks();
        const auto wait = next_ - slack_ - now;
        if (wait > longest_wait_)
            co_return error{errc::not_ready, "too many requests; try again in a moment"}.with_retry_after(
                std::chrono::ceil<std::chrono::seconds>(wait));
        next_ = std::max(next_, now) + interval_;
        if (wait > nanoseconds::zero())
            co_await clock_.sleep(std::chrono::ceil<duration>(wait));
        if (clock_.ticks() >= held_until_) // else a hold began meanwhile: queue again behind it
            co_return result<void>{};
    }
}

void rate_limit::hold(duration length)
{
    held_until_ = std::max(held_until_, clock_.ticks() + length);
    next_ = std::max(next_, held_until_ + slack_); // and no burst after it
}

} // namespace reel
