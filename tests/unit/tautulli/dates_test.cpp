// SPDX-License-Identifier: MIT
#include "plugins/tautulli/dates.hpp"
#include "tests/unit/tautulli/zone.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace reel_tautulli;
using tautulli_test::zone;

namespace
{

reel::time_point at(std::string_view iso)
{
    return *reel::parse_iso8601(iso);
}

/// "2026-11-16..2026-11-23": the days that a period begins and ends with, the last one not included.
std::string days_of(std::string_view text, std::string_view now = "2026-11-25T12:00:00Z") // a Wednesday
{
    const auto found = parse_period(text, at(now));
    if (!found)
        return "not understood";
    return reel::to_iso8601(reel::local_date(found->begin)) + ".." + reel::to_iso8601(reel::local_date(found->end));
}

struct row
{
    const char* text;
    const char* days;
};

std::ostream& operator<<(std::ostream& out, const row& r)
{
    return out << '"' << r.text << '"';
}

const row understood[] = {
    {"2026-11-01", "2026-11-01..2026-11-02"},       {"2024-02-29", "2024-02-29..2024-03-01"},
    {"2026-11", "2026-11-01..2026-12-01"},          {"2025", "2025-01-01..2026-01-01"},
    {"in 2025", "2025-01-01..2026-01-01"},          {"today", "2026-11-25..2026-11-26"},
    {"Yesterday", "2026-11-24..2026-11-25"},        {"last night", "2026-11-24..2026-11-25"},
    {"tonight", "2026-11-25..2026-11-26"},          {"monday", "2026-11-23..2026-11-24"},
    {"wednesday", "2026-11-25..2026-11-26"},        {"last Wednesday", "2026-11-18..2026-11-19"},
    {"on friday", "2026-11-20..2026-11-21"},        {"this week", "2026-11-23..2026-11-30"},
    {"last week", "2026-11-16..2026-11-23"},        {"last weekend", "2026-11-21..2026-11-23"},
    {"this weekend", "2026-11-28..2026-11-30"},     {"this month", "2026-11-01..2026-12-01"},
    {"last month", "2026-10-01..2026-11-01"},       {"this year", "2026-01-01..2027-01-01"},
    {"last year", "2025-01-01..2026-01-01"},        {"november", "2026-11-01..2026-12-01"},
    {"last november", "2025-11-01..2025-12-01"},    {"dec", "2025-12-01..2026-01-01"},
    {"March 2024", "2024-03-01..2024-04-01"},       {"last 30 days", "2026-10-26..2026-11-26"},
    {"the last 2 weeks", "2026-11-11..2026-11-26"}, {"past week", "2026-11-18..2026-11-26"},
    {"past 3 months", "2026-08-25..2026-11-26"},    {"tues", "2026-11-24..2026-11-25"},
    {"last 24 hours", "2026-11-24..2026-11-25"},    {"3 days ago", "2026-11-22..2026-11-23"},
    {"a week ago", "2026-11-18..2026-11-19"},       {"2 years ago", "2024-11-25..2024-11-26"},
};

const char* const not_understood[] = {"",
                                      "soon",
                                      "2026-13-01",
                                      "2026-02-30",
                                      "last",
                                      "99999",
                                      "last 5 moons",
                                      "0000",
                                      "2026-11-01 nonsense",
                                      "last last",
                                      "next week",
                                      "-5 days ago",
                                      "99999999999 days ago",
                                      "1 2 3 4",
                                      "last 99999 days"};

} // namespace

BOOST_AUTO_TEST_SUITE(tautulli_dates)

BOOST_DATA_TEST_CASE(periods_are_read_as_people_write_them, boost::unit_test::data::make(understood), what)
{
    for (const auto* where : {"UTC0", "CET-1CEST,M3.5.0,M10.5.0/3", "PST8PDT,M3.2.0,M11.1.0"})
    {
        const zone here{where};
        BOOST_TEST(days_of(what.text) == what.days, what.text << " in " << where);
    }
}

BOOST_DATA_TEST_CASE(what_is_no_period_is_refused_with_examples, boost::unit_test::data::make(not_understood), text)
{
    const auto found = parse_period(text, at("2026-11-25T12:00:00Z"));
    BOOST_REQUIRE(!found);
    BOOST_CHECK(found.error().kind() == reel::errc::bad_argument);
    BOOST_TEST(found.error().message().find("last week") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(days_begin_in_the_machines_zone)
{
    const zone here{"CET-1CEST,M3.5.0,M10.5.0/3"};
    // Half past eleven in the evening in London is tomorrow in Berlin.
    const auto today = parse_period("today", at("2026-11-24T23:30:00Z"));
    BOOST_CHECK(today->begin == at("2026-11-24T23:00:00Z"));
    BOOST_CHECK(today->end == at("2026-11-25T23:00:00Z"));
}

BOOST_AUTO_TEST_CASE(a_day_on_which_the_clocks_change_is_as_long_as_it_is)
{
    const zone here{"CET-1CEST,M3.5.0,M10.5.0/3"};
    const auto spring = parse_period("2026-03-29", at("2026-11-25T12:00:00Z"));
    BOOST_CHECK(spring->end - spring->begin == std::chrono::hours{23});
    const auto autumn = parse_period("2026-10-25", at("2026-11-25T12:00:00Z"));
    BOOST_CHECK(autumn->end - autumn->begin == std::chrono::hours{25});
}

BOOST_AUTO_TEST_CASE(the_last_days_of_months_stay_in_their_month)
{
    const zone here{"UTC0"};
    BOOST_TEST(days_of("1 month ago", "2026-03-31T12:00:00Z") == "2026-02-28..2026-03-01");
    BOOST_TEST(days_of("last month", "2026-01-31T12:00:00Z") == "2025-12-01..2026-01-01");
    BOOST_TEST(days_of("last week", "2026-01-01T12:00:00Z") == "2025-12-22..2025-12-29");
}

BOOST_AUTO_TEST_CASE(a_night_goes_on_after_midnight)
{
    const zone here{"CET-1CEST,M3.5.0,M10.5.0/3"};
    const auto night = parse_period("last night", at("2026-11-25T12:00:00Z"));
    BOOST_REQUIRE(night);
    BOOST_CHECK(night->begin == at("2026-11-24T11:00:00Z"));
    BOOST_CHECK(night->end == at("2026-11-25T05:00:00Z"));
}

BOOST_AUTO_TEST_CASE(hours_are_counted_from_now)
{
    const auto now = at("2026-11-25T12:00:00Z");
    for (const auto* text : {"last 24 hours", "the past 24 hours"})
    {
        const auto day = parse_period(text, now);
        BOOST_REQUIRE(day);
        BOOST_CHECK(day->begin == at("2026-11-24T12:00:00Z"));
        BOOST_CHECK(day->end == now);
    }
    BOOST_CHECK(parse_period("3 hours ago", now)->begin == at("2026-11-25T09:00:00Z"));
    BOOST_CHECK(parse_period("last hour", now)->begin == at("2026-11-25T11:00:00Z"));
    BOOST_TEST(!parse_period("last 99999 hours", now));
}

BOOST_AUTO_TEST_CASE(a_moment_is_itself)
{
    const auto moment = parse_period("2026-11-22T20:00:00+01:00", at("2026-11-25T12:00:00Z"));
    BOOST_REQUIRE(moment);
    BOOST_CHECK(moment->begin == at("2026-11-22T19:00:00Z"));
    BOOST_CHECK(moment->end == moment->begin);
}

BOOST_AUTO_TEST_SUITE_END()
