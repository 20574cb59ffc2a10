// SPDX-License-Identifier: MIT
#include "core/tool/flight.hpp"

#include <asio/dispatch.hpp>

namespace reeld::tool
{

namespace
{

/// The coroutine of a call. The dispatch resumes it at once; without it co_spawn would post the end of a tool that never
/// suspends, and each such call would cost a turn of the loop.
reel::awaitable<void> run(flight& f, const flight::body& work, const boost::json::value& args,
                          reel::call_context& context)
{
    co_await asio::dispatch(asio::use_awaitable);
    try
    {
        f.said = co_await work(args, context);
    }
    catch (...)
    {
        f.thrown = std::current_exception();
    }
}

} // namespace

void flight::start(const asio::any_io_executor& executor, const body& work, const boost::json::value& args,
                   reel::call_context& context)
{
    const auto ended = [this](std::exception_ptr) {
        done = true;
        if (wake)
            wake->cancel();
    };
    asio::co_spawn(executor, run(*this, work, args, context), asio::bind_cancellation_slot(signal.slot(), ended));
}

reel::awaitable<void> flight::finished()
{
    const auto caller = co_await asio::this_coro::cancellation_state;
    auto from_caller = goes_on ? asio::cancellation_slot{} : caller.slot();
    if (from_caller.is_connected())
        from_caller.assign([this](asio::cancellation_type) { cancel(ending::caller); });
    if (!goes_on && caller.cancelled() != asio::cancellation_type::none)
        cancel(ending::caller); // while the tool ran its first steps
    if (!done)
    {
        wake.emplace(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
        co_await wake->async_wait(asio::bind_cancellation_slot(asio::cancellation_slot{}, reel::as_tuple));
    }
    if (from_caller.is_connected())
        from_caller.clear();
}

void flight::cancel(ending because)
{
    if (why == ending::none)
        why = because;
    signal.emit(asio::cancellation_type::terminal);
}

} // namespace reeld::tool
