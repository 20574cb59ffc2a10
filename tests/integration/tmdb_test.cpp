// SPDX-License-Identifier: MIT
// The TMDB plugin beside Plex: whether every title in every answer is told truly to be in the library or not, and whether
// every filter really filters, against the simulated world.
#include "tests/integration/household.hpp"
#include "tests/sim/catalogue/people.hpp"
#include "tests/sim/catalogue/schedule.hpp"
#include "tests/sim/catalogue/traits.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <vector>

using namespace integration;
using reel_sim::kind;
using reel_sim::work;
namespace json = boost::json;

namespace
{

using ids = std::set<std::int64_t>;
using predicate = std::function<bool(const work&)>;

template <class List>
bool has(const List& list, std::uint32_t id)
{
    return std::any_of(list.begin(), list.end(), [&](const reel_sim::named_id& one) { return one.id == id; });
}

bool plays_in(const work& w, std::uint32_t person)
{
    const auto cast = reel_sim::cast_of(w);
    return std::find(cast.begin(), cast.end(), person) != cast.end();
}

bool offered(const work& w, std::uint32_t provider, std::string_view region)
{
    const auto o = reel_sim::offers_of(w, region);
    return has(o.flatrate, provider) || has(o.rent, provider) || has(o.buy, provider);
}

predicate released(int from, int to)
{
    return [first = reel_sim::day_of(reel_sim::date{from, 1, 1}), last = reel_sim::day_of(reel_sim::date{to, 12, 31})](
               const work& w) { return w.released != reel_sim::undated && w.released >= first && w.released <= last; };
}

struct tmdb_fixture : household
{
    tmdb_fixture() : household{900}
    {
        start();
        for (const auto& w : world.works)
            if (w.known_to_providers)
                known.emplace(std::pair{w.kind, std::int64_t{w.tmdb}}, &w);
    }

    const work& work_of(const json::object& entry) const
    {
        const auto what = text(entry, "type") == "movie" ? kind::movie : kind::show;
        const auto found = known.find({what, member(entry, "tmdbId").to_number<std::int64_t>()});
        BOOST_REQUIRE_MESSAGE(found != known.end(), "no such title: " + json::serialize(entry));
        return *found->second;
    }

    std::string status_of(const work& w) const
    {
        if (!owned(w))
            return "absent";
        if (w.kind == kind::movie)
            return "present";
        const auto truth = reel_sim::library_gaps(world, w);
        return truth.numbering_differs || truth.complete() ? "present" : "partial";
    }

    /// Its mark is true, with its seasons.
    void check_mark(const json::object& entry) const
    {
        const auto& w = work_of(entry);
        const auto& mark = member(entry, "inLibrary");
        BOOST_REQUIRE_MESSAGE(mark.is_object(), "no inLibrary: " + json::serialize(entry));
        const auto& m = mark.as_object();
        BOOST_TEST_CONTEXT(w.title << " (" << w.year << "), told as " << json::serialize(entry))
        {
            BOOST_TEST(text(m, "status") == status_of(w));
            if (w.kind == kind::movie || !owned(w))
                return;
            const auto truth = reel_sim::library_gaps(world, w);
            if (truth.numbering_differs)
                return;
            std::set<int> here;
            for (const auto& s : truth.seasons)
                if (s.season > 0 && s.owned > 0)
                    here.insert(s.season);
            const auto missing = truth.missing_seasons();
            BOOST_TEST(numbers(member(m, "seasons")) == here, boost::test_tools::per_element());
            BOOST_TEST(numbers(member(m, "missingSeasons")) == std::set<int>(missing.begin(), missing.end()),
                       boost::test_tools::per_element());
        }
    }

    /// Every page of a list, each title with its true mark.
    ids all_pages(json::object what)
    {
        ids out;
        for (std::int64_t page = 1; page > 0;)
        {
            what["page"] = page;
            const auto answer = ask("discover_media", what);
            BOOST_TEST(member(answer, "notApplied").as_array().empty(), json::serialize(answer));
            for (const auto& entry : member(answer, "results").as_array())
            {
                check_mark(entry.as_object());
                BOOST_TEST(out.insert(entry.at("tmdbId").to_number<std::int64_t>()).second,
                           "twice: " + json::serialize(entry));
                ++titles;
            }
            const auto& next = member(answer, "nextPage");
            page = next.is_null() ? 0 : next.to_number<std::int64_t>();
        }
        return out;
    }

