// SPDX-License-Identifier: MIT
// A bounded cache of things that are fetched: each key is fetched once however many ask (single flight), kept for a
// while, and failures are kept for a shorter while.
#pragma once

#include <reel/asio.hpp>
#include <reel/clock.hpp>
#include <reel/error.hpp>
#include <reel/event.hpp>
#include <reel/task_group.hpp>

#include <functional>
#include <list>
#include <memory>
#include <string>
#include <system_error>
#include <unordered_map>
#include <utility>

namespace reel
{

struct cache_limits
{
    duration keep = 5min;
    duration keep_failure = 0ms;       ///< 0: failures are not kept
    std::size_t max_entries = 1000;    ///< least recently used ones go first
    std::size_t max_bytes = 16u << 20; ///< by the weigher given to the cache
};

/// Loop thread only. Fetches run in `tasks`, not in the asker: an asker that goes away does not spoil it for the
/// others. Join `tasks` before destroying the cache.
template <class Key, class Value>
class ttl_cache
{
public:
    using fetcher = std::function<awaitable<result<Value>>(Key key)>;
    using weigher = std::function<std::size_t(const Value&)>;
    /// How long an outcome is kept, 0: not at all.
    using keeper = std::function<duration(const result<Value>&)>;

    ttl_cache(
        clock& clock, asio::any_io_executor executor, task_group& tasks, cache_limits limits, fetcher fetch,
        weigher weigh = [](const Value&) { return sizeof(Value); }, keeper keep_for = {})
        : clock_{clock},
          executor_{std::move(executor)},
          tasks_{tasks},
          limits_{limits},
          fetch_{std::move(fetch)},
          weigh_{std::move(weigh)},
          keep_for_{std::move(keep_for)}
    {}

    /// The kept value, or the outcome of the fetch under way (begun now if there was none). Cancelling an asker leaves
    /// the fetch running.
    awaitable<result<Value>> get(Key key)
    {
        if (auto* kept = fresh(key))
            co_return kept->value;
        std::shared_ptr<flight> mine = join_flight(key);
        co_await mine->done.wait();
        co_return mine->outcome;
    }

    /// The kept value if there is a fresh one, without fetching; nullptr otherwise. Valid until the next call.
    const Value* peek(const Key& key)
    {
        auto* kept = fresh(key);
        return kept && kept->value ? &*kept->value : nullptr;
    }

    void clear()
    {
        entries_.clear();
        order_.clear();
        bytes_ = 0;
        ++generation_; // what is under way now was asked of an older world: it is delivered, not kept
    }

    std::size_t size() const noexcept { return entries_.size(); }
    std::size_t bytes() const noexcept { return bytes_; }

private:
    struct entry
    {
        Key key;
        result<Value> value;
        std::size_t weight;
        std::chrono::nanoseconds until;
    };
    struct flight
    {
        explicit flight(asio::any_io_executor executor) : done{std::move(executor)} {}
        event done;
        result<Value> outcome = error{errc::cancelled, "stopping"};
    };
    using position = typename std::list<entry>::iterator;

    entry* fresh(const Key& key)
    {
        auto found = entries_.find(key);
        if (found == entries_.end())
            return nullptr;
        if (clock_.ticks() >= found->second->until)
        {
            drop(found->second);
            return nullptr;
        }
        order_.splice(order_.begin(), order_, found->second);
        return &*found->second;
    }

    std::shared_ptr<flight> join_flight(const Key& key)
    {
        auto& slot = flights_[key];
        if (auto running = slot.lock())
            return running;
        auto mine = std::make_shared<flight>(executor_);
        slot = mine;
        if (tasks_.cancelled())
            mine->done.set();
        else
            tasks_.spawn("fetch", run(key, mine));
        return mine;
    }

    awaitable<void> run(Key key, std::shared_ptr<flight> mine)
    {
        struct landing // also when the fetch is cancelled or throws
        {
            ttl_cache& cache;
            const Key& key;
            flight& mine;
            ~landing()
            {
                cache.flights_.erase(key);
                mine.done.set();
            }
        } guard{*this, key, *mine};
        const auto asked_in = generation_;
        try
        {
            mine->outcome = co_await fetch_(key);
        }
        catch (const std::system_error& e)
        {
            if (e.code() != asio::error::operation_aborted)
                mine->outcome = error::from(e.code(), "fetching");
            throw;
        }
        catch (const std::exception&)
        {
            mine->outcome = error{errc::internal, "fetching failed because of a defect"};
            throw;
        }
        if (asked_in == generation_)
            keep(key, mine->outcome);
    }

    void keep(const Key& key, const result<Value>& value)
    {
        const auto how_long = keep_for_ ? keep_for_(value) : value ? limits_.keep : limits_.keep_failure;
        if (how_long <= 0ms || (!value && value.error().kind() == errc::cancelled))
            return;
        if (auto old = entries_.find(key); old != entries_.end())
            drop(old->second);
        const auto weight = value ? weigh_(*value) : sizeof(entry);
        order_.push_front({key, value, weight, clock_.ticks() + how_long});
        entries_[key] = order_.begin();
        bytes_ += weight;
        while (order_.size() > 1 && (order_.size() > limits_.max_entries || bytes_ > limits_.max_bytes))
            drop(std::prev(order_.end()));
    }

    void drop(position where)
    {
        bytes_ -= where->weight;
        entries_.erase(where->key);
        order_.erase(where);
    }

    clock& clock_;
    asio::any_io_executor executor_;
    task_group& tasks_;
    cache_limits limits_;
    fetcher fetch_;
    weigher weigh_;
    keeper keep_for_;        // empty: by the limits alone
    std::list<entry> order_; // most recently used first
    std::unordered_map<Key, position> entries_;
    std::unordered_map<Key, std::weak_ptr<flight>> flights_;
    std::size_t bytes_ = 0;
    std::uint64_t generation_ = 0;
};

} // namespace reel
