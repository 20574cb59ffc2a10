// SPDX-License-Identifier: MIT
#include <reel/time.hpp>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <limits>

using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(time_)

BOOST_AUTO_TEST_CASE(durations_are_read_as_people_write_them)
{
    const std::pair<std::string_view, reel::duration> good[] = {
        {"15m", 15min}, {"15min", 15min}, {"1h30m", 90min},     {"250ms", 250ms},
        {"2d", 48h},    {"0s", 0s},       {"1m500ms", 60'500ms}};
    for (const auto& [text, value] : good)
    {
        const auto read = reel::parse_duration(text);
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_REQUIRE(read);
            BOOST_TEST((*read == value));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_not_a_duration_is_refused_with_an_example)
{
    for (const auto text : {"", "15", "m", "-5m", "+5m", "5 m", "1.5h", "5x", "15mx", "99999999999999999999s", "40000d",
                            "9223372036854775807ms", "36500d36500d"})
        BOOST_TEST_CONTEXT(text)
        {
            const auto read = reel::parse_duration(text);
            BOOST_REQUIRE(!read);
            BOOST_TEST(read.error().message().find("write it like") != std::string::npos);
        }
}

BOOST_AUTO_TEST_CASE(a_duration_is_shown_so_that_it_reads_back)
{
    for (const auto value : {0ms, 1ms, 999ms, 1000ms, 90'000ms, 900'000ms, 86'400'000ms, 90'061'001ms})
    {
        const auto back = reel::parse_duration(reel::format_duration(value));
        BOOST_REQUIRE(back);
        BOOST_TEST((*back == value));
    }
    BOOST_TEST(reel::format_duration(15min) == "15m");
    BOOST_TEST(reel::format_duration(90s) == "1m30s");
}

BOOST_AUTO_TEST_CASE(iso_times_round_trip_and_know_offsets_and_fractions)
{
    const auto when = reel::parse_iso8601("2026-11-22T21:49:07Z");
    BOOST_REQUIRE(when);
    BOOST_TEST(reel::to_iso8601(*when) == "2026-11-22T21:49:07Z");
    BOOST_TEST((*reel::parse_iso8601("2026-11-22T22:49:07+01:00") == *when));
    BOOST_TEST((*reel::parse_iso8601("2026-11-22T16:19:07-0530") == *when));
    BOOST_TEST((*reel::parse_iso8601("2026-11-22t21:49:07.250z") == *when + 250ms));
    BOOST_TEST((*reel::parse_iso8601("2026-11-22T21:49:07.123456Z") == *when + 123ms));
    BOOST_TEST(reel::to_iso8601(*reel::parse_iso8601("1969-12-31T23:59:59Z")) == "1969-12-31T23:59:59Z");
}

BOOST_AUTO_TEST_CASE(what_is_not_a_time_is_refused)
{
    for (const auto text : {"", "2026-11-22", "2026-11-22T21:49:07", "2026-13-22T21:49:07Z", "2026-02-29T00:00:00Z",
                            "2026-11-22T24:00:00Z", "2026-11-22T21:60:07Z", "2026-11-22T21:49:07Zx",
                            "2026-11-22T21:49:07.Z", "2026-11-22T21:49:07+1", "yesterday"})
        BOOST_TEST(!reel::parse_iso8601(text), "should be refused: " << text);
}

BOOST_AUTO_TEST_CASE(ages_read_as_a_person_says_them)
{
    const auto now = *reel::parse_iso8601("2026-11-22T21:49:07Z");
    const std::pair<reel::duration, std::string_view> ages[] = {
        {0s, "just now"},      {-5s, "just now"},  {9s, "just now"},  {10s, "10 s ago"},   {61s, "1 min ago"},
        {59min, "59 min ago"}, {60min, "1 h ago"}, {47h, "47 h ago"}, {48h, "2 days ago"}, {24h * 400, "400 days ago"}};
    for (const auto& [age, said] : ages)
        BOOST_TEST(reel::relative(now - age, now) == said);
    BOOST_TEST(reel::relative(reel::time_point{}, now) == "never");
}

BOOST_AUTO_TEST_CASE(dates_are_days_of_the_calendar)
{
    using namespace std::chrono;
    BOOST_TEST((*reel::parse_date("2027-01-12") == reel::date{2027y / January / 12}));
    BOOST_TEST(reel::to_iso8601(reel::date{987y / March / 1}) == "0987-03-01");
    for (const auto text : {"", "2027", "2027-02-29", "2027-13-01", "2027-1-2", "2027-01-12T", "12.1.2027"})
        BOOST_TEST(!reel::parse_date(text), "should be refused: " << text);
}

BOOST_AUTO_TEST_CASE(a_day_begins_where_the_machine_is)
{
    for (const auto zone : {"UTC", "America/New_York", "Asia/Kolkata"})
    {
        ::setenv("TZ", zone, 1);
        ::tzset();
        const auto day = *reel::parse_date("2026-11-22");
        BOOST_TEST((reel::local_date(reel::start_of(day)) == day), zone);
        BOOST_TEST((reel::local_date(reel::start_of(day) - 1s) == *reel::parse_date("2026-11-21")), zone);
        BOOST_TEST((reel::local_date(reel::start_of(day) + 23h) == day), zone);
    }
    ::unsetenv("TZ");
    ::tzset();
}

BOOST_AUTO_TEST_SUITE_END()
