// SPDX-License-Identifier: MIT
#include "tools.hpp"

#include <boost/test/unit_test.hpp>

using namespace reel_weather;

BOOST_AUTO_TEST_CASE(a_row_without_a_date_is_left_out)
{
    const auto days =
        decode_forecast(R"({"days": [{"date": "2026-11-22", "weather": "rain", "low": 1, "high": 4.6}, {"low": 3}]})");
    BOOST_REQUIRE(days);
    BOOST_REQUIRE(days->size() == 1u);
    BOOST_TEST(days->front().high == 4);
}

BOOST_AUTO_TEST_CASE(an_answer_of_another_shape_is_an_error_that_names_what_is_missing)
{
    BOOST_TEST(decode_forecast("<html>").error().message() == "the weather service's answer has no JSON object");
    BOOST_TEST(decode_places("{}").error().message() == "the weather service's answer has no list 'places'");
}

BOOST_AUTO_TEST_CASE(the_answer_has_as_many_days_as_were_asked_for)
{
    const forecast known{{{"2026-11-22", "rain", 1, 4}, {"2026-11-23", "sun", 0, 7}}, {}};
    const auto said = answer({"Oslo", 1}, known);
    BOOST_TEST(said.days.size() == 1u);
    BOOST_TEST(said.message == "Oslo: rain on 2026-11-22, 1 to 4 °C.");
}
