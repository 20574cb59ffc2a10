// SPDX-License-Identifier: MIT
#include "core/http/pool.hpp"

#include <algorithm>
#include <utility>

namespace reeld::http
{

lease::~lease()
{
    if (!pool_)
        return;
    connection.reset();
    pool_->end_lease(key_);
}

void lease::give_back()
{
    if (connection)
        pool_->keep(key_, std::move(connection));
    std::exchange(pool_, nullptr)->end_lease(key_);
}

pool::pool(asio::any_io_executor executor, reel::clock& clock, std::size_t max_connections, reel::duration idle_timeout)
    : executor_{std::move(executor)},
      clock_{clock},
      max_connections_{std::max<std::size_t>(1, max_connections)},
      idle_timeout_{idle_timeout},
      broom_{executor_}
{}

/// A place in the queue, left whatever happens: one who was called but did not come passes the turn on.
struct pool::in_queue
{
    in_queue(pool& p, std::string k) : owner{p}, key{std::move(k)}, self{p.executor_}
    {
        owner.places_[key].queue.push_back(&self);
    }
    ~in_queue()
    {
        if (came)
            return;
        if (self.turn.is_set())
            owner.end_lease(key);
        else
            owner.places_[key].queue.remove(&self);
    }

    pool& owner;
    std::string key;
    waiter self;
    bool came = false;
};

reel::awaitable<lease> pool::acquire(const origin& to)
{
    auto key = to.key();
    if (auto& at = places_[key]; at.leases < max_connections_ && at.queue.empty())
        ++at.leases;
    else
    {
        in_queue queued{*this, key};
        co_await queued.self.turn.wait();
        queued.came = true;
    }
    lease mine{shared_from_this(), std::move(key)};
    auto& idle = places_[mine.key_].idle;
    while (!idle.empty() && !mine.connection)
    {
        auto last = std::move(idle.back());
        idle.pop_back();
        if (clock_.ticks() - last.since < idle_timeout_ && last.connection->quiet())
            mine.connection = std::move(last.connection);
    }
    mine.used_before = mine.connection != nullptr;
    co_return mine;
}

void pool::forget_idle(const origin& to)
{
    if (const auto found = places_.find(to.key()); found != places_.end())
        found->second.idle.clear();
}

void pool::end_lease(const std::string& key)
{
    const auto found = places_.find(key);
    auto& at = found->second;
    if (!at.queue.empty()) // the right to a connection goes on to the next
    {
        at.queue.front()->turn.set();
        at.queue.pop_front();
        return;
    }
    if (--at.leases == 0 && at.idle.empty())
        places_.erase(found);
}

void pool::keep(const std::string& key, std::unique_ptr<http::connection> unused)
{
    unused->in.release();
    places_[key].idle.push_back({std::move(unused), clock_.ticks()});
    if (!sweeping_)
        close_old();
}

/// Connections that nobody wants are closed even if nobody ever asks again.
void pool::close_old()
{
    const auto now = clock_.ticks();
    bool any = false;
    for (auto at = places_.begin(); at != places_.end();)
    {
        at->second.idle.remove_if([&](const auto& unused) { return now - unused.since >= idle_timeout_; });
        any = any || !at->second.idle.empty();
        at = at->second.leases == 0 && at->second.idle.empty() && at->second.queue.empty() ? places_.erase(at)
                                                                                           : std::next(at);
    }
    sweeping_ = any;
    if (!any)
        return;
    broom_.expires_after(idle_timeout_);
    broom_.async_wait([weak = weak_from_this()](const asio::error_code& cancelled) {
        if (const auto self = weak.lock(); self && !cancelled)
            self->close_old();
    });
}

} // namespace reeld::http
