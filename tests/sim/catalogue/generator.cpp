// SPDX-License-Identifier: MIT
#include "tests/sim/catalogue/builder.hpp"
#include "tests/sim/catalogue/known_titles.hpp"
#include "tests/sim/catalogue/random.hpp"
#include "tests/sim/catalogue/showcase.hpp"
#include "tests/sim/catalogue/traits.hpp"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <utility>

namespace reel_sim
{
namespace
{

/// Not everybody has everything.
void thin_out(item& show, const gap_options& gaps, random& r)
{
    const auto chosen = [&r](unsigned in) { return in > 0 && r.one_in(in); };
    auto& seasons = show.seasons;
    if (seasons.empty())
        return;
    const auto first = seasons.front().number > 0 ? 0u : 1u; // past the specials
    if (first && seasons.front().episodes.size() > 1 && chosen(gaps.specials))
        seasons.front().episodes.erase(seasons.front().episodes.begin() + r.below(seasons.front().episodes.size() - 1));
    const auto regular = seasons.size() - first;
    if (regular >= 3 && chosen(gaps.middle_season))
        seasons.erase(seasons.begin() + first + 1 + r.below(regular - 2));
    else if (regular >= 2 && chosen(gaps.last_season))
        seasons.pop_back();
    else if (chosen(gaps.last_episode) && seasons.back().episodes.size() > 2)
        seasons.back().episodes.pop_back();
    else if (regular && chosen(gaps.middle_episode) && seasons[first].episodes.size() > 3)
        seasons[first].episodes.erase(seasons[first].episodes.begin() + 1 +
                                      r.below(seasons[first].episodes.size() - 2));
    show.flattened = r.one_in(50);
}

/// All regular episodes become one season, numbered through as the catalogue has them.
void number_absolutely(item& show, const work& w, ordering by)
{
    season all{.key = 0, .number = 1, .watched = 0, .episodes = {}};
    std::uint16_t before = 0;
    for (const auto& plan : w.seasons)
    {
        const auto has = std::find_if(show.seasons.begin(), show.seasons.end(),
                                      [&](const season& s) { return s.number == plan.number; });
        if (plan.number == 0)
            continue;
        if (has != show.seasons.end())
            for (const auto& e : has->episodes)
                all.episodes.push_back({0, static_cast<std::uint16_t>(before + e.number)});
        before = static_cast<std::uint16_t>(before + plan.episodes);
    }
    std::erase_if(show.seasons, [](const season& s) { return s.number > 0; });
    show.seasons.push_back(std::move(all));
    show.ordering = by;
}

class generator
{
public:
    explicit generator(const catalogue_options& options) : b_{options}, gaps_{options.gaps} {}
    catalogue run() &&;

private:
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
    void invent_the_rest();
    void blemish(item& i, random& r) const;

    const work& work_of(const item& i) const { return b_.world().work_of(i); }

