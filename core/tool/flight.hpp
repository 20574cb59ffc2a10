// SPDX-License-Identifier: MIT
// A call under way, and who waits for calls to end. Both live in the coroutine frames of the invoker and take themselves off its
// lists. Loop thread only.
#pragma once

#include "core/tool/registry.hpp"

#include <reel/call_context.hpp>
#include <reel/event.hpp>

#include <boost/intrusive/list.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace reeld::tool
{

using outcome = reel::result<reel::tool_result>;
using hook = boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;
template <class T>
using list = boost::intrusive::list<T, boost::intrusive::constant_time_size<false>>;

/// Why a call was told to end.
enum class ending : std::uint8_t
{
    none,
    caller,
    deadline,
    drain
};

/// A call under way. Lives in the frame of invoker::call.
struct flight : hook
{
    flight(std::shared_ptr<const entry> what, std::uint64_t number, std::chrono::nanoseconds deadline)
        : what{std::move(what)}, number{number}, deadline{deadline}
    {}

    /// What a flight runs: the tool, or the question to the person.
    using body = decltype(reel::bound_tool::call);

    /// Runs `work`, which outlives the flight; it has ended when this returns, unless it had to wait.
    void start(const asio::any_io_executor& executor, const body& work, const boost::json::value& args,
               reel::call_context& context);
    /// Waits for the end, and passes the caller's cancellation on, unless it `goes_on`. The caller must not throw when cancelled (throw_if_cancelled).
    reel::awaitable<void> finished();
    void cancel(ending because);

    std::shared_ptr<const entry> what;
    std::uint64_t number;
    std::chrono::nanoseconds deadline; // in ticks of the clock
    ending why = ending::none;
    asio::cancellation_signal signal;
    outcome said = reel::error{};
    std::exception_ptr thrown;
    bool done = false;
    bool goes_on = false;                   // when its caller leaves
    std::optional<asio::steady_timer> wake; // of a caller that has to wait; never expires
};

/// Somebody who waits until the calls of an instance have ended. Lives in the frame of invoker::drain.
struct drainer : hook
{
    drainer(asio::any_io_executor executor, std::string_view instance, std::uint64_t before)
        : instance{instance}, before{before}, done{std::move(executor)}
    {}

    bool concerns(const flight& f) const
    {
        return f.number < before && (instance.empty() || f.what->instance == instance);
    }

    std::string instance;
    std::uint64_t before; // calls numbered lower
    reel::event done;
};

} // namespace reeld::tool
