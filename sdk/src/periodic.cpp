// SPDX-License-Identifier: MIT
#include <reel/periodic.hpp>

#include <reel/either.hpp>

#include <algorithm>
#include <random>
#include <system_error>
#include <utility>

namespace reel
{

namespace
{

double random_share()
{
    thread_local std::minstd_rand engine{std::random_device{}()};
    return std::uniform_real_distribution<double>{-1.0, 1.0}(engine);
}

} // namespace

periodic::periodic(host& host, std::string name, periodic_settings settings)
    : host_{host}, settings_{settings}, wake_{host.executor()}, tasks_{host.executor()}
{
    status_.name = std::move(name);
}

periodic::~periodic() = default;

void periodic::start(task work)
{
    tasks_.spawn(status_.name, loop(std::move(work)));
}

void periodic::trigger()
{
    wake_.set();
}

awaitable<void> periodic::stop()
{
    tasks_.cancel();
    co_await tasks_.join();
}

awaitable<void> periodic::loop(task work)
{
    if (!settings_.at_once)
        co_await wait(next_wait());
    for (;;)
    {
        wake_.reset();
        co_await run_once(work);
        co_await wait(next_wait());
    }
}

awaitable<void> periodic::run_once(const task& work)
{
    const auto began = host_.clock().ticks();
    status_.last_run = host_.clock().now();
    status_.next_run = {};
    result<void> outcome;
    try
    {
        outcome = co_await work();
    }
    catch (const std::system_error& e)
    {
        if (e.code() == asio::error::operation_aborted)
            throw;
        outcome = error::from(e.code(), status_.name);
    }
    catch (const std::exception& e)
    {
        outcome = error{errc::internal, e.what()};
    }
    ++status_.runs;
    status_.last_duration = std::chrono::duration_cast<duration>(host_.clock().ticks() - began);
    if (outcome)
    {
        if (failures_in_a_row_)
            host_.log().info("Timer succeeded again", {{"timer", status_.name}, {"failures", failures_in_a_row_}});
        failures_in_a_row_ = 0;
        status_.last_error.clear();
        co_return;
    }
    ++status_.failures;
    if (!failures_in_a_row_++)
        host_.log().warn("Timer failed, retrying with back-off",
                         {{"timer", status_.name}, {"error", outcome.error().describe()}});
    status_.last_error = outcome.error().message();
}

awaitable<void> periodic::wait(duration length)
{
    status_.next_run = host_.clock().now() + length;
    if (!wake_.is_set())
        co_await either(host_.clock().sleep(length), wake_.wait());
}

duration periodic::next_wait() const
{
    double wait = static_cast<double>(settings_.interval.count());
    if (failures_in_a_row_)
    {
        const auto doublings = std::min(failures_in_a_row_ - 1, 20u);
        const double longest = static_cast<double>(std::min(settings_.max_retry, settings_.interval).count());
        wait = std::min(static_cast<double>(settings_.first_retry.count()) * static_cast<double>(1u << doublings),
                        longest);
    }
    return duration{static_cast<duration::rep>(std::max(wait * (1.0 + settings_.jitter * random_share()), 1.0))};
}

} // namespace reel
