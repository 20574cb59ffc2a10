// SPDX-License-Identifier: MIT
// The server's notifications: from bytes to "these sections changed", and the coroutines that listen and wait until the
// changing has calmed down. Polling finds everything that events would have told, so losing them is not a fault.
#pragma once

#include "plugins/plex/client.hpp"

#include <reel/event.hpp>
#include <reel/task_group.hpp>

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace reel_plex
{

/// Cuts a stream of server-sent events into events. Fed with pieces of any size; what is too long is dropped. Pure.
class event_stream
{
public:
    /// Without the trailing newline; valid during the call.
    using handler = std::function<void(std::string_view data)>;

    explicit event_stream(handler on_event) : on_event_{std::move(on_event)} {}
    void feed(std::string_view piece);

private:
    void line(std::string_view text);

    static constexpr std::size_t longest = 1 << 20;
    handler on_event_;
    std::string line_;
    std::string data_;
    bool too_long_ = false;
};

/// The keys of the sections that one notification says have changed for good: library items that were processed or
/// deleted. Playback, scans under way, other providers' rows and anything unreadable name none.
std::set<std::string> changed_sections(std::string_view notification);

/// Listens, reconnects, gathers. Loop thread only; end its tasks (the group it was started in) before destroying it.
class event_watcher
{
public:
    struct timing
    {
        reel::duration quiet = 5s;       ///< changes are reported when nothing changed for so long,
        reel::duration patience = 60s;   ///< or at the latest this long after the first
        reel::duration first_retry = 2s; ///< wait before connecting again; doubles
        reel::duration longest_retry = 5min;
        reel::duration steady = 60s; ///< a connection that lasted so long starts the doubling anew
    };
    /// `changed` gets the keys; none after a reconnection, when anything may have been missed.
    using handler = std::function<void(std::set<std::string> sections)>;

    event_watcher(reel::host& host, client& upstream, handler changed, timing times);
    event_watcher(reel::host& host, client& upstream, handler changed);

    void start(reel::task_group& tasks);

private:
    reel::awaitable<void> listen();
    reel::awaitable<void> gather();
    void heard(std::string_view data);

    reel::host& host_;
    client& upstream_;
    handler changed_;
    timing times_;
    reel::event news_;
    std::set<std::string> sections_;
    std::chrono::nanoseconds last_news_{};
};

} // namespace reel_plex
