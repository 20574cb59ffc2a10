// SPDX-License-Identifier: MIT
#include "plugins/tmdb/genres.hpp"

#include <boost/test/unit_test.hpp>

using namespace reel_tmdb;

namespace
{

/// "878", "10749+35", "28|12", "#horror", "16 ja"; "" when there is none.
std::string chosen(kind what, std::string_view asked)
{
    const auto c = choose_genre(known_genres(), what, asked);
    if (!c)
        return {};
    std::string out;
    for (const auto& group : c->ids)
    {
        out += out.empty() ? "" : "+";
        for (std::size_t i = 0; i < group.size(); ++i)
            out += (i ? "|" : "") + std::to_string(group[i]);
    }
    if (c->keyword)
        out += '#' + *c->keyword;
    return out + (c->language.empty() ? "" : ' ' + c->language);
}

} // namespace

BOOST_AUTO_TEST_SUITE(tmdb_genres)

// Defect 24: "sci-fi" was unknown, left out silently, and popular films came back.
BOOST_AUTO_TEST_CASE(films_by_the_names_people_use)
{
    for (const auto& [asked, ids] : std::vector<std::pair<std::string, std::string>>{{"sci-fi", "878"},
                                                                                     {"SciFi", "878"},
                                                                                     {"Science Fiction", "878"},
                                                                                     {"romcom", "10749+35"},
                                                                                     {"rom-com", "10749+35"},
                                                                                     {"anime", "16 ja"},
                                                                                     {"kids", "10751"},
                                                                                     {"war", "10752"},
                                                                                     {"War movies", "10752"},
                                                                                     {"comedies", "35"},
                                                                                     {"thrillers", "53"},
                                                                                     {"horror films", "27"},
                                                                                     {"documentaries", "99"},
                                                                                     {"superhero", "#superhero"},
                                                                                     {"Action & Adventure", "28|12"},
                                                                                     {"western", "37"},
                                                                                     {"animated movies", "16"},
                                                                                     {"history", "36"},
                                                                                     {"music", "10402"}})
        BOOST_TEST(chosen(kind::movie, asked) == ids, asked << " gives " << chosen(kind::movie, asked));
}

BOOST_AUTO_TEST_CASE(shows_have_other_genres_and_keywords_for_the_rest)
{
    for (const auto& [asked, ids] : std::vector<std::pair<std::string, std::string>>{{"sci-fi", "10765"},
                                                                                     {"fantasy", "10765"},
                                                                                     {"action", "10759"},
                                                                                     {"war", "10768"},
                                                                                     {"kids", "10762"},
                                                                                     {"anime", "16 ja"},
                                                                                     {"horror", "#horror"},
                                                                                     {"Thriller", "#thriller"},
                                                                                     {"romance", "#romance"},
                                                                                     {"history", "#history"},
                                                                                     {"music", "#music"},
                                                                                     {"romcom", "35#romance"},
                                                                                     {"reality", "10764"},
                                                                                     {"Sci-Fi & Fantasy", "10765"},
                                                                                     {"soap opera", "10766"},
                                                                                     {"talk show", "10767"}})
        BOOST_TEST(chosen(kind::show, asked) == ids, asked << " gives " << chosen(kind::show, asked));
}

BOOST_AUTO_TEST_CASE(a_slip_of_the_finger_is_forgiven_and_nonsense_is_not)
{
    BOOST_TEST(chosen(kind::movie, "commedy") == "35");
    BOOST_TEST(chosen(kind::movie, "scence fiction") == "878");
    BOOST_TEST(chosen(kind::show, "docmentary") == "99");
    BOOST_TEST(chosen(kind::movie, "sloths") == "");
    BOOST_TEST(chosen(kind::movie, "") == "");
}

BOOST_AUTO_TEST_CASE(an_alias_serves_only_while_tmdb_has_the_genre)
{
    const genre_table changed{{{1, "Comedy"}}, {}};
    BOOST_TEST(!choose_genre(changed, kind::movie, "sci-fi").has_value());
    BOOST_TEST(choose_genre(changed, kind::movie, "comedy").has_value());
}

BOOST_AUTO_TEST_CASE(all_groups_must_fit_one_of_each_suffices)
{
    const genre_choice c{{{28, 12}, {35}}, std::nullopt, {}, {}};
    BOOST_TEST(fits(c, {12, 35}));
    BOOST_TEST(!fits(c, {28, 12}));
    BOOST_TEST(!fits(c, {}));
}

BOOST_AUTO_TEST_SUITE_END()
