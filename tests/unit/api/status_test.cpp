// SPDX-License-Identifier: MIT
// When the daemon is ready, and what it says of itself.
#include "core/api/status.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

using namespace reeld;
using namespace std::chrono_literals;

namespace
{

const reel::time_point noon{std::chrono::sys_days{std::chrono::year{2026} / 5 / 1} + 12h};

plugin::instance_info instance(reel::state state, std::string reason = {})
{
    plugin::instance_info out;
    out.name = "films";
    out.title = "Films";
    out.health.state = state;
    out.health.since = noon;
    out.health.reason = std::move(reason);
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(only_an_instance_that_still_starts_is_waited_for)
{
    using enum reel::state;
    BOOST_TEST(api::waiting_for({}).empty());
    for (const auto state : {unconfigured, ready, degraded, failed})
        BOOST_TEST(api::waiting_for({instance(state)}).empty());
    BOOST_TEST(api::waiting_for({instance(ready), instance(starting, "section 2 of 5")}) ==
                   std::vector<std::string>{"Films: section 2 of 5"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_upstream_that_is_down_does_not_hold_up_the_others)
{
    auto waiting = instance(reel::state::starting);
    reel::timer_status refresh;
    refresh.name = "refresh";
    waiting.health.timers = {refresh};
    BOOST_TEST(api::waiting_for({waiting}).size() == 1u);
    waiting.health.timers[0].failures = 1;
    BOOST_TEST(api::waiting_for({waiting}).empty());
}

BOOST_AUTO_TEST_CASE(unknown_senders_are_told_to_those_who_may_hear_of_them)
{
    api::snapshot s;
    BOOST_TEST(!boost::json::parse(api::status_json(s)).as_object().contains("unknownSenders"));
    s.unknown_senders = {{"coop", "pigeon", "13", "Somebody", noon, noon + 60s, 2}};
    const auto status = boost::json::parse(api::status_json(s));
    const auto& sender = status.at("unknownSenders").at(0);
    BOOST_TEST(sender.at("account") == "13");
    BOOST_TEST(sender.at("link") == "pigeon");
    BOOST_TEST(sender.at("messages") == 2);
}

BOOST_AUTO_TEST_CASE(status_says_what_is_known_and_leaves_out_what_is_not)
{
    api::snapshot s;
    s.version = "1.2.3";
    s.now = noon + 90s;
    s.process.started = noon;
    s.instances = {instance(reel::state::degraded, "no answer since 11:50")};
    auto& health = s.instances[0].health;
    health.caches = {{"library", 3, 400, noon, true}, {"seasons", 0, 0, {}, false}};
    reel::timer_status timer;
    timer.name = "refresh";
    timer.runs = 2;
    timer.last_error = "no answer";
    timer.last_duration = 1500ms;
    health.timers = {timer};
    s.refusals = {{"/plugins/bad.so", "built for another daemon"}};
    s.tools["look_up"].calls = 4;
    s.tools["look_up"].seconds = 1;
    s.tools["look_up"].errors = {{"timeout", 1}, {"connection", 2}};

    const auto status = boost::json::parse(api::status_json(s));
    BOOST_TEST(status.at("ready").as_bool());
    BOOST_TEST(status.at("process").at("uptimeSeconds").to_number<double>() == 90);
    const auto& plugin = status.at("plugins").at(0);
    BOOST_TEST(plugin.at("state").as_string() == "degraded");
    BOOST_TEST(plugin.at("reason").as_string() == "no answer since 11:50");
    BOOST_TEST(plugin.at("caches").at(0).at("asOf").as_string() == "2026-05-01T12:00:00Z");
    BOOST_TEST(!plugin.at("caches").at(1).as_object().contains("asOf"));
    BOOST_TEST(!plugin.at("timers").at(0).as_object().contains("nextRun"));
    BOOST_TEST(plugin.at("timers").at(0).at("lastSeconds").to_number<double>() == 1.5);
    BOOST_TEST(status.at("refused").at(0).at("file").as_string() == "/plugins/bad.so");
    BOOST_TEST(status.at("tools").at(0).at("errors").to_number<int>() == 3);
    BOOST_TEST(status.at("tools").at(0).at("meanSeconds").to_number<double>() == 0.25);
}

BOOST_AUTO_TEST_CASE(the_process_is_measured)
{
    const auto used = api::measure(noon);
    BOOST_TEST(used.resident_bytes > 1'000'000u);
    BOOST_TEST(used.open_files > 2u);
    BOOST_TEST(used.cpu_seconds > 0);
}
