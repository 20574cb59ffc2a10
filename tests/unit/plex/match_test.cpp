// SPDX-License-Identifier: MIT
#include "plugins/plex/match.hpp"

#include "tests/unit/plex/library_builder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string_view>
#include <tuple>

using namespace reel_plex;
using namespace reel_plex_test;

namespace
{

enum class expect
{
    hit,       // it is that title
    candidate, // it may be: shown, not claimed
    nothing    // not even worth showing
};

std::ostream& operator<<(std::ostream& out, expect e)
{
    return out << (e == expect::hit ? "a hit" : e == expect::candidate ? "a candidate" : "nothing");
}

struct pair_of_titles
{
    std::string_view asked;
    int asked_year;
    std::string_view has;
    int has_year;
    expect expected;
};

constexpr auto hit = expect::hit;
constexpr auto candidate = expect::candidate;
constexpr auto nothing = expect::nothing;

// One question against a library of one film.
const pair_of_titles pairs[] = {
    // the same but for what people vary
    {"Alien", 1979, "Alien", 1979, hit},
    {"Alien", 0, "Alien", 1979, hit},
    {"alien", 0, "Alien", 1979, hit},
    {"ALIEN", 0, "Alien", 1979, hit},
    {"  Alien  ", 0, "Alien", 1979, hit},
    {"Amelie", 0, "Amélie", 2001, hit},
    {"Amélie", 0, "Amelie", 2001, hit},
    {"leon", 0, "Léon", 1994, hit},
    {"Pokemon", 0, "Pokémon", 1997, hit},
    {"Les Miserables", 0, "Les Misérables", 2012, hit},
    {"Brno", 0, "Brnø", 2012, hit},
    {"Aeon Flux", 0, "Æon Flux", 2005, hit},
    {"Walesa", 0, "Wałęsa", 2013, hit},
    {"Strasse", 0, "Straße", 2013, hit},
    {"WALL-E", 0, "WALL·E", 2008, hit},
    {"Walle", 0, "WALL·E", 2008, hit},
    {"Wall E", 0, "WALL·E", 2008, hit},
    {"MASH", 0, "M*A*S*H", 1970, hit},
    {"ET", 0, "E.T.", 1982, hit},
    {"Et", 0, "And", 1982, nothing},
    {"E.T. the Extra-Terrestrial", 0, "E.T. the Extra-Terrestrial", 1982, hit},
    {"ET the Extra Terrestrial", 0, "E.T. the Extra-Terrestrial", 1982, hit},
    {"Spiderman", 0, "Spider-Man", 2002, hit},
    {"Spider Man", 0, "Spider-Man", 2002, hit},
    {"Oceans Eleven", 0, "Ocean's Eleven", 2001, hit},
    {"Ocean’s Eleven", 0, "Ocean's Eleven", 2001, hit},
    {"Dr Strangelove", 0, "Dr. Strangelove", 1964, hit},
    {"Mission Impossible", 0, "Mission: Impossible", 1996, hit},
    {"Whats Up Doc", 0, "What's Up, Doc?", 1972, hit},
    {"Crouching Tiger Hidden Dragon", 0, "Crouching Tiger, Hidden Dragon", 2000, hit},
    {"Hunter x Hunter", 0, "HUNTER×HUNTER", 2011, hit},
    {"Alien 3", 0, "Alien³", 1992, hit},
    {"8 1/2", 0, "8½", 1963, hit},
    {"Good, the Bad and the Ugly", 0, "The Good, the Bad and the Ugly", 1966, hit},
    {"$", 0, "$", 1971, hit},

    // articles
    {"Matrix", 0, "The Matrix", 1999, hit},
    {"The Matrix", 0, "The Matrix", 1999, hit},
    {"Matrix, The", 0, "The Matrix", 1999, hit},
    {"The Matrix", 0, "Matrix, The", 1999, hit},
    {"Beautiful Mind", 0, "A Beautiful Mind", 2001, hit},
    {"Expanse", 0, "The Expanse", 2015, hit},
    {"the expanse", 0, "The Expanse", 2015, hit},
    {"Boot", 0, "Das Boot", 1981, hit},
    {"Dolce Vita", 0, "La Dolce Vita", 1960, hit},
    {"Laberinto del Fauno", 0, "El laberinto del fauno", 2006, hit},
    {"The Lord of the Rings", 0, "Lord of the Rings", 1978, hit},
    {"The Mask", 0, "Mask", 1985, candidate},
    {"The Mask", 1994, "Mask", 1985, candidate},
    {"A Ghost Story", 0, "Ghost Story", 1981, candidate},
    {"A Ghost Story", 2017, "Ghost Story", 1981, candidate},
    {"The Help", 0, "Help!", 1965, candidate},
    {"The Avengers", 2012, "Avengers", 2012, hit},
    {"Hard", 0, "Die Hard", 1988, candidate},
    {"Die Hard", 0, "Die Hard", 1988, hit},
    {"The", 0, "The", 2000, hit},
    {"A", 0, "A", 1998, hit},
    {"Fast & Furious", 0, "The Fast and the Furious", 2001, candidate},
    {"Fast & Furious", 2009, "The Fast and the Furious", 2001, candidate},
    {"Fast and the Furious", 0, "The Fast and the Furious", 2001, hit},
    {"Lord of the Rings The Two Towers", 2002, "The Lord of the Rings: The Two Towers", 2002, hit},
    {"Lord of the Rings Two Towers", 2002, "The Lord of the Rings: The Two Towers", 2002, hit},
    {"Lord of the Rings Two Towers", 0, "The Lord of the Rings: The Two Towers", 2002, candidate},

    // and
    {"Fast and Furious", 0, "Fast & Furious", 2009, hit},
    {"Fast & Furious", 0, "Fast and Furious", 2009, hit},
    {"Hansel und Gretel", 0, "Hansel & Gretel", 2013, hit},
    {"Jules and Jim", 0, "Jules et Jim", 1962, hit},
    {"Romeo and Juliet", 0, "Romeo + Juliet", 1996, candidate},
    {"Lilo and Stitch", 0, "Lilo & Stitch", 2002, hit},

    // numerals
    {"Rocky 2", 0, "Rocky II", 1979, hit},
    {"Rocky II", 0, "Rocky 2", 1979, hit},
    {"Rocky Two", 0, "Rocky II", 1979, hit},
    {"Rocky 4", 0, "Rocky IV", 1985, hit},
    {"Rocky 5", 0, "Rocky V", 1990, hit},
    {"Rocky", 0, "Rocky", 1976, hit},
    {"The Godfather Part 2", 0, "The Godfather Part II", 1974, hit},
    {"The Godfather II", 0, "The Godfather: Part II", 1974, hit},
    {"Godfather 2", 0, "The Godfather Part II", 1974, hit},
    {"Dune Part 2", 0, "Dune: Part Two", 2024, hit},
    {"Dune 2", 0, "Dune: Part Two", 2024, hit},
    {"Kill Bill 2", 0, "Kill Bill: Vol. 2", 2004, hit},
    {"Kill Bill Volume 2", 0, "Kill Bill: Vol. 2", 2004, hit},
    {"John Wick 4", 0, "John Wick: Chapter 4", 2023, hit},
    {"Se7en", 0, "Se7en", 1995, hit},
    {"Fast 5", 0, "Fast Five", 2011, hit},
    {"7 Samurai", 0, "Seven Samurai", 1954, hit},
    {"The Magnificent 7", 0, "The Magnificent Seven", 1960, hit},
    {"12 Monkeys", 1995, "Twelve Monkeys", 1995, hit},
    {"Twelve Monkeys", 0, "12 Monkeys", 1995, candidate},
    {"Ocean's Eleven", 0, "Ocean's 11", 1960, candidate},
    {"Ocean's Eleven", 2001, "Ocean's 11", 1960, candidate},
    {"Ocean's 11", 2001, "Ocean's Eleven", 2001, hit},
    {"Final Fantasy VII: Advent Children", 0, "Final Fantasy 7: Advent Children", 2005, hit},
    {"Malcolm X", 0, "Malcolm X", 1992, hit},
    {"V for Vendetta", 0, "V for Vendetta", 2005, hit},
    {"X-Men", 0, "X-Men", 2000, hit},
    {"Nine", 2009, "9", 2009, nothing},
    {"9", 2009, "Nine", 2009, nothing},
    {"X", 0, "10", 1979, nothing},
    {"Ten", 0, "10", 1979, nothing},
    {"V", 0, "5", 1979, nothing},
    {"I, Robot", 0, "I, Robot", 2004, hit},

    // other numbers are other films
    {"Toy Story 2", 0, "Toy Story 3", 2010, candidate},
    {"Toy Story 2", 1999, "Toy Story 3", 2010, nothing},
    {"Toy Story", 0, "Toy Story 3", 2010, candidate},
    {"Toy Story 3", 2010, "Toy Story", 1995, nothing},
    {"Toy Story 3", 0, "Toy Story", 1995, candidate},
    {"Rocky", 0, "Rocky II", 1979, candidate},
    {"Rocky II", 0, "Rocky", 1976, candidate},
    {"Rocky III", 0, "Rocky II", 1979, candidate},
    {"Dune", 0, "Dune: Part Two", 2024, candidate},
    {"Dune", 2024, "Dune: Part Two", 2024, candidate},
    {"Dune: Part Two", 0, "Dune", 2021, candidate},
    {"Dune: Part Two", 2024, "Dune", 2021, nothing},
    {"Dune: Part One", 2021, "Dune", 2021, hit},
    {"Dune: Part One", 0, "Dune", 2021, candidate},
    {"Deadpool", 0, "Deadpool 2", 2018, candidate},
    {"Deadpool & Wolverine", 0, "Deadpool", 2016, candidate},
    {"Harry Potter and the Deathly Hallows: Part 1", 0, "Harry Potter and the Deathly Hallows: Part 2", 2011,
     candidate},
    {"Harry Potter and the Deathly Hallows Part 2", 0, "Harry Potter and the Deathly Hallows: Part 2", 2011, hit},
    {"2001", 0, "2010", 1984, nothing},
    {"1917", 0, "1971", 2014, nothing},
    {"Area 51", 0, "Area 52", 2015, candidate},
    {"District 9", 0, "District 13", 2004, candidate},

    // subtitles
    {"Mission Impossible", 0, "Mission: Impossible – Fallout", 2018, candidate},
    {"Mission Impossible", 2018, "Mission: Impossible – Fallout", 2018, hit},
    {"Mission Impossible Fallout", 0, "Mission: Impossible – Fallout", 2018, hit},
    {"Mission: Impossible - Fallout", 0, "Mission: Impossible – Fallout", 2018, hit},
    {"Mission: Impossible – Fallout", 0, "Mission: Impossible", 1996, candidate},
    {"Star Wars: A New Hope", 0, "Star Wars: Episode IV – A New Hope", 1977, hit},
    {"Star Wars Episode IV: A New Hope", 0, "Star Wars: A New Hope", 1977, hit},
    {"Star Wars Episode 4 A New Hope", 0, "Star Wars: Episode IV – A New Hope", 1977, hit},
    {"A New Hope", 1977, "Star Wars: Episode IV – A New Hope", 1977, candidate},
    {"Star Wars", 0, "Star Wars: Episode IV – A New Hope", 1977, candidate},
    {"Terminator 2", 0, "Terminator 2: Judgment Day", 1991, hit},
    {"Terminator 2: Judgment Day", 0, "Terminator 2", 1991, hit},
    {"Terminator", 0, "Terminator 2: Judgment Day", 1991, candidate},
    {"Terminator: Judgment Day", 0, "Terminator 2: Judgment Day", 1991, candidate},
    {"Borat", 2006, "Borat: Cultural Learnings of America for Make Benefit Glorious Nation of Kazakhstan", 2006, hit},
    {"Borat", 0, "Borat: Cultural Learnings of America for Make Benefit Glorious Nation of Kazakhstan", 2006,
     candidate},
    {"Birdman", 2014, "Birdman or (The Unexpected Virtue of Ignorance)", 2014, hit},
    {"The Two Towers", 2002, "The Lord of the Rings: The Two Towers", 2002, hit},
    {"The Two Towers", 0, "The Lord of the Rings: The Two Towers", 2002, candidate},
    {"Glass Onion: A Knives Out Mystery", 2022, "Glass Onion", 2022, hit},
    {"Glass Onion", 0, "Glass Onion: A Knives Out Mystery", 2022, candidate},
    {"Alien: Romulus", 0, "Alien", 1979, candidate},
    {"Alien: Romulus", 2024, "Alien", 1979, nothing},
    {"Alien", 0, "Alien: Covenant", 2017, candidate},
    {"Fallout", 2018, "Mission: Impossible – Fallout", 2018, candidate},
    {"Spider", 2002, "Spider-Man", 2002, candidate},
    {"Iron", 0, "Iron Man", 2008, candidate},
    {"Star", 0, "Star Wars", 1977, candidate},
    {"The Office", 0, "The Office (US)", 2005, candidate},
    {"The Office", 2005, "The Office (US)", 2005, hit},
    {"The Office US", 0, "The Office (US)", 2005, hit},
    {"The Office (UK)", 0, "The Office (US)", 2005, candidate},
    {"Blade Runner", 0, "Blade Runner 2049", 2017, candidate},
    {"Blade Runner 2049", 0, "Blade Runner", 1982, candidate},
    {"Blade Runner 2049", 2017, "Blade Runner", 1982, nothing},
    {"Blade Runner 2049", 0, "Blade Runner 2049", 2017, hit},

    // typing mistakes
    {"Inceptoin", 0, "Inception", 2010, hit},
    {"Incepton", 0, "Inception", 2010, candidate},
    {"Incepton", 2010, "Inception", 2010, hit},
    {"Interstelar", 0, "Interstellar", 2014, hit},
    {"Goodfelas", 0, "Goodfellas", 1990, hit},
    {"Severence", 0, "Severance", 2022, hit},
    {"Severence", 2022, "Severance", 2022, hit},
    {"The Shawshenk Redemption", 0, "The Shawshank Redemption", 1994, hit},
    {"Shawshank Redemtion", 0, "The Shawshank Redemption", 1994, hit},
    {"Eternal Sunshne of the Spotles Mind", 2004, "Eternal Sunshine of the Spotless Mind", 2004, hit},
    {"Jurasic Park", 1993, "Jurassic Park", 1993, hit},
    {"Jurasic Park", 0, "Jurassic Park", 1993, hit},
    {"Schindlers Lits", 1993, "Schindler's List", 1993, hit},
    {"Matirx", 1999, "The Matrix", 1999, hit},

    // near, but another film
    {"Alien", 0, "Aliens", 1986, candidate},
    {"Aliens", 0, "Alien", 1979, candidate},
    {"Alien", 1979, "Aliens", 1986, nothing},
    {"Aliens", 1986, "Alien", 1979, nothing},
    {"Predator", 0, "Predators", 2010, candidate},
    {"Predator", 1987, "Predators", 2010, candidate},
    {"Warrior", 0, "The Warriors", 1979, candidate},
    {"Carrier", 0, "Barrier", 1966, candidate},
    {"Stronger", 0, "The Stranger", 1946, candidate},
    {"Midnight Son", 0, "Midnight Sun", 2018, candidate},
    {"Heat", 0, "Heart", 1987, candidate},
    {"Cars", 0, "Cats", 2019, candidate},
    {"Up", 0, "Us", 2019, nothing},
    {"Her", 0, "Here", 2024, nothing},
    {"Taken", 0, "Token", 1999, candidate},
    {"The Mummy", 0, "The Dummy", 2000, candidate},
    {"Batman", 0, "Bateman", 2000, candidate},
    {"The Hunted", 0, "The Haunted", 1991, candidate},
    {"Contract", 0, "Contact", 1997, candidate},
    {"Inception", 0, "Interception", 2009, nothing},
    {"The Departed", 0, "The Deported", 2019, candidate},
    {"Alien", 0, "Dune", 2021, nothing},
    {"Parasite", 0, "Oldboy", 2003, nothing},
    {"The Lion King", 0, "The Lion in Winter", 1968, nothing},
    {"Frozen", 0, "Frozen River", 2008, candidate},
    {"Frozen River", 0, "Frozen", 2013, candidate},
    {"It", 0, "It Follows", 2014, candidate},
    {"It Follows", 0, "It", 2017, candidate},

    // years
    {"Dune", 2021, "Dune", 2021, hit},
    {"Dune", 2020, "Dune", 2021, hit},
    {"Dune", 2022, "Dune", 2021, hit},
    {"Dune", 2021, "Dune", 1984, candidate},
    {"Dune", 1984, "Dune", 2021, candidate},
    {"Dune (2021)", 0, "Dune", 2021, hit},
    {"Dune (2021)", 0, "Dune", 1984, candidate},
    {"Dune [2021]", 0, "Dune", 2021, hit},
    {"Dune 2021", 0, "Dune", 2021, hit},
    {"Dune 2021", 0, "Dune", 1984, candidate},
    {"Dune 2021", 2021, "Dune", 2021, hit},
    {"Dune", 2021, "Dune (2021)", 0, hit},
    {"Dune", 1984, "Dune (2021)", 0, candidate},
    {"Battlestar Galactica", 0, "Battlestar Galactica (2003)", 2004, hit},
    {"Battlestar Galactica", 2003, "Battlestar Galactica (2003)", 2004, hit},
    {"Battlestar Galactica (2003)", 0, "Battlestar Galactica", 2004, hit},
    {"Dune", 2021, "Dune", 0, candidate},
    {"Dune", 0, "Dune", 0, hit},
    {"Wonder Woman 1984", 0, "Wonder Woman 1984", 2020, hit},
    {"Wonder Woman 1984", 2020, "Wonder Woman 1984", 2020, hit},
    {"Wonder Woman 1984", 0, "Wonder Woman", 2017, candidate},
    {"1917", 0, "1917", 2019, hit},
    {"1917", 2019, "1917", 2019, hit},
    {"2012", 0, "2012", 2009, hit},
    {"Total Recall", 2012, "Total Recall", 1990, candidate},

    // other scripts
    {"千と千尋の神隠し", 0, "千と千尋の神隠し", 2001, hit},
    {"七人の侍", 0, "七人の侍", 1954, hit},
    {"パパ", 0, "ババ", 2001, nothing},
    {"ﾄﾄﾛ", 0, "トトロ", 1988, hit},
    {"сталкер", 0, "Сталкер", 1979, hit},
    {"Ёлки", 0, "Елки", 2010, hit},
    {"Солярис", 0, "Сталкер", 1979, nothing},
    {"기생충", 0, "기생충", 2019, hit},
    {"ΖΟΡΜΠΑΣ", 0, "Ζορμπάς", 1964, hit},
    {"दिल", 0, "दल", 1990, nothing},
    {"Ｄｕｎｅ", 0, "Dune", 2021, hit},

    // junk
    {"", 0, "Dune", 2021, nothing},
    {"   ", 0, "Dune", 2021, nothing},
    {"???", 0, "Dune", 2021, nothing},
    {"\xff\xfe", 0, "Dune", 2021, nothing},
};

expect outcome(const match_result& r)
{
    return r.found() ? hit : r.candidates.empty() ? nothing : candidate;
}

match_result ask(const library& in, std::string_view title, std::optional<int> year = {}, kind of = kind::movie)
{
    return match(in, {of, std::string{title}, year, {}, {}, {}});
}

} // namespace

