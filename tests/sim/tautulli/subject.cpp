// SPDX-License-Identifier: MIT
#include "tests/sim/tautulli/subject.hpp"

#include "tests/sim/catalogue/details.hpp"
#include "tests/sim/catalogue/random.hpp"
#include "tests/sim/plex/row_parts.hpp"

#include <reel/text.hpp>

#include <cstdio>

namespace reel_sim::tautulli
{
namespace
{

std::string tenths(int value)
{
    return std::to_string(value / 10) + "." + std::to_string(value % 10);
}

/// "2008-01-20", or "" when nobody knows the day.
std::string text_of(const std::optional<date>& d)
{
    char text[40] = "";
    if (d)
        std::snprintf(text, sizeof text, "%04d-%02d-%02d", d->year, d->month, d->day);
    return text;
}

std::string plex_guid(std::string_view type, std::uint64_t seed)
{
    std::string out;
    plex::append_plex_guid(out, type, seed);
    return out;
}

} // namespace

std::string_view name_of(media m) noexcept
{
    return m == media::movie ? "movie" : m == media::episode ? "episode" : "track";
}

std::string subject::full_title() const
{
    return grandparent_title.empty() ? title : grandparent_title + " - " + title;
}

std::string subject::thumb() const
{
    return live ? "" : picture(parent ? parent : key, "thumb");
}

std::string picture(std::uint32_t key, std::string_view kind)
{
    return key ? "/library/metadata/" + std::to_string(key) + "/" + std::string{kind} + "/1700000001" : "";
}

std::string readable(std::string_view title)
{
    return reel::shown(title, 500);
}

subject describe(const catalogue& c, const place& p)
{
    const auto& i = c.items[p.item];
    const auto& w = c.work_of(i);
    const auto d = details_of(w);
    subject s;
    s.section = i.section;
    s.year = w.year;
    s.seconds = w.minutes * 60u;
    s.content_rating = d.content_rating;
    if (p.season < 0)
    {
        s.key = i.key;
        s.title = readable(c.title_of(i));
        s.original_title = w.original_title;
        s.released = text_of(d.released);
        s.guid = plex::guid_of(c, i);
        s.rating = tenths(d.critics);
        return s;
    }
    const auto& season = i.seasons[static_cast<std::size_t>(p.season)];
    const auto& episode = season.episodes[static_cast<std::size_t>(p.episode)];
    const auto e = episode_details_of(w, season.number, episode.number);
    s.type = media::episode;
    s.key = episode.key;
    s.parent = season.key;
    s.grandparent = i.key;
    s.title = e.title;
    s.parent_title = season.number == 0 ? "Specials" : "Season " + std::to_string(season.number);
    s.grandparent_title = readable(c.title_of(i));
    s.index = episode.number;
    s.parent_index = season.number;
    const std::optional<date> aired = e.aired;
    s.year = aired ? aired->year : 0;
    s.released = text_of(aired);
    s.guid = plex_guid("episode", episode_seed(w, season.number, episode.number));
    return s;
}

std::optional<subject> describe(const catalogue& c, std::uint32_t key)
{
    const auto found = c.find(key);
    if (!found || (found->episode < 0 && c.work_of(c.items[found->item]).kind == kind::show))
        return std::nullopt;
    return describe(c, *found);
}

subject live_programme(std::uint32_t number)
{
    subject s;
    s.type = media::episode;
    s.live = true;
    s.key = 900'000 + number;
    s.section = live_section;
    s.title = number % 2 ? "The Evening News" : "The Price Is Right";
    s.year = 2021;
    s.index = static_cast<int>(100 + number);
    s.seconds = 1800;
    s.guid = plex_guid("episode", mix(number));
    s.content_rating = "TV-G";
    return s;
}

subject track(std::uint32_t number)
{
    subject s;
    s.type = media::track;
    s.key = 900'000'200 + number;
    s.parent = 900'000'101;
    s.grandparent = 900'000'001;
    s.section = 8;
    s.title = "Untitled #" + std::to_string(number);
    s.parent_title = "( )";
    s.grandparent_title = "Sigur Rós";
    s.year = 2002;
    s.index = static_cast<int>(number);
    s.parent_index = 1;
    s.seconds = 300 + number * 20;
    s.guid = plex_guid("track", mix(1'000 + number));
    return s;
}

} // namespace reel_sim::tautulli
