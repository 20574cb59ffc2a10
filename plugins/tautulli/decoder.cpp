// SPDX-License-Identifier: MIT
#include "plugins/tautulli/decoder.hpp"

#include "plugins/tautulli/values.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace reel_tautulli
{

namespace
{

namespace json = boost::json;

constexpr std::int64_t end_of_time = 253'402'300'799; // 9999-12-31

reel::error misshapen(std::string_view command, std::string_view expected)
{
    return {reel::errc::validation, "Tautulli's answer to " + std::string{command} + " cannot be used: it holds no " +
                                        std::string{expected} + "; check whether Tautulli is up to date"};
}

/// Seconds since 1970; the epoch when there is none.
reel::time_point time_of(const json::object& row, std::string_view key)
{
    const auto seconds = whole_of(row, key).value_or(0);
    if (seconds <= 0 || seconds > end_of_time)
        return {};
    return reel::time_point{std::chrono::seconds{seconds}};
}

std::int64_t length_of(const json::object& row, std::string_view key)
{
    return small_of(row, key).value_or(0);
}

int percent_of(const json::object& row, std::string_view key)
{
    return static_cast<int>(std::lround(std::clamp(real_of(row, key).value_or(0), 0.0, 100.0)));
}

void read_subject(const json::object& row, subject& out)
{
    out.media_type = flag_of(row, "live") ? "live" : text_of(row, "media_type");
    out.full_title = text_of(row, "full_title", "title");
    out.title = text_of(row, "title", "full_title");
    out.original_title = text_of(row, "original_title");
    if (const auto year = small_of(row, "year"); year && *year > 0)
        out.year = year;
    if (out.media_type != "episode")
        return;
    out.show = text_of(row, "grandparent_title");
    out.season = small_of(row, "parent_media_index");
    out.episode = small_of(row, "media_index");
    // Old versions give the season's name as the title.
    if (const auto prefix = out.show + " - "; !out.show.empty() && out.full_title.starts_with(prefix))
        out.title = out.full_title.substr(prefix.size());
}

std::string name_of(const json::object& row)
{
    return text_of(row, "friendly_name", "user");
}

/// Nothing when the row says neither what was watched nor when.
std::optional<play> read_play(const json::object& row)
{
    play out;
    read_subject(row, out);
    out.date = time_of(row, "date");
    if (out.date == reel::time_point{})
        out.date = time_of(row, "started");
    if (out.full_title.empty() || out.date == reel::time_point{})
        return std::nullopt;
    out.id = whole_of(row, "reference_id");
    out.user_id = whole_of(row, "user_id");
    out.user = name_of(row);
    out.seconds = length_of(row, "duration");
    out.percent = percent_of(row, "percent_complete");
    out.finished = real_of(row, "watched_status").value_or(0) >= 1;
    out.platform = text_of(row, "platform");
    out.player = text_of(row, "player");
    return out;
}

stream read_stream(const json::object& row)
{
    stream out;
    read_subject(row, out);
    out.user_id = whole_of(row, "user_id");
    out.user = name_of(row);
    out.state = text_of(row, "state");
    out.percent = percent_of(row, "progress_percent");
    const auto length = whole_of(row, "duration");
    const auto seen = whole_of(row, "view_offset");
    if (length && seen && *length > 0 && out.media_type != "live")
        out.left_ms = std::max<std::int64_t>(*length - *seen, 0);
    out.decision = text_of(row, "transcode_decision");
    out.kilobits = real_of(row, "bandwidth");
    out.location = text_of(row, "location");
    out.quality = text_of(row, "stream_video_full_resolution", "stream_video_resolution");
    out.platform = text_of(row, "platform");
    out.player = text_of(row, "player");
    return out;
}

/// The list `key` of an object; nullptr when there is none.
const json::array* rows_of(const json::object& in, std::string_view key)
{
    const auto* found = in.if_contains(key);
    return found ? found->if_array() : nullptr;
}

} // namespace

reel::result<history_page> decode_history(const json::value& data)
{
    const auto* page = data.if_object();
    const auto* rows = page ? rows_of(*page, "data") : nullptr;
    if (!rows)
        return misshapen("get_history", "list of plays");
    history_page out;
    out.received = static_cast<std::int64_t>(rows->size());
    out.total = std::max<std::int64_t>(whole_of(*page, "recordsFiltered").value_or(0), 0);
    for (const auto& row : *rows)
        if (const auto* object = row.if_object())
            if (auto one = read_play(*object))
                out.rows.push_back(std::move(*one));
    return out;
}

reel::result<std::vector<user>> decode_users(const json::value& data)
{
    const auto* rows = data.if_array();
    if (!rows)
        return misshapen("get_users", "list of users");
    std::vector<user> out;
    for (const auto& row : *rows)
    {
        const auto* object = row.if_object();
        const auto id = object ? whole_of(*object, "user_id") : std::nullopt;
        if (!id)
            continue;
        user one{*id, text_of(*object, "username"), text_of(*object, "friendly_name"), text_of(*object, "email")};
        if (!one.name().empty())
            out.push_back(std::move(one));
    }
    return out;
}

reel::result<activity> decode_activity(const json::value& data)
{
    const auto* object = data.if_object();
    if (!object)
        return misshapen("get_activity", "activity");
    activity out;
    const auto count = small_of(*object, "stream_count");
    out.plex_reachable = count.has_value();
    out.count = count.value_or(0);
    out.kilobits = real_of(*object, "total_bandwidth");
    if (const auto* rows = rows_of(*object, "sessions"))
        for (const auto& row : *rows)
            if (const auto* session = row.if_object())
                if (auto one = read_stream(*session); !one.full_title.empty())
                    out.streams.push_back(std::move(one));
    return out;
}

reel::result<std::vector<stat_row>> decode_card(const json::value& data, std::string_view stat_id)
{
    const json::object* card = data.if_object(); // one card when one is asked for, by newer versions
    if (const auto* cards = data.if_array())
        for (const auto& one : *cards)
            if (one.is_object() && text_of(one.get_object(), "stat_id") == stat_id)
            {
                card = &one.get_object();
                break;
            }
    if (!card && !data.is_array())
        return misshapen("get_home_stats", "statistics");
    std::vector<stat_row> out;
    const auto* rows = card ? rows_of(*card, "rows") : nullptr;
    if (!rows)
        return out;
    for (const auto& row : *rows)
    {
        const auto* object = row.if_object();
        if (!object)
            continue;
        stat_row one;
        one.title = text_of(*object, "title");
        if (const auto year = small_of(*object, "year"); year && *year > 0)
            one.year = year;
        one.user_id = whole_of(*object, "user_id");
        one.user = name_of(*object);
        one.plays = small_of(*object, "total_plays").value_or(0);
        one.seconds = length_of(*object, "total_duration");
        one.last = time_of(*object, "last_play");
        out.push_back(std::move(one));
    }
    return out;
}

reel::result<std::vector<watch_time>> decode_watch_time(const json::value& data)
{
    const auto* rows = data.if_array();
    if (!rows)
        return misshapen("get_user_watch_time_stats", "list of times");
    std::vector<watch_time> out;
    for (const auto& row : *rows)
        if (const auto* object = row.if_object())
            if (const auto days = small_of(*object, "query_days"))
                out.push_back({*days, length_of(*object, "total_time")});
    return out;
}

reel::result<bool> decode_connected(const json::value& data)
{
    const auto* object = data.if_object();
    if (!object)
        return misshapen("server_status", "status");
    return !object->contains("connected") || flag_of(*object, "connected");
}

} // namespace reel_tautulli
