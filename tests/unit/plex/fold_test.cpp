// SPDX-License-Identifier: MIT
#include "plugins/plex/fold.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace reel_plex;

namespace
{

std::string key(std::string_view title)
{
    return fold_title(title).key;
}

} // namespace

BOOST_AUTO_TEST_SUITE(fold_test)

BOOST_AUTO_TEST_CASE(a_key_has_letters_and_digits_only)
{
    const std::pair<std::string_view, std::string_view> table[] = {
        {"The Matrix", "matrix"},
        {"Matrix, The", "matrix"},
        {"Amélie", "amelie"},
        {"Straße", "strasse"},
        {"Smørrebrød", "smorrebrod"},
        {"WALL·E", "walle"},
        {"Ocean's Eleven", "oceans11"},
        {"Rocky III", "rocky3"},
        {"Dune: Part Two", "dune2"},
        {"Kill Bill: Vol. 2", "killbill2"},
        {"Fast & Furious", "fastandfurious"},
        {"Mission: Impossible – Fallout", "missionimpossiblefallout"},
        {"Nine", "nine"},
        {"X", "x"},
        {"V for Vendetta", "vforvendetta"},
        {"Malcolm X", "malcolm10"},
        {"Star Wars: Episode IV – A New Hope", "starwars4anewhope"},
        {"Blade Runner 2049", "bladerunner2049"},
        {"Die Hard", "hard"},
        {"The A-Team", "ateam"},
        {"A-Team", "ateam"}, // here "A" is no article
        {"千と千尋", "千と千尋"},
        {"Сталкер", "сталкер"},
    };
    for (const auto& [title, expected] : table)
        BOOST_TEST(key(title) == expected, title << " -> " << key(title));
}

BOOST_AUTO_TEST_CASE(the_literal_form_keeps_articles_and_numerals)
{
    BOOST_TEST(fold_title("The Godfather Part II").literal == "thegodfatherpartii");
    BOOST_TEST(fold_title("Godfather, The").literal == "thegodfather");
    BOOST_TEST((fold_title("The Godfather").leading == folded_title::article::definite));
    BOOST_TEST((fold_title("A Ghost Story").leading == folded_title::article::indefinite));
    BOOST_TEST((fold_title("Die Hard").leading == folded_title::article::doubtful));
    BOOST_TEST((fold_title("Godfather").leading == folded_title::article::none));
}

BOOST_AUTO_TEST_CASE(an_episode_number_before_a_subtitle_may_be_left_out)
{
    BOOST_TEST(fold_title("Star Wars: Episode IV – A New Hope").short_key == "starwarsanewhope");
    BOOST_TEST(fold_title("John Wick: Chapter 3 – Parabellum").short_key == "johnwickparabellum");
    BOOST_TEST(fold_title("Kill Bill: Vol. 2").short_key == "");
    BOOST_TEST(fold_title("Rocky IV").short_key == "");
}

BOOST_AUTO_TEST_CASE(a_closing_year_is_no_part_of_the_title)
{
    const auto dune = fold_title("Dune (2021)");
    BOOST_TEST(dune.year == 2021);
    BOOST_TEST(dune.key == "dune");
    BOOST_TEST(fold_title("Dune [1984] ").year == 1984);
    BOOST_TEST(fold_title("(500) Days of Summer").year == 0);
    BOOST_TEST(fold_title("Dune (12345)").year == 0);
    BOOST_TEST(fold_title("Dune (0001)").year == 0);
    BOOST_TEST(fold_title("(2021)").year == 0); // a name, not an empty one
}

BOOST_AUTO_TEST_CASE(parts_begin_where_punctuation_says_so)
{
    const auto folded = fold_title("Mission: Impossible – Fallout");
    BOOST_REQUIRE_EQUAL(folded.words.size(), 3u);
    BOOST_TEST(!folded.words[0].starts_part);
    BOOST_TEST(folded.words[1].starts_part);
    BOOST_TEST(folded.words[2].starts_part);
    BOOST_TEST(folded.text(folded.words[2]) == "fallout");
    const auto hyphen = fold_title("Spider-Man: Homecoming");
    BOOST_TEST(hyphen.words.at(1).joined);
    BOOST_TEST(!hyphen.words.at(1).starts_part);
    BOOST_TEST(!hyphen.words.at(2).joined);
}

BOOST_AUTO_TEST_CASE(composed_and_decomposed_spellings_are_one)
{
    BOOST_TEST(key("Am\u00e9lie") == key("Ame\u0301lie"));
    BOOST_TEST(key("\u304c") == key("\u304b\u3099")); // が
    BOOST_TEST(key("\u304c") != key("\u304b"));       // … but not か
    BOOST_TEST(key("\uac00") == key("\u1100\u1161")); // 가
}

BOOST_AUTO_TEST_CASE(anything_may_be_folded)
{
    for (const std::string_view title :
         {"",       " ",          ":",     "&",   "'",    "(",    "()",    "((((",
          ",",      "The",        ", The", "&&&", "\xff", "\xc3", "a\xc3", "\xed\xa0\x80",
          "Part 2", "Episode IV", "I",     "II"})
    {
        const auto folded = fold_title(title);
        for (const auto& w : folded.words)
            BOOST_TEST(w.end <= folded.key.size());
        BOOST_TEST(fold_title(folded.literal).literal == folded.literal, title);
    }
    BOOST_TEST(fold_title("\xff").key != "");
    BOOST_TEST(fold_title(std::string(100'000, 'x')).key.size() <= 1024u);
    BOOST_TEST(fold_title("$").key == "$"); // signs are the name when there is nothing else
}

BOOST_AUTO_TEST_CASE(folding_reuses_its_object)
{
    folded_title out;
    fold_title("Star Wars: Episode IV – A New Hope (1977)", out);
    fold_title("Nine", out);
    BOOST_TEST(out.key == "nine");
    BOOST_TEST(out.short_key == "");
    BOOST_TEST(out.year == 0);
    BOOST_TEST(out.words.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
