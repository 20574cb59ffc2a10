// SPDX-License-Identifier: MIT
// What was asked, so that a test can say how a client behaved. Loop thread only.
#pragma once

#include "tests/sim/message.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>

namespace reel_sim
{

class request_log
{
public:
    void add(const request& r)
    {
        ++total_;
        ++counts_[r.path];
        recent_.push_back(r);
        if (recent_.size() > kept)
            recent_.pop_front();
    }
    void clear()
    {
        total_ = 0;
        counts_.clear();
        recent_.clear();
    }
    std::uint64_t total() const noexcept { return total_; }
    std::uint64_t count(std::string_view path) const
    {
        const auto found = counts_.find(path);
        return found == counts_.end() ? 0 : found->second;
    }
    const std::map<std::string, std::uint64_t, std::less<>>& counts() const noexcept { return counts_; }
    /// The latest, oldest first.
    const std::deque<request>& recent() const noexcept { return recent_; }

private:
    static constexpr std::size_t kept = 2000;
    std::uint64_t total_ = 0;
    std::map<std::string, std::uint64_t, std::less<>> counts_;
    std::deque<request> recent_;
};

} // namespace reel_sim
