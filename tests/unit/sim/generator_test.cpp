// SPDX-License-Identifier: MIT
#include "tests/sim/catalogue/generator.hpp"

#include "tests/sim/plex/row.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>

using namespace reel_sim;

namespace
{

const catalogue& small()
{
    static const auto c = generate({});
    return c;
}

std::vector<int> seasons_of(const catalogue& c, std::string_view title, int year)
{
    std::vector<int> out;
    for (const auto& s : c.copies(kind::show, title, year).at(0)->seasons)
        out.push_back(s.number);
    return out;
}

std::string rows_of(const catalogue& c)
{
    std::string out;
    for (const auto& i : c.items)
        plex::render_item(c, i, out);
    return out;
}

const std::vector<int> none;

} // namespace

BOOST_AUTO_TEST_SUITE(generator)

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_library)
{
    BOOST_TEST((rows_of(small()) == rows_of(generate({}))));
    BOOST_TEST((rows_of(small()) != rows_of(generate({.items = 300, .seed = 2}))));
}

BOOST_AUTO_TEST_CASE(it_has_the_size_that_was_asked_for)
{
    for (std::size_t n : {300, 301, 1234, 5000})
        BOOST_TEST(generate({.items = n}).items.size() == n);
    BOOST_TEST(generate({.items = 5}).items.size() == 300);
}

BOOST_AUTO_TEST_CASE(keys_are_found_and_never_used_twice)
{
    std::set<std::uint32_t> keys;
    for (const auto& i : small().items)
    {
        BOOST_TEST(keys.insert(i.key).second);
        for (const auto& s : i.seasons)
        {
            BOOST_TEST(keys.insert(s.key).second);
            for (const auto& e : s.episodes)
                BOOST_TEST(keys.insert(e.key).second);
        }
    }
    BOOST_TEST(keys.size() == small().places.size());
}

BOOST_AUTO_TEST_CASE(titles_with_a_year_are_unique_among_works)
{
    const auto c = generate({.items = 20'000});
    std::set<std::pair<std::string, int>> seen;
    for (const auto& w : c.works)
        BOOST_TEST(seen.emplace((w.kind == kind::movie ? "m " : "s ") + w.title, w.year).second, w.title);
}

BOOST_AUTO_TEST_CASE(every_size_has_the_flaws_of_real_libraries)
{
    for (std::size_t n : {300, 3000})
    {
        const auto c = generate({.items = n});
        auto any = [&](auto predicate) { return std::any_of(c.items.begin(), c.items.end(), predicate); };
        BOOST_TEST(c.copies(kind::movie, "Dune", 1984).size() == 1u);
        BOOST_TEST(c.copies(kind::movie, "Dune", 2021).size() == 2u, "in Films and in Films 4K");
        BOOST_TEST(c.copies(kind::movie, "Blade Runner", 1982).size() == 3u, "three editions");
        BOOST_TEST(c.copies(kind::movie, "Oppenheimer", 2023).size() == 1u);
        BOOST_TEST(c.copies(kind::show, "The Office", 2001).size() == 1u);
        BOOST_TEST(c.copies(kind::show, "The Office", 2005).size() == 1u);
        for (auto style :
             {guid_style::plex, guid_style::imdb, guid_style::themoviedb, guid_style::thetvdb, guid_style::hama_tvdb,
              guid_style::hama_anidb, guid_style::xbmcnfo, guid_style::local, guid_style::none})
            BOOST_TEST(any([&](const item& i) { return i.guid == style; }), "guid style " << static_cast<int>(style));
        for (auto f : {flaw::numeric_key, flaw::text_year, flaw::no_title, flaw::text_index, flaw::two_tmdb_ids})
            BOOST_TEST(any([&](const item& i) { return i.flaw == f; }), "flaw " << static_cast<int>(f));
        BOOST_TEST(any([](const item& i) { return i.deleted_at != 0; }));
        BOOST_TEST(any([](const item& i) { return i.flattened; }));
        BOOST_TEST(any([](const item& i) { return i.two_versions; }));
        BOOST_TEST(any([](const item& i) { return i.split; }));
        BOOST_TEST(any([](const item& i) { return i.title.find('\xE9') != i.title.npos; }),
                   "a title that is not UTF-8");
        BOOST_TEST(any([](const item& i) { return !i.seasons.empty() && i.seasons.front().number == 0; }), "specials");
        BOOST_TEST(c.copies(kind::movie, "Stalker", 1979).at(0)->title == "Сталкер");
    }
}

BOOST_AUTO_TEST_CASE(shows_have_the_seasons_that_the_demo_talks_about)
{
    BOOST_TEST(seasons_of(small(), "Severance", 2022) == (std::vector{1}));
    BOOST_TEST(seasons_of(small(), "Breaking Bad", 2008) == (std::vector{1, 2, 3, 4, 5}));
    BOOST_TEST(seasons_of(small(), "The Expanse", 2015) == (std::vector{1, 2, 4}));
    BOOST_TEST(seasons_of(small(), "Doctor Who", 2005).front() == 0);
    const auto* expanse = small().copies(kind::show, "The Expanse", 2015).at(0);
    BOOST_TEST(season_gaps(*expanse) == std::vector{3});
    BOOST_TEST(episode_count(*expanse) == 33u);
    BOOST_TEST(season_gaps(*small().copies(kind::show, "Severance", 2022).at(0)) == none);
    BOOST_TEST(small().find_work(kind::show, "The Expanse", 2015)->seasons.size() == 6u,
               "the world has more than the library");
}

BOOST_AUTO_TEST_CASE(some_works_are_in_no_library)
{
    for (std::size_t n : {300, 5000})
    {
        const auto c = generate({.items = n});
        BOOST_TEST(c.find_work(kind::show, "The Sopranos", 1999)->tmdb == 1398u);
        BOOST_TEST(c.copies(kind::show, "The Sopranos", 1999).empty());
        BOOST_TEST(c.copies(kind::movie, "Citizen Kane", 1941).empty());
        BOOST_TEST(c.copies(kind::movie, "Titanic", 1997).empty(), "the only copy is in a hidden section");
    }
}

BOOST_AUTO_TEST_CASE(rows_are_as_large_as_real_ones)
{
    const auto average = rows_of(small()).size() / small().items.size();
    BOOST_TEST(average > 1900u);
    BOOST_TEST(average < 2600u);
}

BOOST_AUTO_TEST_SUITE_END()
