// SPDX-License-Identifier: MIT
// Who listens to /:/eventsource/notifications, and what they are sent. Loop thread only. A subscription belongs to its
// connection; the hub forgets it when the connection lets go.
#pragma once

#include <reel/asio.hpp>

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace reel_sim::plex
{

/// Frames as real servers send them: newer ones one object a frame, older ones wrapped as in their websocket.
enum class event_shape
{
    plain,     ///< {"TimelineEntry":{…}}
    container, ///< {"NotificationContainer":{"type":"timeline","size":1,"TimelineEntry":[{…}]}}
};

struct subscription
{
    explicit subscription(const asio::any_io_executor& executor) : wake{executor} {}

    asio::steady_timer wake; ///< cancelled when there is something to send, or the stream is to end
    std::deque<std::string> frames;
    std::string filter; ///< "timeline,playing"; "": everything
    bool ended = false;
};

class event_hub
{
public:
    std::shared_ptr<subscription> subscribe(const asio::any_io_executor& executor, std::string_view filter);
    /// `type` is the event's name ("timeline"), `list` the name of its payload ("TimelineEntry"), `entry` a JSON object.
    void publish(std::string_view type, std::string_view list, std::string_view entry, event_shape shape);
    /// Ends every stream, as a restart of the server does.
    void drop_all();
    std::size_t listeners() const;

private:
    std::vector<std::weak_ptr<subscription>> subscriptions_;
};

} // namespace reel_sim::plex
