// SPDX-License-Identifier: MIT
// What the assistant may ask of TMDB, and what it gets. Pure declarations: no socket, no timer, no coroutine.
#pragma once

#include "plugins/tmdb/model.hpp"

#include <reel/tool.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reel_tmdb
{

// ---- what all answers share -----------------------------------------------------------------------------------------

enum class owned : std::uint8_t
{
    present,
    partial,
    absent,
    unknown
};
BOOST_DESCRIBE_ENUM(owned, present, partial, absent, unknown)

/// Whether a title is in the library of this house.
struct library_mark
{
    owned status = owned::unknown;
    std::optional<std::string> library;
    std::optional<std::vector<int>> seasons;
    std::optional<std::vector<int>> missing_seasons;
};
BOOST_DESCRIBE_STRUCT(library_mark, (), (status, library, seasons, missing_seasons))

struct title_entry
{
    std::string title;
    std::optional<std::string> original_title;
    kind type = kind::movie;
    std::optional<int> year;
    std::int64_t tmdb_id = 0;
    std::optional<std::int64_t> tvdb_id;
    std::optional<std::string> imdb_id;
    std::optional<library_mark> in_library;
    std::optional<double> rating;
    std::optional<std::string> language;
    std::optional<std::string> overview;
    std::optional<std::string> poster_url;
};
BOOST_DESCRIBE_STRUCT(title_entry, (),
                      (title, original_title, type, year, tmdb_id, tvdb_id, imdb_id, in_library, rating, language,
                       overview, poster_url))

/// How people and models name a kind.
enum class media : std::uint8_t
{
    movie,
    show,
    tv
};
BOOST_DESCRIBE_ENUM(media, movie, show, tv)

inline kind kind_of(media m)
{
    return m == media::movie ? kind::movie : kind::show;
}

// ---- discover_media -------------------------------------------------------------------------------------------------

enum class order : std::uint8_t
{
    popularity,
    rating,
    newest,
    oldest
};
BOOST_DESCRIBE_ENUM(order, popularity, rating, newest, oldest)

struct discover_args
{
    media type = media::movie;
    std::optional<std::string> genre;
    std::optional<std::string> actor;
    std::optional<std::int64_t> actor_id;
    std::optional<int> year_from;
    std::optional<int> year_to;
    std::optional<std::string> language;
    std::optional<std::string> keyword;
    std::optional<double> min_rating;
    std::optional<int> runtime_from;
    std::optional<int> runtime_to;
    std::optional<std::string> provider;
    std::optional<std::string> region;
    std::optional<order> sort;
    std::optional<bool> only_missing;
    std::optional<bool> only_owned;
    std::optional<int> page;
};
BOOST_DESCRIBE_STRUCT(discover_args, (),
                      (type, genre, actor, actor_id, year_from, year_to, language, keyword, min_rating, runtime_from,
                       runtime_to, provider, region, sort, only_missing, only_owned, page))

struct person_entry
{
    std::int64_t actor_id = 0;
    std::string name;
    std::vector<std::string> known_for;
};
BOOST_DESCRIBE_STRUCT(person_entry, (), (actor_id, name, known_for))

struct discover_answer
{
    std::string message;
    std::vector<title_entry> results;
    int total_results = 0; ///< before onlyMissing and onlyOwned
    int page = 1;
    std::optional<int> next_page;
    std::vector<std::string> applied;
    std::vector<std::string> not_applied;
    std::optional<std::vector<person_entry>> candidates;
    std::optional<reel::time_point> as_of;
};
BOOST_DESCRIBE_STRUCT(discover_answer, (),
                      (message, results, total_results, page, next_page, applied, not_applied, candidates, as_of))

inline auto discover_tool()
{
    return reel::tool<discover_args, discover_answer>("discover_media")
        .title("Discover films and shows")
        .describe(
            "Finds films or shows by what they are: genre, actor, years, language, theme, rating, length, streaming "
            "service. Use it for \"sci-fi films from the 90s\", \"a good Korean thriller\", \"shows with ...\", "
            "\"something on Netflix under two hours\". Every result says whether it is in the user's library "
            "already; onlyMissing and onlyOwned filter by that. For a title that is known use search_media.")
        .arg("type", "movie or show (tv means show)")
        .arg("genre", "Genre as people say it: sci-fi, romcom, anime, kids, war; several with commas: all must fit",
             reel::between(1, 100))
        .arg("actor", "Name of a person in it", reel::between(1, 100))
        .arg("actorId", "TMDB's id of that person, from an earlier answer's candidates; instead of actor")
        .arg("yearFrom", "Not before this year", reel::between(1870, 2200))
        .arg("yearTo", "Not after this year", reel::between(1870, 2200))
        .arg("language", "Original language, as a code or in English: ko, Korean", reel::between(2, 30))
        .arg("keyword", "Theme or subject: time travel, heist, based on novel", reel::between(1, 100))
        .arg("minRating", "TMDB's rating at least, 0 to 10; titles with hardly any votes are left out then",
             reel::between(0, 10))
        .arg("runtimeFrom", "Minutes at least", reel::between(1, 1000))
        .arg("runtimeTo", "Minutes at most", reel::between(1, 1000))
        .arg("provider", "Streaming service where it can be watched: Netflix, Disney+", reel::between(1, 60))
        .arg("region", "Country of the streaming service, two letters (default: the owner's)", reel::between(2, 2))
        .arg("sort", "popularity (default), rating, newest or oldest")
        .arg("onlyMissing", "true: only what is not in the library; false or left out: no filter")
        .arg("onlyOwned", "true: only what is in the library, wholly or in part; false or left out: no filter")
        .arg("page", "Which page (default 1); take nextPage of the answer before", reel::between(1, 500))
        .asks_upstream()
        .safe();
}

// ---- search_media ---------------------------------------------------------------------------------------------------

enum class search_kind : std::uint8_t
{
    movie,
    show,
    tv,
    both
};
BOOST_DESCRIBE_ENUM(search_kind, movie, show, tv, both)

struct search_args
{
    std::string title;
    std::optional<search_kind> type;
    std::optional<int> year;
    std::optional<bool> external_ids;
    std::optional<int> page;
};
BOOST_DESCRIBE_STRUCT(search_args, (), (title, type, year, external_ids, page))

struct search_answer
{
    std::string message;
    std::vector<title_entry> results;
    int total_results = 0;
    int page = 1;
    std::optional<int> next_page;
    std::vector<std::string> not_applied;
    std::optional<reel::time_point> as_of;
};
BOOST_DESCRIBE_STRUCT(search_answer, (), (message, results, total_results, page, next_page, not_applied, as_of))

inline auto search_tool()
{
    return reel::tool<search_args, search_answer>("search_media")
        .title("Search films and shows")
        .describe(
            "Finds films and shows by title, with year, TMDB id and whether they are in the user's library already. "
            "Use it when a title is named and nobody says it is in the library, and to tell remakes apart. To find "
            "something by genre, actor or years use discover_media; for seasons, cast or where to watch use "
            "get_media_details.")
        .arg("title", "Title as the user said it", reel::between(1, 300))
        .arg("type", "movie, show or both (default both; tv means show)")
        .arg("year", "Year of release; one year off is found too", reel::between(1870, 2200))
        .arg("externalIds", "true: also the IMDb and TVDB ids of the first five; costs a request each")
        .arg("page", "Which page (default 1)", reel::between(1, 500))
        .asks_upstream()
        .safe();
}

// ---- get_media_details ----------------------------------------------------------------------------------------------

struct details_args
{
    std::optional<std::int64_t> tmdb_id;
    std::optional<std::int64_t> tvdb_id;
    std::optional<std::string> imdb_id;
    std::optional<std::string> title;
    std::optional<media> type;
    std::optional<int> year;
    std::optional<bool> episodes;
    std::optional<bool> availability;
    std::optional<std::string> region;
};
BOOST_DESCRIBE_STRUCT(details_args, (), (tmdb_id, tvdb_id, imdb_id, title, type, year, episodes, availability, region))

struct episode_entry
{
    int episode = 0;
    std::string name;
    std::optional<std::string> air_date;
    bool aired = false;
};
BOOST_DESCRIBE_STRUCT(episode_entry, (), (episode, name, air_date, aired))

struct season_entry
{
    int season = 0;
    std::string name;
    std::optional<std::string> air_date;
    int episodes = 0;
    int aired = 0;
    int unaired = 0;
    std::optional<std::vector<episode_entry>> episode_list;
};
BOOST_DESCRIBE_STRUCT(season_entry, (), (season, name, air_date, episodes, aired, unaired, episode_list))

struct next_entry
{
    int season = 0;
    int episode = 0;
    std::string name;
    std::string air_date;
};
BOOST_DESCRIBE_STRUCT(next_entry, (), (season, episode, name, air_date))

struct cast_entry
{
    std::string name;
    std::optional<std::string> character;
};
BOOST_DESCRIBE_STRUCT(cast_entry, (), (name, character))

struct watch_entry
{
    std::string region;
    std::vector<std::string> stream;
    std::vector<std::string> rent;
    std::vector<std::string> buy;
};
BOOST_DESCRIBE_STRUCT(watch_entry, (), (region, stream, rent, buy))

struct collection_entry
{
    std::int64_t id = 0;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(collection_entry, (), (id, name))

struct details_answer
{
    std::string message;
    bool found = false;
    std::optional<kind> type;
    std::optional<std::string> title;
    std::optional<std::string> original_title;
    std::optional<int> year;
    std::optional<std::int64_t> tmdb_id;
    std::optional<std::int64_t> tvdb_id;
    std::optional<std::string> imdb_id;
    std::optional<library_mark> in_library;
    std::optional<std::string> status;
    std::optional<std::string> released;
    std::optional<std::string> overview;
    std::optional<std::vector<std::string>> genres;
    std::optional<int> runtime;
    std::optional<double> rating;
    std::optional<int> votes;
    std::optional<std::string> certificate;
    std::optional<std::string> language;
    std::optional<std::vector<std::string>> makers;
    std::optional<std::vector<cast_entry>> cast;
    std::optional<std::vector<std::string>> networks;
    std::optional<watch_entry> watch;
    std::optional<collection_entry> collection;
    std::optional<std::vector<season_entry>> seasons;
    std::optional<next_entry> next_episode;
    std::optional<std::string> poster_url;
    std::optional<std::vector<title_entry>> candidates;
    std::optional<reel::time_point> as_of;
};
BOOST_DESCRIBE_STRUCT(details_answer, (),
                      (message, found, type, title, original_title, year, tmdb_id, tvdb_id, imdb_id, in_library, status,
                       released, overview, genres, runtime, rating, votes, certificate, language, makers, cast,
                       networks, watch, collection, seasons, next_episode, poster_url, candidates, as_of))

inline auto details_tool()
{
    return reel::tool<details_args, details_answer>("get_media_details")
        .title("Details of a film or show")
        .describe(
            "Everything about one film or show: plot, genres, length, rating, cast, where to stream it, its "
            "collection; for a show every season with how many episodes have aired, and when the next one does. Use "
            "it for \"what is ... about\", \"who is in ...\", \"where can I watch ...\", \"how many seasons has "
            "...\", \"when does ... continue\". Give any id, or title and type.")
        .arg("tmdbId", "TMDB id; with type, since films and shows are counted apart", reel::between(1, 2'000'000'000))
        .arg("tvdbId", "TVDB id of a show", reel::between(1, 2'000'000'000))
        .arg("imdbId", "IMDb id such as tt1160419", reel::between(3, 20))
        .arg("title", "Title as the user said it, when no id is known", reel::between(1, 300))
        .arg("type", "movie or show (tv means show)")
        .arg("year", "Year of release, to tell remakes apart", reel::between(1870, 2200))
        .arg("episodes", "true: also list every episode of every season (long)")
        .arg("availability", "false: do not look whether it is in the library")
        .arg("region", "Country of streaming services and certificate, two letters (default: the owner's)",
             reel::between(2, 2))
        .asks_upstream()
        .safe();
}

} // namespace reel_tmdb
