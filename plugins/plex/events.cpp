// SPDX-License-Identifier: MIT
#include "plugins/plex/events.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

namespace json = boost::json;

namespace reel_plex
{

namespace
{

// States of a timeline entry after which the item will not change again by itself.
constexpr std::int64_t processed = 5;
constexpr std::int64_t deleted = 9;

/// A number, or its digits.
std::int64_t number(const json::object& from, std::string_view key)
{
    const auto* found = from.if_contains(key);
    std::int64_t value = -1;
    if (!found)
        return value;
    if (const auto* whole = found->if_int64())
        return *whole;
    if (const auto* digits = found->if_string())
        std::from_chars(digits->data(), digits->data() + digits->size(), value);
    return value;
}

/// The objects under `key`: of a list, or the one that is there.
std::vector<const json::object*> rows(const json::object& from, std::string_view key)
{
    std::vector<const json::object*> out;
    const auto* found = from.if_contains(key);
    if (found && found->is_object())
        out.push_back(&found->get_object());
    else if (found && found->is_array())
        for (const auto& row : found->get_array())
            if (row.is_object())
                out.push_back(&row.get_object());
    return out;
}

/// The section that an entry says has changed for good, or 0.
std::int64_t changed_section(const json::object& entry)
{
    // Entries of other providers (the TV guide) come by the thousand.
    const auto* identifier = entry.if_contains("identifier");
    if (identifier && (!identifier->is_string() || identifier->get_string() != "com.plexapp.plugins.library"))
        return 0;
    const auto state = number(entry, "state");
    return state == processed || state == deleted ? number(entry, "sectionID") : 0;
}

} // namespace

void event_stream::feed(std::string_view piece)
{
    while (!piece.empty())
    {
        const auto end = piece.find('\n');
        const auto part = piece.substr(0, end);
        if (line_.size() + part.size() > longest)
            too_long_ = true;
        else
            line_ += part;
        if (end == std::string_view::npos)
            return;
        piece.remove_prefix(end + 1);
        if (line_.ends_with('\r'))
            line_.pop_back();
        line(line_);
        line_.clear();
    }
}

void event_stream::line(std::string_view text)
{
    if (text.empty() && !std::exchange(too_long_, false) && !data_.empty())
        on_event_(data_);
    if (text.empty())
    {
        data_.clear();
        return;
    }
    if (!text.starts_with("data:"))
        return;
    text.remove_prefix(5);
    if (text.starts_with(' '))
        text.remove_prefix(1);
    if (data_.size() + text.size() >= longest)
    {
        too_long_ = true;
        return;
    }
    if (!data_.empty())
        data_ += '\n';
    data_ += text;
}

std::set<std::string> changed_sections(std::string_view notification)
{
    std::set<std::string> out;
    json::parse_options lenient;
    lenient.allow_invalid_utf8 = true;
    boost::system::error_code failed;
    const auto document = json::parse(notification, failed, {}, lenient);
    if (failed || !document.is_object())
        return out;
    // Over the event source the entry stands alone; over websockets, and on some versions, it is in a container.
    const auto outer = rows(document.get_object(), "NotificationContainer");
    const auto& holder = outer.empty() ? document.get_object() : *outer.front();
    for (const auto* entry : rows(holder, "TimelineEntry"))
        if (const auto section = changed_section(*entry); section > 0)
            out.insert(std::to_string(section));
    return out;
}

event_watcher::event_watcher(reel::host& host, client& upstream, handler changed, timing times)
    : host_{host}, upstream_{upstream}, changed_{std::move(changed)}, times_{times}, news_{host.executor()}
{}

event_watcher::event_watcher(reel::host& host, client& upstream, handler changed)
    : event_watcher{host, upstream, std::move(changed), timing{}}
{}

void event_watcher::start(reel::task_group& tasks)
{
    tasks.spawn("event stream", listen());
    tasks.spawn("event gathering", gather());
}

reel::awaitable<void> event_watcher::listen()
{
    auto wait = times_.first_retry;
    for (bool first = true;; first = false)
    {
        const auto began = host_.clock().ticks();
        bool connected = false;
        event_stream events{[this](std::string_view data) { heard(data); }};
        // The first bytes say that we hear again; what happened meanwhile is not told, so it is looked up.
        reel::body_sink sink = [&, first](std::string_view piece) -> reel::result<void> {
            if (!std::exchange(connected, true) && !first)
                changed_({});
            events.feed(piece);
            return {};
        };
        const auto ended = co_await upstream_.notifications(sink);
        host_.log().debug(
            "Plex event stream ended, changes are found by polling until it is back",
            {{"error", ended ? std::string{"closed by the server"} : ended.error().describe()}, {"retry_in", wait}});
        if (host_.clock().ticks() - began >= times_.steady)
            wait = times_.first_retry;
        co_await host_.clock().sleep(wait);
        wait = std::min(wait * 2, times_.longest_retry);
    }
}

void event_watcher::heard(std::string_view data)
{
    auto sections = changed_sections(data);
    if (sections.empty())
        return;
    sections_.merge(sections);
    last_news_ = host_.clock().ticks();
    news_.set();
}

reel::awaitable<void> event_watcher::gather()
{
    for (;;)
    {
        co_await news_.wait();
        news_.reset();
        const auto first = last_news_;
        for (;;)
        {
            const auto now = host_.clock().ticks();
            const auto due = std::min<std::chrono::nanoseconds>(last_news_ + times_.quiet, first + times_.patience);
            if (now >= due)
                break;
            co_await host_.clock().sleep(std::chrono::ceil<reel::duration>(due - now));
        }
        news_.reset();
        changed_(std::exchange(sections_, {}));
    }
}

} // namespace reel_plex
