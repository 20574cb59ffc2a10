// SPDX-License-Identifier: MIT
#include "tests/sim/tautulli/activity.hpp"

#include "tests/sim/tautulli/household.hpp"
#include "tests/sim/tautulli/text.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>

namespace reel_sim::tautulli
{
namespace json = boost::json;

namespace
{

/// Members that nothing here fills; clients meet them as "".
constexpr std::string_view unused[] = {"synced_version_profile",
                                       "optimized_version_profile",
                                       "sort_title",
                                       "edition_title",
                                       "slug",
                                       "tagline",
                                       "rating_image",
                                       "audience_rating",
                                       "user_rating",
                                       "parent_year",
                                       "banner",
                                       "last_viewed_at",
                                       "audio_profile",
                                       "channel_call_sign",
                                       "channel_id",
                                       "channel_title",
                                       "protocol",
                                       "video_color_space",
                                       "video_language",
                                       "audio_bitrate_mode",
                                       "subtitle_codec",
                                       "subtitle_language",
                                       "transcode_hw_decode",
                                       "transcode_hw_encode",
                                       "subtitle_decision",
                                       "optimized_version_title",
                                       "live_uuid",
                                       "bif_thumb",
                                       "stream_subtitle_codec",
                                       "stream_subtitle_language",
                                       "stream_subtitle_decision",
                                       "stream_video_language"};

std::string sessions_place(const catalogue& c, const subject& w)
{
    const auto* s = c.find_section(w.section);
    return s ? s->title : "Live TV";
}

json::object of_item(const catalogue& c, const subject& w)
{
    return {{"media_type", name_of(w.type)},
            {"section_id", std::to_string(w.section)},
            {"library_name", sessions_place(c, w)},
            {"rating_key", std::to_string(w.key)},
            {"parent_rating_key", text_or_empty(w.parent)},
            {"grandparent_rating_key", text_or_empty(w.grandparent)},
            {"title", w.title},
            {"parent_title", w.parent_title},
            {"grandparent_title", w.grandparent_title},
            {"original_title", w.original_title},
            {"full_title", w.full_title()},
            {"media_index", text_or_empty(w.index, -1)},
            {"parent_media_index", text_or_empty(w.parent_index, -1)},
            {"content_rating", w.content_rating},
            {"rating", w.rating},
            {"year", text_or_empty(w.year)},
            {"thumb", picture(w.key, "thumb")},
            {"parent_thumb", picture(w.parent, "thumb")},
            {"grandparent_thumb", picture(w.grandparent, "thumb")},
            {"originally_available_at", w.released},
            {"guid", w.guid},
            {"directors", json::array{}},
            {"genres", json::array{}},
            {"live", w.live ? 1 : 0}};
}

json::object of_user(const play& p)
{
    const auto* u = find_user(p.user);
    return {{"user", u ? u->username : ""},
            {"user_id", p.user},
            {"username", u ? u->username : ""},
            {"friendly_name", u ? u->friendly_name : ""},
            {"user_thumb", "https://plex.example.invalid/users/" + std::to_string(p.user) + "/avatar"},
            {"email", u ? u->email : ""},
            {"is_admin", u && u->admin ? 1 : 0}};
}

json::object of_picture(const stream& s)
{
    const bool smaller = s.play.how == decision::transcode, track = s.play.what.type == media::track;
    auto either = [&](std::string_view video) { return json::value(track ? std::string_view{} : video); };
    auto converted = [&](std::string_view text) { return json::value(smaller ? text : std::string_view{}); };
    const auto how = name_of(s.play.how);
    return {{"container", track ? "flac" : "mkv"},
            {"bitrate", track ? "950" : "8123"},
            {"height", either("1080")},
            {"width", either("1920")},
            {"video_codec", either("hevc")},
            {"video_resolution", either("1080")},
            {"video_full_resolution", track ? "p" : "1080p"},
            {"video_framerate", either("24p")},
            {"audio_codec", track ? "flac" : "eac3"},
            {"audio_channels", track ? "2" : "6"},
            {"quality_profile", smaller ? "4 Mbps 720p" : "Original"},
            {"transcode_decision", how},
            {"container_decision", how},
            {"video_decision", smaller                        ? "transcode"
                               : s.play.how == decision::copy ? "copy"
                                                              : "direct play"},
            {"audio_decision", how},
            {"stream_container", smaller ? "mp4" : "mkv"},
            {"stream_container_decision", how},
            {"stream_video_decision", either(how)},
            {"stream_audio_decision", how},
            {"stream_bitrate", std::to_string(s.bandwidth)},
            {"stream_video_codec", either(smaller ? "h264" : "hevc")},
            {"stream_video_resolution", either(smaller ? "720" : "1080")},
            {"stream_video_full_resolution", either(smaller ? "720p" : "1080p")},
            {"transcode_progress", smaller ? 33 : 0},
            {"transcode_speed", converted("2.5")},
            {"transcode_video_codec", converted("h264")},
            {"transcode_audio_codec", converted("opus")},
            {"transcode_container", converted("mp4")},
            {"transcode_width", converted("1280")},
            {"transcode_height", converted("720")},
            {"transcode_key", converted("/transcode/sessions/abc")},
            {"transcode_throttled", 0},
            {"transcode_hw_requested", smaller ? 1 : 0},
            {"throttled", "0"}};
}

json::object session_of(const catalogue& c, const stream& s)
{
    const auto& w = s.play.what;
    const auto& device = players()[s.play.player];
    const auto length = w.seconds * std::int64_t{1000};
    json::object o{{"session_key", std::to_string(s.session_key)},
                   {"session_id", "session-" + std::to_string(s.session_key)},
                   {"view_offset", std::to_string(length * s.play.percent / 100)},
                   {"progress_percent", std::to_string(s.play.percent)},
                   {"duration", std::to_string(length)},
                   {"stream_duration", std::to_string(length)},
                   {"state", s.state},
                   {"bandwidth", std::to_string(s.bandwidth)},
                   {"location", s.local ? "lan" : "wan"},
                   {"local", s.local ? 1 : 0},
                   {"relayed", 0},
                   {"secure", 1},
                   {"ip_address", address_of(s.play.user, s.local)},
                   {"player", device.name},
                   {"platform", device.platform},
                   {"platform_name", device.platform_name},
                   {"product", device.product},
                   {"machine_id", device.machine_id},
                   {"channel_stream", 0}};
    for (auto&& part : {of_item(c, w), of_user(s.play), of_picture(s)})
        for (const auto& [name, value] : part)
            o[name] = value;
    for (auto name : unused)
        o[name] = "";
    return o;
}

stream stream_of(std::uint32_t key, std::size_t viewer, subject what, std::int64_t now, int percent)
{
    stream s;
    s.session_key = key;
    s.play.user = household()[viewer].id;
    s.play.player = static_cast<std::uint8_t>(viewer);
    s.play.percent = percent;
    s.play.started = s.play.stopped = now - what.seconds * static_cast<std::uint32_t>(percent) / 100;
    s.play.what = std::move(what);
    return s;
}

} // namespace

std::string address_of(std::uint32_t user, bool local)
{
    return (local ? "192.168.1." : "203.0.113.") + std::to_string(10 + user % 90);
}

std::vector<stream> usual_streams(const catalogue& c)
{
    std::vector<stream> out;
    auto find = [&](kind wanted) -> std::optional<subject> {
        for (std::uint32_t n = 0; n < c.items.size(); ++n)
            if (const auto& i = c.items[n]; c.work_of(i).kind == wanted && c.visible(i) && i.title.empty() &&
                                            i.flaw == flaw::none && (wanted == kind::movie || !i.seasons.empty()))
                return describe(c, wanted == kind::movie ? place{n, -1, -1} : place{n, 0, 0});
        return std::nullopt;
    };
    const auto film = find(kind::movie), episode = find(kind::show);
    if (!film || !episode)
        return out;
    out.push_back(stream_of(101, 3, *film, c.now, 20));
    out.push_back(stream_of(102, 2, *episode, c.now, 40));
    out.back().state = "paused";
    out.back().play.how = decision::transcode;
    out.back().bandwidth = 4000;
    out.back().local = false;
    out.push_back(stream_of(103, 4, *episode, c.now, 75));
    out.back().play.how = decision::copy;
    return out;
}

json::value activity_of(const catalogue& c, const std::vector<stream>& streams, const arguments& args)
{
    if (const auto key = args.text("session_key"); !key.empty())
    {
        for (const auto& s : streams)
            if (parse_number(key) == s.session_key)
                return session_of(c, s);
        return json::object{};
    }
    json::array sessions;
    std::int64_t lan = 0, wan = 0;
    for (const auto& s : streams)
    {
        sessions.push_back(session_of(c, s));
        (s.local ? lan : wan) += s.bandwidth;
    }
    auto count = [&](decision d) {
        return std::count_if(streams.begin(), streams.end(), [&](const stream& s) { return s.play.how == d; });
    };
    return json::object{{"stream_count", std::to_string(streams.size())},
                        {"sessions", std::move(sessions)},
                        {"stream_count_direct_play", count(decision::direct_play)},
                        {"stream_count_direct_stream", count(decision::copy)},
                        {"stream_count_transcode", count(decision::transcode)},
                        {"total_bandwidth", lan + wan},
                        {"lan_bandwidth", lan},
                        {"wan_bandwidth", wan}};
}

} // namespace reel_sim::tautulli
