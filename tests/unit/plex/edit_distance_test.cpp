// SPDX-License-Identifier: MIT
#include "plugins/plex/edit_distance.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using reel_plex::edit_distance;

namespace
{

/// The textbook's table, whole.
int slow_distance(const std::string& a, const std::string& b)
{
    std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j)
        {
            if (i == 0 || j == 0)
            {
                d[i][j] = static_cast<int>(i + j);
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

} // namespace

BOOST_AUTO_TEST_SUITE(edit_distance_test)

BOOST_AUTO_TEST_CASE(slips_are_counted)
{
    BOOST_TEST(edit_distance("inception", "inception", 3) == 0);
    BOOST_TEST(edit_distance("inceptoin", "inception", 3) == 1);
    BOOST_TEST(edit_distance("incepton", "inception", 3) == 1);
    BOOST_TEST(edit_distance("severence", "severance", 3) == 1);
    BOOST_TEST(edit_distance("", "abc", 3) == 3);
    BOOST_TEST(edit_distance("abc", "", 2) == 3);
    BOOST_TEST(edit_distance("alien", "predator", 2) == 3);
    BOOST_TEST(edit_distance(std::string(1000, 'a'), std::string(1000, 'b'), 2) == 3);
}

BOOST_AUTO_TEST_CASE(the_band_agrees_with_the_whole_table)
{
    std::mt19937 random{7};
    for (int i = 0; i < 20'000; ++i)
    {
        const auto word = [&] {
            std::string out(random() % 9, 'a');
            for (auto& c : out)
                c = static_cast<char>('a' + random() % 3);
            return out;
        };
        const auto a = word(), b = word();
        const int limit = static_cast<int>(random() % 4);
        BOOST_REQUIRE_EQUAL(edit_distance(a, b, limit), std::min(slow_distance(a, b), limit + 1));
    }
}

BOOST_AUTO_TEST_SUITE_END()
