// SPDX-License-Identifier: MIT
// browse_plex_library as an assistant meets it.
#include "tests/unit/plex/fixture.hpp"

#include <algorithm>

using namespace plex_test;

namespace
{

constexpr std::int64_t new_year = 1767225600; // when the fake clock starts
constexpr std::int64_t day = 86400;

struct browsing : plex_fixture
{
    browsing()
    {
        fake_section films{"1", "Films", "movie"};
        films.items = {
            {.key = "10",
             .title = "Alien",
             .year = 1979,
             .genres = {"Horror", "Science Fiction"},
             .added = new_year - 100 * day,
             .views = 2,
             .rating = 8.5},
            {.key = "11",
             .title = "Blade Runner",
             .year = 1982,
             .resolutions = {"4k"},
             .genres = {"Sci-Fi"},
             .added = new_year - 3 * day,
             .rating = 8.1},
            {.key = "12",
             .title = "airplane!",
             .year = 1980,
             .genres = {"Comedy"},
             .added = new_year - 10 * day,
             .rating = 7.7},
            {.key = "13",
             .title = "Zoolander",
             .year = 2001,
             .resolutions = {"480"},
             .genres = {"Comedy"},
             .added = new_year - day},
            {.key = "14", .title = "Deleted", .year = 1985, .genres = {"Comedy"}, .more = {{"deletedAt", 1700000000}}},
        };
        fake_section series{"2", "Series", "show"};
        series.items = {
            {.key = "20",
             .title = "Cheers",
             .year = 1982,
             .seasons = {{1, 22, 22}},
             .genres = {"Comedy"},
             .added = new_year - 50 * day},
            {.key = "21",
             .title = "Taxi",
             .year = 1978,
             .seasons = {{1, 22, 4}},
             .genres = {"Comedy"},
             .added = new_year - 60 * day},
        };
        upstream.sections = {films, series};
        start();
    }
    boost::json::object list(std::string_view args)
    {
        auto answer = browse(args);
        if (!answer)
            BOOST_FAIL(answer.error().describe());
        return *answer;
    }
    std::string titles(std::string_view args)
    {
        std::string out;
        const auto answer = list(args);
        for (const auto& entry : answer.at("items").as_array())
            out += (out.empty() ? "" : ", ") + text(entry.as_object(), "title");
        return out;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(plex_browse, browsing)

BOOST_AUTO_TEST_CASE(everything_is_listed_by_title_without_what_is_in_the_trash)
{
    BOOST_TEST(titles("{}") == "airplane!, Alien, Blade Runner, Cheers, Taxi, Zoolander");
    BOOST_TEST(text(list("{}"), "message") == "6 movies and shows are in your Plex library");
}

BOOST_AUTO_TEST_CASE(an_entry_has_what_a_choice_needs)
{
    const auto a = list(R"({"type":"movie","genre":"horror"})");
    BOOST_TEST(json_of(a, "total") == "1");
    const auto& entry = a.at("items").as_array().front().as_object();
    BOOST_TEST(text(entry, "title") == "Alien");
    BOOST_TEST(json_of(entry, "year") == "1979");
    BOOST_TEST(text(entry, "type") == "movie");
    BOOST_TEST(text(entry, "library") == "Films");
    BOOST_TEST(text(entry, "resolution") == "1080p");
    BOOST_TEST(json_of(entry, "watched") == "1");
    BOOST_TEST(text(entry, "added") == "2025-09-23T00:00:00Z");
}

BOOST_AUTO_TEST_CASE(each_filter_narrows)
{
    BOOST_TEST(titles(R"({"type":"show"})") == "Cheers, Taxi");
    BOOST_TEST(titles(R"({"library":"series"})") == "Cheers, Taxi");
    BOOST_TEST(titles(R"({"genre":"comedy","type":"movie"})") == "airplane!, Zoolander");
    BOOST_TEST(titles(R"({"decade":1980})") == "airplane!, Blade Runner, Cheers");
    BOOST_TEST(titles(R"({"unwatched":true})") == "airplane!, Blade Runner, Taxi, Zoolander");
    BOOST_TEST(titles(R"({"unwatched":false})") == titles("{}")); // models fill in false where they wish nothing
    BOOST_TEST(titles(R"({"addedWithinDays":10})") == "Zoolander, Blade Runner, airplane!");
    BOOST_TEST(titles(R"({"resolution":"4K"})") == "Blade Runner");
    BOOST_TEST(titles(R"({"resolution":"1080p","type":"movie"})") == "airplane!, Alien");
}

BOOST_AUTO_TEST_CASE(science_fiction_goes_by_all_its_names)
{
    for (const auto* name : {"sci-fi", "Science Fiction", "scifi", "Sci-Fi"})
        BOOST_TEST(titles(R"({"genre":")" + std::string{name} + "\"}") == "Alien, Blade Runner");
}

BOOST_AUTO_TEST_CASE(each_order_puts_the_newest_or_best_first)
{
    BOOST_TEST(titles(R"({"type":"movie","sort":"year"})") == "Zoolander, Blade Runner, airplane!, Alien");
    BOOST_TEST(titles(R"({"type":"movie","sort":"added"})") == "Zoolander, Blade Runner, airplane!, Alien");
    BOOST_TEST(titles(R"({"type":"movie","sort":"rating"})") == "Alien, Blade Runner, airplane!, Zoolander");
}

BOOST_AUTO_TEST_CASE(pages_are_small_and_say_where_they_are)
{
    const auto second = list(R"({"limit":2,"page":2})");
    BOOST_TEST(titles(R"({"limit":2,"page":2})") == "Blade Runner, Cheers");
    BOOST_TEST(json_of(second, "total") == "6");
    BOOST_TEST(json_of(second, "pages") == "3");
    BOOST_TEST(text(second, "message") == "6 movies and shows are in your Plex library; these are 3 to 4");
    const auto beyond = list(R"({"limit":2,"page":9})");
    BOOST_TEST(beyond.at("items").as_array().empty());
    BOOST_TEST(text(beyond, "message") ==
               "6 movies and shows are in your Plex library; page 9 does not exist, there are 3 pages");
    BOOST_TEST(text(list(R"({"page":9999})"), "message") ==
               "6 movies and shows are in your Plex library; page 9999 does not exist, there is 1 page");
}

BOOST_AUTO_TEST_CASE(nothing_is_said_with_the_limits_that_left_nothing)
{
    BOOST_TEST(text(list(R"({"type":"movie","genre":"comedy","decade":1950,"unwatched":true})"), "message") ==
               "There are no movies (unwatched, comedy, 1950s) in your Plex library");
    BOOST_TEST(text(list(R"({"decade":1950,"unwatched":false})"), "message") ==
               "There are no movies or shows (1950s) in your Plex library");
    BOOST_TEST(text(list(R"({"genre":"horror"})"), "message") == "1 movie or show (horror) is in your Plex library");
}

BOOST_AUTO_TEST_CASE(an_unknown_name_is_answered_with_the_known_ones)
{
    const auto genre = browse(R"({"genre":"polka"})");
    BOOST_REQUIRE(!genre);
    BOOST_CHECK(genre.error().kind() == reel::errc::bad_argument);
    BOOST_TEST(genre.error().message() ==
               "nothing has this genre; there are Comedy, Horror, Sci-Fi and Science Fiction");
    const auto library = browse(R"({"library":"Filme"})");
    BOOST_REQUIRE(!library);
    BOOST_TEST(library.error().message() == "there is no such library; there are Films and Series");
    BOOST_TEST(!browse(R"({"resolution":"blurry"})"));
    BOOST_TEST(!browse(R"({"limit":51})"));
    BOOST_TEST(!browse(R"({"page":0})"));
}

// Entries that no order told apart came twice or never.
BOOST_AUTO_TEST_CASE(pages_of_any_size_join_to_the_same_list)
{
    stop();
    upstream.sections.clear();
    for (const std::string key : {"7", "8"})
    {
        fake_section films{key, "Films " + key, "movie"};
        for (int i = 0; i < 30; ++i)
            films.items.push_back({.key = key + std::to_string(100 + i),
                                   .title = "Twin",
                                   .year = 2000,
                                   .resolutions = {i % 2 ? "4k" : "1080"},
                                   .edition = "Cut " + std::to_string(i),
                                   .added = new_year,
                                   .rating = 7.0});
        upstream.sections.push_back(films);
    }
    start();
    for (const auto* sort : {"title", "year", "added", "rating"})
    {
        const auto joined = [&](int limit) {
            std::string out;
            for (int page = 1; page <= (60 + limit - 1) / limit; ++page)
            {
                const auto answer = list(R"({"sort":")" + std::string{sort} + R"(","limit":)" + std::to_string(limit) +
                                         R"(,"page":)" + std::to_string(page) + '}');
                for (const auto& entry : answer.at("items").as_array())
                    out += text(entry.as_object(), "library") + ' ' + text(entry.as_object(), "edition") + '\n';
            }
            return out;
        };
        const auto whole = joined(50);
        BOOST_TEST(std::count(whole.begin(), whole.end(), '\n') == 60);
        for (const int limit : {1, 3, 7})
            BOOST_TEST((joined(limit) == whole), sort << " at " << limit);
    }
}

BOOST_AUTO_TEST_SUITE_END()