BOOST_AUTO_TEST_SUITE(match_test)

BOOST_AUTO_TEST_CASE(a_question_about_one_title_is_answered_as_a_person_would)
{
    BOOST_TEST(std::size(pairs) >= 150u);
    for (const auto& p : pairs)
    {
        const auto in = films({film(std::string{p.has}, p.has_year)});
        const auto result = ask(in, p.asked, p.asked_year ? std::optional{p.asked_year} : std::nullopt);
        BOOST_TEST(outcome(result) == p.expected,
                   "asked '" << p.asked << "' " << p.asked_year << ", the library has '" << p.has << "' " << p.has_year
                             << ": expected " << p.expected << ", got " << outcome(result) << " (score "
                             << (result.candidates.empty() ? 0 : result.candidates[0].score) << ")");
    }
}

BOOST_AUTO_TEST_CASE(the_answer_is_the_same_in_a_large_library_that_does_not_have_the_rest)
{
    std::vector<item> crowd;
    for (int i = 0; i < 3000; ++i)
        crowd.push_back(film("Zqx Filler Wvk " + std::to_string(5000 + i), 1950));
    for (const auto& p : pairs)
    {
        if (p.expected != hit)
            continue;
        static const auto many = section_of("2", kind::movie, crowd);
        const library in{"server", {many, section_of("1", kind::movie, {film(std::string{p.has}, p.has_year)})}};
        BOOST_TEST(ask(in, p.asked, p.asked_year ? std::optional{p.asked_year} : std::nullopt).found(),
                   "asked '" << p.asked << "', the library has '" << p.has << "' among others");
    }
}

