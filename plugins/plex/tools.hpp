// SPDX-License-Identifier: MIT
// What the assistant may ask of the library, and what it gets. Pure declarations: no socket, no timer, no coroutine.
#pragma once

#include "plugins/plex/item.hpp"

#include <reel/tool.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reel_plex
{

/// How sure the answer is, and of what. Unknown is never told as absent.
enum class verdict : std::uint8_t
{
    present,
    partial, ///< a show that lacks something aired; not compared with a catalogue: seasons in between
    absent,
    unknown ///< several candidates, or a part of the library could not be read
};
BOOST_DESCRIBE_ENUM(verdict, present, partial, absent, unknown)

// ---- check_plex_library ---------------------------------------------------------------------------------------------

/// One film or show that is asked for.
struct wanted
{
    std::optional<std::string> title;
    std::optional<kind> type;
    std::optional<int> year;
    std::optional<std::int64_t> tmdb_id;
    std::optional<std::int64_t> tvdb_id;
    std::optional<std::string> imdb_id;
};
BOOST_DESCRIBE_STRUCT(wanted, (), (title, type, year, tmdb_id, tvdb_id, imdb_id))

struct check_args : wanted
{
    std::optional<std::vector<wanted>> items;
};
BOOST_DESCRIBE_STRUCT(check_args, (wanted), (items))

struct episode_entry
{
    int episode = 0;
    std::string name;
    std::optional<std::string> air_date; ///< "2027-01-12"
};
BOOST_DESCRIBE_STRUCT(episode_entry, (), (episode, name, air_date))

/// A season of which something is there; from `aired` on only when it was compared with a catalogue.
struct season_entry
{
    int season = 0;
    int episodes = 0;
    int watched = 0;
    std::string title;
    std::optional<int> aired = {};
    std::optional<int> total = {};
    std::optional<std::vector<episode_entry>> missing_episodes = {}; ///< aired, not there
    std::optional<std::vector<episode_entry>> unaired_episodes = {};
};
BOOST_DESCRIBE_STRUCT(season_entry, (),
                      (season, episodes, watched, title, aired, total, missing_episodes, unaired_episodes))

struct upcoming_entry
{
    int season = 0;
    int episode = 0;
    std::string name;
    std::string air_date;
};
BOOST_DESCRIBE_STRUCT(upcoming_entry, (), (season, episode, name, air_date))

/// Whether Plex and the catalogue count a show's episodes alike; if not, no gaps are told.
enum class numbering : std::uint8_t
{
    agrees,
    differs
};
BOOST_DESCRIBE_ENUM(numbering, agrees, differs)

struct catalogue_note
{
    std::optional<reel::time_point> as_of;
    std::optional<std::string> reason; ///< why there is no comparison, or how the numbering differs
};
BOOST_DESCRIBE_STRUCT(catalogue_note, (), (as_of, reason))

/// One file set of the same film or show: another library, resolution or edition.
struct copy_entry
{
    std::string library;
    std::optional<std::string> resolution;
    std::optional<std::string> edition;
};
BOOST_DESCRIBE_STRUCT(copy_entry, (), (library, resolution, edition))

struct candidate_entry
{
    std::string title;
    std::optional<int> year;
    double score = 0;
    std::string library;
};
BOOST_DESCRIBE_STRUCT(candidate_entry, (), (title, year, score, library))

/// What is known of one film or show.
struct finding
{
    std::optional<bool> found;
    std::optional<std::string> title;
    std::optional<int> year;
    std::optional<kind> type;
    std::optional<reel_plex::verdict> verdict;
    std::optional<std::string> library;
    std::string message;
    std::optional<std::vector<copy_entry>> copies;
    std::optional<std::vector<season_entry>> seasons;
    std::optional<int> total_seasons;
    std::optional<int> total_episodes;
    std::optional<season_entry> specials;
    std::optional<std::vector<int>> missing_seasons; ///< aired and not there at all; not compared: gaps in between
    std::optional<upcoming_entry> next_episode;
    std::optional<reel_plex::numbering> numbering; ///< only when compared
    std::optional<catalogue_note> catalogue;       ///< not there when there is no catalogue
    std::optional<std::vector<candidate_entry>> candidates;
};
BOOST_DESCRIBE_STRUCT(finding, (),
                      (found, title, year, type, verdict, library, message, copies, seasons, total_seasons,
                       total_episodes, specials, missing_seasons, next_episode, numbering, catalogue, candidates))

/// The finding itself, or for a batch `results` in the order asked; and how fresh it is.
struct check_answer : finding
{
    std::optional<std::vector<finding>> results;
    std::optional<std::string> watched_by; ///< whose account the watched counts are of
    std::optional<reel::time_point> as_of; ///< the oldest part of the library that the answer rests on
    bool stale = false;                    ///< some of it is of an earlier run, or could not be refreshed
    std::optional<std::vector<std::string>> unreadable_sections;
};
BOOST_DESCRIBE_STRUCT(check_answer, (finding), (results, watched_by, as_of, stale, unreadable_sections))

inline auto check_tool()
{
    return reel::tool<check_args, check_answer>("check_plex_library")
        .title("Check the Plex library")
        .describe(
            "Checks whether a movie or TV show exists in the user's Plex library; for shows it tells which seasons are "
            "there with how many episodes, which seasons and episodes that have aired are missing, and what airs next. "
            "Use it for \"do I have ...\", \"is ... in my library\", \"what seasons of ... do I have\", \"which "
            "episodes of ... am I missing\", and always before suggesting to add something. "
            "Ask for one title, or for up to 50 at once with `items`.")
        .arg("title", "Title as the user said it; with `type`, unless `items` is used", reel::between(1, 300))
        .arg("type", "movie or show")
        .arg("year", "Year of release, to tell remakes apart", reel::between(1850, 2200))
        .arg("tmdbId", "TMDB id, for a precise match")
        .arg("tvdbId", "TVDB id, for a precise match of a show")
        .arg("imdbId", "IMDb id such as tt1160419, for a precise match", reel::between(1, 20))
        .arg("items", "Several titles to check at once, each with the same members as a single question",
             reel::between(1, 50))
        .safe();
}

// ---- browse_plex_library --------------------------------------------------------------------------------------------

enum class sort_by : std::uint8_t
{
    title,
    year,
    added,
    rating
};
BOOST_DESCRIBE_ENUM(sort_by, title, year, added, rating)

struct browse_args
{
    std::optional<kind> type;
    std::optional<std::string> library;
    std::optional<std::string> genre;
    std::optional<int> decade;
    std::optional<bool> unwatched;
    std::optional<int> added_within_days;
    std::optional<std::string> resolution;
    std::optional<sort_by> sort;
    std::optional<int> page;
    std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(browse_args, (),
                      (type, library, genre, decade, unwatched, added_within_days, resolution, sort, page, limit))

struct browse_entry
{
    std::string title;
    std::optional<int> year;
    kind type = kind::movie;
    std::string library;
    std::optional<std::string> resolution;
    std::optional<std::string> edition;
    std::optional<double> rating;
    std::optional<reel::time_point> added;
    std::optional<int> episodes;
    std::optional<int> watched; ///< episodes of a show; 1 or 0 for a film
};
BOOST_DESCRIBE_STRUCT(browse_entry, (),
                      (title, year, type, library, resolution, edition, rating, added, episodes, watched))

struct browse_answer
{
    std::string message;
    int total = 0;
    int page = 1;
    int pages = 0;
    std::vector<browse_entry> items;
    std::optional<std::string> watched_by;
    std::optional<reel::time_point> as_of;
    bool stale = false;
    std::optional<std::vector<std::string>> unreadable_sections;
};
BOOST_DESCRIBE_STRUCT(browse_answer, (),
                      (message, total, page, pages, items, watched_by, as_of, stale, unreadable_sections))

inline auto browse_tool()
{
    return reel::tool<browse_args, browse_answer>("browse_plex_library")
        .title("Browse the Plex library")
        .describe("Lists what is in the user's Plex library by kind, library, genre, decade, resolution, what is "
                  "unwatched or "
                  "was added lately. Use it for \"what comedies do I have\", \"what is new\", \"something from the 80s "
                  "that I "
                  "have not seen\". Answers one page at a time; to look up one title use check_plex_library.")
        .arg("type", "Only movies or only shows (default both)")
        .arg("library", "Only this library, by its title", reel::between(1, 200))
        .arg("genre", "Only this genre, such as Comedy", reel::between(1, 100))
        .arg("decade", "Only this decade, by its first year: 1980", reel::between(1850, 2200))
        .arg("unwatched",
             "true: only what has not been watched to the end on the server owner's account; false or left out: "
             "watched or not")
        .arg("addedWithinDays", "Only what was added in the last so many days", reel::between(1, 3650))
        .arg("resolution", "Only this resolution: 4k, 1080, 720, 576, 480 or sd", reel::between(1, 20))
        .arg("sort", "title (default), year, added or rating; the last three put the newest or best first")
        .arg("page", "Which page (default 1)", reel::between(1, 100'000))
        .arg("limit", "Entries on a page (default 20)", reel::between(1, 50))
        .safe();
}

} // namespace reel_plex
