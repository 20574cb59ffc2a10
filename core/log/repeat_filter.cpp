// SPDX-License-Identifier: MIT
#include "core/log/repeat_filter.hpp"

#include <algorithm>

namespace reeld::log
{

bool repeat_filter::admit(reel::log_level level, const std::string& body, time now)
{
    const auto known = records_.find(body);
    if (known != records_.end())
        return ++known->second.seen <= burst;
    if (records_.size() < capacity)
    {
        records_.emplace(body, watched{level, now, 1});
        next_end_ = std::min(next_end_, now + window);
    }
    return true;
}

std::vector<repeat_filter::held> repeat_filter::due(time now)
{
    std::vector<held> out;
    if (now < next_end_)
        return out;
    next_end_ = time::max();
    for (auto record = records_.begin(); record != records_.end();)
    {
        const auto& [level, since, seen] = record->second;
        if (now < since + window)
        {
            next_end_ = std::min(next_end_, since + window);
            ++record;
            continue;
        }
        if (seen > burst)
            out.push_back({level, record->first, seen - burst});
        record = records_.erase(record);
    }
    return out;
}

} // namespace reeld::log
