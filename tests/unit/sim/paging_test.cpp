// SPDX-License-Identifier: MIT
#include "tests/unit/sim/fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace sim_test;

namespace
{

std::string header_of(const reel_sim::reply& r, std::string_view name)
{
    for (const auto& [key, value] : r.headers)
        if (key == name)
            return value;
    return "";
}

std::string headers(std::string_view more)
{
    return std::string{with_token} + std::string{more};
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(paging, plex_fixture)

BOOST_AUTO_TEST_CASE(both_start_and_size_make_a_page_in_the_query)
{
    const auto r = ask("/library/sections/1/all?X-Plex-Container-Start=10&X-Plex-Container-Size=5");
    const auto c = container_of(r.body.text());
    BOOST_TEST(c.at("size") == 5);
    BOOST_TEST(c.at("offset") == 10);
    BOOST_TEST(c.at("totalSize") == static_cast<std::int64_t>(world.count(1)));
    BOOST_TEST(c.at("Metadata").as_array().size() == 5u);
    BOOST_TEST(header_of(r, "X-Plex-Container-Total-Size") == std::to_string(world.count(1)));
}

BOOST_AUTO_TEST_CASE(both_as_headers_make_the_same_page)
{
    const auto by_query = get("/library/sections/1/all?X-Plex-Container-Start=10&X-Plex-Container-Size=5");
    const auto by_header =
        get("/library/sections/1/all", headers("X-Plex-Container-Start: 10\r\nX-Plex-Container-Size: 5\r\n"));
    BOOST_TEST(by_query == by_header);
}

BOOST_AUTO_TEST_CASE(one_without_the_other_is_ignored)
{
    const auto whole = get("/library/sections/1/all");
    BOOST_TEST(rows_of(whole).size() == world.count(1));
    BOOST_TEST(get("/library/sections/1/all?X-Plex-Container-Size=5") == whole);
    BOOST_TEST(get("/library/sections/1/all?X-Plex-Container-Start=5") == whole);
    BOOST_TEST(get("/library/sections/1/all", headers("X-Plex-Container-Size: 5\r\n")) == whole);
    BOOST_TEST(!container_of(whole).contains("totalSize"));
}

BOOST_AUTO_TEST_CASE(size_0_counts)
{
    const auto c = container_of(get("/library/sections/1/all?X-Plex-Container-Start=0&X-Plex-Container-Size=0"));
    BOOST_TEST(c.at("size") == 0);
    BOOST_TEST(c.at("totalSize") == static_cast<std::int64_t>(world.count(1)));
    BOOST_TEST(!c.contains("Metadata"), "an empty list is left out");
}

BOOST_AUTO_TEST_CASE(pages_put_together_are_the_whole)
{
    boost::json::array joined;
    for (int start = 0;; start += 40)
    {
        const auto page =
            rows_of(get("/library/sections/1/all?includeGuids=1&X-Plex-Container-Size=40&X-Plex-Container-Start=" +
                        std::to_string(start)));
        if (page.empty())
            break;
        joined.insert(joined.end(), page.begin(), page.end());
    }
    BOOST_TEST(joined == rows_of(get("/library/sections/1/all?includeGuids=1")));
}

BOOST_AUTO_TEST_CASE(guids_come_only_when_asked_for)
{
    const auto without = row_named(get("/library/sections/1/all"), "Blade Runner 2049");
    BOOST_TEST(!without.contains("Guid"));
    const auto with = row_named(get("/library/sections/1/all?includeGuids=1"), "Blade Runner 2049");
    BOOST_TEST(with.at("Guid").at(1).at("id") == "tmdb://335984");
    BOOST_TEST(with.size() == without.size() + 1);
    const auto unmatched = row_named(get("/library/sections/1/all?includeGuids=1"), "The Third Man");
    BOOST_TEST(!unmatched.contains("Guid"));
}

BOOST_AUTO_TEST_CASE(excluded_fields_and_elements_are_left_out)
{
    const auto target =
        "/library/sections/1/all?includeGuids=1&excludeFields=summary,tagline,ratingKey,nonsense&excludeElements=Media,Role";
    const auto row = row_named(get(target), "Blade Runner 2049");
    for (auto gone : {"summary", "tagline", "Media", "Role"})
        BOOST_TEST(!row.contains(gone), gone);
    for (auto kept : {"ratingKey", "title", "year", "Guid", "Genre", "addedAt"})
        BOOST_TEST(row.contains(kept), kept);
    service.settings().ignore_excludes = true;
    BOOST_TEST(row_named(get(target), "Blade Runner 2049").contains("Media"));
}

BOOST_AUTO_TEST_CASE(a_delta_holds_what_came_later_newest_first)
{
    const auto before = world.now;
    BOOST_TEST(rows_of(get("/library/sections/1/all?addedAt>>=" + std::to_string(before))).empty());
    library.add_item({.section = "Films", .title = "The Newest", .year = 2025, .tmdb = 0, .seasons = {}});
    const auto rows =
        rows_of(get("/library/sections/1/all?type=1&sort=addedAt:desc&addedAt%3E%3E=" + std::to_string(before)));
    BOOST_REQUIRE(rows.size() == 1u);
    BOOST_TEST(rows.at(0).at("title") == "The Newest");
    BOOST_TEST(rows_of(get("/library/sections/1/all?sort=addedAt:desc")).at(0).at("title") == "The Newest");
    BOOST_TEST(rows_of(get("/library/sections/1/all?updatedAt>>=" + std::to_string(before))).size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_guid_finds_all_editions)
{
    const auto guid = row_named(get("/library/sections/1/all"), "Blade Runner").at("guid").as_string();
    const auto rows = rows_of(get("/library/sections/1/all?guid=" + std::string{guid}));
    BOOST_TEST(rows.size() == 3u);
}

BOOST_AUTO_TEST_CASE(types_3_and_4_list_seasons_and_episodes_of_a_section)
{
    std::size_t seasons = 0, episodes = 0;
    for (const auto& i : world.items)
        if (i.section == 2)
        {
            seasons += i.seasons.size();
            episodes += reel_sim::episode_count(i);
        }
    BOOST_TEST(rows_of(get("/library/sections/2/all?type=3")).size() == seasons);
    const auto c = container_of(get("/library/sections/2/all?type=4&X-Plex-Container-Start=0&X-Plex-Container-Size=7"));
    BOOST_TEST(c.at("totalSize") == static_cast<std::int64_t>(episodes));
    BOOST_TEST(c.at("Metadata").at(6).at("type") == "episode");
    BOOST_TEST(rows_of(get("/library/sections/2/allLeaves")).size() == episodes);
    BOOST_TEST(rows_of(get("/library/sections/2/all?type=1")).empty());
}

BOOST_AUTO_TEST_SUITE_END()
