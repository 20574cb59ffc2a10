// SPDX-License-Identifier: MIT
#include "core/app/describe.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(describing)

BOOST_AUTO_TEST_CASE(an_option_is_a_paragraph_and_long_help_is_wrapped)
{
    reel::option_info option{"refresh", "duration", "15m", {}, "WEATHER_REFRESH", false};
    for (int i = 0; i < 30; ++i)
        option.help += i ? " often" : "often";
    const auto text = reeld::app::describe_options({option});
    BOOST_TEST(text.starts_with("refresh (duration, default 15m, or the variable WEATHER_REFRESH)\n    often often"),
               text);
    std::size_t longest = 0;
    for (std::size_t at = 0; at < text.size();)
    {
        const auto end = text.find('\n', at);
        longest = std::max(longest, end - at);
        at = end + 1;
    }
    BOOST_TEST(longest <= 100u);
    BOOST_TEST(text.ends_with("often\n"));
}

BOOST_AUTO_TEST_CASE(the_core_describes_itself_without_any_plugin)
{
    const auto text = reeld::app::describe("core", {});
    BOOST_REQUIRE(text);
    BOOST_TEST(text->starts_with("The core (reeld.yaml)\n\n"));
}

BOOST_AUTO_TEST_SUITE_END()