BOOST_AUTO_TEST_CASE(a_remake_is_not_guessed_without_a_year)
{
    const auto in = films({film("Dune", 1984, {tmdb(841)}), film("Dune", 2021, {tmdb(438631)})});
    const auto result = ask(in, "Dune");
    BOOST_TEST(!result.found());
    BOOST_REQUIRE_EQUAL(result.candidates.size(), 2u);
    BOOST_TEST(result.candidates[0].score > 0.9);

    const auto with_year = ask(in, "Dune", 2021);
    BOOST_REQUIRE_EQUAL(with_year.hits.size(), 1u);
    BOOST_TEST(with_year.hits[0].year() == 2021);
    BOOST_TEST(ask(in, "Dune (1984)").hits.at(0).year() == 1984);
    BOOST_TEST(ask(in, "dune 1984").hits.at(0).year() == 1984);
}

BOOST_AUTO_TEST_CASE(of_two_films_of_one_name_and_year_neither_is_guessed)
{
    const auto in = films({film("Pinocchio", 2022, {tmdb(532639)}), film("Pinocchio", 2022, {tmdb(555604)})});
    BOOST_TEST(ask(in, "Pinocchio", 2022).candidates.size() == 2u);
}

BOOST_AUTO_TEST_CASE(the_year_that_is_right_beats_the_year_that_is_near)
{
    const auto in = films({film("Emma", 1996, {tmdb(1)}), film("Emma", 1997, {tmdb(2)})});
    BOOST_TEST(ask(in, "Emma", 1996).hits.at(0).year() == 1996);
    BOOST_TEST(ask(in, "Emma", 1997).hits.at(0).year() == 1997);
    BOOST_TEST(ask(in, "Emma", 1995).hits.at(0).year() == 1996);
}

