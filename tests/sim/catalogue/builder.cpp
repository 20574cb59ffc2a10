// SPDX-License-Identifier: MIT
#include "tests/sim/catalogue/builder.hpp"

#include "tests/sim/catalogue/schedule.hpp"
#include "tests/sim/catalogue/titles.hpp"

#include <algorithm>
#include <stdexcept>

namespace reel_sim
{
namespace
{

constexpr std::uint32_t first_invented_id = 80'000'000;
constexpr std::uint32_t first_invented_show_imdb = 85'000'000; // imdb ids are one number space for films and shows
constexpr std::int64_t day = 86'400;

std::uint64_t name_of(const work& w)
{
    return hash(w.title) ^ mix(w.year * 2u + static_cast<unsigned>(w.kind));
}

} // namespace

builder::builder(const catalogue_options& options) : seed_{options.seed}
{
    const auto n = std::max<std::size_t>(options.items, 300);
    quotas_[series] = n / 4;
    quotas_[films_4k] = n * 8 / 100;
    quotas_[anime] = n / 15;
    quotas_[kids] = n / 25;
    quotas_[documentaries] = n * 3 / 100;
    quotas_[home_videos] = n * 8 / 300;
    quotas_[scratch] = std::max<std::size_t>(2, n / 1000);
    quotas_[films] = n;
    for (auto other : {series, films_4k, anime, kids, documentaries, home_videos, scratch})
        quotas_[films] -= quotas_[other];
    world_.now = std::max(options.now, catalogue_options{}.now);
    world_.items.reserve(n + 16);
    world_.works.reserve(n + n / 20 + 512);
    world_.places.reserve(n * 14); // as many keys as such a library turns out to have
    make_sections();
}

void builder::make_sections()
{
    auto add = [&](section_key key, std::string title, std::string type, std::string agent, std::string scanner,
                   int hidden = 0) {
        section s;
        s.key = key;
        s.title = std::move(title);
        s.type = std::move(type);
        s.agent = std::move(agent);
        s.scanner = std::move(scanner);
        s.hidden = hidden;
        s.created_at = world_.now - 2000 * day;
        s.updated_at = world_.now - 40 * day;
        s.scanned_at = world_.now - 3600;
        s.content_changed_at = 1000 + key;
        world_.sections.push_back(std::move(s));
    };
    add(films, "Films", "movie", "tv.plex.agents.movie", "Plex Movie");
    add(series, "Series", "show", "tv.plex.agents.series", "Plex TV Series");
    add(films_4k, "Films 4K", "movie", "tv.plex.agents.movie", "Plex Movie");
    add(anime, "Anime", "show", "com.plexapp.agents.hama", "Absolute Series Scanner");
    add(kids, "Kids", "movie", "com.plexapp.agents.imdb", "Plex Movie Scanner", 1);
    add(documentaries, "Documentaries", "show", "com.plexapp.agents.thetvdb", "Plex Series Scanner");
    add(home_videos, "Home videos", "movie", "com.plexapp.agents.none", "Plex Video Files Scanner");
    add(music, "Music", "artist", "tv.plex.agents.music", "Plex Music");
    add(scratch, "Scratch", "movie", "tv.plex.agents.movie", "Plex Movie", 2);
}

std::uint32_t builder::add_work(work w)
{
    const auto number = numbers_[static_cast<std::size_t>(w.kind)]++;
    if (w.known_to_providers)
    {
        if (w.tmdb == 0)
            w.tmdb = first_invented_id + number;
        if (w.tvdb == 0)
            w.tvdb = first_invented_id + number;
        if (w.imdb == 0)
            w.imdb = (w.kind == kind::movie ? first_invented_id : first_invented_show_imdb) + number;
    }
    w.seed = mix(seed_ ^ hash(w.title) ^ (std::uint64_t{w.year} << 40));
    if (w.minutes == 0)
    {
        random r{w.seed ^ 1};
        w.minutes = static_cast<std::uint16_t>(w.kind == kind::movie ? r.between(78, 190) : r.between(21, 62));
    }
    schedule(w, world_.now);
    taken_.insert(name_of(w));
    world_.works.push_back(std::move(w));
    owned_.push_back(false);
    return static_cast<std::uint32_t>(world_.works.size() - 1);
}

std::uint32_t builder::invent_work(kind k, bool anime)
{
    random r{mix(seed_) + world_.works.size() * 0x51ED2701};
    work w;
    w.kind = k;
    do
    {
        anime ? invent_anime(r, w) : invent_title(r, w);
        w.year = static_cast<std::uint16_t>(r.one_in(4) ? r.between(1925, 1990) : r.between(1991, 2025));
    } while (taken_.contains(name_of(w)));
    w.genres = anime ? "Animation|Action & Adventure" : invent_genres(r, k);
    if (k == kind::show)
        invent_seasons(r, w);
    return add_work(std::move(w));
}

/// A season a year at most, up to today; perhaps one more that is to come.
void builder::invent_seasons(random& r, work& w) const
{
    const auto episodes = [&] { return static_cast<std::uint16_t>(r.between(6, 13)); };
    if (r.one_in(10))
        w.seasons.push_back({0, static_cast<std::uint16_t>(r.between(1, 5))});
    const int years = std::max(1, date_of(day_of(world_.now))->year - w.year);
    const int seasons = std::min(years, r.one_in(8) ? r.between(5, 9) : r.between(1, 4));
    const auto usual = episodes();
    for (int n = 1; n <= seasons; ++n)
        w.seasons.push_back({static_cast<std::uint16_t>(n), usual});
    if (w.year < 2012 || w.year > 2022 || seasons < 2)
        return;
    constexpr outlook outlooks[] = {outlook::over,    outlook::over,  outlook::waiting,
                                    outlook::running, outlook::dated, outlook::undated};
    w.outlook = r.pick(outlooks);
    if (w.outlook == outlook::dated || w.outlook == outlook::undated)
        w.seasons.push_back({static_cast<std::uint16_t>(seasons + 1),
                             w.outlook == outlook::undated && r.one_in(2) ? std::uint16_t{0} : episodes()});
}

std::uint32_t builder::invent_announced(kind k, outlook what)
{
    random r{mix(seed_) + world_.works.size() * 0x51ED2701};
    work w;
    w.kind = k;
    w.outlook = what;
    w.year = static_cast<std::uint16_t>(date_of(day_of(world_.now))->year + 1);
    do
        invent_title(r, w);
    while (taken_.contains(name_of(w)));
    w.genres = invent_genres(r, k);
    if (k == kind::show)
        w.seasons.push_back({1, 8});
    return add_work(std::move(w));
}

std::uint32_t builder::invent_adult_film()
{
    const auto index = invent_work(kind::movie);
    world_.works[index].adult = true;
    return index;
}

std::uint32_t builder::work_index(kind k, std::string_view title, int year) const
{
    const auto* found = world_.find_work(k, title, year);
    if (!found)
        throw std::logic_error{"the list of known titles lacks " + std::string{title}};
    return static_cast<std::uint32_t>(found - world_.works.data());
}

item builder::draft(section_key where, std::uint32_t work_index) const
{
    const auto& w = world_.works[work_index];
    random r{w.seed ^ (std::uint64_t{where} << 32)};
    item i;
    i.work = work_index;
    i.section = where;
    i.added_at = world_.now - r.below(1800) * day - r.below(day);
    i.updated_at = std::min(world_.now - 1, i.added_at + r.below(90) * day);
    i.watched = r.one_in(3);
    i.resolution = where == films_4k ? resolution::uhd
                   : r.one_in(12)    ? resolution::sd
                   : r.one_in(5)     ? resolution::hd720
                                     : resolution::hd1080;
    for (const auto& plan : w.seasons)
    {
        const auto aired = aired_episodes(plan, day_of(world_.now));
        if (aired == 0)
            continue;
        season s{.key = 0, .number = plan.number, .watched = 0, .episodes = {}};
        s.episodes.reserve(aired);
        for (std::uint16_t e = 1; e <= aired; ++e)
            s.episodes.push_back({0, e});
        s.watched = i.watched ? aired : static_cast<std::uint16_t>(r.one_in(4) ? r.below(aired + 1u) : 0);
        i.seasons.push_back(std::move(s));
    }
    return i;
}

void builder::put(item i)
{
    for (auto& s : i.seasons)
        s.watched = std::min(s.watched, static_cast<std::uint16_t>(s.episodes.size()));
    owned_[i.work] = true;
    ++counts_[i.section];
    world_.add_item(std::move(i));
}

} // namespace reel_sim
