// SPDX-License-Identifier: MIT
// The daemon, the Tautulli plugin and a simulated Tautulli: whose watching is told to whom, whether it is what was watched,
// and all that can go wrong between them.
#include "tests/integration/simulator.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <csignal>
#include <map>
#include <memory>
#include <tuple>

using namespace integration;
namespace json = boost::json;

namespace
{

const std::string lena = "lenas-token-of-the-test", jonas = "jonas-token-of-the-test",
                  boss = "owners-token-of-the-test", visitor = "visitors-token-of-the-test";

/// Three people, of whom one sees everyone's, and somebody whom nobody has linked.
constexpr auto people = R"(users:
  - name: lena
    links: {tautulli_user: lena.weiss}
  - name: jonas
    links: {plex_user: jonas77}
  - name: mara
    role: admin
    links: {plex_user: mara_k}
  - name: visitor
tokens:
  - {name: lenas-phone, user: lena, token: lenas-token-of-the-test}
  - {name: jonas-phone, user: jonas, token: jonas-token-of-the-test}
  - {name: owners-phone, user: mara, token: owners-token-of-the-test}
  - {name: visitors-phone, user: visitor, token: visitors-token-of-the-test}
)";

/// What is true, below /sim/tautulli.
json::array truth(const server& upstream, const std::string& path)
{
    return upstream.control("GET", "/sim/tautulli" + path).as_array();
}

std::string said(const json::value& v)
{
    return std::string{v.as_string()};
}

struct tautulli_fixture : house
{
    tautulli_fixture()
    {
        install_shipped("tautulli");
        dir.write("reeld.yaml", people);
        configure("tautulli.yaml", "tautulli:\n  activity_cache: 0s\n  stats_cache: 0s\n  timeout: 3s\n");
    }

    static std::vector<std::string> at(const std::string& url, const std::string& key = "simulated-tautulli-key")
    {
        return {"TAUTULLI_URL=" + url + "/tautulli", "TAUTULLI_API_KEY=" + key};
    }

    static json::object call(const running_daemon& d, const std::string& tool, const json::object& what,
                             const std::string& token)
    {
        const auto answer = d.call(tool, json::serialize(what), token);
        BOOST_REQUIRE_MESSAGE(answer.status != 0, "reeld does not answer; it said:\n" + d.log());
        return json::parse(answer.body).as_object();
    }
    /// The answer of a call that succeeds.
    static json::object ask(const running_daemon& d, const std::string& tool, const json::object& what,
                            const std::string& token)
    {
        auto answer = call(d, tool, what, token);
        BOOST_REQUIRE_MESSAGE(!answer.contains("kind"), tool + " answered " + json::serialize(answer));
        return answer;
    }
    /// The kind of error of a call that fails.
    static std::string failure(const running_daemon& d, const std::string& tool, const json::object& what,
                               const std::string& token)
    {
        const auto answer = call(d, tool, what, token);
        BOOST_REQUIRE_MESSAGE(answer.contains("kind"), tool + " answered " + json::serialize(answer));
        return said(answer.at("kind"));
    }

