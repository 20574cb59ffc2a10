// SPDX-License-Identifier: MIT
#include "plugins/plex/index.hpp"

#include "tests/unit/plex/library_builder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace reel_plex;
using namespace reel_plex_test;

namespace
{

item full_film()
{
    auto out = film("Alien", 1979, {tmdb(348), imdb(78748), tmdb(349)});
    out.rating_key = "246169";
    out.original_title = "Alien: The Original";
    out.sort_title = "Alien 1";
    out.edition = "Director's Cut";
    out.guid = "plex://movie/5d776825880197001ec90394";
    out.genres = {"Horror", "Science Fiction"};
    out.resolutions = static_cast<std::uint8_t>(resolution::p720) | static_cast<std::uint8_t>(resolution::p2160);
    out.rating = 8.1;
    out.added_at = 1449039414;
    out.last_viewed_at = 1600000000;
    out.view_count = 3;
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(index_test)

BOOST_AUTO_TEST_CASE(a_row_gives_back_what_was_put_in)
{
    const auto s = section_of("1", kind::movie, {film("Heat", 1995), full_film()});
    BOOST_TEST(s->size() == 2u);
    const row r = (*s)[1];
    BOOST_TEST(r.rating_key() == "246169");
    BOOST_TEST(r.title() == "Alien");
    BOOST_TEST(r.original_title() == "Alien: The Original");
    BOOST_TEST(r.sort_title() == "Alien 1");
    BOOST_TEST(r.edition() == "Director's Cut");
    BOOST_TEST(r.guid() == "plex://movie/5d776825880197001ec90394");
    BOOST_TEST(r.year() == 1979);
    BOOST_TEST(r.rating().value() == 8.1);
    BOOST_TEST(r.added_at() == 1449039414);
    BOOST_TEST(r.last_viewed_at() == 1600000000);
    BOOST_TEST(r.view_count() == 3u);
    BOOST_TEST(!r.unwatched());
    BOOST_TEST(!r.deleted());
    BOOST_TEST(r.best_resolution() == "4k");
    BOOST_TEST(r.id(id_space::tmdb).value() == 348u);
    BOOST_TEST(!r.id(id_space::tvdb));
    BOOST_TEST(r.ids().size() == 3u);
    BOOST_TEST(r.has_genre("science fiction"));
    BOOST_TEST(!r.has_genre("comedy"));

    const row bare = (*s)[0];
    BOOST_TEST(bare.sort_title() == "Heat");
    BOOST_TEST(bare.original_title() == "");
    BOOST_TEST(!bare.rating());
    BOOST_TEST(bare.best_resolution() == "");
    BOOST_TEST(bare.unwatched());
    BOOST_TEST(bare.genres().empty());
}

BOOST_AUTO_TEST_CASE(every_row_with_an_id_is_found)
{
    const library in{
        "server",
        {section_of("1", kind::movie, {film("Alien", 1979, {tmdb(348), tmdb(349)}), film("Heat", 1995, {tmdb(949)})}),
         section_of("2", kind::movie, {film("Alien 4K", 1979, {tmdb(348)})}),
         section_of("3", kind::show, {film("A series", 2000, {tmdb(348)})})}};
    BOOST_TEST(in.find(kind::movie, tmdb(348)).size() == 2u);
    BOOST_TEST(in.find(kind::movie, tmdb(349)).size() == 1u);
    BOOST_TEST(in.find(kind::show, tmdb(348)).size() == 1u);
    BOOST_TEST(in.find(kind::movie, imdb(348)).empty());
    BOOST_TEST(in.find(kind::movie, tmdb(1)).empty());
    BOOST_TEST(in.size() == 4u);
    BOOST_TEST(in.memory_bytes() > 0u);
}

BOOST_AUTO_TEST_CASE(ids_are_found_in_a_crowd)
{
    std::vector<item> crowd;
    for (std::uint64_t i = 1; i <= 5000; ++i)
        crowd.push_back(film("Film " + std::to_string(i), 2000, {tmdb(i), imdb(i), tmdb(i + 100'000)}));
    const auto s = section_of("1", kind::movie, crowd);
    for (std::uint64_t i = 1; i <= 5000; ++i)
    {
        std::vector<row> found;
        s->find(tmdb(i), found);
        s->find(tmdb(i + 100'000), found);
        s->find(imdb(i), found);
        BOOST_REQUIRE_EQUAL(found.size(), 1u); // the same row thrice
        BOOST_REQUIRE_EQUAL(found[0].position(), i - 1);
    }
}

BOOST_AUTO_TEST_CASE(a_listing_that_shifted_brings_no_row_twice)
{
    auto again = film("Alien", 1979);
    const auto s = section_of("1", kind::movie, {again, film("Heat"), again});
    BOOST_TEST(s->size() == 2u);
}

BOOST_AUTO_TEST_CASE(seasons_find_their_show_in_any_order)
{
    section_info info;
    info.kind = kind::show;
    section_builder builder{info};
    auto expanse = film("The Expanse", 2015);
    expanse.rating_key = "9";
    expanse.leaf_count = 20;
    expanse.viewed_leaf_count = 7;
    item second;
    second.type = item_type::season;
    second.parent_rating_key = "9";
    second.rating_key = "92";
    second.title = "Season 2";
    second.index = 2;
    second.leaf_count = 13;
    builder.add_season(second);
    builder.add(expanse);
    builder.add(film("Another show"));
    builder.add_season("9", {0, 1, 0, "90", "Specials"});
    builder.add_season("9", {1, 7, 7, "91", "Season 1"});
    builder.add_season("9", {1, 7, 7, "91", "Season 1"}); // the listing shifted
    builder.add_season("unknown", {1, 1, 0, "x", "y"});
    second.index.reset();
    builder.add_season(second); // without a number it is no season
    const auto s = builder.finish({});

    const auto seasons = (*s)[0].seasons();
    BOOST_REQUIRE_EQUAL(seasons.size(), 3u);
    BOOST_TEST(seasons[0].title == "Specials");
    BOOST_TEST(seasons[1].number == 1);
    BOOST_TEST(seasons[1].watched == 7u);
    BOOST_TEST(seasons[2].episodes == 13u);
    BOOST_TEST(seasons[2].rating_key == "92");
    BOOST_TEST((*s)[1].seasons().empty());
    BOOST_TEST((*s)[0].unwatched());
}

BOOST_AUTO_TEST_CASE(one_section_is_replaced_without_touching_the_others)
{
    library in = films({film("Alien")});
    const auto first = in.sections[0];
    in.put(section_of("2", kind::show, {film("Fargo")}));
    in.put(section_of("1", kind::movie, {film("Alien"), film("Heat")}));
    BOOST_TEST(in.sections.size() == 2u);
    BOOST_TEST(in.find_section("1")->size() == 2u);
    BOOST_TEST(in.find_section("2")->size() == 1u);
    BOOST_TEST(!in.find_section("3"));
    BOOST_TEST(first->size() == 1u); // whoever holds it reads on

    section_info kept;
    kept.key = "2";
    in.keep_only({kept});
    BOOST_TEST(in.sections.size() == 1u);
    BOOST_TEST(!in.find_section("1"));
}

BOOST_AUTO_TEST_CASE(values_too_large_for_a_row_are_cut_not_wrapped)
{
    auto odd = film(std::string(100'000, 'x'), 1'000'000);
    odd.added_at = std::int64_t{1} << 40;
    odd.view_count = 1'000'000;
    odd.child_count = 1'000'000;
    for (int i = 0; i < 1000; ++i)
    {
        odd.ids.push_back(tmdb(static_cast<std::uint64_t>(i + 1)));
        odd.genres.push_back("Genre " + std::to_string(i));
    }
    const auto s = section_of("1", kind::movie, {odd, film("Heat", 1995, {tmdb(949)})});
    const row r = (*s)[0];
    BOOST_TEST(r.title().size() == 4096u);
    BOOST_TEST(r.year() == 0xffff);
    BOOST_TEST(r.added_at() == 0xffffffff);
    BOOST_TEST(r.view_count() == 0xffffu);
    BOOST_TEST(r.ids().size() == 255u);
    BOOST_TEST(r.genres().size() == 255u);
    BOOST_TEST((*s)[1].id(id_space::tmdb).value() == 949u);
}

BOOST_AUTO_TEST_CASE(similar_titles_are_few_and_relevant)
{
    std::vector<item> crowd;
    for (int i = 0; i < 2000; ++i)
        crowd.push_back(film("Common Word " + std::to_string(10'000 + i)));
    crowd.push_back(film("Severance"));
    crowd.push_back(film("Spider-Man: Homecoming"));
    const auto s = section_of("1", kind::movie, crowd);
    const auto titles = [&](std::string_view asked) {
        std::vector<std::uint32_t> rows;
        s->titles().similar(fold_title(asked), 10, rows);
        std::vector<std::string> out;
        for (auto r : rows)
            out.emplace_back((*s)[r].title());
        return out;
    };
    BOOST_TEST(titles("Severence") == std::vector<std::string>{"Severance"}, boost::test_tools::per_element());
    BOOST_TEST(titles("Spiderman Homecoming").at(0) == "Spider-Man: Homecoming");
    BOOST_TEST(titles("Spider Man Homecoming").at(0) == "Spider-Man: Homecoming");
    BOOST_TEST(titles("Common Word 10007").at(0) == "Common Word 10007");
    BOOST_TEST(titles("Common").size() == 10u);
    BOOST_TEST(titles("qqqqqqqq").empty());
}

BOOST_AUTO_TEST_SUITE_END()
