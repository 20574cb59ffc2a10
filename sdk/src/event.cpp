// SPDX-License-Identifier: MIT
#include <reel/event.hpp>

#include <system_error>
#include <utility>

namespace reel
{

event::event(asio::any_io_executor executor) : timer_{std::move(executor), asio::steady_timer::time_point::max()} {}

void event::set()
{
    set_ = true;
    timer_.cancel();
}

awaitable<void> event::wait()
{
    if (set_)
        co_return;
    co_await timer_.async_wait(as_tuple);
    // set() ends the wait with the same code as a cancellation of the waiter does; the waiter's own state tells them
    // apart.
    if ((co_await asio::this_coro::cancellation_state).cancelled() != asio::cancellation_type::none)
        throw std::system_error{asio::error::operation_aborted};
}

} // namespace reel
