// SPDX-License-Identifier: MIT
// What the assistant may ask about watching, and what it gets. Pure declarations: no socket, no timer, no coroutine.
#pragma once

#include <reel/tool.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reel_tautulli
{

// ---- get_watch_history ----------------------------------------------------------------------------------------------

enum class media : std::uint8_t
{
    movie,
    episode
};
BOOST_DESCRIBE_ENUM(media, movie, episode)

struct history_args
{
    std::optional<media> media_type;
    std::optional<int> limit;
    std::optional<std::string> user;
    std::optional<std::string> title;
    std::optional<std::string> since;
    std::optional<std::string> until;
    std::optional<int> page;
};
BOOST_DESCRIBE_STRUCT(history_args, (), (media_type, limit, user, title, since, until, page))

/// One play; what was resumed is one.
struct history_entry
{
    std::string title;      ///< of a film; of an episode with its show's: "The Office - Diversity Day"
    std::string media_type; ///< movie, episode or live
    std::optional<int> year;
    std::optional<std::string> show;
    std::optional<int> season;
    std::optional<int> episode;
    std::optional<std::string> episode_title;
    reel::time_point watched_date;
    std::string watched; ///< how long ago, in words
    int minutes = 0;     ///< without pauses
    std::string user;
    std::optional<std::string> platform;
    std::optional<std::string> player;
    int percent_complete = 0;
    bool finished = false;
};
BOOST_DESCRIBE_STRUCT(history_entry, (),
                      (title, media_type, year, show, season, episode, episode_title, watched_date, watched, minutes,
                       user, platform, player, percent_complete, finished))

struct history_answer
{
    std::string message;
    std::string whose; ///< "everyone", or one person
    std::vector<history_entry> results;
    int page = 1;
    bool more = false;                     ///< another page follows
    std::optional<int> total;              ///< of all pages, when it is known
    std::optional<reel::time_point> since; ///< what was asked for, as it was understood
    std::optional<reel::time_point> until;
    reel::time_point as_of;
};
BOOST_DESCRIBE_STRUCT(history_answer, (), (message, whose, results, page, more, total, since, until, as_of))

inline auto history_tool()
{
    return reel::tool<history_args, history_answer>("get_watch_history")
        .title("Watch history")
        .describe("Lists what was watched on Plex, newest first: films and episodes with when, how long, by whom and "
                  "whether to the end. Use it for \"what did I watch last week\", \"when did I see ...\", \"what was "
                  "that show last night\". It answers for the person who asks; `whose` says so.")
        .arg("mediaType", "Only movies or only episodes (default both)")
        .arg("limit", "Entries on a page (default 10)", reel::between(1, 25))
        .arg("user", "Whose history, by name; \"me\" or \"everyone\" (default: who asks)", reel::between(0, 200))
        .arg("title", "Only this film or show", reel::between(0, 300))
        .arg("since",
             "From when on: a date such as 2026-11-01, or today, yesterday, monday, last week, this month, last 30 "
             "days, 2025. For one period say it in both: since \"last week\" until \"last week\"",
             reel::between(0, 60))
        .arg("until", "Until when, that day or period included, written like since (default now)", reel::between(0, 60))
        .arg("page", "Which page (default 1)", reel::between(1, 1000))
        .asks_upstream()
        .safe();
}

// ---- get_watch_stats ------------------------------------------------------------------------------------------------

enum class window : std::uint8_t
{
    week,  ///< 7 days
    month, ///< 30 days
    all
};
BOOST_DESCRIBE_ENUM(window, week, month, all)

struct stats_args
{
    std::optional<reel_tautulli::window> window;
    std::optional<std::string> user;
    std::optional<std::string> title;
    std::optional<media> media_type;
    std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(stats_args, (), (window, user, title, media_type, limit))

/// A film or a show that was watched much.
struct top_entry
{
    std::string title;
    std::optional<int> year;
    int plays = 0;
    double hours = 0;
    std::optional<reel::time_point> last_watched;
};
BOOST_DESCRIBE_STRUCT(top_entry, (), (title, year, plays, hours, last_watched))

struct user_entry
{
    std::string user;
    int plays = 0;
    double hours = 0;
    std::optional<reel::time_point> last_watched;
};
BOOST_DESCRIBE_STRUCT(user_entry, (), (user, plays, hours, last_watched))

/// Hours watched in the last 7 days, the last 30 days, and ever.
struct hours_entry
{
    double week = 0;
    double month = 0;
    double all = 0;
};
BOOST_DESCRIBE_STRUCT(hours_entry, (), (week, month, all))

/// How far one person came with the title that was asked for.
struct watcher_entry
{
    std::string user;
    int plays = 0;
    std::optional<bool> finished;        ///< of a film: seen to the end
    std::optional<int> percent;          ///< of a film: the farthest
    std::optional<int> episodes;         ///< of a show: different ones seen to the end
    std::optional<std::string> farthest; ///< of a show: the last episode in its order that was begun, "S2E7"
    double hours = 0;
    reel::time_point last_watched;
    std::string watched; ///< how long ago, in words
};
BOOST_DESCRIBE_STRUCT(watcher_entry, (),
                      (user, plays, finished, percent, episodes, farthest, hours, last_watched, watched))

struct stats_answer
{
    std::string message;
    std::string whose; ///< "everyone", or one person
    reel_tautulli::window window = reel_tautulli::window::month;
    // Without a title:
    std::optional<std::vector<top_entry>> movies;
    std::optional<std::vector<top_entry>> shows;
    std::optional<std::vector<user_entry>> users; ///< who watched most; for everyone's numbers only
    std::optional<hours_entry> hours;
    // With a title:
    std::optional<std::string> title; ///< as it is written in the history
    std::optional<media> type;        ///< episode: it is a show
    std::optional<std::vector<watcher_entry>> watchers;
    std::optional<std::vector<std::string>> candidates; ///< several titles that may be meant
    reel::time_point as_of;
};
BOOST_DESCRIBE_STRUCT(stats_answer, (),
                      (message, whose, window, movies, shows, users, hours, title, type, watchers, candidates, as_of))

inline auto stats_tool()
{
    return reel::tool<stats_args, stats_answer>("get_watch_stats")
        .title("Watch statistics")
        .describe(
            "Numbers about watching on Plex: the most watched films and shows, who watches most, and hours in the "
            "last 7 days, 30 days and ever. With `title`: who watched it, and how far they came. Use it for "
            "\"what is most popular\", \"how much do I watch\", \"who has seen ...\", \"how far am I in ...\".")
        .arg("window", "Over which time: week (7 days), month (30 days, the default without a title) or all (the "
                       "default with a title)")
        .arg(
            "user",
            "Whose numbers, by name; \"me\" or \"everyone\" (default: who asks; with a title everyone who may be seen)",
            reel::between(0, 200))
        .arg("title", "A film or show: who watched it, and how far", reel::between(0, 300))
        .arg("mediaType", "Only movies or only episodes (default both)")
        .arg("limit", "Entries of each list (default 10)", reel::between(1, 25))
        .asks_upstream()
        .safe();
}

// ---- get_current_activity -------------------------------------------------------------------------------------------

struct activity_args
{};
BOOST_DESCRIBE_STRUCT(activity_args, (), ())

enum class delivery : std::uint8_t
{
    direct_play,
    direct_stream,
    transcode
};
BOOST_DESCRIBE_ENUM(delivery, direct_play, direct_stream, transcode)

struct stream_entry
{
    std::string user;
    std::string title;
    std::string media_type;
    std::optional<std::string> show;
    std::optional<int> season;
    std::optional<int> episode;
    std::string state; ///< playing, paused or buffering
    int percent = 0;
    std::optional<int> minutes_left;
    std::optional<reel_tautulli::delivery> delivery;
    std::optional<double> megabits;      ///< per second, as Plex reserves it
    std::optional<std::string> location; ///< lan or wan
    std::optional<std::string> quality;
    std::optional<std::string> platform;
    std::optional<std::string> player;
};
BOOST_DESCRIBE_STRUCT(stream_entry, (),
                      (user, title, media_type, show, season, episode, state, percent, minutes_left, delivery, megabits,
                       location, quality, platform, player))

struct activity_answer
{
    std::string message;
    std::string whose;               ///< whose streams are named: "everyone", one person, or "nobody"
    bool plex_reachable = true;      ///< false: nobody can tell who watches
    std::optional<int> stream_count; ///< everybody's
    std::vector<stream_entry> streams;
    std::optional<double> total_megabits; ///< when everybody's streams are named
    reel::time_point as_of;
};
BOOST_DESCRIBE_STRUCT(activity_answer, (),
                      (message, whose, plex_reachable, stream_count, streams, total_megabits, as_of))

inline auto activity_tool()
{
    return reel::tool<activity_args, activity_answer>("get_current_activity")
        .title("Who is watching now")
        .describe("Tells what is playing on Plex right now: who watches what, how far, how many minutes are left, "
                  "whether it is played directly or transcoded, and the bandwidth. Use it for \"is anyone watching\", "
                  "\"who is watching\", \"can I restart the server\", \"why does it stutter\".")
        .asks_upstream()
        .safe();
}

} // namespace reel_tautulli
