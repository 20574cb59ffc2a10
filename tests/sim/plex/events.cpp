// SPDX-License-Identifier: MIT
#include "tests/sim/plex/events.hpp"

#include <algorithm>

namespace reel_sim::plex
{
namespace
{

bool wants(const subscription& s, std::string_view type)
{
    return s.filter.empty() || ("," + s.filter + ",").find("," + std::string{type} + ",") != std::string::npos;
}

} // namespace

std::shared_ptr<subscription> event_hub::subscribe(const asio::any_io_executor& executor, std::string_view filter)
{
    std::erase_if(subscriptions_, [](const auto& s) { return s.expired(); });
    auto s = std::make_shared<subscription>(executor);
    s->filter = filter;
    subscriptions_.push_back(s);
    return s;
}

void event_hub::publish(std::string_view type, std::string_view list, std::string_view entry, event_shape shape)
{
    std::string frame = "event: ";
    frame.append(type).append("\ndata: ");
    if (shape == event_shape::plain)
        frame.append("{\"").append(list).append("\":").append(entry).append("}\n\n");
    else
        frame.append("{\"NotificationContainer\":{\"type\":\"")
            .append(type)
            .append("\",\"size\":1,\"")
            .append(list)
            .append("\":[")
            .append(entry)
            .append("]}}\n\n");
    for (const auto& weak : subscriptions_)
        if (const auto s = weak.lock(); s && wants(*s, type))
        {
            s->frames.push_back(frame);
            s->wake.cancel();
        }
}

void event_hub::drop_all()
{
    for (const auto& weak : subscriptions_)
        if (const auto s = weak.lock())
        {
            s->ended = true;
            s->wake.cancel();
        }
    subscriptions_.clear();
}

std::size_t event_hub::listeners() const
{
    return static_cast<std::size_t>(
        std::count_if(subscriptions_.begin(), subscriptions_.end(), [](const auto& s) { return !s.expired(); }));
}

} // namespace reel_sim::plex