BOOST_AUTO_TEST_CASE(the_exact_title_beats_the_one_with_an_article)
{
    const auto in = films({film("Mask", 1985, {tmdb(1)}), film("The Mask", 1994, {tmdb(2)})});
    BOOST_TEST(ask(in, "Mask").hits.at(0).title() == "Mask");
    BOOST_TEST(ask(in, "The Mask").hits.at(0).title() == "The Mask");
    BOOST_TEST(ask(in, "Mask", 1994).hits.at(0).title() == "The Mask");
    BOOST_TEST(ask(in, "The Mask", 1985).hits.at(0).title() == "Mask");
}

BOOST_AUTO_TEST_CASE(a_near_title_does_not_beat_the_title_whose_year_is_not_known)
{
    const auto in = films({film("Dune", 0), film("Dunes", 2021)});
    BOOST_TEST(ask(in, "Dune", 2021).candidates.size() == 2u);
    BOOST_TEST(ask(in, "Dunes", 2021).hits.at(0).title() == "Dunes");
}

BOOST_AUTO_TEST_CASE(a_sequel_is_told_from_its_siblings)
{
    const auto in =
        films({film("Alien", 1979), film("Aliens", 1986), film("Alien³", 1992), film("Alien Resurrection", 1997),
               film("Alien: Covenant", 2017), film("Alien vs. Predator", 2004)});
    BOOST_TEST(ask(in, "alien").hits.at(0).title() == "Alien");
    BOOST_TEST(ask(in, "aliens").hits.at(0).title() == "Aliens");
    BOOST_TEST(ask(in, "Alien 3").hits.at(0).title() == "Alien³");
    BOOST_TEST(ask(in, "alien: resurrection").hits.at(0).title() == "Alien Resurrection");
    const auto missing = ask(in, "Alien: Romulus", 2024);
    BOOST_TEST(!missing.found());
}