    /// What somebody watched, newest first, without music: titles, and how much of each.
    static std::vector<std::string> titles_of(const server& upstream, const std::string& user)
    {
        std::map<std::int64_t, std::pair<std::int64_t, std::string>> groups;
        for (const auto& p : truth(upstream, "/plays?user=" + user))
            if (p.at("type") != "track")
                groups[p.at("reference").as_int64()] = {p.at("started").as_int64(), said(p.at("title"))};
        std::vector<std::pair<std::int64_t, std::string>> sorted;
        for (auto& [reference, play] : groups)
            sorted.push_back(std::move(play));
        std::sort(sorted.rbegin(), sorted.rend());
        std::vector<std::string> out;
        for (auto& [started, title] : sorted)
            out.push_back(std::move(title));
        return out;
    }
    static std::vector<std::string> titles_in(const json::object& answer)
    {
        std::vector<std::string> out;
        for (const auto& entry : answer.at("results").as_array())
            out.push_back(said(entry.at("title")));
        return out;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(tautulli, tautulli_fixture)

BOOST_AUTO_TEST_CASE(a_caller_gets_the_history_of_the_linked_user_and_nobody_elses)
{
    server upstream;
    running_daemon d{*this, {}, at(upstream.url())};
    const auto mine = titles_of(upstream, "lena.weiss");
    BOOST_REQUIRE(mine.size() > 50u);
    for (int page = 1; page <= 2; ++page)
    {
        const auto answer = ask(d, "get_watch_history", {{"limit", 25}, {"page", page}}, lena);
        const auto first = mine.begin() + (page - 1) * 25;
        BOOST_TEST(titles_in(answer) == std::vector<std::string>(first, first + 25), boost::test_tools::per_element());
        for (const auto& entry : answer.at("results").as_array())
            BOOST_TEST(entry.at("user") == "Lena Weiß");
    }
    BOOST_TEST(failure(d, "get_watch_history", {{"user", "Mara"}}, lena) == "permission");
    BOOST_TEST(failure(d, "get_watch_history", {{"user", "everyone"}}, lena) == "permission");
    BOOST_TEST(d.log().find("simulated-tautulli-key") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(odd_rows_lose_no_page)
{
    server upstream;
    running_daemon d{*this, {}, at(upstream.url())};
    const auto answer = ask(d, "get_watch_history", {{"limit", 25}}, jonas); // whose rows of last week are odd
    BOOST_TEST(answer.at("results").as_array().size() >= 24u);
    const auto titles = titles_in(answer);
    BOOST_TEST(std::count(titles.begin(), titles.end(), "A Film That Left") == 1);
}

BOOST_AUTO_TEST_CASE(an_unlinked_caller_is_told_how_to_be_linked)
{
    server upstream;
    running_daemon d{*this, {}, at(upstream.url())};
    const auto refused = call(d, "get_watch_history", json::object{}, visitor);
    BOOST_TEST(said(refused.at("kind")) == "permission");
    BOOST_TEST(said(refused.at("error")).find("tautulli_user") != std::string::npos);
    configure("tautulli.yaml", "tautulli:\n  default_scope: all\n");
    d.signal(SIGHUP);
    BOOST_REQUIRE(d.says("Configuration applied"));
    BOOST_TEST(ask(d, "get_watch_history", json::object{}, visitor).at("whose") == "everyone");
}

BOOST_AUTO_TEST_CASE(the_most_watched_are_those_that_were_watched_most)
{
    server upstream;
    running_daemon d{*this, {}, at(upstream.url())};
    const auto answer = ask(d, "get_watch_stats", {{"window", "month"}, {"user", "everyone"}, {"limit", 5}}, boss);
    for (const auto& [list, type] : {std::pair{"movies", "movie"}, std::pair{"shows", "episode"}})
    {
        const auto most = truth(upstream, std::string{"/watched?days=30&by=plays&type="} + type);
        const auto& told = answer.at(list).as_array();
        BOOST_REQUIRE(told.size() == 5u);
        for (std::size_t n = 0; n < told.size(); ++n)
        {
            BOOST_TEST(told.at(n).at("title") == most.at(n).at("title"), list << " at " << n);
            BOOST_TEST(told.at(n).at("plays") == most.at(n).at("plays"), list << " at " << n);
        }
    }
    BOOST_TEST(answer.at("users").as_array().size() >= 3u);
}

BOOST_AUTO_TEST_CASE(who_watched_a_show_and_how_far_agrees_with_what_was_watched)
{
    server upstream;
    running_daemon d{*this, {}, at(upstream.url())};
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> farthest;
    for (const auto& p : truth(upstream, "/plays"))
        if (said(p.at("work")) == "Breaking Bad")
        {
            auto& f = farthest[said(p.at("user"))];
            f = std::max(f, std::pair{p.at("season").as_int64(), p.at("episode").as_int64()});
        }
    BOOST_REQUIRE(farthest.size() >= 3u);
    const auto answer = ask(d, "get_watch_stats", {{"title", "breaking bad"}}, boss);
    const auto& watchers = answer.at("watchers").as_array();
    BOOST_TEST(watchers.size() == farthest.size());
    const std::map<std::string, std::string> names{
        {"Mara", "mara_k"}, {"Jonas", "jonas77"}, {"Lena Weiß", "lena.weiss"}, {"Opa \"Karl\" 🍿", "opa_karl"}};
    for (const auto& w : watchers)
    {
        const auto& [season, episode] = farthest.at(names.at(said(w.at("user"))));
        BOOST_TEST(said(w.at("farthest")) == "S" + std::to_string(season) + "E" + std::to_string(episode));
    }
}

BOOST_AUTO_TEST_CASE(plex_being_down_is_told_apart_from_nobody_watching)
{
    server upstream;
    running_daemon d{*this, {}, at(upstream.url())};
    const auto now = ask(d, "get_current_activity", json::object{}, boss);
    BOOST_TEST(now.at("streamCount") == 3);
    BOOST_TEST(now.at("streams").as_array().size() == 3u);
    upstream.control("POST", "/sim/tautulli/streams", R"({"streams":[]})");
    const auto idle = ask(d, "get_current_activity", json::object{}, boss);
    BOOST_TEST(idle.at("plexReachable") == true);
    BOOST_TEST(idle.at("streamCount") == 0);
    upstream.control("POST", "/sim/tautulli", R"({"plex":"gone unnoticed"})");
    const auto down = ask(d, "get_current_activity", json::object{}, boss);
    BOOST_TEST(down.at("plexReachable") == false);
    BOOST_TEST(!down.contains("streamCount"));
}

BOOST_AUTO_TEST_CASE(a_wrong_key_is_named)
{
    server upstream;
    running_daemon d{*this, {}, at(upstream.url(), "not-the-key-of-it")};
    const auto refused = call(d, "get_watch_history", {{"user", "everyone"}}, boss);
    BOOST_TEST(said(refused.at("kind")) == "unauthorized");
    BOOST_TEST(said(refused.at("error")).find("TAUTULLI_API_KEY") != std::string::npos);
    BOOST_TEST(d.log().find("not-the-key-of-it") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(tautulli_may_go_and_come_back)
{
    auto upstream = std::make_unique<server>();
    const auto port = upstream->port();
    running_daemon d{*this, {}, at(upstream->url())};
    ask(d, "get_watch_history", json::object{}, lena);
    upstream.reset();
    BOOST_TEST(failure(d, "get_watch_history", {{"page", 3}}, lena) == "connection");
    upstream = std::make_unique<server>(std::vector<std::string>{}, port);
    ask(d, "get_watch_history", {{"page", 3}}, lena);
}

BOOST_AUTO_TEST_CASE(a_faulty_page_is_an_error_and_not_an_empty_history)
{
    server upstream;
    running_daemon d{*this, {}, at(upstream.url())};
    ask(d, "get_watch_history", json::object{}, lena);
    for (auto fault : {"/tautulli=html", "/tautulli=garbage", "/tautulli=500", "/tautulli=cut"})
    {
        upstream.control("POST", "/sim/faults", std::string{R"({"fault":")"} + fault + R"("})");
        const auto kind = failure(d, "get_watch_history", {{"page", 2}}, lena);
        BOOST_TEST((kind == "upstream" || kind == "validation" || kind == "connection"), fault << ": " << kind);
        upstream.control("DELETE", "/sim/faults");
    }
    upstream.control("POST", "/sim/tautulli", R"({"throwing":["get_history"]})");
    BOOST_TEST(failure(d, "get_watch_history", {{"page", 2}}, lena) == "upstream");
    upstream.control("POST", "/sim/tautulli", R"({"throwing":[]})");
    ask(d, "get_watch_history", {{"page", 2}}, lena);
}

BOOST_AUTO_TEST_SUITE_END()
