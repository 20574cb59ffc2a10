// SPDX-License-Identifier: MIT
// Whichever of two comes first.
#pragma once

#include <reel/asio.hpp>

#include <cstddef>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace reel
{

namespace detail
{

/// What an awaitable returned or threw.
template <class T>
struct settled
{
    std::optional<T> value;
    std::exception_ptr thrown;
};

template <class T>
using returned = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

template <class T>
awaitable<settled<returned<T>>> settle(awaitable<T> what)
{
    settled<returned<T>> out;
    try
    {
        if constexpr (std::is_void_v<T>)
            co_await std::move(what), out.value.emplace();
        else
            out.value.emplace(co_await std::move(what));
    }
    catch (...)
    {
        out.thrown = std::current_exception();
    }
    co_return out;
}

template <std::size_t I, class Either, class Settled>
Either take(Settled&& first)
{
    if (first.thrown)
        std::rethrow_exception(first.thrown);
    return Either{std::in_place_index<I>, *std::move(first.value)};
}

} // namespace detail

/// Awaits both; the first to end wins, the other is cancelled (terminal) and awaited to its end. The index of the result says
/// which it was; void is std::monostate. When the first threw, so does this. (Asio's own operator|| waits for the other when
/// one throws, and throws asio::multiple_exceptions when the caller is cancelled, in which nobody would recognise a
/// cancellation.)
template <class A, class B>
auto either(awaitable<A> a, awaitable<B> b) -> awaitable<std::variant<detail::returned<A>, detail::returned<B>>>
{
    using namespace asio::experimental::awaitable_operators;
    using result = std::variant<detail::returned<A>, detail::returned<B>>;
    auto first = co_await (detail::settle(std::move(a)) || detail::settle(std::move(b)));
    co_return first.index() == 0 ? detail::take<0, result>(std::get<0>(std::move(first)))
                                 : detail::take<1, result>(std::get<1>(std::move(first)));
}

} // namespace reel
