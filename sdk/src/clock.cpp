// SPDX-License-Identifier: MIT
#include <reel/clock.hpp>

namespace reel
{

time_point system_clock::now() const
{
    return std::chrono::time_point_cast<duration>(std::chrono::system_clock::now());
}

std::chrono::nanoseconds system_clock::ticks() const
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

awaitable<void> system_clock::sleep(duration length)
{
    asio::steady_timer timer{co_await asio::this_coro::executor, length};
    co_await timer.async_wait(asio::use_awaitable);
}

} // namespace reel
