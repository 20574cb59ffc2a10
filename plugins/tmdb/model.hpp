// SPDX-License-Identifier: MIT
// What TMDB knows, as values. Texts are fit to be shown; "", null and absent are the same. Immutable once decoded.
#pragma once

#include <reel/time.hpp>

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reel_tmdb
{

/// TMDB counts films and shows apart: an id means something only together with its kind.
enum class kind : std::uint8_t
{
    movie,
    show
};
BOOST_DESCRIBE_ENUM(kind, movie, show)

/// A film or show as lists have it.
struct title
{
    reel_tmdb::kind kind = reel_tmdb::kind::movie;
    std::int64_t id = 0;
    std::string name;
    std::string original_name;
    std::optional<reel::date> released; ///< first day of release, or the day the first episode aired
    std::string overview;
    std::string language; ///< original, ISO 639-1
    std::string poster;   ///< path, "/abc.jpg"
    std::vector<int> genres;
    double rating = 0; ///< 0 to 10
    int votes = 0;
    double popularity = 0;

    std::optional<int> year() const
    {
        return released ? std::optional{static_cast<int>(released->year())} : std::nullopt;
    }
};

struct title_page
{
    std::vector<title> titles;
    int page = 1;
    int pages = 1; ///< at most 500: TMDB announces more, but does not answer for them
    int total = 0;
};

/// A person, keyword, genre or streaming service.
struct named
{
    std::int64_t id = 0;
    std::string name;
    double popularity = 0;
    std::string department = {};             ///< of a person: "Acting"
    std::vector<std::string> known_for = {}; ///< of a person
};

struct external_ids
{
    std::string imdb;
    std::int64_t tvdb = 0;
};

struct episode
{
    int number = 0;
    std::string name;
    std::optional<reel::date> aired;
};

struct season
{
    int number = 0; ///< 0: specials
    std::string name;
    std::optional<reel::date> aired;
    int announced = 0; ///< episodes, the unaired ones included
    std::vector<episode> episodes = {};
};

struct next_episode
{
    int season = 0;
    reel_tmdb::episode episode;
};

struct cast_member
{
    std::string name;
    std::string character;
};

/// Where one country watches it.
struct offers
{
    std::vector<named> stream; ///< flat rate, free or with advertisements
    std::vector<named> rent;
    std::vector<named> buy;
};

struct details : title
{
    external_ids ids;
    std::string status; ///< "Released", "Returning Series", "Ended", …
    std::vector<std::string> genre_names;
    std::vector<std::int64_t> keywords;
    int runtime = 0; ///< minutes
    std::string certificate;
    std::vector<cast_member> cast;
    std::vector<std::string> makers; ///< directors of a film, creators of a show
    std::vector<std::string> networks;
    offers watch;
    std::optional<named> collection;
    std::vector<season> seasons; ///< ascending
    std::optional<next_episode> next;

    bool gets_episodes() const { return kind == kind::show && status != "Ended" && status != "Canceled"; }
};

/// As in details::kind, where the member hides the type.
inline bool is_show(const title& t)
{
    return t.kind == kind::show;
}

// Memory held, about.
std::size_t weight(const title_page& page);
std::size_t weight(const std::vector<named>& names);
std::size_t weight(const details& d);

} // namespace reel_tmdb