    ids those(kind k, const predicate& fit) const
    {
        ids out;
        for (const auto* w : works(k))
            if (fit(*w))
                out.insert(w->tmdb);
        return out;
    }

    /// The list holds what fits, all of it and nothing else.
    void check_list(const json::object& what, const predicate& fit)
    {
        const auto wanted = those(text(what, "type") == "movie" ? kind::movie : kind::show, fit);
        BOOST_TEST(!wanted.empty(), json::serialize(what) + " fits nothing: the test shows nothing");
        BOOST_TEST(all_pages(what) == wanted, boost::test_tools::per_element());
    }

    reel_sim::figures figures(const work& w) const { return reel_sim::figures_of(w, reel_sim::day_of(world.now)); }

    std::map<std::pair<kind, std::int64_t>, const work*> known;
    int titles = 0;
};

const predicate any = [](const work&) { return true; };

} // namespace

BOOST_FIXTURE_TEST_SUITE(tmdb, tmdb_fixture)

BOOST_AUTO_TEST_CASE(every_title_that_there_is_tells_truly_whether_it_is_owned)
{
    check_list({{"type", "movie"}}, any);
    check_list({{"type", "show"}}, any);
    BOOST_TEST_MESSAGE(titles << " titles");
    BOOST_TEST(titles > 800);
}

