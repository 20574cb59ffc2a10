// SPDX-License-Identifier: MIT
// One at a time for each key, the others in the order in which they came. Loop thread only; outlives its holds.
#pragma once

#include <reel/asio.hpp>
#include <reel/error.hpp>

#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace reeld::conversation
{

class lanes
{
    struct waiter;
    using queue = std::list<waiter*>;
    using map = std::map<std::string, queue, std::less<>>;

public:
    lanes(asio::any_io_executor executor, std::size_t max_waiting)
        : executor_{std::move(executor)}, max_waiting_{max_waiting}
    {}

    /// The lane is yours until this goes.
    class hold
    {
    public:
        hold(lanes& of, map::iterator where) : of_{&of}, where_{where} {}
        hold(hold&& other) noexcept : of_{std::exchange(other.of_, nullptr)}, where_{other.where_} {}
        hold& operator=(hold&&) = delete;
        ~hold()
        {
            if (of_)
                of_->leave(where_);
        }

    private:
        lanes* of_;
        map::iterator where_;
    };

    /// Waits for the lane; `not_ready` at once when too many wait already. Cancelled, it leaves the line.
    reel::awaitable<reel::result<hold>> enter(std::string key);

    std::size_t taken() const noexcept { return lanes_.size(); }

private:
    void leave(map::iterator where);

    asio::any_io_executor executor_;
    std::size_t max_waiting_;
    map lanes_; // those that are taken
};

} // namespace reeld::conversation