BOOST_AUTO_TEST_CASE(all_copies_of_one_title_are_one_hit)
{
    auto hd = film("Heat", 1995, {tmdb(949)});
    hd.resolutions = static_cast<std::uint8_t>(resolution::p1080);
    auto uhd = film("Heat", 1995, {tmdb(949), imdb(113277)});
    uhd.resolutions = static_cast<std::uint8_t>(resolution::p2160);
    auto legacy = film("Heat - Ein Fall", 1995, {imdb(113277)});
    auto unmatched = film("HEAT", 1995);
    const library in{"server",
                     {section_of("1", kind::movie, {hd, legacy}), section_of("2", kind::movie, {uhd, unmatched})}};

    for (const auto& result : {ask(in, "Heat"), ask(in, "heat", 1995), match(in, {kind::movie, "", {}, 949, {}, {}})})
    {
        BOOST_REQUIRE_EQUAL(result.hits.size(), 4u);
        BOOST_TEST(result.hits[0].best_resolution() == "4k");
        BOOST_TEST(result.hits[1].best_resolution() == "1080p");
        BOOST_TEST(result.candidates.empty());
    }
}

BOOST_AUTO_TEST_CASE(editions_are_copies_and_the_plain_one_comes_first)
{
    auto plain = film("Blade Runner", 1982, {tmdb(78)});
    auto cut = film("Blade Runner", 1982, {tmdb(78)});
    cut.edition = "The Final Cut";
    const auto in = films({cut, plain});
    const auto result = ask(in, "Blade Runner");
    BOOST_REQUIRE_EQUAL(result.hits.size(), 2u);
    BOOST_TEST(result.hits[0].edition() == "");
    BOOST_TEST(result.hits[1].edition() == "The Final Cut");
}

