// SPDX-License-Identifier: MIT
#include "core/app/command_line.hpp"

#include <boost/test/unit_test.hpp>

using namespace reeld::app;

namespace
{

std::variant<command, int> parse(std::vector<const char*> words)
{
    words.insert(words.begin(), "reeld");
    return parse_command_line(static_cast<int>(words.size()), words.data());
}

command parsed(std::vector<const char*> words)
{
    const auto result = parse(std::move(words));
    BOOST_REQUIRE(std::holds_alternative<command>(result));
    return std::get<command>(result);
}

} // namespace

BOOST_AUTO_TEST_SUITE(command_line)

BOOST_AUTO_TEST_CASE(without_arguments_it_runs_with_the_files_of_the_system)
{
    const auto asked = parsed({});
    BOOST_TEST((asked.what == command::action::run));
    BOOST_TEST(!asked.sources.main_required);
    BOOST_TEST(!asked.sources.conf_dir_required);
    BOOST_TEST(!asked.said.port.has_value());
    BOOST_TEST(!asked.said.stdio);
}

BOOST_AUTO_TEST_CASE(what_is_said_is_kept)
{
    const auto asked = parsed({"--config", "/a.yaml", "--conf-dir", "/c", "--plugin-dir", "/p", "--plugin-dir", "/q",
                               "--port", "0", "--log-level", "debug", "--log-format", "json", "--stdio"});
    BOOST_TEST(asked.sources.main == "/a.yaml");
    BOOST_TEST(asked.sources.main_required);
    BOOST_TEST(asked.sources.conf_dir == "/c");
    BOOST_TEST(asked.sources.conf_dir_required);
    BOOST_TEST(asked.said.plugin_dirs.size() == 2u);
    BOOST_TEST(asked.said.port.value() == 0);
    BOOST_TEST((asked.said.log_level == reel::log_level::debug));
    BOOST_TEST((asked.said.log_format == reeld::log::format::json));
    BOOST_TEST(asked.said.stdio);
}

BOOST_AUTO_TEST_CASE(the_last_of_a_repeated_option_counts)
{
    BOOST_TEST(parsed({"--port", "1", "--port", "2"}).said.port.value() == 2);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_status_64)
{
    for (const auto& words : std::vector<std::vector<const char*>>{{"--nonsense"},
                                                                   {"--port", "65536"},
                                                                   {"--port", "x"},
                                                                   {"--log-level", "loud"},
                                                                   {"--log-format", "xml"},
                                                                   {"--stdio", "--check-config"},
                                                                   {"--describe", "core", "--stdio"},
                                                                   {"stray"}})
    {
        const auto result = parse(words);
        BOOST_REQUIRE(std::holds_alternative<int>(result));
        BOOST_TEST(std::get<int>(result) == 64);
    }
}

BOOST_AUTO_TEST_CASE(help_is_not_a_failure)
{
    BOOST_TEST(std::get<int>(parse({"--help"})) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
