// SPDX-License-Identifier: MIT
#include "plugins/tmdb/rank.hpp"

#include <boost/test/unit_test.hpp>

using namespace reel_tmdb;

namespace
{

title named_title(std::int64_t id, std::string name, int year, double popularity)
{
    title out;
    out.id = id;
    out.name = std::move(name);
    out.released = std::chrono::year{year} / 6 / 15;
    out.popularity = popularity;
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(tmdb_rank)

BOOST_AUTO_TEST_CASE(titles_are_compared_as_people_write_them)
{
    const auto how = [](std::string_view asked, std::string name) {
        return fit_of(asked, named_title(1, std::move(name), 2000, 1));
    };
    BOOST_CHECK(how("amelie", "Amélie") == fit::exact);
    BOOST_CHECK(how("the matrix", "Matrix") == fit::exact);
    BOOST_CHECK(how("spider-man", "Spider Man") == fit::exact);
    BOOST_CHECK(how("tom and jerry", "Tom & Jerry") == fit::exact);
    BOOST_CHECK(how("dune", "Dune: Part Two") == fit::part);
    BOOST_CHECK(how("severence", "Severance") == fit::near);
    BOOST_CHECK(how("dune", "Alien") == fit::other);
    BOOST_CHECK(how("art", "Martial") == fit::other);
    BOOST_CHECK(how("?!", "Dune") == fit::other);
    auto foreign = named_title(1, "Spirited Away", 2001, 1);
    foreign.original_name = "千と千尋の神隠し";
    BOOST_CHECK(fit_of("千と千尋の神隠し", foreign) == fit::exact);
}

BOOST_AUTO_TEST_CASE(the_only_exact_one_is_meant)
{
    const std::vector<title> found{named_title(1, "Severance", 2022, 3), named_title(2, "Severance: Inside", 2025, 90)};
    BOOST_REQUIRE(meant(found, "severance", {}));
    BOOST_TEST(meant(found, "severance", {})->id == 1);
    BOOST_TEST(!meant(found, "severance", 1990));
    BOOST_TEST(meant(found, "severance", 2023)->id == 1); // one off
}

BOOST_AUTO_TEST_CASE(of_several_exact_ones_only_a_far_more_popular_one_is_meant)
{
    std::vector<title> found{named_title(1, "Dune", 1984, 40), named_title(2, "Dune", 2021, 100)};
    rank(found, "Dune", {});
    BOOST_TEST(found.front().id == 2);
    BOOST_TEST(!meant(found, "Dune", {}));
    found.front().popularity = 400;
    BOOST_REQUIRE(meant(found, "Dune", {}));
    BOOST_TEST(meant(found, "Dune", {})->id == 2);
    rank(found, "Dune", 1984);
    BOOST_TEST(meant(found, "Dune", 1984)->id == 1);
    BOOST_TEST(!meant({}, "Dune", {}));
}

BOOST_AUTO_TEST_SUITE_END()