BOOST_AUTO_TEST_CASE(an_id_decides_whatever_the_title_says)
{
    const auto in = films({film("Der Wüstenplanet", 1984, {tmdb(841)}), film("Dune", 2021, {tmdb(438631)})});
    const auto result = match(in, {kind::movie, "Dune", 1984, 841, {}, {}});
    BOOST_TEST((result.by == evidence::id));
    BOOST_TEST(result.hits.at(0).title() == "Der Wüstenplanet");
    BOOST_TEST(result.title_differs);
    BOOST_TEST(!match(in, {kind::movie, "Dune (2021)", {}, 438631, {}, {}}).title_differs);
}

BOOST_AUTO_TEST_CASE(another_id_of_the_same_catalogue_is_another_title)
{
    const auto in = films({film("Dune", 2021, {tmdb(438631)})});
    const auto other = match(in, {kind::movie, "Dune", 2021, 841, {}, {}});
    BOOST_TEST(!other.found());
    BOOST_TEST(other.candidates.size() == 1u);
    // An id of a catalogue the copy does not know says nothing against it.
    BOOST_TEST(match(in, {kind::movie, "Dune", 2021, {}, {}, 1160419}).found());
    // A copy without ids is found by its title.
    const auto bare = films({film("Dune", 2021)});
    BOOST_TEST(match(bare, {kind::movie, "Dune", 2021, 438631, {}, {}}).found());
}

