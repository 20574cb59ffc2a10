// SPDX-License-Identifier: MIT
// The tool calls of one reply, put together from the pieces that a stream sends. Pure; any one thread.
#pragma once

#include "core/model/chat.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace reeld::model
{

class call_list
{
public:
    /// One entry of `tool_calls`, whole or a piece of one.
    void add(const boost::json::object& piece);

    bool empty() const noexcept { return calls_.empty(); }
    /// Bytes of names and arguments.
    std::size_t size() const noexcept { return size_; }
    /// Those that have a name, each with an id: one is made where there was none, or one that another has.
    std::vector<tool_call> take();

private:
    struct entry
    {
        std::optional<std::int64_t> index;
        tool_call call;
    };

    entry* find(const std::string& id, std::optional<std::int64_t> index);

    std::vector<entry> calls_;
    std::size_t size_ = 0;
};

} // namespace reeld::model
