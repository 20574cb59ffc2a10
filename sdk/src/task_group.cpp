// SPDX-License-Identifier: MIT
#include <reel/task_group.hpp>

#include <reel/event.hpp>

#include <cstdio>
#include <cstdlib>
#include <list>
#include <system_error>
#include <utility>

namespace reel
{

struct task_group::impl
{
    struct task
    {
        std::string name;
        asio::cancellation_signal signal;
    };

    explicit impl(asio::any_io_executor executor) : executor{executor}, idle{std::move(executor)} { idle.set(); }

    asio::any_io_executor executor;
    std::function<void(const std::string&, std::exception_ptr)> on_failure;
    std::list<task> tasks;
    event idle;
    bool cancelled = false;
};

task_group::task_group(asio::any_io_executor executor,
                       std::function<void(const std::string&, std::exception_ptr)> on_failure)
    : impl_{std::make_shared<impl>(std::move(executor))}
{
    impl_->on_failure = std::move(on_failure);
}

task_group::~task_group()
{
    if (impl_->tasks.empty())
        return;
    for (const auto& task : impl_->tasks)
        std::fprintf(stderr, "reel::task_group destroyed while task '%s' runs; join it first\n", task.name.c_str());
    std::abort();
}

void task_group::spawn(std::string name, awaitable<void> task)
{
    if (impl_->cancelled)
        return;
    impl_->tasks.emplace_back();
    const auto where = std::prev(impl_->tasks.end());
    where->name = std::move(name);
    impl_->idle.reset();
    auto finished = [group = impl_, where](std::exception_ptr failure) {
        if (failure && group->on_failure)
        {
            try
            {
                std::rethrow_exception(failure);
            }
            catch (const std::system_error& e)
            {
                if (e.code() != asio::error::operation_aborted)
                    group->on_failure(where->name, failure);
            }
            catch (...)
            {
                group->on_failure(where->name, failure);
            }
        }
        group->tasks.erase(where);
        if (group->tasks.empty())
            group->idle.set();
    };
    asio::co_spawn(impl_->executor, std::move(task),
                   asio::bind_cancellation_slot(where->signal.slot(), std::move(finished)));
}

void task_group::cancel()
{
    impl_->cancelled = true;
    // Emitting may end a task at once and take it off the list: step before emitting.
    for (auto task = impl_->tasks.begin(); task != impl_->tasks.end();)
        (task++)->signal.emit(asio::cancellation_type::terminal);
}

awaitable<void> task_group::join()
{
    const auto group = impl_;
    while (!group->tasks.empty())
        co_await group->idle.wait();
}

std::size_t task_group::size() const noexcept
{
    return impl_->tasks.size();
}

bool task_group::cancelled() const noexcept
{
    return impl_->cancelled;
}

std::vector<std::string> task_group::names() const
{
    std::vector<std::string> out;
    for (const auto& task : impl_->tasks)
        out.push_back(task.name);
    return out;
}

} // namespace reel
