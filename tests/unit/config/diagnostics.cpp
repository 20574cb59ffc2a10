// SPDX-License-Identifier: MIT
#include "core/config/diagnostics.hpp"

#include "tests/unit/config/tree.hpp"

using reeld::config::render;

namespace
{

std::string shown(std::string text, int line, int column, int length, std::string hint = {})
{
    reel::config_problems problems;
    problems.add({config_test::file(std::move(text)), line, column, length}, "wrong", std::move(hint));
    return render(problems);
}

constexpr auto head = "reeld: 1 mistake in the configuration, nothing was started\n\n";

} // namespace

BOOST_AUTO_TEST_SUITE(diagnostics)

BOOST_AUTO_TEST_CASE(a_mistake_is_shown_in_its_line)
{
    BOOST_TEST(shown("plex:\n  refesh: 15m\n", 2, 3, 6, "did you mean 'refresh'?") ==
               std::string{head} + "t.yaml:2:3: wrong (did you mean 'refresh'?)\n"
                                   "   2 |   refesh: 15m\n"
                                   "         ^^^^^^\n");
}

BOOST_AUTO_TEST_CASE(carets_stand_under_what_is_meant_also_after_wide_characters_and_tabs)
{
    BOOST_TEST(shown("a: 千 x\n", 1, 6, 1)
                   .ends_with("   1 | a: 千 x\n"
                              "             ^\n"));
    BOOST_TEST(shown("a:\tx\n", 1, 4, 1)
                   .ends_with("   1 | a: x\n"
                              "          ^\n"));
    BOOST_TEST(shown("ab", 1, 3, 1)
                   .ends_with("   1 | ab\n"
                              "         ^\n"));
}

BOOST_AUTO_TEST_CASE(a_line_that_may_hold_a_secret_is_not_shown_in_full)
{
    BOOST_TEST(shown("  token: [s3cret]\n", 1, 10, 8).find("s3cret") == std::string::npos);
    BOOST_TEST(shown("  API_KEY: s3cret\n", 1, 3, 7)
                   .ends_with("   1 |   API_KEY: ***\n"
                              "         ^^^^^^^\n"));
    BOOST_TEST(shown("  tkoen: s3cret\n", 1, 3, 5, "did you mean 'token'?").find("s3cret") == std::string::npos);
    BOOST_TEST(shown("  - {name: tv, token: s3cret, user: b}\n", 1, 34, 1).find("   1 |   - {name: tv, token: ***\n") !=
               std::string::npos);
    BOOST_TEST(shown("  - {token: '${file:/t}', key: s3cret}\n", 1, 3, 1).find("s3cret") == std::string::npos);
    BOOST_TEST(shown("  - {token: ${credential:phone}, key: s3cret}\n", 1, 3, 1)
                   .find("   1 |   - {token: ${credential:phone}, key: ***\n") != std::string::npos);
    BOOST_TEST(shown("tokens:\n", 1, 1, 6).find("1 | tokens:\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(mistakes_come_in_the_order_of_files_and_lines_and_those_of_no_file_last)
{
    const auto a = std::make_shared<const reel::config_file>(reel::config_file{"a.yaml", "x\ny\n"});
    const auto b = std::make_shared<const reel::config_file>(reel::config_file{"b.yaml", ""});
    reel::config_problems problems;
    problems.add({}, "environment variable X: wrong");
    problems.add({b}, "cannot be read");
    problems.add({a, 2, 1, 1}, "second");
    problems.add({a, 1, 1, 1}, "first");
    BOOST_TEST(render(problems, "nothing was changed") ==
               "reeld: 4 mistakes in the configuration, nothing was changed\n\n"
               "a.yaml:1:1: first\n   1 | x\n       ^\n"
               "a.yaml:2:1: second\n   2 | y\n       ^\n"
               "b.yaml: cannot be read\n"
               "environment variable X: wrong\n");
}

BOOST_AUTO_TEST_SUITE_END()
