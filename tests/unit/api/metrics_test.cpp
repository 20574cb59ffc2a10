// SPDX-License-Identifier: MIT
// What Prometheus reads.
#include "core/api/status.hpp"

#include <boost/test/unit_test.hpp>

using namespace reeld;
using namespace std::chrono_literals;

namespace
{

/// Checks that `text` has `line` as a whole line.
void has(const std::string& text, const std::string& line)
{
    BOOST_TEST(("\n" + text).find("\n" + line + "\n") != std::string::npos, "no line '" << line << "' in:\n" << text);
}

} // namespace

BOOST_AUTO_TEST_CASE(tools_are_counted_by_kind_of_error_and_by_latency)
{
    api::snapshot s;
    auto& t = s.tools["look_up"];
    t.calls = 3;
    t.seconds = 1.25;
    t.errors = {{"bad_argument", 2}};
    t.buckets = {0, 1, 2, 2, 2, 2, 3, 3, 3, 3};
    const auto text = api::metrics_text(s);
    has(text, "# TYPE reeld_tool_call_seconds histogram");
    has(text, R"(reeld_tool_calls_total{tool="look_up"} 3)");
    has(text, R"(reeld_tool_errors_total{tool="look_up",kind="bad_argument"} 2)");
    has(text, R"(reeld_tool_call_seconds_bucket{tool="look_up",le="0.001"} 2)");
    has(text, R"(reeld_tool_call_seconds_bucket{tool="look_up",le="+Inf"} 3)");
    has(text, R"(reeld_tool_call_seconds_sum{tool="look_up"} 1.25)");
}

BOOST_AUTO_TEST_CASE(plugins_show_state_caches_and_timers)
{
    api::snapshot s;
    s.now = reel::time_point{100s};
    plugin::instance_info i;
    i.name = "films \"4K\"";
    i.health.state = reel::state::ready;
    i.health.caches = {{"library", 12, 3400, reel::time_point{40s}, false}, {"empty", 0, 0, {}, false}};
    reel::timer_status timer;
    timer.name = "refresh";
    timer.runs = 7;
    timer.last_duration = 250ms;
    i.health.timers = {timer};
    s.instances = {i};
    s.refusals = {{"x.so", "y"}};
    const auto text = api::metrics_text(s);
    has(text, R"(reeld_plugin_state{plugin="films \"4K\"",state="ready"} 1)");
    has(text, R"(reeld_plugin_state{plugin="films \"4K\"",state="failed"} 0)");
    has(text, R"(reeld_cache_items{plugin="films \"4K\"",cache="library"} 12)");
    has(text, R"(reeld_cache_age_seconds{plugin="films \"4K\"",cache="library"} 60)");
    has(text, R"(reeld_timer_runs_total{plugin="films \"4K\"",timer="refresh"} 7)");
    has(text, R"(reeld_timer_last_duration_seconds{plugin="films \"4K\"",timer="refresh"} 0.25)");
    has(text, "reeld_plugins_refused 1");
    BOOST_TEST(text.find(R"(reeld_cache_age_seconds{plugin="films \"4K\"",cache="empty"})") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_process_and_http_are_always_there)
{
    api::snapshot s;
    s.version = "1.2.3";
    s.process = {reel::time_point{5s}, 1000, 0.5, 9};
    s.http.open = 2;
    s.http.requests = 40;
    const auto text = api::metrics_text(s);
    has(text, R"(reeld_build_info{version="1.2.3"} 1)");
    has(text, "process_start_time_seconds 5");
    has(text, "process_resident_memory_bytes 1000");
    has(text, "reeld_http_connections_open 2");
    has(text, "reeld_http_requests_total 40");
}
