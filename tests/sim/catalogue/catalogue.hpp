// SPDX-License-Identifier: MIT
// The world that every simulated service agrees on: works that exist (what a catalogue of films and shows knows), and a
// library that holds copies of some of them, with the flaws that real libraries have. Plain data and the questions that
// tests ask of it; no JSON, no HTTP. One thread at a time.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reel_sim
{

enum class kind : std::uint8_t
{
    movie,
    show,
};

/// Days since 1970-01-01, with two that are none.
using day_number = std::int32_t;
inline constexpr day_number undated = INT32_MIN;   ///< nobody knows it
inline constexpr day_number unplanned = INT32_MAX; ///< schedule() chooses it

struct season_plan
{
    std::uint16_t number = 0; ///< 0: specials
    std::uint16_t episodes = 0;
    day_number first_day = unplanned;
    std::uint16_t step = 0;            ///< days from episode to episode; 0: all at once
    std::uint16_t undated_episode = 0; ///< one that has aired and that the catalogue has no date of; 0: none
};

/// What is still to come of a work. Of `running`, `dated` and `undated` shows it is the last season that is meant.
enum class outlook : std::uint8_t
{
    over,    ///< nothing: a film that is out, a show that has ended
    waiting, ///< the show returns, and nobody says when or with what
    running, ///< some episodes of the season have aired, the others are weekly to come
    dated,   ///< announced for a day after today
    undated, ///< announced
};

/// Something that was made. Ids from 80,000,000 on are invented; the same number may be a film's and a show's tmdb id.
struct work
{
    reel_sim::kind kind = kind::movie;
    bool known_to_providers = true; ///< false: a home video; no catalogue has ever heard of it
    bool adult = false;
    reel_sim::outlook outlook = outlook::over;
    std::uint16_t year = 0;
    std::uint16_t minutes = 0;
    std::uint32_t tmdb = 0;
    std::uint32_t tvdb = 0;
    std::uint32_t imdb = 0;
    day_number released = unplanned; ///< of a show: when its first episode aired
    std::uint64_t seed = 0;          ///< of everything that is invented about it
    std::string title;
    std::string original_title;       ///< "" when it is the title
    std::string_view language = "en"; ///< original
    std::string_view genres;          ///< "Drama|Crime"
    std::string_view director;        ///< "" when it is to be invented
    std::vector<season_plan> seasons; ///< that exist, in order of number
};

/// How the server identified an item: which form its guid has.
enum class guid_style : std::uint8_t
{
    plex,       ///< plex://movie/5d77…, with Guid ids beside it
    imdb,       ///< com.plexapp.agents.imdb://tt0078748?lang=en
    themoviedb, ///< com.plexapp.agents.themoviedb://348?lang=en
    thetvdb,    ///< com.plexapp.agents.thetvdb://81189?lang=en
    hama_tvdb,  ///< com.plexapp.agents.hama://tvdb-76885?lang=en
    hama_anidb, ///< com.plexapp.agents.hama://anidb-23?lang=en
    xbmcnfo,    ///< com.plexapp.agents.xbmcnfo://348?lang=en, xbmcnfotv://81189?lang=en for shows
    local,      ///< local://1234: not matched
    none,       ///< com.plexapp.agents.none://1234: never to be matched
};

/// What is wrong with an item's row.
enum class flaw : std::uint8_t
{
    none,
    numeric_key,  ///< "ratingKey" is a number
    text_year,    ///< "year" is a string
    no_title,     ///< "title" is missing
    text_index,   ///< "index" of its seasons is a string
    two_tmdb_ids, ///< two tmdb ids in Guid, the second is the right one
};

enum class resolution : std::uint8_t
{
    sd,
    hd720,
    hd1080,
    uhd,
};

/// By which order the library numbers a show's episodes.
enum class ordering : std::uint8_t
{
    library,       ///< as the section does: as they aired
    absolute,      ///< one season, numbered through; an older name of the next
    tvdb_absolute, ///< likewise
};

struct episode
{
    std::uint32_t key = 0;
    std::uint16_t number = 0;
};

struct season
{
    std::uint32_t key = 0;
    std::uint16_t number = 0;
    std::uint16_t watched = 0; ///< its first episodes
    std::vector<episode> episodes;
};

/// One copy in the library.
struct item
{
    std::uint32_t key = 0; ///< ratingKey
    std::uint32_t work = 0;
    std::uint16_t section = 0;
    guid_style guid = guid_style::plex;
    reel_sim::flaw flaw = flaw::none;
    reel_sim::resolution resolution = resolution::hd1080;
    reel_sim::ordering ordering = ordering::library;
    bool two_versions = false; ///< a second Media in another resolution
    bool split = false;        ///< one Media of two Parts
    bool flattened = false;    ///< its seasons are hidden
    bool removed = false;      ///< was here once
    bool watched = false;
    std::int64_t added_at = 0;
    std::int64_t updated_at = 0;
    std::int64_t deleted_at = 0; ///< in the trash since; 0: not
    std::string title;           ///< as the library shows it, which may be not UTF-8; "" when it is the work's
    std::string edition;
    std::vector<season> seasons; ///< of episodes present, in order of number
};

struct section
{
    std::uint16_t key = 0;
    std::string title;
    std::string type; ///< movie, show, artist
    std::string agent;
    std::string scanner;
    int hidden = 0;
    bool refreshing = false;
    std::int64_t created_at = 0;
    std::int64_t updated_at = 0;
    std::int64_t scanned_at = 0;
    std::int64_t content_changed_at = 0; ///< a counter, not a time
};

/// Where a rating key leads.
struct place
{
    std::uint32_t item = 0;
    std::int32_t season = -1;
    std::int32_t episode = -1;
};

struct catalogue
{
    std::vector<work> works;
    std::vector<section> sections;
    std::vector<item> items;
    boost::unordered_flat_map<std::uint32_t, place> places;
    std::int64_t now = 0;
    std::uint32_t next_key = 1000;

    // ---- ground truth ----
    const work* find_work(reel_sim::kind kind, std::string_view title, int year) const;
    /// All copies of a work that a client may see: not removed, not in the trash, not in a hidden section.
    std::vector<const item*> copies(reel_sim::kind kind, std::string_view title, int year) const;
    const section* find_section(std::string_view title) const;
    section* find_section(std::uint32_t key);
    const section* find_section(std::uint32_t key) const;
    std::optional<place> find(std::uint32_t key) const;
    const work& work_of(const item& i) const { return works[i.work]; }
    /// As the library shows it.
    std::string_view title_of(const item& i) const
    {
        return i.title.empty() ? std::string_view{works[i.work].title} : i.title;
    }
    bool visible(const item& i) const;
    std::size_t count(std::uint32_t section_key) const;

    // ---- growing and shrinking; keys are never used twice ----
    std::uint32_t add_item(item i);
    std::uint32_t add_season(std::uint32_t item_index, std::uint16_t number, std::uint16_t episodes);
    /// Into a season that is made when it is not there.
    std::uint32_t add_episode(std::uint32_t item_index, std::uint16_t season, std::uint16_t number);
    void remove_item(std::uint32_t item_index);

private:
    void index_seasons(std::uint32_t item_index);
};

/// Numbers between the first and the last regular season present that are not there.
std::vector<int> season_gaps(const item& show);
std::size_t episode_count(const item& show);

} // namespace reel_sim
