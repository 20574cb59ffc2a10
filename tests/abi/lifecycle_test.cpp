// SPDX-License-Identifier: MIT
// Instances from creation to end: what is configured, what is not, what throws, and what a reload does to calls under way.
#include "tests/abi/plugin_fixture.hpp"

#include <reel/task_group.hpp>

using abi_test::plugin_fixture;
using reel::log_level;
using reel::state;

namespace
{

struct lifecycle_fixture : plugin_fixture
{
    reel::task_group tasks{io.get_executor()};
    std::string said;

    reel::awaitable<void> ask_later(std::string tool, boost::json::object args)
    {
        auto answer = co_await call(std::move(tool), std::move(args));
        said = answer ? answer->json : answer.error().message();
    }

    void begin(const std::string& tool, boost::json::object args)
    {
        tasks.spawn(tool, ask_later(tool, std::move(args)));
        reel_test::settle(io);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lifecycle, lifecycle_fixture)

BOOST_AUTO_TEST_CASE(an_unconfigured_plugin_says_so_and_warns_once)
{
    install("needs");
    run({wanted("needs", "needs")});
    BOOST_TEST(ask("needs_hello") == "Chameleon is not configured");
    BOOST_TEST(logs.count(log_level::warn, "not configured") == 1u);
    BOOST_TEST(
        logs.has(log_level::warn, "Chameleon not configured (set NEEDS_URL and NEEDS_TOKEN), greetings unavailable"));
    BOOST_TEST((info("needs").health.state == state::unconfigured));
    BOOST_TEST(!logs.has(log_level::info, "started"));
}

BOOST_AUTO_TEST_CASE(the_environment_configures_the_main_instance_only)
{
    install("needs");
    environment = {{"NEEDS_URL", "http://first:1"}, {"NEEDS_TOKEN", "t"}};
    run({wanted("needs", "needs"), wanted("attic", "needs", {{"url", "http://second:2"}})});
    BOOST_TEST(ask("needs_hello") == "hello");
    BOOST_TEST(ask("needs_hello_attic") == "Chameleon (attic) is not configured");
    BOOST_TEST(logs.has(log_level::warn, "Chameleon (attic) not configured (set token), greetings unavailable"));
}

BOOST_AUTO_TEST_CASE(further_instances_have_their_name_behind_their_tools)
{
    install("good");
    run({wanted("good", "good"), wanted("Attic-2", "good", {{"greeting", "hi"}})});
    BOOST_TEST(ask("good_hello") == "hello");
    BOOST_TEST(ask("good_hello_attic_2") == "hi");
    BOOST_TEST(info("Attic-2").title == "Chameleon (Attic-2)");
    BOOST_TEST(tools.find("good_hello_attic_2")->tool.spec.title == "Hello (Attic-2)");
}

BOOST_AUTO_TEST_CASE(an_instance_that_goes_publishes_nothing_more)
{
    install("changes_tools");
    run({wanted("changes_tools", "changes_tools")});
    begin("changes_tools_wait", {{"seconds", 10}});
    prepare({});
    host.apply();
    clock.advance(std::chrono::seconds{11});
    reel_test::settle(io);
    BOOST_TEST(said.find("hello") != std::string::npos);
    BOOST_TEST(!tools.find("changes_tools_hello"));
}

BOOST_AUTO_TEST_CASE(a_plugin_that_throws_fails_alone)
{
    for (const auto* name : {"throws_in_create", "throws_in_start", "throws_in_call", "throws_in_health", "good"})
        install(name);
    run({wanted("throws_in_create", "throws_in_create"), wanted("throws_in_start", "throws_in_start"),
         wanted("throws_in_call", "throws_in_call"), wanted("throws_in_health", "throws_in_health"),
         wanted("good", "good")});
    BOOST_TEST(info("throws_in_create").health.reason == "could not be created: no wish to exist");
    BOOST_TEST(info("throws_in_start").health.reason == "could not be started: no wish to begin");
    BOOST_TEST(!tools.find("throws_in_start_hello"));
    BOOST_TEST(ask("throws_in_call_hello") ==
               "'throws_in_call_hello' failed because of a defect in it; the daemon's log has the details");
    BOOST_TEST(logs.has(log_level::error, "no wish to talk"));
    BOOST_TEST(info("throws_in_health").health.reason == "could not tell its condition: no idea");
    BOOST_TEST(ask("good_hello") == "hello");
}

BOOST_AUTO_TEST_CASE(a_tool_name_of_another_plugin_fails_the_later_one)
{
    install("good");
    install("collides");
    run({wanted("good", "good"), wanted("collides", "collides")});
    BOOST_TEST((info("collides").health.state == state::failed));
    BOOST_TEST(info("collides").health.reason == "tool 'good_hello' of 'collides' is already a tool of 'good'");
    BOOST_TEST(ask("good_hello") == "hello");
}

BOOST_AUTO_TEST_CASE(an_instance_without_its_plugin_is_named_and_the_rest_run)
{
    install("good");
    run({wanted("good", "good"), wanted("cinema", "films")});
    BOOST_TEST(reason_for("films.so") == "wanted by instance 'cinema', but no such plugin is loaded");
    BOOST_TEST(ask("good_hello") == "hello");
}

BOOST_AUTO_TEST_CASE(tools_call_tools_of_other_plugins)
{
    install("good");
    install("relaying");
    run({wanted("good", "good"), wanted("relaying", "relaying")});
    BOOST_TEST(ask("relaying_relay", {{"tool", "good_hello"}}) == R"({"said":"hello","instance":"good"})");
    BOOST_TEST(ask("relaying_relay", {{"tool", "good_hallo"}}) ==
               "there is no tool named 'good_hallo' (did you mean 'good_hello'?)");
}

BOOST_AUTO_TEST_CASE(instances_stop_in_the_reverse_order_of_starting)
{
    install("good");
    run({wanted("good", "good", {{"greeting", "one"}}), wanted("second", "good", {{"greeting", "two"}})});
    reel_test::run(io, host.stop());
    std::vector<std::string> stopped;
    for (const auto& record : logs.records())
        if (record.text.starts_with("stopped"))
            stopped.push_back(record.text);
    BOOST_TEST(stopped == (std::vector<std::string>{"stopped greeting=two", "stopped greeting=one"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_plugin_that_throws_in_stop_does_not_keep_the_others_running)
{
    install("good");
    install("throws_in_stop");
    run({wanted("good", "good"), wanted("throws_in_stop", "throws_in_stop")});
    reel_test::run(io, host.stop());
    BOOST_TEST(logs.has(log_level::error, "no wish to end"));
    BOOST_TEST(logs.has(log_level::info, "stopped greeting=hello"));
}

BOOST_AUTO_TEST_CASE(a_changed_instance_is_replaced_without_dropping_its_calls)
{
    install("good");
    run({wanted("good", "good", {{"greeting", "old"}})});
    begin("good_wait", {{"seconds", 10}});

    run({wanted("good", "good", {{"greeting", "new"}})});
    BOOST_TEST(ask("good_hello") == "new");
    BOOST_TEST(said == "");
    BOOST_TEST(!logs.has(log_level::info, "stopped greeting=old"));

    clock.advance(std::chrono::seconds{11});
    reel_test::run(io, tasks.join());
    BOOST_TEST(said == R"({"said":"old","instance":"good"})");
    reel_test::settle(io);
    BOOST_TEST(logs.has(log_level::info, "stopped greeting=old"));
    BOOST_TEST(ask("good_hello") == "new");
}

BOOST_AUTO_TEST_CASE(an_unchanged_instance_goes_on_and_a_removed_one_ends)
{
    install("good");
    const auto keep = wanted("good", "good");
    run({keep, wanted("second", "good", {{"greeting", "two"}})});
    run({keep});
    BOOST_TEST(logs.count(log_level::info, "started greeting=hello") == 1u);
    BOOST_TEST(logs.has(log_level::info, "stopped greeting=two"));
    BOOST_TEST(!tools.find("good_hello_second"));
    BOOST_TEST(ask("good_hello") == "hello");
}

BOOST_AUTO_TEST_CASE(instances_may_change_places)
{
    install("good");
    run({wanted("a", "good", {{"greeting", "a"}}), wanted("b", "good", {{"greeting", "b"}})});
    run({wanted("b", "good", {{"greeting", "b"}}), wanted("a", "good", {{"greeting", "a"}})});
    BOOST_TEST(ask("good_hello") == "b");
    BOOST_TEST(ask("good_hello_a") == "a");
}

BOOST_AUTO_TEST_CASE(mistakes_in_a_changed_configuration_touch_nothing_that_runs)
{
    install("good");
    run({wanted("good", "good", {{"greeting", "old"}})});
    prepare({wanted("good", "good", {{"greting", "new"}})});
    BOOST_REQUIRE(problems.list().size() == 1u);
    BOOST_TEST(problems.list().front().message.find("greting") != std::string::npos);
    BOOST_TEST(ask("good_hello") == "old");
}

BOOST_AUTO_TEST_CASE(a_plugin_dropped_in_is_picked_up)
{
    install("good");
    run({wanted("good", "good")});
    install("good_newcomer");
    run({wanted("good", "good"), wanted("good_newcomer", "good_newcomer")});
    BOOST_TEST(ask("good_newcomer_hello") == "hello");
    BOOST_TEST(logs.count(log_level::info, "started") == 2u);
}

BOOST_AUTO_TEST_CASE(a_replaced_file_asks_for_a_restart)
{
    const auto file = install("good");
    run({wanted("good", "good")});
    std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() + std::chrono::hours{1});
    run({wanted("good", "good")});
    BOOST_TEST(logs.has(log_level::warn, "restart the daemon to use it"));
    BOOST_TEST(ask("good_hello") == "hello");
}

BOOST_AUTO_TEST_CASE(draining_ends_a_call_so_that_its_instance_can_stop)
{
    install("good");
    run({wanted("good", "good")});
    begin("good_wait", {{"seconds", 3000}});
    calls.close();
    reel_test::run(io, calls.drain());
    reel_test::run(io, tasks.join());
    BOOST_TEST(said == "the daemon is shutting down");
    reel_test::run(io, host.stop());
    BOOST_TEST(logs.has(log_level::info, "stopped"));
}

BOOST_AUTO_TEST_CASE(an_instance_has_a_folder_of_its_own)
{
    install("good");
    run({wanted("good", "good")});
    BOOST_TEST((std::filesystem::status(dir.path() / "good").permissions() == std::filesystem::perms{0700}));
}

BOOST_AUTO_TEST_SUITE_END()
