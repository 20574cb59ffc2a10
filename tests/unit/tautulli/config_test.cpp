// SPDX-License-Identifier: MIT
#include "plugins/tautulli/config.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

namespace
{

using namespace std::chrono_literals;

struct reading
{
    reel_tautulli::config config;
    reel::config_problems problems;
    std::vector<std::string> missing;

    explicit reading(std::map<std::string, std::string> values, std::map<std::string, std::string> environment = {})
    {
        reel::config_node node;
        node.type = reel::config_node::kind::mapping;
        for (auto& [key, value] : values)
        {
            reel::config_node scalar;
            scalar.type = reel::config_node::kind::scalar;
            scalar.text = value;
            node.entries.push_back({key, {}, scalar});
        }
        const auto look_up = [environment](std::string_view name) -> std::optional<std::string> {
            const auto found = environment.find(std::string{name});
            return found == environment.end() ? std::nullopt : std::optional{found->second};
        };
        missing = reel_tautulli::options().read(config, node, look_up, problems);
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(tautulli_config)

BOOST_AUTO_TEST_CASE(the_environment_configures_it)
{
    const reading r{{}, {{"TAUTULLI_URL", "http://nas:8181/tautulli"}, {"TAUTULLI_API_KEY", "abc"}}};
    BOOST_TEST(r.problems.empty());
    BOOST_TEST(r.missing.empty());
    BOOST_TEST(r.config.url.buffer() == "http://nas:8181/tautulli");
    BOOST_TEST(r.config.api_key.matches("abc"));
}

BOOST_AUTO_TEST_CASE(without_address_or_key_it_is_not_configured_which_is_no_mistake)
{
    const reading r{{}};
    BOOST_TEST(r.problems.empty());
    BOOST_TEST((r.missing == std::vector<std::string>{"TAUTULLI_URL", "TAUTULLI_API_KEY"}));
}

BOOST_AUTO_TEST_CASE(the_defaults_keep_people_apart_and_upstreams_at_rest)
{
    const reel_tautulli::config c;
    BOOST_CHECK(c.default_scope == reel_tautulli::scope::self);
    BOOST_CHECK(c.activity_cache == 10s);
    BOOST_CHECK(c.stats_cache == 5min);
    BOOST_CHECK(c.users_cache == 1h);
    BOOST_CHECK(c.timeout == 10s);
    BOOST_TEST(c.verify_tls);
}

BOOST_AUTO_TEST_CASE(a_scope_is_self_or_all)
{
    BOOST_CHECK(reading({{"default_scope", "all"}}).config.default_scope == reel_tautulli::scope::all);
    const reading wrong{{{"default_scope", "everyone"}}};
    BOOST_REQUIRE(wrong.problems.list().size() == 1u);
    BOOST_TEST(wrong.problems.list()[0].message.find("self, all") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_key_in_the_address_is_refused)
{
    BOOST_TEST(!reading({{"url", "http://nas:8181/api/v2?apikey=abc"}}).problems.empty());
    BOOST_TEST(!reading({{"url", "http://me:abc@nas:8181"}}).problems.empty());
}

BOOST_AUTO_TEST_SUITE_END()
