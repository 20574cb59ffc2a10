// SPDX-License-Identifier: MIT
#include "core/system/thread_pool.hpp"

#include <asio/associated_executor.hpp>
#include <asio/async_result.hpp>
#include <asio/executor_work_guard.hpp>

#include <exception>
#include <utility>

namespace reeld::system
{

thread_pool::thread_pool(std::size_t threads) : pool_{threads} {}

thread_pool::~thread_pool()
{
    pool_.join();
}

reel::awaitable<void> thread_pool::run(std::function<void()> work)
{
    // The coroutine itself never leaves its executor: only `work` travels, and the handler that resumes the coroutine
    // is carried through the pool without being touched there.
    const auto hand_over = [this, &work](auto resume) {
        auto home = asio::get_associated_executor(resume);
        asio::post(
            pool_, [work = std::move(work), resume = std::move(resume), stay = asio::make_work_guard(home)]() mutable {
                std::exception_ptr thrown;
                try
                {
                    work();
                }
                catch (...)
                {
                    thrown = std::current_exception();
                }
                work = nullptr;
                asio::post(stay.get_executor(), [resume = std::move(resume), thrown = std::move(thrown)]() mutable {
                    std::move(resume)(std::move(thrown));
                });
            });
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr)>(hand_over,
                                                                                           asio::use_awaitable);
}

} // namespace reeld::system
