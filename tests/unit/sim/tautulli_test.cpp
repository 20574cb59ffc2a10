// SPDX-License-Identifier: MIT
#include "tests/unit/sim/fixture.hpp"

#include "tests/sim/tautulli/household.hpp"
#include "tests/sim/tautulli/text.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <set>

using namespace sim_test;
using namespace reel_sim::tautulli;
namespace json = boost::json;

namespace
{

const auto world_of_300 = reel_sim::generate({});
constexpr std::uint32_t jonas = 21'340'105, guest = 21'340'478;

struct tautulli_fixture
{
    service sim{world_of_300, "0123", {}};

    reel_sim::reply send(std::string_view target, std::string_view method = "GET", std::string_view body = {})
    {
        auto req = reel_sim::parse_request(std::string{method} + " " + std::string{target} + " HTTP/1.1").value();
        req.body = body;
        return sim.handle(req);
    }
    json::object response(std::string_view query, int status)
    {
        const auto r = send("/tautulli/api/v2?" + std::string{query});
        BOOST_TEST(r.status == status, query << " answered " << r.status << ": " << r.body.text().substr(0, 300));
        return json::parse(r.body.text()).at("response").as_object();
    }
    /// The "data" of a command that succeeds.
    json::value ask(std::string_view command)
    {
        auto r = response("apikey=simulated-tautulli-key&cmd=" + std::string{command}, 200);
        BOOST_TEST(r.at("result") == "success", command);
        BOOST_TEST(r.at("message").is_null());
        return std::move(r.at("data"));
    }
    json::array list(std::string_view command) { return ask(command).as_array(); }
    std::string refusal(std::string_view query, int status = 400)
    {
        const auto r = response(query, status);
        BOOST_TEST(r.at("result") == "error", query);
        BOOST_TEST(r.at("data").as_object().empty());
        return r.at("message").is_null() ? "null" : std::string{r.at("message").as_string()};
    }
    std::int64_t total(std::string_view command) { return ask(command).at("recordsFiltered").as_int64(); }
    json::array history(std::string_view arguments)
    {
        return ask("get_history&" + std::string{arguments}).at("data").as_array();
    }
    const std::vector<play>& plays() { return sim.past().plays(); }
    std::int64_t now() const { return world_of_300.now; }

