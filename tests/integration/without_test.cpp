// SPDX-License-Identifier: MIT
// One of the three integrations is gone, not configured, or answers nonsense: the others answer, say what they could not
// say, and notice when it is back, without a restart. And who asks, when all three are there.
#include "tests/integration/household.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <vector>

using namespace integration;
namespace json = boost::json;

namespace
{

const json::object expanse{{"title", "The Expanse"}, {"type", "show"}, {"year", 2015}};
const json::object lost{{"title", "Lost"}, {"type", "show"}, {"year", 2004}};
const json::object films{{"type", "movie"}, {"genre", "sci-fi"}, {"yearFrom", 1990}, {"yearTo", 1999}};

bool says(const std::string& message, const std::string& part)
{
    return message.find(part) != message.npos;
}

/// One sentence that a person can read, with nothing in it that is nobody's business.
void check_sentence(const std::string& message)
{
    BOOST_TEST(message.size() > 10u, message);
    BOOST_TEST(message.size() < 250u, message);
    BOOST_TEST(message.find_first_of("\n\r{}<>\\") == message.npos, message);
    for (const std::string secret : {plex_token, tmdb_token, tautulli_key})
        BOOST_TEST(!says(message, secret), message);
    BOOST_TEST(!says(message, "api_key="), message);
    BOOST_TEST(!says(message, ". "), "more than a sentence: " + message);
}

bool is_compared(const json::object& answer)
{
    return answer.contains("numbering");
}

json::object with(json::object what, const char* name, json::value value)
{
    what[name] = std::move(value);
    return what;
}

struct without_fixture : household
{
    std::string kind_of_failure(const std::string& tool, const json::object& what = {}, const std::string& token = {})
    {
        const auto answer = call(tool, what, token);
        BOOST_TEST(answer.contains("error"), tool + " answered " + json::serialize(answer));
        return text(answer, "kind");
    }
    void break_tmdb(const std::string& how) const
    {
        sim->control("DELETE", "/sim/faults");
        sim->control("POST", "/sim/faults", json::serialize(json::object{{"fault", "/tmdb=" + how}}));
    }
    json::object history() { return ask("get_watch_history", {{"user", "everyone"}}); }