    builder b_;
    gap_options gaps_;
    std::vector<bool> never_owned_; // by known work
    std::size_t exhibits_ = 0;      // the first items; they are as they are and have no copies but those made by name
};

catalogue generator::run() &&
{
    know_titles();
    exhibit_films();
    exhibits_ = b_.world().items.size();
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
    invent_the_rest();
    return std::move(b_).finish();
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
        w.language = language_of(w.title, w.original_title);
        w.director = f.director;
        b_.add_work(std::move(w));
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
        w.language = language_of(w.title, w.original_title);
        if (s.title == "Doctor Who" || s.title == "Sherlock")
            w.seasons.push_back({0, 4});
        std::uint16_t number = 0;
        for (const char *p = s.episodes.data(), *end = p + s.episodes.size(); p < end; ++p)
        {
            std::uint16_t episodes = 0;
            p = std::from_chars(p, end, episodes).ptr;
            w.seasons.push_back({++number, episodes});
        }
        dress(w, b_.world().now);
        b_.add_work(std::move(w));
        never_owned_.push_back(s.ownership == ownership::never);
    }
}

/// The flaws that every large library has a few of.
void generator::blemish(item& i, random& r) const
{
    if (r.one_in(300))
        i.deleted_at = i.updated_at + 60;
    else if (r.one_in(100))
        i.guid = guid_style::local;
    else if (r.one_in(2000))
        i.title = work_of(i).title + " \xE9t\xE9"; // "été" in Latin-1
    else if (r.one_in(2000))
        i.flaw = r.one_in(2) ? flaw::text_year : flaw::numeric_key;
}

void generator::exhibit_films()
{
    auto with = [&](std::string_view title, int year, auto change) {
        auto i = b_.draft(films, kind::movie, title, year);
        change(i);
        b_.put(std::move(i));
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
        auto i = b_.draft(series, kind::show, title, year);
        change(i);
        b_.put(std::move(i));
    };
    auto without = [](item& i, std::initializer_list<int> numbers) {
        std::erase_if(i.seasons, [&](const season& s) {
            return std::find(numbers.begin(), numbers.end(), int{s.number}) != numbers.end();
        });
    };
    auto as_it_is = [](item&) {};
    with("Severance", 2022, [&](item& i) { without(i, {2}); });
    with("Breaking Bad", 2008, as_it_is);
    with("The Expanse", 2015, [&](item& i) { without(i, {3, 5, 6}); });
    with("Lost", 2004, [&](item& i) { without(i, {2, 5}); });
    with("Game of Thrones", 2011, [](item& i) { i.seasons.back().episodes.resize(4); });
    with("Doctor Who", 2005, as_it_is);
    with("Doctor Who", 1963, [&](item& i) { without(i, {0, 4, 5}); });
    with("Sherlock", 2010, [](item& i) { // of four specials the first and the last
        i.seasons.front().episodes.erase(i.seasons.front().episodes.begin() + 1,
                                         i.seasons.front().episodes.begin() + 3);
    });
    with("Ted Lasso", 2020, as_it_is);
    with("The Last of Us", 2023, as_it_is);
    with("House of the Dragon", 2022, [](item& i) { i.seasons.back().episodes.resize(2); });
    with("The Office", 2001, as_it_is);
    with("The Office", 2005, as_it_is);
    with("Chernobyl", 2019, [](item& i) { i.flattened = true; });
    with("Firefly", 2002, [](item& i) { i.flaw = flaw::text_index; });
    with("The Wire", 2002, [](item& i) { i.guid = guid_style::local; });
    with("Dexter", 2006, [](item& i) { i.deleted_at = i.updated_at + 60; });
    with("Cosmos: A Spacetime Odyssey", 2014, as_it_is);
    b_.put(b_.draft(documentaries, kind::show, "Cosmos: A Spacetime Odyssey", 2014));
    auto naruto = b_.draft(anime, kind::show, "Naruto", 2002);
    number_absolutely(naruto, work_of(naruto), ordering::absolute);
    b_.put(std::move(naruto));
    auto bleach = b_.draft(anime, kind::show, "Bleach", 2004);
    number_absolutely(bleach, work_of(bleach), ordering::tvdb_absolute);
    bleach.seasons.back().episodes.resize(150);
    b_.put(std::move(bleach));
}

void generator::shelve_known_films()
{
    std::vector<std::uint32_t> rest;
    for (std::uint32_t w = 0; w < never_owned_.size(); ++w)
        if (b_.world().works[w].kind == kind::movie && !b_.owned(w) && !never_owned_[w] &&
            b_.world().works[w].title != "Oppenheimer")
            rest.push_back(w);
    std::sort(rest.begin(), rest.end(),
              [&](auto a, auto b) { return b_.world().works[a].seed < b_.world().works[b].seed; });
    const auto half = b_.quota(kids) / 2 + 1;
    for (auto w : rest)
        if (b_.world().works[w].genres.find("Family") != std::string_view::npos && b_.count(kids) < half)
        {
            auto i = b_.draft(kids, w);
            constexpr guid_style styles[] = {guid_style::imdb, guid_style::themoviedb, guid_style::xbmcnfo};
            i.guid = styles[b_.count(kids) % 3];
            b_.put(std::move(i));
        }
    for (auto w : rest)
        if (!b_.owned(w) && b_.room(films))
            b_.put(b_.draft(films, w));
}

void generator::shelve_known_shows()
{
    std::uint32_t w = static_cast<std::uint32_t>(known_films().size());
    for (const auto& s : known_shows())
    {
        const auto where = s.shelf == shelf::anime ? anime : s.shelf == shelf::documentary ? documentaries : series;
        if (!b_.owned(w) && !never_owned_[w] && b_.room(where))
        {
            auto i = b_.draft(where, w);
            const auto n = b_.count(where);
            if (where == anime)
                i.guid = n % 3 == 0 ? guid_style::hama_tvdb : n % 3 == 1 ? guid_style::hama_anidb : guid_style::plex;
            else if (where == documentaries)
                i.guid = n % 2 ? guid_style::thetvdb : guid_style::xbmcnfo;
            i.flattened = s.title == "One Piece";
            b_.put(std::move(i));
        }
        ++w;
    }
}

void generator::fill_films()
{
    while (b_.room(films))
    {
        auto i = b_.draft(films, b_.invent_work(kind::movie));
        random r{work_of(i).seed ^ 2};
        blemish(i, r);
        i.two_versions = r.one_in(30);
        i.split = r.one_in(80);
        const bool again = r.one_in(60); // the same film in another edition
        auto other = i;
        b_.put(std::move(i));
        if (again && b_.room(films))
        {
            other.edition = r.one_in(2) ? "Director's Cut" : "Extended Edition";
            b_.put(std::move(other));
        }
    }
}

void generator::fill_films_4k()
{
    b_.put(b_.draft(films_4k, kind::movie, "Dune", 2021));
    b_.put(b_.draft(films_4k, kind::movie, "Oppenheimer", 2023)); // only here
    b_.put(b_.draft(films_4k, kind::movie, "Blade Runner 2049", 2017));
    for (auto n = exhibits_; b_.room(films_4k) && n < b_.world().items.size(); ++n)
    {
        const auto& i = b_.world().items[n];
        if (i.section == films && i.edition.empty() && i.deleted_at == 0 && i.flaw == flaw::none &&
            i.guid == guid_style::plex && work_of(i).seed % 4 == 0)
            b_.put(b_.draft(films_4k, i.work));
    }
    while (b_.room(films_4k))
        b_.put(b_.draft(films_4k, b_.invent_work(kind::movie)));
}

void generator::fill_kids()
{
    while (b_.room(kids))
    {
        auto i = b_.draft(kids, b_.invent_work(kind::movie));
        i.guid = b_.count(kids) % 2 ? guid_style::imdb : guid_style::themoviedb;
        b_.put(std::move(i));
    }
}

void generator::fill_shows(section_key where)
{
    while (b_.room(where))
    {
        auto i = b_.draft(where, b_.invent_work(kind::show, where == anime));
        random r{work_of(i).seed ^ 3};
        if (where == anime)
            i.guid = r.one_in(2) ? guid_style::hama_tvdb : r.one_in(2) ? guid_style::hama_anidb : guid_style::plex;
        else if (where == documentaries)
            i.guid = r.one_in(3) ? guid_style::xbmcnfo : guid_style::thetvdb;
        else
            blemish(i, r);
        thin_out(i, gaps_, r);
        if (where == anime && i.guid == guid_style::plex && r.one_in(3))
            number_absolutely(i, work_of(i), r.one_in(2) ? ordering::absolute : ordering::tvdb_absolute);
        b_.put(std::move(i));
    }
}

void generator::fill_home_videos()
{
    random r{b_.seed() ^ 4};
    while (b_.room(home_videos))
    {
        const auto number = std::to_string(b_.count(home_videos) + 1);
        work w;
        w.kind = kind::movie;
        w.known_to_providers = false;
        w.year = static_cast<std::uint16_t>(r.between(2006, 2025));
        w.title = "Holiday " + std::to_string(w.year) + ", tape " + number;
        w.genres = "Home video";
        auto i = b_.draft(home_videos, b_.add_work(std::move(w)));
        i.guid = guid_style::none;
        b_.put(std::move(i));
    }
}

/// A film that is nowhere else: whoever finds it has read a section that nobody was meant to read.
void generator::fill_scratch()
{
    b_.put(b_.draft(scratch, kind::movie, "Titanic", 1997));
    while (b_.room(scratch))
        b_.put(b_.draft(scratch, b_.invent_work(kind::movie)));
}

/// Works that nobody here owns, some of them because they are not out yet.
void generator::invent_the_rest()
{
    for (std::size_t i = 0; i < b_.world().items.size() / 20; ++i)
        switch (i % 10)
        {
        case 0:
        case 1:
            b_.invent_announced(kind::movie, i % 10 ? outlook::undated : outlook::dated);
            break;
        case 2:
        case 3:
            b_.invent_announced(kind::show, i % 10 == 3 ? outlook::undated : outlook::dated);
            break;
        case 4:
            b_.invent_adult_film();
            break;
        default:
            b_.invent_work(i % 3 ? kind::movie : kind::show);
        }
}

} // namespace

catalogue generate(const catalogue_options& options)
{
    return generator{options}.run();
}

} // namespace reel_sim
