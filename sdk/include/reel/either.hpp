// SPDX-License-Identifier: MIT
// Whichever of two comes first.
#pragma once

#include <reel/asio.hpp>

#include <exception>
#include <type_traits>
#include <utility>
#include <variant>

namespace reel
{

/// Awaits both; the first to return wins, the other is cancelled (terminal) and awaited to its end. The index of the result
/// says which it was; void is std::monostate. When both fail, as they do when the caller is cancelled, throws what the first
/// of them threw. (Asio's own operator|| would throw asio::multiple_exceptions then, in which nobody would recognise a
/// cancellation.)
template <class A, class B>
auto either(awaitable<A> a, awaitable<B> b)
    -> awaitable<std::variant<std::conditional_t<std::is_void_v<A>, std::monostate, A>,
                              std::conditional_t<std::is_void_v<B>, std::monostate, B>>>
{
    using namespace asio::experimental::awaitable_operators;
    try
    {
        co_return co_await (std::move(a) || std::move(b));
    }
    catch (const asio::multiple_exceptions& both)
    {
        std::rethrow_exception(both.first_exception());
    }
}

} // namespace reel