    /// The library's own answers, with nobody to compare with.
    void check_without_catalogue(const json::object& show)
    {
        const auto answer = ask_until("check_plex_library", show, // what was being asked at the reload still counts
                                      [](const json::object& a) { return !is_compared(a); });
        BOOST_TEST(member(answer, "found") == true);
        BOOST_TEST(!answer.contains("nextEpisode"));
        BOOST_TEST(!member(answer, "seasons").as_array().empty());
        for (const auto& season : member(answer, "seasons").as_array())
            BOOST_TEST(!season.as_object().contains("missingEpisodes"));
        ask_until("find_library_gaps", {},
                  [](const json::object& a) { return says(text(a, "message"), "cannot be told"); });
        history();
    }
    void check_all_there()
    {
        ask_until("check_plex_library", expanse, is_compared);
        ask_until("discover_media", films, [](const json::object& a) {
            const auto& results = member(a, "results").as_array();
            return !results.empty() && results.at(0).as_object().contains("inLibrary");
        });
        ask_until("get_watch_history", {{"user", "everyone"}}, [](const json::object&) { return true; });
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(without, without_fixture)

BOOST_AUTO_TEST_CASE(tmdb_leaves_the_plugin_folder_and_comes_back)
{
    start();
    check_all_there();
    remove("tmdb");
    reload();
    BOOST_TEST(reeld->call("discover_media", json::serialize(films)).status == 404);
    check_without_catalogue(lost);
    check_without_catalogue(expanse); // though it was compared before
    install_shipped("tmdb");
    reload();
    check_all_there();
    ask_until("check_plex_library", lost, is_compared);
    wait_for_comparison();
}

BOOST_AUTO_TEST_CASE(tmdb_loses_its_token_and_gets_it_back)
{
    start();
    check_all_there();
    configure("tmdb.yaml", "tmdb:\n  url: " + sim->url() + "/tmdb/3\n");
    reload();
    const auto refused = call("discover_media", films);
    BOOST_TEST(text(refused, "kind") == "unconfigured");
    BOOST_TEST(says(text(refused, "error"), "not configured"), json::serialize(refused));
    check_sentence(text(refused, "error"));
    check_without_catalogue(lost);
    configure_tmdb();
    reload();
    check_all_there();
    ask_until("check_plex_library", lost, is_compared);
}

BOOST_AUTO_TEST_CASE(without_tmdb_from_the_start)
{
    remove("tmdb");
    remove_configuration("tmdb");
    start();
    check_without_catalogue(expanse);
    check_without_catalogue(lost);
    BOOST_TEST(numbers(member(ask("check_plex_library", lost), "missingSeasons")) == (std::set{2, 5}),
               boost::test_tools::per_element()); // between those that are there
    install_shipped("tmdb");
    configure_tmdb();
    reload();
    check_all_there();
}

BOOST_AUTO_TEST_CASE(tautulli_leaves_and_comes_back)
{
    start();
    check_all_there();
    remove("tautulli");
    remove_configuration("tautulli");
    reload();
    BOOST_TEST(reeld->call("get_watch_history").status == 404);
    BOOST_TEST(reeld->call("get_current_activity").status == 404);
    ask("discover_media", films);
    ask("check_plex_library", lost);
    install_shipped("tautulli");
    configure("tautulli.yaml", "tautulli:\n  url: " + sim->url() + "/tautulli\n");
    reload();
    BOOST_TEST(kind_of_failure("get_watch_history") == "unconfigured");
    configure_tautulli();
    reload();
    check_all_there();
}

BOOST_AUTO_TEST_CASE(without_plex_titles_are_not_marked)
{
    start();
    check_all_there();
    remove("plex");
    remove_configuration("plex");
    reload();
    BOOST_TEST(reeld->call("check_plex_library", json::serialize(lost)).status == 404);
    const auto list = ask("discover_media", films);
    BOOST_TEST(member(list, "results").as_array().size() > 2u);
    for (const auto& entry : member(list, "results").as_array())
        BOOST_TEST(!entry.as_object().contains("inLibrary"), json::serialize(entry));
    const auto filtered = ask("discover_media", with(films, "onlyMissing", true));
    BOOST_TEST(says(json::serialize(member(filtered, "notApplied")), "onlyMissing"), json::serialize(filtered));
    BOOST_TEST(!ask("get_media_details", {{"tmdbId", 63639}, {"type", "show"}}).contains("inLibrary"));
    history();
    install_shipped("plex");
    configure_plex();
    reload();
    check_all_there();
}

BOOST_AUTO_TEST_CASE(plex_is_not_configured)
{
    start();
    configure("plex.yaml", "plex:\n  url: " + sim->url() + "\n");
    reload();
    BOOST_TEST(kind_of_failure("check_plex_library", lost) == "unconfigured");
    const auto list = ask("discover_media", films);
    for (const auto& entry : member(list, "results").as_array())
        BOOST_TEST(!entry.as_object().contains("inLibrary"), json::serialize(entry));
    configure_plex();
    reload();
    check_all_there();
}

BOOST_AUTO_TEST_CASE(plex_cannot_be_asked_and_nothing_is_told_absent)
{
    sim->control("POST", "/sim/faults", R"({"fault":"/library=500"})");
    reeld.emplace(*this, std::vector<std::string>{"--log-level", "debug"});
    const auto list = ask("discover_media", films);
    BOOST_TEST(member(list, "results").as_array().size() > 2u);
    for (const auto& entry : member(list, "results").as_array())
        BOOST_TEST(entry.at("inLibrary").at("status") == "unknown", json::serialize(entry));
    const auto filtered = ask("discover_media", with(films, "onlyMissing", true));
    BOOST_TEST(says(json::serialize(member(filtered, "notApplied")), "onlyMissing"), json::serialize(filtered));
    BOOST_TEST(text(call("check_plex_library", lost), "error").find(plex_token) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(whatever_tmdb_does_the_library_is_told_and_what_it_did_as_well)
{
    struct trouble
    {
        const char* fault;
        const char* kind;
        const char* word; ///< of what is said
    };
    const trouble all[] = {{"401", "unauthorized", "TMDB_ACCESS_TOKEN"},
                           {"429:30", "upstream", "limits"},
                           {"500", "upstream", "500"},
                           {"503", "upstream", "503"},
                           {"stall", "timeout", "did not answer"},
                           {"garbage", "validation", "cannot be used"},
                           {"cut:900", "connection", "TMDB"},
                           {"html", "validation", "cannot be used"},
                           {"shape:0", "validation", "cannot be used"},
                           {"refuse", "connection", "reached"},
                           {"hang", "timeout", "did not answer"}};
    const std::vector<json::object> shows{{{"title", "The Expanse"}, {"type", "show"}, {"year", 2015}},
                                          {{"title", "Game of Thrones"}, {"type", "show"}, {"year", 2011}}};
    configure_tmdb("1s");
    for (const auto& one : all)
        BOOST_TEST_CONTEXT(one.fault)
        {
            break_tmdb(one.fault);
            start();
            for (const auto& show : shows)
            {
                const auto answer = ask("check_plex_library", show);
                BOOST_TEST(member(answer, "found") == true);
                BOOST_TEST(!member(answer, "seasons").as_array().empty());
                BOOST_TEST(!is_compared(answer), json::serialize(answer));
                const auto& note = member(answer, "catalogue");
                BOOST_REQUIRE_MESSAGE(note.is_object(), json::serialize(answer));
                const auto reason = text(note.as_object(), "reason");
                check_sentence(reason);
                BOOST_TEST(says(reason, one.word), reason);
            }
            const auto refused = call("discover_media", films);
            BOOST_TEST(text(refused, "kind") == one.kind, json::serialize(refused));
            check_sentence(text(refused, "error"));
            history();
            teardown();
            reeld.reset();
        }
}

BOOST_AUTO_TEST_CASE(a_failure_of_tmdb_that_is_over_is_forgotten)
{
    break_tmdb("500");
    start();
    BOOST_TEST(!is_compared(ask("check_plex_library", expanse)));
    sim->control("DELETE", "/sim/faults");
    ask_until("discover_media", films, [](const json::object&) { return true; });
    ask_until("check_plex_library", lost, is_compared);
    wait_for_comparison();
}

BOOST_AUTO_TEST_SUITE_END()

namespace
{

const std::string lenas = "lenas-token-of-the-test", karls = "karls-token-of-the-test",
                  visitors = "visitors-token-of-the-test";

constexpr auto people = R"(users:
  - name: lena
    links: {tautulli_user: lena.weiss}
  - name: karl
    links: {plex_user: opa_karl}
  - name: mara
    role: admin
    links: {plex_user: mara_k}
  - name: visitor
)";
constexpr auto tokens = R"(tokens:
  - {name: lenas-phone, user: lena, token: lenas-token-of-the-test}
  - {name: karls-phone, user: karl, token: karls-token-of-the-test}
  - {name: visitors-phone, user: visitor, token: visitors-token-of-the-test}
)";

struct people_fixture : without_fixture
{
    void teardown()
    {
        household::teardown();
        for (const auto& token : {lenas, karls, visitors})
            BOOST_TEST(!says(reeld->log(), token), "the log holds the token " + token);
    }

    /// The titles of the last plays of somebody, newest first, as Tautulli has them.
    std::vector<std::string> last_titles(const std::string& user, std::size_t n) const
    {
        std::vector<std::string> out;
        const auto plays = sim->control("GET", "/sim/tautulli/plays?user=" + user).as_array();
        std::map<std::int64_t, std::pair<std::int64_t, std::string>> of;
        for (const auto& p : plays)
            if (p.at("type") != "track")
                of[p.at("reference").as_int64()] = {p.at("started").as_int64(), std::string{p.at("title").as_string()}};
        std::vector<std::pair<std::int64_t, std::string>> sorted;
        for (const auto& [reference, play] : of)
            sorted.push_back(play);
        std::sort(sorted.rbegin(), sorted.rend());
        for (const auto& [when, title] : sorted)
            if (out.size() < n)
                out.push_back(title);
        return out;
    }
    std::vector<std::string> told_titles(const json::object& what, const std::string& token)
    {
        std::vector<std::string> out;
        const auto answer = ask("get_watch_history", what, token);
        for (const auto& entry : member(answer, "results").as_array())
            out.emplace_back(entry.at("title").as_string());
        return out;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(identity, people_fixture)

BOOST_AUTO_TEST_CASE(each_caller_is_told_their_own_and_an_unlinked_one_how_to_link)
{
    dir.write("reeld.yaml", std::string{people} + tokens);
    start();
    BOOST_TEST(told_titles({{"limit", 10}}, lenas) == last_titles("lena.weiss", 10), boost::test_tools::per_element());
    BOOST_TEST(told_titles({{"limit", 10}}, karls) == last_titles("opa_karl", 10), boost::test_tools::per_element());
    const auto refused = call("get_watch_history", {}, visitors);
    BOOST_TEST(text(refused, "kind") == "permission");
    BOOST_TEST(says(text(refused, "error"), "tautulli_user"), json::serialize(refused));
    check_sentence(text(refused, "error"));
    for (const auto& token : {lenas, karls})
        BOOST_TEST(kind_of_failure("get_watch_history", {{"user", "mara_k"}}, token) == "permission");
    BOOST_TEST(reeld->call("get_watch_history", "{}").status == 401);
}

BOOST_AUTO_TEST_CASE(the_watched_counts_say_whose_they_are)
{
    configure_plex("  account: mara_k\n");
    dir.write("reeld.yaml", std::string{people} + tokens);
    start();
    for (const auto& token : {lenas, visitors})
    {
        const auto answer = ask("check_plex_library", expanse, token);
        BOOST_TEST(says(text(answer, "watchedBy"), "mara_k"), json::serialize(answer));
    }
}

BOOST_AUTO_TEST_CASE(without_tokens_who_is_local_is_whom_the_owner_names)
{
    dir.write("reeld.yaml", std::string{people} + "local_user: karl\n");
    start();
    BOOST_TEST(told_titles({{"limit", 10}}, {}) == last_titles("opa_karl", 10), boost::test_tools::per_element());
    dir.write("reeld.yaml", std::string{people} + "local_user: lena\n");
    reload();
    BOOST_TEST(told_titles({{"limit", 10}}, {}) == last_titles("lena.weiss", 10), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
