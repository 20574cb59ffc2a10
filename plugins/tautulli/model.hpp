// SPDX-License-Identifier: MIT
// What Tautulli says, decoded: plays, people, streams and sums. Value types; text is as it came, not yet fit to be shown.
#pragma once

#include <reel/time.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reel_tautulli
{

/// What was, or is, watched.
struct subject
{
    std::string media_type; ///< movie, episode, track … or live
    std::string title;      ///< of the film or episode itself
    std::string full_title; ///< with the show's
    std::string show;       ///< empty unless it is an episode
    std::string original_title;
    std::optional<int> year;
    std::optional<int> season;
    std::optional<int> episode;
};

/// One play; what was resumed is one.
struct play : subject
{
    std::optional<std::int64_t> id;
    std::optional<std::int64_t> user_id;
    std::string user;
    reel::time_point date;
    std::int64_t seconds = 0; ///< without pauses
    int percent = 0;
    bool finished = false;
    std::string platform;
    std::string player;
};

struct history_page
{
    std::vector<play> rows;
    std::int64_t received = 0; ///< rows that came, those included that could not be used
    std::int64_t total = 0;    ///< of all pages
};

struct user
{
    std::int64_t id = 0;
    std::string username;
    std::string friendly_name;
    std::string email;

    const std::string& name() const { return friendly_name.empty() ? username : friendly_name; }
};

struct stream : subject
{
    std::optional<std::int64_t> user_id;
    std::string user;
    std::string state;
    int percent = 0;
    std::optional<std::int64_t> left_ms;
    std::string decision; ///< "direct play", "copy", "transcode"
    std::optional<double> kilobits;
    std::string location;
    std::string quality;
    std::string platform;
    std::string player;
};

struct activity
{
    bool plex_reachable = true;
    int count = 0;
    std::vector<stream> streams;
    std::optional<double> kilobits;
};

/// A row of a card of the statistics: a title or a user.
struct stat_row
{
    std::string title;
    std::optional<int> year;
    std::optional<std::int64_t> user_id;
    std::string user;
    int plays = 0;
    std::int64_t seconds = 0;
    reel::time_point last;
};

struct watch_time
{
    int days = 0; ///< 0: ever
    std::int64_t seconds = 0;
};

} // namespace reel_tautulli
