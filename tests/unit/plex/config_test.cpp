// SPDX-License-Identifier: MIT
#include "plugins/plex/config.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

namespace
{

using namespace std::chrono_literals;

reel::config_node scalar(std::string text)
{
    reel::config_node out;
    out.type = reel::config_node::kind::scalar;
    out.text = std::move(text);
    return out;
}

reel::config_node mapping(std::map<std::string, std::string> values)
{
    reel::config_node out;
    out.type = reel::config_node::kind::mapping;
    for (auto& [key, value] : values)
        out.entries.push_back({key, {}, scalar(value)});
    return out;
}

struct reading
{
    reel_plex::config config;
    reel::config_problems problems;
    std::vector<std::string> missing;

    explicit reading(const reel::config_node& node, std::map<std::string, std::string> environment = {})
    {
        const auto look_up = [environment](std::string_view name) -> std::optional<std::string> {
            const auto found = environment.find(std::string{name});
            return found == environment.end() ? std::nullopt : std::optional{found->second};
        };
        missing = reel_plex::options().read(config, node, look_up, problems);
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(plex_config)

BOOST_AUTO_TEST_CASE(without_address_and_token_it_names_the_variables_to_set)
{
    const reading r{mapping({})};
    BOOST_TEST(r.problems.empty());
    BOOST_TEST(r.missing == (std::vector<std::string>{"PLEX_URL", "PLEX_TOKEN"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(address_and_token_come_from_the_environment)
{
    const reading r{mapping({}), {{"PLEX_URL", "http://10.0.0.2:32400"}, {"PLEX_TOKEN", "abc"}}};
    BOOST_TEST(r.problems.empty());
    BOOST_TEST(r.missing.empty());
    BOOST_TEST(std::string{r.config.url.buffer()} == "http://10.0.0.2:32400");
    BOOST_TEST(r.config.token.reveal() == "abc");
}

BOOST_AUTO_TEST_CASE(the_defaults_are_those_of_the_brief)
{
    const reel_plex::config c;
    BOOST_CHECK(c.refresh_interval == 15min);
    BOOST_CHECK(c.health_interval == 30min);
    BOOST_CHECK(c.timeout == 15s);
    BOOST_CHECK(c.listing_timeout == 30s);
    BOOST_CHECK(c.health_timeout == 5s);
    BOOST_TEST(c.verify_tls);
}

BOOST_AUTO_TEST_CASE(an_address_with_a_password_is_refused)
{
    const reading r{mapping({{"url", "http://me:pw@plex:32400"}, {"token", "abc"}})};
    BOOST_TEST(r.problems.list().size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_refresh_every_second_is_refused)
{
    const reading r{mapping({{"url", "http://plex"}, {"token", "abc"}, {"refresh_interval", "1s"}})};
    BOOST_REQUIRE(r.problems.list().size() == 1u);
    BOOST_TEST(r.problems.list().front().message.find("at least 1m") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(dismissed_gaps_are_read_and_a_wrong_one_is_a_mistake_of_the_configuration)
{
    const auto with = [](const char* text) {
        auto node = mapping({{"url", "http://plex"}, {"token", "abc"}});
        reel::config_node list;
        list.type = reel::config_node::kind::sequence;
        list.items.push_back(scalar("tmdb:95396 s2"));
        list.items.push_back(scalar(text));
        node.entries.push_back({"dismissed_gaps", {}, std::move(list)});
        return reading{node};
    };
    const auto fine = with("tvdb:81189 s01e05-e07");
    BOOST_TEST(fine.problems.empty());
    BOOST_REQUIRE(fine.config.dismissed_gaps.size() == 2u);
    BOOST_TEST(fine.config.dismissed_gaps[1].first == 5);

    const auto wrong = with("tvdb:81189 seasons 1");
    BOOST_REQUIRE(wrong.problems.list().size() == 1u);
    BOOST_TEST(wrong.problems.list().front().message.find("'tvdb:81189 seasons 1' is not a show") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_token_is_a_secret_in_the_documentation_too)
{
    for (const auto& option : reel_plex::options().describe())
        if (option.name == "token")
            BOOST_TEST(option.type == "secret");
}

BOOST_AUTO_TEST_SUITE_END()
