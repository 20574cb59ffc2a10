// SPDX-License-Identifier: MIT
// find_library_gaps as the assistant sees it. Pure declarations: no socket, no timer, no coroutine.
#pragma once

#include <reel/tool.hpp>

#include <optional>
#include <string>
#include <vector>

namespace reel_plex
{

struct gap_args
{
    std::optional<std::string> title;
    std::optional<std::string> library;
    std::optional<bool> ended;
    std::optional<int> page;
    std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(gap_args, (), (title, library, ended, page, limit))

struct season_gap_entry
{
    int season = 0;
    bool entirely = false;
    std::vector<int> episodes; ///< aired, not there
};
BOOST_DESCRIBE_STRUCT(season_gap_entry, (), (season, entirely, episodes))

/// The missing episode that aired last.
struct latest_gap_entry
{
    int season = 0;
    int episode = 0;
    std::string name;
    std::string air_date;
};
BOOST_DESCRIBE_STRUCT(latest_gap_entry, (), (season, episode, name, air_date))

struct show_gap_entry
{
    std::string title;
    std::optional<int> year;
    std::optional<std::int64_t> tmdb_id;
    std::optional<std::int64_t> tvdb_id;
    std::vector<std::string> libraries;
    std::optional<bool> ended;
    int missing = 0; ///< episodes
    std::vector<int> missing_seasons;
    std::vector<season_gap_entry> seasons;
    std::optional<latest_gap_entry> latest;
    std::string message;
};
BOOST_DESCRIBE_STRUCT(show_gap_entry, (),
                      (title, year, tmdb_id, tvdb_id, libraries, ended, missing, missing_seasons, seasons, latest,
                       message))

struct gap_answer
{
    std::string message;
    int total = 0; ///< shows with gaps, by the filters given
    int page = 1;
    int pages = 0;
    std::vector<show_gap_entry> shows;
    int compared = 0;       ///< shows of the library, with gaps or without
    int not_comparable = 0; ///< their numbering differs from the catalogue's
    int failed = 0;         ///< not known to the catalogue, or not readable just now; tried again
    int to_do = 0;
    std::optional<reel::time_point> as_of; ///< when the oldest of these facts was true
    bool stale = false;                    ///< some of it is of an earlier run, or the library has changed since
};
BOOST_DESCRIBE_STRUCT(gap_answer, (),
                      (message, total, page, pages, shows, compared, not_comparable, failed, to_do, as_of, stale))

inline auto gap_tool()
{
    return reel::tool<gap_args, gap_answer>("find_library_gaps")
        .title("Find gaps in the Plex library")
        .describe(
            "Lists the shows of the user's Plex library that lack seasons or episodes that have aired, the most recent "
            "gap first. Use it for \"which shows am I missing episodes of\", \"what is incomplete in my library\", "
            "\"what should I complete\". Specials and unaired episodes do not count. The comparison runs in the "
            "background; the answer tells how far it is. For one show use check_plex_library.")
        .arg("title", "Only shows whose title has these words", reel::between(1, 200))
        .arg("library", "Only shows in this library, by its title", reel::between(1, 200))
        .arg("ended", "true: only shows that have ended; false: only shows that go on")
        .arg("page", "Which page (default 1)", reel::between(1, 100'000))
        .arg("limit", "Shows on a page (default 20)", reel::between(1, 50))
        .safe();
}

} // namespace reel_plex
