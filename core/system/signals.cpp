// SPDX-License-Identifier: MIT
#include "core/system/signals.hpp"

#include <reel/event.hpp>

#include <asio/signal_set.hpp>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <optional>

namespace reeld::system
{

struct signals::impl : std::enable_shared_from_this<impl>
{
    using clock = std::chrono::steady_clock;

    explicit impl(const asio::any_io_executor& executor) : set{executor, SIGTERM, SIGINT, SIGHUP}, arrived{executor} {}

    void listen()
    {
        set.async_wait([self = shared_from_this()](const std::error_code& failure, int number) {
            if (failure)
                return;
            self->handle(number);
            self->listen();
        });
    }

    void handle(int number)
    {
        const auto what = number == SIGHUP ? signal::reload : signal::stop;
        if (what == signal::stop && stopping_since)
        {
            if (clock::now() - *stopping_since > std::chrono::seconds{1})
                std::_Exit(128 + number);
            return;
        }
        if (what == signal::stop)
            stopping_since = clock::now();
        if (waiting.empty() || waiting.back() != what)
            waiting.push_back(what);
        arrived.set();
    }

    asio::signal_set set;
    reel::event arrived;
    std::deque<signal> waiting;
    std::optional<clock::time_point> stopping_since;
};

signals::signals(asio::any_io_executor executor) : impl_{std::make_shared<impl>(executor)}
{
    std::signal(SIGPIPE, SIG_IGN);
    impl_->listen();
}

signals::~signals()
{
    impl_->set.cancel();
}

reel::awaitable<signal> signals::next()
{
    while (impl_->waiting.empty())
    {
        impl_->arrived.reset();
        co_await impl_->arrived.wait();
    }
    const auto what = impl_->waiting.front();
    impl_->waiting.pop_front();
    co_return what;
}

} // namespace reeld::system