BOOST_AUTO_TEST_CASE(sci_fi_films_of_the_nineties_that_are_not_owned_come_in_one_call)
{
    const json::object what{
        {"type", "movie"}, {"genre", "sci-fi"}, {"yearFrom", 1990}, {"yearTo", 1999}, {"onlyMissing", true}};
    const auto nineties = released(1990, 1999);
    check_list(what, [&](const work& w) {
        return nineties(w) && has(reel_sim::genres_of(w), 878) && status_of(w) == "absent";
    });
    BOOST_TEST(text(ask("discover_media", what), "message").find("that you do not own") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(only_missing_and_only_owned_split_every_list_in_two)
{
    for (const char* type : {"movie", "show"})
    {
        check_list({{"type", type}, {"genre", "drama"}, {"onlyMissing", true}},
                   [&](const work& w) { return has(reel_sim::genres_of(w), 18) && status_of(w) == "absent"; });
        check_list({{"type", type}, {"genre", "drama"}, {"onlyOwned", true}},
                   [&](const work& w) { return has(reel_sim::genres_of(w), 18) && status_of(w) != "absent"; });
    }
}

BOOST_AUTO_TEST_CASE(genres_years_languages_and_lengths_filter)
{
    for (const auto& [genre, id] : {std::pair{"sci-fi", 878u}, {"Horror", 27u}, {"animated", 16u}, {"war", 10752u}})
        check_list({{"type", "movie"}, {"genre", genre}},
                   [id = id](const work& w) { return has(reel_sim::genres_of(w), id); });
    check_list({{"type", "tv"}, {"genre", "sci-fi"}}, [](const work& w) { return has(reel_sim::genres_of(w), 10765); });
    check_list({{"type", "movie"}, {"genre", "crime, drama"}}, [](const work& w) {
        const auto g = reel_sim::genres_of(w);
        return has(g, 80) && has(g, 18);
    });
    check_list({{"type", "show"}, {"yearFrom", 2010}, {"yearTo", 2014}}, released(2010, 2014));
    check_list({{"type", "movie"}, {"yearTo", 1960}}, released(1870, 1960));
    check_list({{"type", "movie"}, {"language", "Korean"}}, [](const work& w) { return w.language == "ko"; });
    check_list({{"type", "show"}, {"language", "ja"}}, [](const work& w) { return w.language == "ja"; });
    check_list({{"type", "movie"}, {"runtimeFrom", 90}, {"runtimeTo", 100}},
               [](const work& w) { return w.minutes >= 90 && w.minutes <= 100; });
}

BOOST_AUTO_TEST_CASE(ratings_keywords_and_streaming_services_filter)
{
    check_list({{"type", "movie"}, {"minRating", 7.5}}, [&](const work& w) {
        return figures(w).vote_average >= 7500 && figures(w).votes >= 20; // as the answer's `applied` says
    });
    check_list({{"type", "movie"}, {"keyword", "time travel"}},
               [](const work& w) { return has(reel_sim::keywords_of(w), 4379); });
    check_list({{"type", "show"}, {"keyword", "heists"}},
               [](const work& w) { return has(reel_sim::keywords_of(w), 10051); });
    check_list({{"type", "movie"}, {"genre", "romcom"}}, [](const work& w) {
        const auto g = reel_sim::genres_of(w);
        return has(g, 35) && has(g, 10749);
    });
    check_list({{"type", "show"}, {"genre", "anime"}},
               [](const work& w) { return w.language == "ja" && has(reel_sim::genres_of(w), 16); });
    for (const char* region : {"DE", "US"})
        check_list({{"type", "movie"}, {"provider", "Netflix"}, {"region", region}},
                   [&](const work& w) { return offered(w, 8, region); });
    check_list({{"type", "show"}, {"provider", "Disney+"}, {"region", "GB"}},
               [](const work& w) { return offered(w, 337, "GB"); });
}

BOOST_AUTO_TEST_CASE(actors_filter_films_and_shows)
{
    check_list({{"type", "movie"}, {"actor", "Keanu Reeves"}}, [](const work& w) { return plays_in(w, 6384); });
    check_list({{"type", "show"}, {"actor", "Gillian Anderson"}}, [](const work& w) { return plays_in(w, 12214); });
    check_list({{"type", "show"}, {"actor", "bryan cranston"}, {"genre", "crime"}, {"yearFrom", 2008}},
               [](const work& w) { return plays_in(w, 17419) && has(reel_sim::genres_of(w), 80); });
    std::map<std::uint32_t, int> parts;
    for (const auto* w : works(kind::show))
        for (const auto person : reel_sim::cast_of(*w))
            ++parts[person];
    const auto busiest =
        std::max_element(parts.begin(), parts.end(), [](auto& a, auto& b) { return a.second < b.second; });
    BOOST_REQUIRE(busiest->second > 2);
    check_list({{"type", "show"}, {"actorId", busiest->first}, {"runtimeFrom", 30}},
               [&](const work& w) { return plays_in(w, busiest->first) && w.minutes >= 30; });
}

BOOST_AUTO_TEST_CASE(a_search_finds_each_title_and_tells_truly_whether_it_is_owned)
{
    int searched = 0;
    for (const auto what : {kind::movie, kind::show})
        for (const auto* w : works(what))
        {
            if (searched++ % 5 != 0)
                continue;
            const auto answer = ask("search_media", {{"title", w->title}, {"year", w->year}});
            bool found = false;
            for (const auto& entry : member(answer, "results").as_array())
            {
                check_mark(entry.as_object());
                found = found || &work_of(entry.as_object()) == w;
            }
            BOOST_TEST(found, w->title + " is not found: " + json::serialize(answer));
        }
}

BOOST_AUTO_TEST_CASE(details_tell_truly_what_is_owned_and_what_has_aired)
{
    const auto now = reel_sim::day_of(world.now);
    int asked = 0;
    for (const auto what : {kind::movie, kind::show})
        for (const auto* w : works(what))
        {
            if (asked++ % 4 != 0)
                continue;
            const auto answer =
                ask("get_media_details", {{"tmdbId", w->tmdb}, {"type", what == kind::movie ? "movie" : "show"}});
            BOOST_TEST(text(answer, "title") == w->title);
            check_mark(answer);
            if (what == kind::movie)
                continue;
            for (const auto& entry : member(answer, "seasons").as_array())
            {
                const auto* plan = reel_sim::plan_of(*w, entry.at("season").to_number<int>());
                BOOST_REQUIRE_MESSAGE(plan, w->title + ": " + json::serialize(entry));
                const auto aired = reel_sim::aired_episodes(*plan, now);
                BOOST_TEST(entry.at("episodes").to_number<int>() == plan->episodes, w->title);
                BOOST_TEST(entry.at("aired").to_number<int>() == aired, w->title);
                BOOST_TEST(entry.at("unaired").to_number<int>() == plan->episodes - aired, w->title);
            }
            BOOST_TEST(member(answer, "seasons").as_array().size() == w->seasons.size(), w->title);
        }
}

BOOST_AUTO_TEST_SUITE_END()
