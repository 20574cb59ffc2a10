// SPDX-License-Identifier: MIT
#include "core/log/repeat_filter.hpp"

#include <boost/test/unit_test.hpp>

using reel::log_level;
using reeld::log::repeat_filter;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(repeats)

BOOST_AUTO_TEST_CASE(the_same_record_is_written_a_few_times_then_counted_and_told_once)
{
    repeat_filter filter;
    const repeat_filter::time start{};
    for (unsigned i = 0; i < repeat_filter::burst; ++i)
        BOOST_TEST(filter.admit(log_level::warn, "again", start));
    for (int i = 0; i < 7; ++i)
        BOOST_TEST(!filter.admit(log_level::warn, "again", start + 1s));

    BOOST_TEST(filter.due(start + 9s).empty());
    const auto held = filter.due(start + repeat_filter::window);
    BOOST_REQUIRE(held.size() == 1);
    BOOST_TEST(held[0].body == "again");
    BOOST_TEST(held[0].times == 7);
    BOOST_TEST((held[0].level == log_level::warn));
    BOOST_TEST(filter.due(start + 1h).empty());
}

BOOST_AUTO_TEST_CASE(a_new_window_writes_anew)
{
    repeat_filter filter;
    const repeat_filter::time start{};
    for (int i = 0; i < 20; ++i)
        filter.admit(log_level::info, "again", start);
    filter.due(start + repeat_filter::window);
    BOOST_TEST(filter.admit(log_level::info, "again", start + repeat_filter::window));
}

BOOST_AUTO_TEST_CASE(different_records_do_not_count_for_each_other)
{
    repeat_filter filter;
    for (int i = 0; i < 1000; ++i)
        BOOST_TEST(filter.admit(log_level::info, std::to_string(i), {}));
    BOOST_TEST(filter.due(repeat_filter::time::max()).empty());
}

BOOST_AUTO_TEST_SUITE_END()
