// SPDX-License-Identifier: MIT
// Which seasons and episodes are missing: what check_plex_library and find_library_gaps say, against what the simulated
// library really lacks.
#include "tests/integration/household.hpp"
#include "tests/sim/catalogue/schedule.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <vector>

using namespace integration;
using reel_sim::kind;
using reel_sim::show_gaps;
using reel_sim::work;
namespace json = boost::json;

namespace
{

json::object question_of(const work& show)
{
    return {{"title", show.title}, {"type", "show"}, {"year", show.year}, {"tmdbId", show.tmdb}};
}

json::object known_show(const char* title, int year)
{
    return {{"title", title}, {"type", "show"}, {"year", year}};
}

std::set<int> set_of(const std::vector<int>& list)
{
    return {list.begin(), list.end()};
}

const json::object* season_in(const json::object& finding, int number)
{
    if (number == 0)
        return member(finding, "specials").if_object();
    const auto* seasons = member(finding, "seasons").if_array();
    if (seasons)
        for (const auto& one : *seasons)
            if (one.at("season") == number)
                return &one.as_object();
    return nullptr;
}

void check_season(const json::object& finding, const reel_sim::season_gaps_of& truth)
{
    const auto* told = season_in(finding, truth.season);
    BOOST_TEST((told != nullptr) == (truth.owned > 0), "season " << truth.season);
    if (!told)
        return;
    BOOST_TEST_CONTEXT("season " << truth.season)
    {
        BOOST_TEST(member(*told, "episodes") == truth.owned);
        BOOST_TEST(member(*told, "total") == truth.listed);
        BOOST_TEST(member(*told, "aired") == truth.listed - static_cast<int>(truth.unaired.size()));
        BOOST_TEST(numbers(member(*told, "missingEpisodes"), "episode") == set_of(truth.missing),
                   boost::test_tools::per_element());
        BOOST_TEST(numbers(member(*told, "unairedEpisodes"), "episode") == set_of(truth.unaired),
                   boost::test_tools::per_element());
    }
}

/// All that is told of a show is so, and nothing is left out.
void check_finding(const json::object& finding, const work& show, const show_gaps& truth)
{
    BOOST_TEST_CONTEXT(show.title << " (" << show.year << "), told as " << json::serialize(finding))
    {
        BOOST_TEST(member(finding, "found") == true);
        BOOST_REQUIRE(text(finding, "numbering") == (truth.numbering_differs ? "differs" : "agrees"));
        BOOST_TEST(text(finding, "verdict") == (truth.numbering_differs || truth.complete() ? "present" : "partial"));
        if (truth.numbering_differs)
        {
            BOOST_TEST(!finding.contains("missingSeasons"));
            BOOST_TEST(!text(member(finding, "catalogue").as_object(), "reason").empty());
            return;
        }
        BOOST_TEST(numbers(member(finding, "missingSeasons")) == set_of(truth.missing_seasons()),
                   boost::test_tools::per_element());
        for (const auto& season : truth.seasons)
            check_season(finding, season);
    }
}

/// Season and the numbers of its missing episodes.
using gap_map = std::map<int, std::set<int>>;

gap_map gaps_in(const json::value& seasons)
{
    gap_map out;
    for (const auto& s : seasons.as_array())
        out[s.at("season").to_number<int>()] = numbers(s.at("episodes"));
    return out;
}

gap_map gaps_of(const show_gaps& truth)
{
    gap_map out;
    for (const auto& s : truth.seasons)
        if (s.season > 0 && !s.missing.empty())
            out[s.season] = set_of(s.missing);
    return out;
}

struct gaps_fixture : household
{
    explicit gaps_fixture(std::size_t items = 300) : household{items} { start(); }

    std::string message(const char* title, int year)
    {
        return text(ask("check_plex_library", known_show(title, year)), "message");
    }
    static bool says(const std::string& message, const std::string& part) { return message.find(part) != message.npos; }
};

struct large_fixture : gaps_fixture
{
    large_fixture() : gaps_fixture{1500} {}