BOOST_AUTO_TEST_CASE(ids_that_name_different_titles_are_a_question)
{
    const auto in =
        films({film("Dune", 1984, {tmdb(841), imdb(87182)}), film("Dune", 2021, {tmdb(438631), imdb(1160419)})});
    const auto result = match(in, {kind::movie, "Dune", {}, 841, {}, 1160419});
    BOOST_TEST(!result.found());
    BOOST_TEST(result.candidates.size() == 2u);
}

BOOST_AUTO_TEST_CASE(films_and_series_have_separate_numbers_and_names)
{
    const library in{
        "server",
        {section_of("1", kind::movie, {film("Fargo", 1996, {tmdb(275)})}),
         section_of("2", kind::show, {film("Fargo", 2014, {tmdb(60622)}), film("Utopia", 2013, {tmdb(275)})})}};
    BOOST_TEST(match(in, {kind::movie, "", {}, 275, {}, {}}).hits.at(0).title() == "Fargo");
    BOOST_TEST(match(in, {kind::show, "", {}, 275, {}, {}}).hits.at(0).title() == "Utopia");
    BOOST_TEST(ask(in, "Fargo", {}, kind::show).hits.at(0).year() == 2014);
    BOOST_TEST((outcome(ask(in, "Utopia")) == nothing));
}

