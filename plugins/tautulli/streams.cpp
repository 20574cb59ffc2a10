// SPDX-License-Identifier: MIT
#include "plugins/tautulli/streams.hpp"

#include "plugins/tautulli/words.hpp"

#include <reel/text.hpp>

#include <cmath>
#include <utility>

namespace reel_tautulli
{

namespace
{

constexpr std::size_t most_said = 5; // streams in the message

std::optional<double> megabits(std::optional<double> kilobits)
{
    if (!kilobits || *kilobits < 0)
        return std::nullopt;
    return std::round(*kilobits / 100) / 10;
}

std::optional<delivery> delivery_of(std::string_view decision)
{
    if (decision == "transcode")
        return delivery::transcode;
    if (decision == "copy")
        return delivery::direct_stream;
    if (decision == "direct play")
        return delivery::direct_play;
    return std::nullopt;
}

std::string_view in_words(delivery how)
{
    return how == delivery::transcode ? "transcoded" : how == delivery::direct_stream ? "direct stream" : "direct play";
}

stream_entry entry_of(const stream& s)
{
    stream_entry out;
    out.user = reel::shown(s.user, 60);
    out.title = reel::shown(s.full_title);
    out.media_type = reel::shown(s.media_type, 20);
    if (!s.show.empty())
    {
        out.show = reel::shown(s.show);
        out.season = s.season;
        out.episode = s.episode;
    }
    out.state = reel::shown(s.state, 20);
    out.percent = s.percent;
    if (s.left_ms)
        out.minutes_left = static_cast<int>((*s.left_ms + 59'999) / 60'000);
    out.delivery = delivery_of(s.decision);
    out.megabits = megabits(s.kilobits);
    out.location = unless_empty(s.location);
    out.quality = unless_empty(s.quality);
    out.platform = unless_empty(s.platform);
    out.player = unless_empty(s.player);
    return out;
}

std::string say(const stream_entry& s)
{
    std::string out = s.user + ": " + s.title + " (" + std::to_string(s.percent) + " %";
    if (s.minutes_left)
        out += ", " + counted(*s.minutes_left, "minute", "minutes") + " left";
    if (s.delivery)
        out += ", " + std::string{in_words(*s.delivery)};
    if (s.state == "paused")
        out += ", paused";
    return out + ')';
}

std::string say_activity(const activity_answer& answer, bool all_named, bool linked)
{
    if (!answer.plex_reachable)
        return "Tautulli cannot reach Plex, so nobody can tell who is watching; check that Plex runs";
    const int count = *answer.stream_count;
    if (count == 0)
        return "Nobody is watching";
    std::string out = counted(count, "stream is", "streams are") + " playing";
    if (answer.streams.empty())
        return linked && !all_named ? out + ", none of them yours" : out;
    out += all_named ? ": " : "; yours: ";
    for (std::size_t i = 0; i < answer.streams.size() && i < most_said; ++i)
        out += (i ? "; " : "") + say(answer.streams[i]);
    if (answer.streams.size() > most_said)
        out += "; and " + std::to_string(answer.streams.size() - most_said) + " more";
    return out;
}

} // namespace

activity_answer describe(const activity& now, const std::optional<sight>& whose)
{
    activity_answer out;
    out.whose = whose ? whose->whose() : "nobody";
    out.plex_reachable = now.plex_reachable;
    const bool all_named = whose && !whose->only;
    if (now.plex_reachable)
        out.stream_count = now.count;
    for (const auto& s : now.streams)
        if (whose && whose->sees(s.user_id))
            out.streams.push_back(entry_of(s));
    if (all_named && now.plex_reachable)
        out.total_megabits = megabits(now.kilobits);
    out.message = say_activity(out, all_named, whose.has_value());
    return out;
}

} // namespace reel_tautulli
