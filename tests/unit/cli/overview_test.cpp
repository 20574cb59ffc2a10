// SPDX-License-Identifier: MIT
#include "core/cli/overview.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace reeld::cli;

namespace
{

const look plain{false, 0, reel::parse_iso8601("2026-11-22T12:00:00Z").value()};

const auto status =
    boost::json::parse(
        R"({"version": "0.1.0", "started": "2026-11-22T09:00:00Z", "process": {"residentBytes": 18200000}, "plugins": [
    {"name": "plex", "version": "0.1.0", "state": "degraded", "since": "2026-11-22T11:55:00Z", "reason": "Series could not be read",
     "tools": ["check_plex_library", "browse_plex_library"],
     "caches": [{"name": "library", "items": 1234, "bytes": 345678, "asOf": "2026-11-22T11:50:00Z", "stale": true}],
     "timers": [{"name": "refresh", "lastRun": "2026-11-22T11:50:00Z", "nextRun": "2026-11-22T12:05:00Z", "runs": 7, "failures": 1,
                 "lastError": "no answer from Plex within 30s"}]},
    {"name": "weather", "version": "1.0.0", "state": "unconfigured", "since": "2026-11-22T11:00:00Z",
     "reason": "set WEATHER_URL and WEATHER_TOKEN", "tools": ["get_forecast"], "caches": [], "timers": []}],
    "tools": [{"name": "get_forecast", "calls": 12, "errors": 1, "meanSeconds": 0.00025}], "refused": [{"file": "/opt/plugins/old.so", "reason": "made for ABI 0.9, this is 1.0"}]})")
        .get_object();

} // namespace

BOOST_AUTO_TEST_SUITE(overviews)

BOOST_AUTO_TEST_CASE(status_says_what_is_wrong_since_when_and_when_it_is_tried_again)
{
    BOOST_TEST(draw_status(status, plain) ==
               "reeld 0.1.0, started 3 h ago, 18 MB of memory\n"
               "\n"
               "  Plugin   State         Since      Version  Tools\n"
               "  plex     degraded      5 min ago  0.1.0    check_plex_library, browse_plex_library\n"
               "  weather  unconfigured  1 h ago    1.0.0    get_forecast\n"
               "\n"
               "plex: Series could not be read\n"
               "weather: set WEATHER_URL and WEATHER_TOKEN\n"
               "\n"
               "Caches\n"
               "  Plugin  Cache    Items    Size  As of       Stale\n"
               "  plex    library   1234  346 kB  10 min ago  yes\n"
               "\n"
               "Timers\n"
               "  Plugin  Timer    Last run    Next run  Runs  Failures  Last error\n"
               "  plex    refresh  10 min ago  in 5 min     7         1  no answer from Plex within 30s\n"
               "\n"
               "Calls\n"
               "  Tool          Calls  Errors  Mean ms\n"
               "  get_forecast     12       1     0.25\n"
               "\n"
               "Refused\n"
               "  File                 Refused because\n"
               "  /opt/plugins/old.so  made for ABI 0.9, this is 1.0\n");
}

BOOST_AUTO_TEST_CASE(what_is_due_or_late_runs_now)
{
    const auto next_run = [](const std::string& when) {
        const auto one = boost::json::parse(
            R"({"plugins": [{"name": "plex", "timers": [{"name": "refresh", "nextRun": ")" + when + R"("}]}]})");
        const auto text = draw_status(one.get_object(), plain);
        const auto line = text.substr(text.find("  plex    refresh"));
        return line.substr(0, line.find('\n'));
    };
    BOOST_TEST(next_run("2026-11-22T11:59:00Z").find(" now") != std::string::npos);
    BOOST_TEST(next_run("2026-11-22T12:00:00Z").find(" now") != std::string::npos);
    BOOST_TEST(next_run("2026-11-22T12:00:03Z").find("in 3 s") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_daemon_without_plugins_says_so)
{
    BOOST_TEST(draw_plugins({}, plain) == "No plugin is loaded.\n");
    BOOST_TEST(draw_tools({}, plain) == "There are no tools: no plugin offers any.\n");
}

BOOST_AUTO_TEST_CASE(a_tool_is_shown_with_its_arguments)
{
    const auto tool =
        boost::json::parse(R"({"name": "get_forecast", "description": "Forecast for a place. Use it often.",
        "inputSchema": {"type": "object", "required": ["place"], "properties": {
            "place": {"type": "string", "description": "Town or region"},
            "days": {"type": "integer", "description": "How many days ahead"},
            "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}}}})")
            .get_object();
    BOOST_TEST(draw_tool(tool, plain) == "get_forecast\n"
                                         "Forecast for a place. Use it often.\n"
                                         "\n"
                                         "  Argument  Value                Needed  Meaning\n"
                                         "  place     text                 yes     Town or region\n"
                                         "  days      whole number                 How many days ahead\n"
                                         "  unit      celsius, fahrenheit\n");
    BOOST_TEST(draw_tools({tool}, plain) == "  Tool          What it does\n"
                                            "  get_forecast  Forecast for a place.\n");
}

BOOST_AUTO_TEST_SUITE_END()
