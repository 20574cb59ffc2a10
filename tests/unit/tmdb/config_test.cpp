// SPDX-License-Identifier: MIT
#include "plugins/tmdb/config.hpp"

#include <boost/test/unit_test.hpp>

using namespace reel_tmdb;

namespace
{

struct read_config
{
    config settings;
    std::vector<std::string> missing;
    reel::config_problems problems;

    explicit read_config(std::vector<std::pair<std::string, std::string>> entries,
                         std::map<std::string, std::string, std::less<>> env = {})
    {
        reel::config_node node;
        node.type = reel::config_node::kind::mapping;
        for (const auto& [key, value] : entries)
        {
            reel::config_node one;
            one.type = reel::config_node::kind::scalar;
            one.text = value;
            node.entries.push_back({key, {}, one});
        }
        missing = options().read(
            settings, node,
            [env](std::string_view name) -> std::optional<std::string> {
                const auto found = env.find(name);
                return found == env.end() ? std::nullopt : std::optional{found->second};
            },
            problems);
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(tmdb_config)

BOOST_AUTO_TEST_CASE(only_the_token_is_needed_and_the_environment_gives_it)
{
    BOOST_TEST(read_config{{}}.missing.size() == 1u);
    const read_config with{{}, {{"TMDB_ACCESS_TOKEN", "eyJ.a.b"}}};
    BOOST_TEST(with.missing.empty());
    BOOST_TEST(with.problems.empty());
    BOOST_TEST(with.settings.access_token.reveal() == "eyJ.a.b");
    BOOST_TEST(std::string{with.settings.url.buffer()} == "https://api.themoviedb.org/3");
    BOOST_TEST(with.settings.requests_per_second == 40);
    BOOST_TEST(with.settings.availability_tool == "check_plex_library");
}

BOOST_AUTO_TEST_CASE(what_tmdb_would_not_understand_is_refused)
{
    for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{{"language", "english"},
                                                                                     {"language", "en_US"},
                                                                                     {"region", "us"},
                                                                                     {"region", "USA"},
                                                                                     {"requests_per_second", "0"},
                                                                                     {"requests_per_second", "500"},
                                                                                     {"url", "https://me@api.test/3"},
                                                                                     {"negative_cache", "1d"}})
        BOOST_TEST(!read_config({{key, value}}).problems.empty(), key << ": " << value << " was accepted");
    BOOST_TEST(read_config({{"language", "de"}, {"region", "DE"}, {"availability_tool", ""}}).problems.empty());
}

BOOST_AUTO_TEST_CASE(a_country_is_taken_as_people_write_it)
{
    const config settings;
    BOOST_TEST(region_of(std::nullopt, settings) == "US");
    BOOST_TEST(region_of("de", settings) == "DE");
    BOOST_TEST(region_of("uk", settings) == "GB");
}

BOOST_AUTO_TEST_SUITE_END()
