// SPDX-License-Identifier: MIT
// The one place that includes Asio. It hides what differs between Asio 1.22 (Debian 12) and 1.30 (Debian 13) and
// refuses to compile when a plugin would carry its own copy of Asio: Asio is compiled once, into libreel-sdk.so
// (otherwise the process has two call stacks and two sets of error categories, and codes stop comparing equal).
#pragma once

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/error.hpp>
#include <asio/experimental/as_tuple.hpp>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/version.hpp>

#if !defined(ASIO_DYN_LINK) || !defined(ASIO_SEPARATE_COMPILATION)
#error "link against reel::sdk: it sets the definitions under which Asio is shared with the daemon"
#endif
#if ASIO_VERSION < 102201
#error "Asio 1.22.1 or newer is needed"
#endif

namespace reel
{

/// A coroutine of the loop: lazy, owned by whoever awaits it. Take references only to what the awaiting frame owns.
template <class T = void>
using awaitable = asio::awaitable<T>;

#if ASIO_VERSION >= 102300
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<>> as_tuple{asio::use_awaitable};
#else
inline constexpr asio::experimental::as_tuple_t<asio::use_awaitable_t<>> as_tuple{asio::use_awaitable};
#endif

} // namespace reel