BOOST_AUTO_TEST_CASE(original_titles_are_titles)
{
    auto spirited = film("Spirited Away", 2001, {tmdb(129)});
    spirited.original_title = "千と千尋の神隠し";
    auto amelie = film("Die fabelhafte Welt der Amélie", 2001, {tmdb(194)});
    amelie.original_title = "Le Fabuleux Destin d'Amélie Poulain";
    const auto in = films({spirited, amelie});
    BOOST_TEST(ask(in, "千と千尋の神隠し").hits.at(0).title() == "Spirited Away");
    BOOST_TEST(ask(in, "spirited away").found());
    BOOST_TEST(ask(in, "Le fabuleux destin d’Amelie Poulain", 2001).found());
}

BOOST_AUTO_TEST_CASE(trash_is_not_in_the_library_but_worth_a_word)
{
    auto gone = film("Heat", 1995, {tmdb(949)});
    gone.deleted = true;
    const auto in = films({gone});
    for (const auto& result : {ask(in, "Heat"), match(in, {kind::movie, "", {}, 949, {}, {}})})
    {
        BOOST_TEST(!result.found());
        BOOST_TEST(result.candidates.empty());
        BOOST_TEST(result.trashed.size() == 1u);
    }
    const auto both = films({gone, film("Heat", 1995, {tmdb(949)})});
    BOOST_TEST(ask(both, "Heat").hits.size() == 1u);
    BOOST_TEST(ask(both, "Heat").trashed.size() == 1u);
}

BOOST_AUTO_TEST_CASE(candidates_are_few_and_the_best_comes_first)
{
    std::vector<item> all;
    for (const auto* title : {"Mission: Impossible", "Mission: Impossible II", "Mission: Impossible III",
                              "Mission: Impossible – Ghost Protocol", "Mission: Impossible – Rogue Nation",
                              "Mission: Impossible – Fallout", "Mission to Mars", "The Mission"})
        all.push_back(film(title, 2000));
    const auto in = films(all);
    const auto result = ask(in, "Mission Impossible Dead Reckoning");
    BOOST_TEST(!result.found());
    BOOST_TEST(result.candidates.size() <= max_candidates);
    BOOST_TEST(std::ranges::is_sorted(result.candidates, std::greater{}, &candidate::score));
    BOOST_TEST(ask(in, "Mission Impossible").hits.at(0).title() == "Mission: Impossible");
    BOOST_TEST(ask(in, "Mission Impossible 3").hits.at(0).title() == "Mission: Impossible III");
}

BOOST_AUTO_TEST_CASE(an_empty_library_answers_nothing)
{
    BOOST_TEST((outcome(ask({}, "Dune")) == nothing));
    BOOST_TEST((outcome(ask(films({}), "Dune")) == nothing));
    BOOST_TEST((outcome(match(films({}), {kind::movie, "", {}, 1, 2, 3})) == nothing));
}

BOOST_AUTO_TEST_SUITE_END()
