// SPDX-License-Identifier: MIT
#include "plugins/tmdb/choices.hpp"

#include <boost/test/unit_test.hpp>

using namespace reel_tmdb;

BOOST_AUTO_TEST_SUITE(tmdb_choices)

BOOST_AUTO_TEST_CASE(a_unique_exact_name_is_taken)
{
    const auto c = choose_person({{1, "Tom Hanks", 5}, {2, "Tom Hanksworth", 90}}, "tom hanks");
    BOOST_REQUIRE(c.one.has_value());
    BOOST_TEST(c.one->id == 1);
}

BOOST_AUTO_TEST_CASE(of_namesakes_one_far_more_popular_is_taken_else_all_are_offered)
{
    const std::vector<named> namesakes{{1, "Michael Jordan", 9}, {2, "Michael Jordan", 3}};
    const auto unclear = choose_person(namesakes, "Michael Jordan");
    BOOST_TEST(!unclear.one.has_value());
    BOOST_REQUIRE(unclear.candidates.size() == 2u);
    BOOST_TEST(unclear.candidates[0].id == 1);
    const auto clear = choose_person({{1, "Michael Jordan", 1}, {2, "Michael Jordan", 30}}, "Michael Jordan");
    BOOST_REQUIRE(clear.one.has_value());
    BOOST_TEST(clear.one->id == 2);
}

BOOST_AUTO_TEST_CASE(part_of_a_name_is_enough_when_only_one_has_it)
{
    BOOST_TEST(choose_person({{1, "Zendaya Coleman", 9}}, "zendaya").one.has_value());
    const auto smiths = choose_person({{1, "Will Smith", 40}, {2, "Maggie Smith", 20}}, "smith");
    BOOST_TEST(!smiths.one.has_value());
    BOOST_TEST(smiths.candidates.size() == 2u);
}

BOOST_AUTO_TEST_CASE(somebody_of_another_name_is_only_offered)
{
    const auto c = choose_person({{1, "Keanu Reeves", 50}}, "Kenau Reeves");
    BOOST_TEST(!c.one.has_value());
    BOOST_TEST(c.candidates.size() == 1u);
    const auto nobody = choose_person({}, "Nobody");
    BOOST_TEST(!nobody.one.has_value());
    BOOST_TEST(nobody.candidates.empty());
}

BOOST_AUTO_TEST_CASE(services_go_by_the_names_people_use)
{
    const std::vector<named> all{
        {8, "Netflix"}, {175, "Netflix Kids"},        {337, "Disney Plus"}, {9, "Amazon Prime Video"},
        {1899, "Max"},  {2100, "Max Amazon Channel"}, {350, "Apple TV+"},   {2, "Apple TV"}};
    const auto id = [&](std::string_view asked) { return choose_provider(all, asked).value_or(named{}).id; };
    BOOST_TEST(id("netflix") == 8);
    BOOST_TEST(id("Disney+") == 337);
    BOOST_TEST(id("disney") == 337);
    BOOST_TEST(id("prime video") == 9);
    BOOST_TEST(id("max") == 1899);
    BOOST_TEST(id("apple tv plus") == 350);
    BOOST_TEST(id("Blockbuster") == 0);
}

BOOST_AUTO_TEST_CASE(an_exact_keyword_alone_else_those_with_its_words)
{
    const std::vector<named> found{{1, "time travel paradox"}, {2, "time travel"}, {3, "timeless"}};
    BOOST_TEST(choose_keywords(found, "Time-Travel").size() == 1u);
    BOOST_TEST(choose_keywords(found, "time").size() == 2u);
    BOOST_TEST(choose_keywords(found, "sloth").empty());
}

BOOST_AUTO_TEST_CASE(languages_by_code_and_by_name)
{
    BOOST_TEST(choose_language("korean")->code == "ko");
    BOOST_TEST(choose_language("KO")->name == "Korean");
    BOOST_TEST(choose_language("xh")->code == "xh");
    BOOST_TEST(!choose_language("klingon").has_value());
    BOOST_TEST(!choose_language("").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
