// SPDX-License-Identifier: MIT
#include "tests/support/fake_clock.hpp"

#include <algorithm>
#include <system_error>

namespace reel_test
{

reel::awaitable<void> fake_clock::sleep(reel::duration length)
{
    asio::steady_timer timer{co_await asio::this_coro::executor, asio::steady_timer::time_point::max()};
    const auto due = now_ + length;
    const auto later = std::find_if(sleepers_.begin(), sleepers_.end(), [&](const sleeper& s) { return s.due > due; });
    const auto place = sleepers_.insert(later, {due, &timer});
    struct leave
    {
        std::list<sleeper>& list;
        std::list<sleeper>::iterator place;
        ~leave() { list.erase(place); }
    } guard{sleepers_, place};
    while (now_ < due)
    {
        co_await timer.async_wait(reel::as_tuple);
        if ((co_await asio::this_coro::cancellation_state).cancelled() != asio::cancellation_type::none)
            throw std::system_error{asio::error::operation_aborted};
    }
}

void fake_clock::advance(reel::duration length)
{
    now_ += length;
    for (const auto& s : sleepers_)
        if (s.due <= now_)
            s.timer->cancel();
}

reel::duration fake_clock::next_due() const
{
    return sleepers_.empty() ? reel::duration{} : sleepers_.front().due - now_;
}

} // namespace reel_test
