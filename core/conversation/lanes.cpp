// SPDX-License-Identifier: MIT
#include "core/conversation/lanes.hpp"

#include <reel/event.hpp>

namespace reeld::conversation
{

/// Somebody in line. Lives in the frame of enter().
struct lanes::waiter
{
    waiter(lanes& of, map::iterator where)
        : turn{of.executor_}, line{where->second}, place{line.insert(line.end(), this)}
    {}
    ~waiter()
    {
        if (!called)
            line.erase(place);
    }

    reel::event turn;
    queue& line;
    queue::iterator place;
    bool called = false; // the lane is theirs, and they are out of the line
};

reel::awaitable<reel::result<lanes::hold>> lanes::enter(std::string key)
{
    const auto [where, free] = lanes_.try_emplace(std::move(key));
    if (free)
        co_return hold{*this, where};
    if (where->second.size() >= max_waiting_)
        co_return reel::error{reel::errc::not_ready,
                              "I am still busy with your earlier messages. Please wait for their answers."};
    waiter self{*this, where};
    try
    {
        co_await self.turn.wait();
    }
    catch (...)
    {
        if (self.called) // and cancelled before it could go on
            leave(where);
        throw;
    }
    co_return hold{*this, where};
}

void lanes::leave(map::iterator where)
{
    auto& line = where->second;
    if (line.empty())
    {
        lanes_.erase(where);
        return;
    }
    auto* const next = line.front();
    line.pop_front();
    next->called = true;
    next->turn.set();
}

} // namespace reeld::conversation
