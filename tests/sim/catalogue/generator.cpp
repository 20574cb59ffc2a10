// SPDX-License-Identifier: MIT
#include "tests/sim/catalogue/generator.hpp"

#include "tests/sim/catalogue/known_titles.hpp"
#include "tests/sim/catalogue/titles.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace reel_sim
{
namespace
{

constexpr std::uint32_t first_invented_id = 80'000'000;
constexpr std::uint32_t first_invented_show_imdb = 85'000'000; // imdb ids are one number space for films and shows
constexpr std::int64_t day = 86'400;

enum section_key : std::uint16_t
{
    films = 1,
    series,
    films_4k,
    anime,
    kids,
    documentaries,
    home_videos,
    music,
    scratch,
};

class generator
{
public:
    explicit generator(const catalogue_options& options);
    catalogue run() &&;

private:
    std::uint32_t add_work(work w);
    std::uint32_t invent_work(kind k);
    std::uint32_t work_index(kind k, std::string_view title, int year) const;
    item draft(section_key where, std::uint32_t work_index);
    item draft(section_key where, kind k, std::string_view title, int year)
    {
        return draft(where, work_index(k, title, year));
    }
    void put(item i);
    bool room(section_key where) const { return counts_[where] < quotas_[where]; }

    void make_sections();
    void know_titles();
    void exhibit_films();
    void exhibit_series();
    void shelve_known_films();
    void shelve_known_shows();
    void fill_films();
    void fill_films_4k();
    void fill_kids();
    void fill_shows(section_key where);
    void fill_home_videos();
    void fill_scratch();
    void blemish(item& i, random& r) const;
    void thin_out(item& show, random& r) const;

    catalogue_options options_;
    catalogue c_;
    std::array<std::size_t, 10> quotas_{};
    std::array<std::size_t, 10> counts_{};
    std::array<std::uint32_t, 2> invented_{}; // by kind
    std::vector<bool> owned_;                 // by work
    std::vector<bool> never_owned_;
    std::uint32_t known_works_ = 0;
    std::size_t exhibits_ = 0; // the first items; they are as they are and have no copies but those made by name
    boost::unordered_flat_set<std::uint64_t> taken_; // hashes of (kind, title, year)
};

generator::generator(const catalogue_options& options) : options_{options}
{
    options_.items = std::max<std::size_t>(options_.items, 300);
    const auto n = options_.items;
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
    c_.now = options_.now;
    c_.items.reserve(n + 16);
    c_.works.reserve(n + n / 20 + 512);
    c_.places.reserve(n * 14); // as many keys as such a library turns out to have
}

catalogue generator::run() &&
{
    make_sections();
    know_titles();
    exhibit_films();
    exhibits_ = c_.items.size();
    shelve_known_films();
    fill_films();
    fill_films_4k();
    fill_kids();
    exhibit_series();
    shelve_known_shows();
    for (auto where : {series, anime, documentaries})
        fill_shows(where);
    fill_home_videos();
    fill_scratch();
    for (std::size_t i = 0; i < options_.items / 20; ++i) // works that nobody here owns
        invent_work(i % 3 ? kind::movie : kind::show);
    return std::move(c_);
}

void generator::make_sections()
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
        s.created_at = c_.now - 2000 * day;
        s.updated_at = c_.now - 40 * day;
        s.scanned_at = c_.now - 3600;
        s.content_changed_at = 1000 + key;
        c_.sections.push_back(std::move(s));
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

// ---- works ----------------------------------------------------------------------------------------------------------

std::uint32_t generator::add_work(work w)
{
    const auto number = invented_[static_cast<std::size_t>(w.kind)]++;
    if (w.known_to_providers)
    {
        if (w.tmdb == 0)
            w.tmdb = first_invented_id + number;
        if (w.tvdb == 0)
            w.tvdb = first_invented_id + number;
        if (w.imdb == 0)
            w.imdb = (w.kind == kind::movie ? first_invented_id : first_invented_show_imdb) + number;
    }
    w.seed = mix(options_.seed ^ hash(w.title) ^ (std::uint64_t{w.year} << 40));
    if (w.minutes == 0)
    {
        random r{w.seed ^ 1};
        w.minutes = static_cast<std::uint16_t>(w.kind == kind::movie ? r.between(78, 190) : r.between(21, 62));
    }
    taken_.insert(hash(w.title) ^ mix(w.year * 2u + static_cast<unsigned>(w.kind)));
    c_.works.push_back(std::move(w));
    owned_.push_back(false);
    return static_cast<std::uint32_t>(c_.works.size() - 1);
}

void generator::know_titles()
{
    for (const auto& f : known_films())
    {
        work w;
        w.kind = kind::movie;
        w.year = f.year;
        w.tmdb = f.tmdb;
        w.imdb = f.imdb;
        w.title = f.title;
        w.original_title = f.original_title;
        w.genres = f.genres;
        w.director = f.director;
        add_work(std::move(w));
        never_owned_.push_back(f.ownership == ownership::never);
    }
    for (const auto& s : known_shows())
    {
        work w;
        w.kind = kind::show;
        w.year = s.year;
        w.tmdb = s.tmdb;
        w.tvdb = s.tvdb;
        w.imdb = s.imdb;
        w.title = s.title;
        w.original_title = s.original_title;
        w.genres = s.genres;
        if (s.title == "Doctor Who" || s.title == "Sherlock")
            w.seasons.push_back({0, 4});
        std::uint16_t number = 0;
        for (const char *p = s.episodes.data(), *end = p + s.episodes.size(); p < end; ++p)
        {
            std::uint16_t episodes = 0;
            p = std::from_chars(p, end, episodes).ptr;
            w.seasons.push_back({++number, episodes});
        }
        add_work(std::move(w));
        never_owned_.push_back(s.ownership == ownership::never);
    }
    known_works_ = static_cast<std::uint32_t>(c_.works.size());
}

std::uint32_t generator::invent_work(kind k)
{
    random r{mix(options_.seed) + c_.works.size() * 0x51ED2701};
    work w;
    w.kind = k;
    do
    {
        invent_title(r, w);
        w.year = static_cast<std::uint16_t>(r.one_in(4) ? r.between(1925, 1990) : r.between(1991, 2025));
    } while (taken_.contains(hash(w.title) ^ mix(w.year * 2u + static_cast<unsigned>(k))));
    w.genres = invent_genres(r, k);
    if (k == kind::show)
    {
        if (r.one_in(10))
            w.seasons.push_back({0, static_cast<std::uint16_t>(r.between(1, 5))});
        const int seasons = r.one_in(8) ? r.between(5, 9) : r.between(1, 4);
        const int episodes = r.between(6, 13);
        for (int n = 1; n <= seasons; ++n)
            w.seasons.push_back({static_cast<std::uint16_t>(n), static_cast<std::uint16_t>(episodes)});
    }
    return add_work(std::move(w));
}

std::uint32_t generator::work_index(kind k, std::string_view title, int year) const
{
    const auto* found = c_.find_work(k, title, year);
    if (!found)
        throw std::logic_error{"the list of known titles lacks " + std::string{title}};
    return static_cast<std::uint32_t>(found - c_.works.data());
}

// ---- copies ---------------------------------------------------------------------------------------------------------

item generator::draft(section_key where, std::uint32_t work_index)
{
    const auto& w = c_.works[work_index];
    random r{w.seed ^ (std::uint64_t{where} << 32)};
    item i;
    i.work = work_index;
    i.section = where;
    i.added_at = c_.now - r.below(1800) * day - r.below(day);
    i.updated_at = std::min(c_.now - 1, i.added_at + r.below(90) * day);
    i.watched = r.one_in(3);
    i.resolution = where == films_4k ? resolution::uhd
                   : r.one_in(12)    ? resolution::sd
                   : r.one_in(5)     ? resolution::hd720
                                     : resolution::hd1080;
    for (const auto& plan : w.seasons)
    {
        season s{.key = 0, .number = plan.number, .watched = 0, .episodes = {}};
        s.episodes.reserve(plan.episodes);
        for (std::uint16_t e = 1; e <= plan.episodes; ++e)
            s.episodes.push_back({0, e});
        s.watched =
            i.watched ? plan.episodes : static_cast<std::uint16_t>(r.one_in(4) ? r.below(plan.episodes + 1u) : 0);
        i.seasons.push_back(std::move(s));
    }
    return i;
}

void generator::put(item i)
{
    for (auto& s : i.seasons)
        s.watched = std::min(s.watched, static_cast<std::uint16_t>(s.episodes.size()));
    owned_[i.work] = true;
    ++counts_[i.section];
    c_.add_item(std::move(i));
}

/// The flaws that every large library has a few of.
void generator::blemish(item& i, random& r) const
{
    if (r.one_in(300))
        i.deleted_at = i.updated_at + 60;
    else if (r.one_in(100))
        i.guid = guid_style::local;
    else if (r.one_in(2000))
        i.title = c_.works[i.work].title + " \xE9t\xE9"; // "été" in Latin-1
    else if (r.one_in(2000))
        i.flaw = r.one_in(2) ? flaw::text_year : flaw::numeric_key;
}

/// Not everybody has everything.
void generator::thin_out(item& show, random& r) const
{
    auto& seasons = show.seasons;
    const auto first = seasons.empty() || seasons.front().number > 0 ? 0u : 1u; // past the specials
    const auto regular = seasons.size() - first;
    if (regular >= 3 && r.one_in(6))
        seasons.erase(seasons.begin() + first + 1 + r.below(regular - 2));
    else if (regular >= 2 && r.one_in(8))
        seasons.pop_back();
    else if (r.one_in(8) && seasons.back().episodes.size() > 2)
        seasons.back().episodes.pop_back();
    show.flattened = r.one_in(50);
}

void generator::exhibit_films()
{
    auto with = [&](std::string_view title, int year, auto change) {
        auto i = draft(films, kind::movie, title, year);
        change(i);
        put(std::move(i));
    };
    auto as_it_is = [](item&) {};
    with("Dune", 1984, as_it_is);
    with("Dune", 2021, as_it_is);
    with("Blade Runner 2049", 2017, as_it_is);
    with("Blade Runner", 1982, as_it_is);
    with("Blade Runner", 1982, [](item& i) { i.edition = "Director's Cut"; });
    with("Blade Runner", 1982, [](item& i) { i.edition = "The Final Cut"; });
    with("Alien", 1979, as_it_is);
    with("Alien", 1979, [](item& i) { i.edition = "Director's Cut"; });
    with("The Lord of the Rings: The Fellowship of the Ring", 2001, [](item& i) { i.edition = "Extended Edition"; });
    with("Inception", 2010, [](item& i) { i.two_versions = true; });
    with("Ben-Hur", 1959, [](item& i) { i.split = true; });
    with("Spirited Away", 2001, [](item& i) { i.title = "千と千尋の神隠し"; });
    with("Seven Samurai", 1954, [](item& i) { i.title = "七人の侍"; });
    with("Stalker", 1979, [](item& i) { i.title = "Сталкер"; });
    with("Amélie", 2001, [](item& i) { i.title = "Le Fabuleux Destin d'Amélie Poulain"; });
    with("Les Misérables", 2012, [](item& i) { i.title = "Les Mis\xE9rables"; }); // Latin-1
    with("Heat", 1995, [](item& i) { i.flaw = flaw::numeric_key; });
    with("Fargo", 1996, [](item& i) { i.flaw = flaw::text_year; });
    with("Arrival", 2016, [](item& i) { i.flaw = flaw::two_tmdb_ids; });
    with("The Third Man", 1949, [](item& i) { i.guid = guid_style::local; });
    with("The Fly", 1986, [](item& i) { i.deleted_at = i.updated_at + 60; });
    with("M", 1931, [](item& i) { i.flaw = flaw::no_title, i.guid = guid_style::local; });
}

void generator::exhibit_series()
{
    auto with = [&](std::string_view title, int year, auto change) {
        auto i = draft(series, kind::show, title, year);
        change(i);
        put(std::move(i));
    };
    auto without = [](item& i, std::initializer_list<int> numbers) {
        std::erase_if(i.seasons, [&](const season& s) {
            return std::find(numbers.begin(), numbers.end(), int{s.number}) != numbers.end();
        });
    };
    auto as_it_is = [](item&) {};
    with("Severance", 2022, as_it_is);
    with("Breaking Bad", 2008, as_it_is);
    with("The Expanse", 2015, [&](item& i) { without(i, {3, 5, 6}); });
    with("Lost", 2004, [&](item& i) { without(i, {2, 5}); });
    with("Game of Thrones", 2011, [](item& i) { i.seasons.back().episodes.resize(4); });
    with("Doctor Who", 2005, as_it_is);
    with("Doctor Who", 1963, [&](item& i) { without(i, {0, 4, 5}); });
    with("Sherlock", 2010, as_it_is);
    with("The Office", 2001, as_it_is);
    with("The Office", 2005, as_it_is);
    with("Chernobyl", 2019, [](item& i) { i.flattened = true; });
    with("Firefly", 2002, [](item& i) { i.flaw = flaw::text_index; });
    with("The Wire", 2002, [](item& i) { i.guid = guid_style::local; });
    with("Dexter", 2006, [](item& i) { i.deleted_at = i.updated_at + 60; });
    with("Cosmos: A Spacetime Odyssey", 2014, as_it_is);
    put(draft(documentaries, kind::show, "Cosmos: A Spacetime Odyssey", 2014));
}

void generator::shelve_known_films()
{
    std::vector<std::uint32_t> rest;
    for (std::uint32_t w = 0; w < known_works_; ++w)
        if (c_.works[w].kind == kind::movie && !owned_[w] && !never_owned_[w] && c_.works[w].title != "Oppenheimer")
            rest.push_back(w);
    std::sort(rest.begin(), rest.end(), [&](auto a, auto b) { return c_.works[a].seed < c_.works[b].seed; });
    const auto half = quotas_[kids] / 2 + 1;
    for (auto w : rest)
        if (c_.works[w].genres.find("Family") != std::string_view::npos && counts_[kids] < half)
        {
            auto i = draft(kids, w);
            constexpr guid_style styles[] = {guid_style::imdb, guid_style::themoviedb, guid_style::xbmcnfo};
            i.guid = styles[counts_[kids] % 3];
            put(std::move(i));
        }
    for (auto w : rest)
        if (!owned_[w] && room(films))
            put(draft(films, w));
}

void generator::shelve_known_shows()
{
    std::uint32_t w = static_cast<std::uint32_t>(known_films().size());
    for (const auto& s : known_shows())
    {
        const auto where = s.shelf == shelf::anime ? anime : s.shelf == shelf::documentary ? documentaries : series;
        if (!owned_[w] && !never_owned_[w] && room(where))
        {
            auto i = draft(where, w);
            const auto n = counts_[where];
            if (where == anime)
                i.guid = n % 3 == 0 ? guid_style::hama_tvdb : n % 3 == 1 ? guid_style::hama_anidb : guid_style::plex;
            else if (where == documentaries)
                i.guid = n % 2 ? guid_style::thetvdb : guid_style::xbmcnfo;
            i.flattened = s.title == "One Piece";
            put(std::move(i));
        }
        ++w;
    }
}

void generator::fill_films()
{
    while (room(films))
    {
        auto i = draft(films, invent_work(kind::movie));
        random r{c_.works[i.work].seed ^ 2};
        blemish(i, r);
        i.two_versions = r.one_in(30);
        i.split = r.one_in(80);
        const bool again = r.one_in(60); // the same film in another edition
        auto other = i;
        put(std::move(i));
        if (again && room(films))
        {
            other.edition = r.one_in(2) ? "Director's Cut" : "Extended Edition";
            put(std::move(other));
        }
    }
}

void generator::fill_films_4k()
{
    put(draft(films_4k, kind::movie, "Dune", 2021));
    put(draft(films_4k, kind::movie, "Oppenheimer", 2023)); // only here
    put(draft(films_4k, kind::movie, "Blade Runner 2049", 2017));
    for (auto n = exhibits_; room(films_4k) && n < c_.items.size(); ++n)
    {
        const auto& i = c_.items[n];
        if (i.section == films && i.edition.empty() && i.deleted_at == 0 && i.flaw == flaw::none &&
            i.guid == guid_style::plex && c_.works[i.work].seed % 4 == 0)
            put(draft(films_4k, i.work));
    }
    while (room(films_4k))
        put(draft(films_4k, invent_work(kind::movie)));
}

void generator::fill_kids()
{
    while (room(kids))
    {
        auto i = draft(kids, invent_work(kind::movie));
        i.guid = counts_[kids] % 2 ? guid_style::imdb : guid_style::themoviedb;
        put(std::move(i));
    }
}

void generator::fill_shows(section_key where)
{
    while (room(where))
    {
        auto i = draft(where, invent_work(kind::show));
        random r{c_.works[i.work].seed ^ 3};
        if (where == anime)
            i.guid = r.one_in(2) ? guid_style::hama_tvdb : r.one_in(2) ? guid_style::hama_anidb : guid_style::plex;
        else if (where == documentaries)
            i.guid = r.one_in(3) ? guid_style::xbmcnfo : guid_style::thetvdb;
        else
            blemish(i, r);
        thin_out(i, r);
        put(std::move(i));
    }
}

void generator::fill_home_videos()
{
    random r{options_.seed ^ 4};
    while (room(home_videos))
    {
        const auto number = std::to_string(counts_[home_videos] + 1);
        work w;
        w.kind = kind::movie;
        w.known_to_providers = false;
        w.year = static_cast<std::uint16_t>(r.between(2006, 2025));
        w.title = "Holiday " + std::to_string(w.year) + ", tape " + number;
        w.genres = "Home video";
        auto i = draft(home_videos, add_work(std::move(w)));
        i.guid = guid_style::none;
        put(std::move(i));
    }
}

/// A film that is nowhere else: whoever finds it has read a section that nobody was meant to read.
void generator::fill_scratch()
{
    put(draft(scratch, kind::movie, "Titanic", 1997));
    while (room(scratch))
        put(draft(scratch, invent_work(kind::movie)));
}

} // namespace

catalogue generate(const catalogue_options& options)
{
    return generator{options}.run();
}

} // namespace reel_sim