    std::vector<const work*> owned_shows() const
    {
        auto out = works(kind::show);
        std::erase_if(out, [this](const work* w) { return !owned(*w); });
        return out;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(gaps, large_fixture)

BOOST_AUTO_TEST_CASE(what_is_told_of_each_show_is_what_the_library_lacks)
{
    const auto shows = owned_shows();
    BOOST_TEST_MESSAGE(shows.size() << " shows");
    BOOST_TEST(shows.size() >= 150u);
    for (std::size_t first = 0; first < shows.size(); first += 20)
    {
        json::array items;
        for (auto i = first; i < std::min(shows.size(), first + 20); ++i)
            items.push_back(question_of(*shows[i]));
        const auto answer = ask("check_plex_library", {{"items", items}});
        const auto& results = member(answer, "results").as_array();
        BOOST_REQUIRE(results.size() == items.size());
        for (std::size_t i = 0; i < results.size(); ++i)
            check_finding(results[i].as_object(), *shows[first + i], reel_sim::library_gaps(world, *shows[first + i]));
    }
}

BOOST_AUTO_TEST_CASE(the_list_of_gaps_names_every_show_that_lacks_something_and_no_other)
{
    wait_for_comparison();
    std::map<std::int64_t, gap_map> told, truth;
    std::size_t differing = 0, untold = 0;
    std::string last = "9999";
    json::object answer;
    for (int page = 1, pages = 1; page <= pages; ++page)
    {
        answer = ask("find_library_gaps", {{"limit", 50}, {"page", page}});
        pages = member(answer, "pages").to_number<int>();
        for (const auto& show : member(answer, "shows").as_array())
        {
            const auto& o = show.as_object();
            auto id = member(o, "tmdbId").is_null() ? std::int64_t{0} : o.at("tmdbId").to_number<std::int64_t>();
            for (const auto* w : works(kind::show))
                if (id == 0 && w->title == text(o, "title") && w->year == member(o, "year").to_number<int>())
                    id = w->tmdb;
            told[id] = gaps_in(o.at("seasons"));
            const auto& latest = member(o, "latest");
            const auto day = latest.is_object() ? text(latest.as_object(), "airDate") : std::string{};
            BOOST_TEST((day <= last), "not the most recent first: " + json::serialize(show));
            last = day;
        }
    }
    for (const auto* w : owned_shows())
    {
        const auto real = reel_sim::library_gaps(world, *w);
        differing += real.numbering_differs ? 1 : 0;
        if (!real.numbering_differs && !real.complete())
            truth[w->tmdb] = gaps_of(real);
    }
    untold = member(answer, "failed").to_number<std::size_t>();
    BOOST_TEST(untold == 0u, json::serialize(answer));
    BOOST_TEST(member(answer, "notComparable") == differing);
    BOOST_TEST(member(answer, "compared") == owned_shows().size() - differing);
    BOOST_TEST(member(answer, "total") == truth.size());
    BOOST_TEST(told.size() == truth.size());
    for (const auto& [id, seasons] : truth)
        BOOST_TEST((told[id] == seasons), "the show with the TMDB id " << id << " lacks something else");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(showcase, gaps_fixture)

BOOST_AUTO_TEST_CASE(the_shows_that_everybody_asks_about)
{
    const auto premiere = reel_sim::iso_date(reel_sim::day_of(world.now) + 50);
    BOOST_TEST(says(message("The Expanse", 2015), "missing seasons 3, 5 and 6"), message("The Expanse", 2015));
    BOOST_TEST(says(message("Severance", 2022), "missing season 2"), message("Severance", 2022));
    BOOST_TEST(says(message("Ted Lasso", 2020), "Complete: all 3 aired seasons; season 4 starts " + premiere),
               message("Ted Lasso", 2020));
    BOOST_TEST(says(message("House of the Dragon", 2022), "season 3 lacks episode 3"),
               message("House of the Dragon", 2022));
    BOOST_TEST(says(message("Game of Thrones", 2011), "season 8 lacks episodes 5 and 6"),
               message("Game of Thrones", 2011));
    BOOST_TEST(says(message("Sherlock", 2010), "Complete: all 4 aired seasons"), message("Sherlock", 2010));
    BOOST_TEST(says(message("Bleach", 2004), "its numbering differs"), message("Bleach", 2004));
    for (const auto& [title, year] : {std::pair{"The Expanse", 2015},
                                      {"Severance", 2022},
                                      {"Ted Lasso", 2020},
                                      {"House of the Dragon", 2022},
                                      {"Game of Thrones", 2011},
                                      {"Sherlock", 2010},
                                      {"Naruto", 2002},
                                      {"Bleach", 2004}})
    {
        const auto& show = known_work(kind::show, title, year);
        check_finding(ask("check_plex_library", known_show(title, year)), show, reel_sim::library_gaps(world, show));
    }
    const auto sherlock = ask("check_plex_library", known_show("Sherlock", 2010));
    BOOST_TEST(numbers(sherlock.at("specials").at("missingEpisodes"), "episode") == (std::set{2, 3}),
               boost::test_tools::per_element());
    const auto severance = ask("check_plex_library", known_show("Severance", 2022));
    BOOST_TEST(severance.at("nextEpisode").at("season") == 3);
    BOOST_TEST(text(severance.at("nextEpisode").as_object(), "airDate") == premiere);
}

BOOST_AUTO_TEST_CASE(an_episode_that_comes_is_missing_no_more)
{
    wait_for_comparison();
    const json::object thrones = known_show("Game of Thrones", 2011);
    const auto missing = [](const json::object& answer) {
        const auto* season = season_in(answer, 8);
        return season ? numbers(member(*season, "missingEpisodes"), "episode") : std::set<int>{-1};
    };
    BOOST_TEST(missing(ask("check_plex_library", thrones)) == (std::set{5, 6}), boost::test_tools::per_element());
    const auto copies = world.copies(kind::show, "Game of Thrones", 2011);
    BOOST_REQUIRE(copies.size() == 1u);
    const auto key = std::to_string(copies.front()->key);
    const auto listed = [](const json::object& a) { return member(a, "total").as_int64() > 0; };
    const json::object of_thrones{{"title", "game of thrones"}};
    BOOST_TEST(listed(ask("find_library_gaps", of_thrones)));

    sim->control("POST", "/sim/items/" + key + "/episodes", R"({"season":8,"number":5})");
    ask_until("check_plex_library", thrones, [&](const json::object& a) { return missing(a) == std::set{6}; });
    sim->control("POST", "/sim/items/" + key + "/episodes", R"({"season":8,"number":6})");
    const auto done = ask_until("check_plex_library", thrones,
                                [&](const json::object& a) { return text(a, "verdict") == "present"; });
    BOOST_TEST(says(text(done, "message"), "Complete: all 8 aired seasons"), text(done, "message"));
    BOOST_TEST(sim->control("GET", "/sim/gaps?title=Game%20of%20Thrones&year=2011").at("complete").as_bool());
    ask_until("find_library_gaps", of_thrones,
              [&](const json::object& a) { return !listed(a) && member(a, "toDo") == 0; });
}

BOOST_AUTO_TEST_CASE(a_season_that_comes_whole_is_missing_no_more)
{
    const json::object severance = known_show("Severance", 2022);
    const auto missing = [](const json::object& a) { return numbers(member(a, "missingSeasons")); };
    BOOST_TEST(missing(ask("check_plex_library", severance)) == (std::set{2}), boost::test_tools::per_element());
    const auto key = std::to_string(world.copies(kind::show, "Severance", 2022).front()->key);
    sim->control("POST", "/sim/items/" + key + "/seasons", R"({"number":2,"episodes":10})");
    ask_until("check_plex_library", severance,
              [&](const json::object& a) { return missing(a).empty() && text(a, "verdict") == "present"; });
}

BOOST_AUTO_TEST_CASE(a_dismissed_gap_is_none)
{
    const auto expanse = question_of(known_work(kind::show, "The Expanse", 2015));
    configure_plex("  dismissed_gaps: [\"tmdb:63639 s3\", \"tmdb:63639 s05\", \"tmdb:63639 s6\"]\n");
    reload();
    const auto answer =
        ask_until("check_plex_library", expanse, [](const json::object& a) { return text(a, "verdict") == "present"; });
    BOOST_TEST(member(answer, "missingSeasons").as_array().empty());
}

BOOST_AUTO_TEST_SUITE_END()