    /// Checks a filter of get_history: ungrouped ids and grouped count against the plays for which `wanted` holds.
    std::size_t check_filter(const std::string& arguments, const std::function<bool(const play&)>& wanted)
    {
        std::set<std::int64_t> ids, groups, answered;
        for (const auto& p : plays())
            if (wanted(p))
            {
                ids.insert(p.id);
                groups.insert(p.reference);
            }
        for (const auto& row : history(arguments + "&include_activity=0&grouping=0&length=100000"))
            answered.insert(row.at("row_id").as_int64());
        BOOST_TEST(answered == ids, arguments << ": " << answered.size() << " rows, not " << ids.size());
        BOOST_TEST(total("get_history&include_activity=0&length=0&" + arguments) == std::ssize(groups), arguments);
        return ids.size();
    }
};

std::string text(std::int64_t n)
{
    return std::to_string(n);
}

std::string said(const json::value& v)
{
    return std::string{v.as_string()};
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(simulated_tautulli, tautulli_fixture)

BOOST_AUTO_TEST_CASE(every_refusal_is_a_400_told_apart_by_its_message)
{
    BOOST_TEST(refusal("") == "Parameter apikey is required");
    BOOST_TEST(refusal("cmd=arnold") == "Parameter apikey is required");
    BOOST_TEST(refusal("apikey=wrong&cmd=arnold") == "Invalid apikey");
    BOOST_TEST(refusal("apikey=&cmd=arnold") == "Invalid apikey");
    const auto none = refusal("apikey=wrong");
    BOOST_TEST(none.starts_with("Parameter cmd is required. Possible commands are: add_newsletter_config, "));
    for (auto name : {"get_nonsense", "GET_HISTORY", "_api_run", ""})
    {
        const auto message = refusal("apikey=wrong&cmd=" + std::string{name}); // the key is looked at later
        BOOST_TEST(message.starts_with("Unknown command: " + std::string{name} + ". Possible commands are: "));
        BOOST_TEST(message.size() > 2300u);
    }
    sim.settings().enabled = false;
    BOOST_TEST(refusal("apikey=simulated-tautulli-key&cmd=arnold") == "API not enabled");
}

BOOST_AUTO_TEST_CASE(an_exception_is_a_500_that_says_to_look_into_the_logs)
{
    const std::string key = "apikey=simulated-tautulli-key&cmd=";
    for (auto query : {"get_history&length=abc", "get_history&start=x", "get_history&length=1&length=2", "docs_md"})
        BOOST_TEST(refusal(key + query, 500) == "Check the logs for errors");
    sim.settings().throwing = {"arnold"};
    BOOST_TEST(refusal(key + "arnold", 500) == "Check the logs for errors");
    sim.settings().throwing.clear();
    BOOST_TEST(ask("arnold").is_string());
}

BOOST_AUTO_TEST_CASE(a_missing_argument_is_a_400_without_a_message)
{
    for (auto command : {"get_user", "get_user_watch_time_stats", "get_user_player_stats", "get_item_watch_time_stats",
                         "get_item_user_stats"})
        BOOST_TEST(refusal("apikey=simulated-tautulli-key&cmd=" + std::string{command}) == "null");
    BOOST_TEST(ask("get_metadata").as_object().empty());
    BOOST_TEST(ask("get_recently_added").at("recently_added").as_array().empty());
}

BOOST_AUTO_TEST_CASE(it_answers_below_its_root_and_nowhere_else)
{
    BOOST_TEST(sim.owns("/tautulli/api/v2"));
    BOOST_TEST(sim.owns("/tautulli"));
    BOOST_TEST(!sim.owns("/tautulliX"));
    BOOST_TEST(!sim.owns("/library/sections"));
    BOOST_TEST(send("/tautulli/api/v2/?apikey=simulated-tautulli-key&cmd=arnold").status == 200);
    BOOST_TEST(send("/tautulli/api/v2", "POST", "apikey=simulated-tautulli-key&cmd=arnold").status == 200);
    for (auto old : {"/tautulli/api", "/tautulli/api/v1"})
    {
        BOOST_TEST(send(old).status == 200);
        BOOST_TEST(send(old).body.text().find("Please use the /api/v2 endpoint.") != std::string::npos);
    }
    BOOST_TEST(send("/tautulli/").status == 303);
    const auto missing = send("/tautulli/nonsense");
    BOOST_TEST(missing.status == 404);
    BOOST_TEST(missing.body.size() == 513u);
    BOOST_TEST(json::parse(missing.body.text()).at("status") == "404 Not Found");
    sim.settings().root = "/deep/er";
    BOOST_TEST(sim.owns("/deep/er/api/v2"));
    BOOST_TEST(send("/deep/er/api/v2?apikey=simulated-tautulli-key&cmd=arnold").status == 200);
    sim.settings().root.clear();
    BOOST_TEST(sim.owns("/api/v2"));
    BOOST_TEST(!sim.owns("/identity"));
    BOOST_TEST(send("/api/v2?apikey=simulated-tautulli-key&cmd=arnold").status == 200);
}

BOOST_AUTO_TEST_CASE(plex_being_down_looks_like_success)
{
    BOOST_TEST(ask("get_activity").as_object().contains("stream_count"));
    BOOST_TEST(ask("get_server_identity").at("machine_identifier") == "0123");
    sim.settings().plex = plex_link::gone_unnoticed;
    BOOST_TEST(ask("get_activity").as_object().empty());
    BOOST_TEST(ask("get_libraries").as_array().empty());
    BOOST_TEST(ask("get_server_identity").as_object().empty());
    BOOST_TEST(ask("get_metadata&rating_key=1000").as_object().empty());
    BOOST_TEST(ask("get_recently_added&count=5").at("recently_added").as_array().empty());
    BOOST_TEST(ask("server_status").at("connected") == true);
    BOOST_TEST(!history("length=3").empty());
    sim.settings().plex = plex_link::gone;
    BOOST_TEST(ask("server_status").at("connected") == false);
}

BOOST_AUTO_TEST_CASE(nobody_playing_is_a_stream_count_of_nought)
{
    sim.streams().clear();
    const auto idle = ask("get_activity").as_object();
    BOOST_TEST(idle.at("stream_count") == "0");
    BOOST_TEST(idle.at("sessions").as_array().empty());
    BOOST_TEST(idle.at("total_bandwidth") == 0);
}

BOOST_AUTO_TEST_CASE(activity_mixes_strings_and_numbers)
{
    const auto all = ask("get_activity").as_object();
    BOOST_TEST(all.at("stream_count") == "3");
    for (auto name : {"stream_count_direct_play", "stream_count_direct_stream", "stream_count_transcode"})
        BOOST_TEST(all.at(name) == 1);
    BOOST_TEST(all.at("lan_bandwidth") == 16'000);
    BOOST_TEST(all.at("wan_bandwidth") == 4000);
    const auto& film = all.at("sessions").at(0).as_object();
    BOOST_TEST(film.at("media_type") == "movie");
    BOOST_TEST(film.at("session_key") == "101");
    BOOST_TEST(film.at("progress_percent") == "20");
    BOOST_TEST(film.at("parent_rating_key") == "");
    BOOST_TEST(film.at("transcode_speed") == "");
    BOOST_TEST(film.at("user_id").is_int64());
    const auto& episode = all.at("sessions").at(1).as_object();
    BOOST_TEST(episode.at("state") == "paused");
    BOOST_TEST(episode.at("transcode_decision") == "transcode");
    BOOST_TEST(episode.at("location") == "wan");
    BOOST_TEST(episode.at("grandparent_rating_key").is_string());
    BOOST_TEST(ask("get_activity&session_key=102").at("session_key") == "102");
    BOOST_TEST(ask("get_activity&session_key=999").as_object().empty());
}

BOOST_AUTO_TEST_CASE(every_filter_of_the_history_agrees_with_brute_force)
{
    const auto& some = *std::find_if(plays().rbegin(), plays().rend(), [](const play& p) {
        return p.what.type == media::episode && !p.what.live && p.user == jonas;
    });
    const auto seen = [](std::size_t n) { BOOST_TEST(n > 0u, "the filter must let something through to be tested"); };
    seen(check_filter("", [](auto&) { return true; }));
    seen(check_filter("user_id=21340105", [](auto& p) { return p.user == jonas; }));
    seen(check_filter("user=jonas77", [](auto& p) { return p.user == jonas; }));
    seen(check_filter("user=jonas77,mara_k", [](auto& p) { return p.user == jonas || p.user == owner_id; }));
    seen(check_filter("user_id=21340105&user=mara_k", [](auto& p) { return p.user == jonas; }));
    seen(check_filter("media_type=movie", [](auto& p) { return p.what.type == media::movie; }));
    seen(check_filter("media_type=episode", [](auto& p) { return p.what.type == media::episode && !p.what.live; }));
    seen(check_filter("media_type=live", [](auto& p) { return p.what.live; }));
    seen(check_filter("media_type=movie,%20track",
                      [](auto& p) { return p.what.type == media::movie || p.what.type == media::track; }));
    seen(check_filter("media_type=all", [](auto&) { return true; }));
    seen(check_filter("rating_key=" + text(some.what.key), [&](auto& p) { return p.what.key == some.what.key; }));
    seen(check_filter("parent_rating_key=" + text(some.what.parent),
                      [&](auto& p) { return p.what.parent == some.what.parent; }));
    seen(check_filter("grandparent_rating_key=" + text(some.what.grandparent),
                      [&](auto& p) { return p.what.grandparent == some.what.grandparent; }));
    seen(check_filter("section_id=1", [](auto& p) { return p.what.section == 1; }));
    seen(check_filter("section_id=1,2&media_type=episode", [](auto& p) { return p.what.section == 2; }));
    seen(check_filter("start_date=" + some.day, [&](auto& p) { return p.day == some.day; }));
    seen(check_filter("after=" + some.day, [&](auto& p) { return p.day >= some.day; }));
    seen(check_filter("before=" + some.day, [&](auto& p) { return p.day <= some.day; }));
    seen(check_filter("after=2025-06-01&before=2025-06-30&user_id=21340105",
                      [](auto& p) { return p.day >= "2025-06-01" && p.day <= "2025-06-30" && p.user == jonas; }));
    seen(check_filter("user=&rating_key=&nonsense=1", [](auto&) { return true; }));
    BOOST_TEST(check_filter("user=Jonas", [](auto&) { return false; }) == 0u); // that is the friendly name
    BOOST_TEST(check_filter("start_date=yesterday", [](auto&) { return false; }) == 0u);
    BOOST_TEST(check_filter("media_type=nonsense", [](auto&) { return false; }) == 0u);
}

BOOST_AUTO_TEST_CASE(search_looks_into_titles_and_friendly_names_whatever_the_case)
{
    auto count = [&](auto matches) {
        std::set<std::uint32_t> groups;
        for (const auto& p : plays())
            if (matches(p))
                groups.insert(p.reference);
        return std::ssize(groups);
    };
    const auto shared = [](const play& p) { return p.what.full_title().find("Breaking Bad") != std::string::npos; };
    BOOST_TEST(total("get_history&include_activity=0&search=bREAKING%20bAD") == count(shared));
    BOOST_TEST(total("get_history&include_activity=0&search=lena%20wei") ==
               count([](const play& p) { return p.user == 21'340'212; }));
    BOOST_TEST(total("get_history&search=no%20such%20thing") == 0);
}

BOOST_AUTO_TEST_CASE(three_people_got_to_different_places_in_the_shared_show)
{
    std::map<std::uint32_t, int> episodes;
    for (const auto& p : plays())
        if (p.what.grandparent_title == "Breaking Bad")
            ++episodes[p.user];
    BOOST_TEST(episodes[owner_id] >= 62);
    BOOST_TEST(episodes[jonas] >= 20);
    BOOST_TEST(episodes[jonas] < 62);
    BOOST_TEST(episodes[21'340'212] >= 1);
    BOOST_TEST(episodes[guest] == 0);
}

BOOST_AUTO_TEST_CASE(active_streams_come_first_and_use_up_places)
{
    const auto page = ask("get_history&length=5").as_object();
    const auto& rows = page.at("data").as_array();
    BOOST_REQUIRE(rows.size() == 5u);
    std::size_t active = 0;
    for (const auto& row : rows)
        active += row.at("row_id").is_null();
    BOOST_TEST(active >= 2u);
    const auto& first = rows.at(0).as_object();
    for (auto name : {"reference_id", "row_id", "id", "group_count", "group_ids"})
        BOOST_TEST(first.at(name).is_null(), name);
    BOOST_TEST(first.at("state").is_string());
    BOOST_TEST(first.at("session_key").is_int64());
    BOOST_TEST(page.at("recordsFiltered").as_int64() == total("get_history&include_activity=0") + 3);
    BOOST_TEST(page.at("recordsTotal").as_int64() == std::ssize(plays()));
}

BOOST_AUTO_TEST_CASE(a_resumed_film_is_one_row_or_several)
{
    const auto later = std::find_if(plays().begin(), plays().end(), [](const play& p) { return p.reference != p.id; });
    BOOST_REQUIRE(later != plays().end());
    std::vector<const play*> group;
    for (const auto& p : plays())
        if (p.reference == later->reference)
            group.push_back(&p);
    const auto filter = "rating_key=" + text(later->what.key) + "&include_activity=0";
    json::object row;
    for (const auto& r : history(filter))
        if (r.at("reference_id") == later->reference)
            row = r.as_object();
    BOOST_TEST(row.at("group_count").as_int64() == std::ssize(group));
    BOOST_TEST(row.at("row_id") == group.back()->id);
    BOOST_TEST(row.at("started").as_int64() == group.front()->started);
    BOOST_TEST(row.at("date").as_int64() == group.back()->started);
    BOOST_TEST(row.at("stopped").as_int64() == group.back()->stopped);
    std::int64_t seconds = 0;
    std::string ids;
    for (const auto* p : group)
    {
        seconds += p->seconds();
        ids += (ids.empty() ? "" : ",") + text(p->id);
    }
    BOOST_TEST(row.at("duration").as_int64() == seconds);
    BOOST_TEST(said(row.at("group_ids")) == ids);
    BOOST_TEST(history(filter + "&grouping=0").size() > history(filter).size());
}

BOOST_AUTO_TEST_CASE(pages_are_cut_as_python_cuts_lists)
{
    const auto all = total("get_history&include_activity=0");
    auto size = [&](std::string_view arguments) {
        return std::ssize(history("include_activity=0&" + std::string{arguments}));
    };
    BOOST_TEST(size("") == 25);
    BOOST_TEST(size("length=0") == 0);
    BOOST_TEST(size("length=-1") == all - 1); // all but the last
    BOOST_TEST(size("start=100000") == 0);
    BOOST_TEST(size("start=" + text(all - 3) + "&length=10") == 3);
    BOOST_TEST(size("start=5&length=-1") == 0);
    const auto first = history("include_activity=0&length=10"), second = history("include_activity=0&start=5&length=5");
    for (std::size_t n = 0; n < 5; ++n)
        BOOST_TEST(first.at(5 + n).at("row_id") == second.at(n).at("row_id"));
}

BOOST_AUTO_TEST_CASE(rows_are_ordered_by_date_unless_told_otherwise)
{
    auto column = [&](std::string_view arguments, std::string_view name) {
        std::vector<std::int64_t> out;
        for (const auto& row : history("include_activity=0&length=200&" + std::string{arguments}))
            out.push_back(row.at(name).to_number<std::int64_t>());
        return out;
    };
    auto sorted = [](std::vector<std::int64_t> list, bool down) {
        return down ? std::is_sorted(list.rbegin(), list.rend()) : std::is_sorted(list.begin(), list.end());
    };
    BOOST_TEST(sorted(column("", "date"), true));
    BOOST_TEST(sorted(column("order_dir=asc", "date"), false));
    BOOST_TEST(sorted(column("order_column=stopped&order_dir=asc", "stopped"), false));
    BOOST_TEST(sorted(column("order_column=paused_counter", "paused_counter"), true));
    BOOST_TEST(sorted(column("order_column=nonsense", "date"), true));
}

BOOST_AUTO_TEST_CASE(fields_have_the_types_that_were_recorded)
{
    const auto film = history("include_activity=0&media_type=movie&user_id=21340017&length=1").at(0).as_object();
    for (auto name : {"parent_rating_key", "grandparent_rating_key", "media_index", "parent_media_index"})
        BOOST_TEST(film.at(name) == "", name);
    BOOST_TEST(film.at("rating_key").is_int64());
    BOOST_TEST(film.at("group_ids").is_string());
    BOOST_TEST(film.at("state").is_null());
    const auto episode = history("include_activity=0&media_type=episode&length=1").at(0).as_object();
    for (auto name : {"parent_rating_key", "grandparent_rating_key", "media_index", "parent_media_index"})
        BOOST_TEST(episode.at(name).is_int64(), name);
    BOOST_TEST(said(episode.at("full_title")) ==
               said(episode.at("grandparent_title")) + " - " + said(episode.at("title")));
    const auto live = history("include_activity=0&media_type=live&length=1").at(0).as_object();
    BOOST_TEST(live.at("live") == 1);
    BOOST_TEST(live.at("media_type") == "episode");
    BOOST_TEST(live.at("thumb") == "");
    BOOST_TEST(live.at("percent_complete") == 100);
    BOOST_TEST(live.at("watched_status") == 1);
}

BOOST_AUTO_TEST_CASE(what_is_odd_in_real_databases_is_odd_here)
{
    bool null_title = false, text_numbers = false, empty = false, gone = false, fraction = false, null_secure = false;
    for (const auto& row : history("include_activity=0&length=100000"))
    {
        null_title |= row.at("title").is_null() && row.at("full_title").is_null();
        text_numbers |= row.at("rating_key").is_string() && row.at("percent_complete").is_string();
        empty |= row.at("year") == "" && row.at("player") == "";
        gone |= row.at("title") == "A Film That Left";
        fraction |= row.at("watched_status").is_double();
        null_secure |= row.at("secure").is_null();
    }
    BOOST_TEST((null_title && text_numbers && empty && gone && fraction && null_secure));
    BOOST_TEST(ask("get_metadata&rating_key=700").as_object().empty());
    BOOST_TEST(send("/tautulli/api/v2?apikey=simulated-tautulli-key&cmd=get_user_names").body.text().find("🍿") !=
               std::string::npos); // not escaped
}

BOOST_AUTO_TEST_CASE(durations_are_told_in_english)
{
    BOOST_TEST(human_duration(0) == "0");
    BOOST_TEST(human_duration(5400) == "1 hr 30 mins");
    BOOST_TEST(human_duration(42'445) == "11 hrs 47 mins 25 secs");
    BOOST_TEST(human_duration(414'173) == "4 days 19 hrs 3 mins");
    BOOST_TEST(ask("get_history&length=0").at("filter_duration") == "0");
    std::int64_t all = 0;
    for (const auto* p : plays_of(sim.past(), jonas))
        all += p->seconds();
    BOOST_TEST(said(ask("get_history&user_id=21340105&length=1").at("total_duration")) == human_duration(all));
    const auto row = history("include_activity=0&length=1&user_id=21340017").at(0).as_object();
    BOOST_TEST(said(ask("get_history&include_activity=0&length=1&user_id=21340017").at("filter_duration")) ==
               human_duration(row.at("duration").as_int64()));
    BOOST_TEST(ask("get_history&user=nobody").at("total_duration") == "0");
}

BOOST_AUTO_TEST_CASE(users_are_told_with_their_quirks)
{
    const auto users = ask("get_users").as_array();
    BOOST_REQUIRE(users.size() == 6u);
    BOOST_TEST(users.at(0).at("username") == "Local");
    BOOST_TEST(users.at(0).at("user_id") == 0);
    BOOST_TEST(users.at(0).at("is_home_user").is_null());
    BOOST_TEST(users.at(1).at("username") == "mara_k");
    BOOST_TEST(users.at(1).at("is_admin") == 1);
    BOOST_TEST(users.at(5).at("email").is_null());
    for (const auto& u : users)
        BOOST_TEST((u.as_object().contains("thumb") && !u.as_object().contains("user_thumb")));
    BOOST_TEST(ask("get_user_names").as_array().size() == 6u);
    const auto seen = ask("get_user&user_id=21340105&include_last_seen=1").as_object();
    BOOST_TEST(seen.at("username") == "jonas77");
    BOOST_TEST(seen.contains("user_thumb"));
    BOOST_TEST(seen.at("last_seen").as_int64() == plays_of(sim.past(), jonas).back()->started);
    BOOST_TEST(ask("get_user&user_id=21340105").at("last_seen").is_null());
    for (auto unknown : {"77", "abc"})
    {
        const auto local = ask("get_user&user_id=" + std::string{unknown}).as_object();
        BOOST_TEST(local.at("username") == "Local");
        BOOST_TEST(local.at("is_admin") == "");
    }
}

BOOST_AUTO_TEST_CASE(watch_time_agrees_with_brute_force)
{
    auto check = [&](const std::string& command, const std::function<bool(const play&)>& wanted) {
        for (const auto& row : list(command))
        {
            const auto days = row.at("query_days").as_int64();
            std::int64_t seconds = 0;
            std::set<std::uint32_t> groups;
            for (const auto& p : plays())
                if (wanted(p) && (days == 0 || p.stopped >= now() - days * 86'400))
                {
                    seconds += p.seconds();
                    groups.insert(p.reference);
                }
            BOOST_TEST(row.at("total_time").as_int64() == seconds, command << " for " << days << " days");
            BOOST_TEST(row.at("total_plays").as_int64() == std::ssize(groups), command << " for " << days << " days");
        }
        return ask(command).as_array().size();
    };
    const auto show = std::find_if(plays().begin(), plays().end(), [](const play& p) {
                          return p.what.grandparent_title == "Breaking Bad";
                      })->what.grandparent;
    BOOST_TEST(check("get_user_watch_time_stats&user_id=21340105", [](auto& p) { return p.user == jonas; }) == 4u);
    BOOST_TEST(check("get_user_watch_time_stats&user_id=21340105&query_days=7,90",
                     [](auto& p) { return p.user == jonas; }) == 2u);
    BOOST_TEST(check("get_user_watch_time_stats&user_id=21340105&query_days=x,0,-1",
                     [](auto& p) { return p.user == jonas; }) == 1u);
    BOOST_TEST(check("get_user_watch_time_stats&user_id=77", [](auto&) { return false; }) == 4u);
    BOOST_TEST(check("get_user_watch_time_stats&user_id=21340478", [](auto&) { return false; }) == 4u);
    BOOST_TEST(check("get_item_watch_time_stats&rating_key=" + text(show),
                     [&](auto& p) { return p.what.grandparent == show; }) == 4u);
}

BOOST_AUTO_TEST_CASE(who_watched_an_item_is_ranked)
{
    const auto show = std::find_if(plays().begin(), plays().end(), [](const play& p) {
                          return p.what.grandparent_title == "Breaking Bad";
                      })->what.grandparent;
    std::map<std::string, std::int64_t> seconds;
    for (const auto& p : plays())
        if (p.what.grandparent == show)
            seconds[std::string{find_user(p.user)->username}] += p.seconds();
    const auto rows = ask("get_item_user_stats&rating_key=" + text(show)).as_array();
    BOOST_REQUIRE(rows.size() == seconds.size());
    BOOST_TEST(rows.at(0).at("username") == "mara_k");
    std::int64_t before = INT64_MAX;
    for (const auto& row : rows)
    {
        BOOST_TEST(row.at("total_time").as_int64() == seconds[said(row.at("username"))]);
        BOOST_TEST(row.at("total_plays").as_int64() <= before);
        before = row.at("total_plays").as_int64();
    }
    const auto devices = ask("get_user_player_stats&user_id=21340105").as_array();
    BOOST_TEST(devices.size() == 2u);
    BOOST_TEST(devices.at(1).at("result_id") == 1);
    BOOST_TEST(ask("get_user_player_stats&user_id=21340478").as_array().empty());
}

BOOST_AUTO_TEST_CASE(the_most_watched_agree_with_the_truth)
{
    auto check = [&](const std::string& stat, media type, int days, rank_by by, const std::string& more = "") {
        const auto card = ask("get_home_stats&stats_count=1000&stat_id=" + stat + "&time_range=" + text(days) + more);
        std::vector<std::string> titles;
        const auto truth = most_watched(sim.past(), type, now() - days * 86'400, by);
        std::size_t n = 0;
        for (const auto& row : card.at("rows").as_array())
        {
            if (row.at("title").is_null()) // of the play without a title
                continue;
            BOOST_REQUIRE(n < truth.size());
            BOOST_TEST(said(row.at("title")) == truth[n].title, stat << " at " << n);
            BOOST_TEST(row.at("total_plays").as_int64() == truth[n].plays);
            BOOST_TEST(row.at("rating_key") == truth[n].key);
            if (by != rank_by::users)
                BOOST_TEST(row.at("total_duration").as_int64() == truth[n].seconds);
            else
                BOOST_TEST(row.at("users_watched").as_int64() == truth[n].users);
            ++n;
        }
        BOOST_TEST(n == truth.size());
        BOOST_TEST(n > 0u);
    };
    for (int days : {7, 30, 365})
    {
        check("top_movies", media::movie, days, rank_by::plays);
        check("top_movies", media::movie, days, rank_by::duration, "&stats_type=duration");
        check("popular_movies", media::movie, days, rank_by::users);
        check("top_tv", media::episode, days, rank_by::plays);
        check("top_tv", media::episode, days, rank_by::duration, "&stats_type=duration");
        check("popular_tv", media::episode, days, rank_by::users);
    }
    check("top_music", media::track, 400, rank_by::plays);
}

BOOST_AUTO_TEST_CASE(cards_are_a_list_and_one_card_is_an_object)
{
    const auto all = ask("get_home_stats&time_range=400").as_array();
    std::vector<std::string> ids;
    for (const auto& card : all)
    {
        ids.emplace_back(card.at("stat_id").as_string());
        BOOST_TEST(card.at("rows").as_array().size() <= 10u);
        BOOST_TEST(!card.at("rows").as_array().empty(), ids.back());
    }
    const std::vector<std::string> expected = {"top_movies",    "popular_movies", "top_tv",        "popular_tv",
                                               "top_music",     "popular_music",  "last_watched",  "top_libraries",
                                               "top_libraries", "top_users",      "top_platforms", "most_concurrent"};
    BOOST_TEST(ids == expected, boost::test_tools::per_element());
    BOOST_TEST(!all.at(1).as_object().contains("stat_type"));
    BOOST_TEST(all.at(0).at("stat_type") == "total_plays");
    const auto film = all.at(0).at("rows").at(0).as_object();
    for (auto name : {"users_watched", "grandparent_rating_key", "user", "platform", "grandparent_thumb"})
        BOOST_TEST(film.at(name) == "", name);
    BOOST_TEST(ask("get_home_stats&stat_id=top_users").at("stat_id") == "top_users");
    BOOST_TEST(ask("get_home_stats&stat_id=nonsense").as_array().empty());
    for (const auto& card : list("get_home_stats&time_range=abc"))
        BOOST_TEST(card.at("rows").as_array().empty());
    BOOST_TEST(ask("get_home_stats&stat_id=top_tv&stats_count=3").at("rows").as_array().size() == 3u);
    const auto users = ask("get_home_stats&stat_id=top_users&user_id=21340105").at("rows").as_array();
    BOOST_TEST(users.size() == 1u);
    const auto recent = ask("get_home_stats&stat_id=last_watched").at("rows").at(0).as_object();
    BOOST_TEST(recent.contains("last_watch"));
    BOOST_TEST(recent.at("user_thumb").is_null());
    const auto live = ask("get_home_stats&stat_id=top_libraries&time_range=400").at("rows").as_array();
    BOOST_TEST(std::any_of(live.begin(), live.end(), [](auto& row) { return row.at("section_id") == 999'999; }));
}

BOOST_AUTO_TEST_CASE(the_library_is_told_in_strings)
{
    const auto libraries = ask("get_libraries").as_array();
    BOOST_TEST(libraries.at(0).at("section_id") == "1");
    BOOST_TEST(said(libraries.at(0).at("count")) == text(static_cast<std::int64_t>(world_of_300.count(1))));
    BOOST_TEST(!libraries.at(0).as_object().contains("child_count"));
    BOOST_TEST(libraries.at(1).at("child_count").is_string());
    const auto* show = world_of_300.copies(reel_sim::kind::show, "Breaking Bad", 2008).at(0);
    const auto told = ask("get_metadata&rating_key=" + text(show->key)).as_object();
    BOOST_TEST(told.at("media_type") == "show");
    BOOST_TEST(told.at("guids").as_array().size() == 3u);
    BOOST_TEST(told.at("parent_rating_key") == "");
    const auto episode = ask("get_metadata&rating_key=" + text(show->seasons.at(0).episodes.at(0).key)).as_object();
    BOOST_TEST(said(episode.at("grandparent_rating_key")) == text(show->key));
    BOOST_TEST(episode.at("media_index") == "1");
    BOOST_TEST(ask("get_metadata&rating_key=" + text(show->seasons.at(0).key)).at("media_type") == "season");
    const auto recent = ask("get_recently_added&count=5").at("recently_added").as_array();
    BOOST_TEST(recent.size() == 5u);
    BOOST_TEST(recent.at(0).at("added_at").is_string());
}

BOOST_AUTO_TEST_CASE(plays_are_made_quickly_and_the_same_each_time)
{
    const auto large = reel_sim::generate({.items = 100'000});
    const auto start = std::chrono::steady_clock::now();
    const reel_sim::tautulli::history first{large};
    const auto took = std::chrono::steady_clock::now() - start;
    const reel_sim::tautulli::history second{large};
    BOOST_TEST(std::chrono::duration_cast<std::chrono::milliseconds>(took).count() < 2000, "unoptimised");
    BOOST_TEST_MESSAGE(first.plays().size()
                       << " plays took " << std::chrono::duration_cast<std::chrono::milliseconds>(took).count()
                       << " ms");
    BOOST_REQUIRE(first.plays().size() == second.plays().size());
    BOOST_TEST(first.plays().size() > 1000u);
    for (std::size_t n = 0; n < first.plays().size(); ++n)
    {
        const auto& p = first.plays()[n];
        BOOST_REQUIRE(p.what.key == second.plays()[n].what.key);
        BOOST_REQUIRE(p.id == n + 1);
        BOOST_REQUIRE(p.stopped <= large.now);
        BOOST_REQUIRE(p.seconds() >= 0);
        BOOST_REQUIRE((n == 0 || first.plays()[n - 1].started <= p.started));
    }
}

BOOST_AUTO_TEST_SUITE_END()

namespace
{

struct tautulli_server : server_fixture
{
    json::value control(std::string_view method, std::string_view path, std::string_view body = {}, int expected = 200)
    {
        const auto r = send(method, "/sim/tautulli" + std::string{path}, "", body);
        BOOST_TEST(r.status == expected, path << " answered " << r.body);
        return json::parse(r.body);
    }
    json::object ask(std::string_view command)
    {
        const auto r = get("/tautulli/api/v2?apikey=simulated-tautulli-key&cmd=" + std::string{command}, "");
        return json::parse(r.body).at("response").as_object();
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(simulated_tautulli_control, tautulli_server)

BOOST_AUTO_TEST_CASE(it_is_served_beside_plex_and_can_be_changed)
{
    BOOST_TEST(ask("server_status").at("data").at("connected") == true);
    BOOST_TEST(control("GET", "").at("users").as_array().size() == 6u);
    control("POST", "", R"({"plex":"gone"})");
    BOOST_TEST(ask("get_activity").at("data").as_object().empty());
    control("POST", "", R"({"plex":"up","throwing":["get_history"]})");
    BOOST_TEST(ask("get_history").at("message") == "Check the logs for errors");
    control("POST", "", R"({"enabled":false,"throwing":[]})");
    BOOST_TEST(ask("arnold").at("message") == "API not enabled");
    control("POST", "", R"({"enabled":true,"apikey":"other"})");
    BOOST_TEST(ask("arnold").at("message") == "Invalid apikey");
    control("POST", "", R"({"plex":"sideways"})", 400);
    control("GET", "/nothing", {}, 404);
}

BOOST_AUTO_TEST_CASE(streams_and_plays_can_be_set)
{
    const auto key = std::to_string(sim.world().copies(reel_sim::kind::movie, "Dune", 2021).at(0)->key);
    control("POST", "/streams",
            R"({"streams":[{"user":"jonas77","ratingKey":)" + key +
                R"(,"percent":40,"state":"paused","decision":"transcode","local":0}]})");
    const auto one = ask("get_activity").at("data").as_object();
    BOOST_TEST(one.at("stream_count") == "1");
    BOOST_TEST(one.at("sessions").at(0).at("title") == "Dune");
    BOOST_TEST(one.at("sessions").at(0).at("state") == "paused");
    control("POST", "/streams", R"({"streams":[]})");
    BOOST_TEST(ask("get_activity").at("data").at("stream_count") == "0");
    const auto made =
        control("POST", "/plays", R"({"user":"guest_room","ratingKey":)" + key + R"(,"odd":"null title"})");
    const auto rows = ask("get_history&user=guest_room").at("data").at("data").as_array();
    BOOST_REQUIRE(rows.size() == 1u);
    BOOST_TEST(rows.at(0).at("row_id") == made.at("id"));
    BOOST_TEST(rows.at(0).at("title").is_null());
    BOOST_TEST(control("GET", "/plays?user=guest_room") == json::array{made});
    BOOST_TEST(control("GET", "/watched?type=episode&days=30").as_array().size() > 0u);
    control("POST", "/plays", R"({"user":"nobody","ratingKey":1})", 400);
}

BOOST_AUTO_TEST_CASE(faults_reach_it_by_its_path)
{
    fault("/tautulli=html*1");
    BOOST_TEST(get("/tautulli/api/v2?cmd=arnold", "").body.starts_with("<"));
    BOOST_TEST(get("/library/sections").status == 200);
    BOOST_TEST(sim.requests().count("/tautulli/api/v2") == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
