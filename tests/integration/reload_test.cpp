// SPDX-License-Identifier: MIT
// SIGHUP: the new configuration whole, or none of it, and no call dropped.
#include "tests/integration/daemon.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>

using namespace integration;

namespace
{

bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(reload, house)

BOOST_AUTO_TEST_CASE(a_changed_option_is_applied_and_a_call_under_way_ends_as_it_began)
{
    install("good");
    configure("good.yaml", "good:\n  greeting: old\n");
    running_daemon d{*this};
    exchange slow{d.port(), "POST", "/api/tools/good_wait", R"({"seconds":1})"};
    BOOST_REQUIRE(d.call("good_hello").status == 200);
    configure("good.yaml", "good:\n  greeting: new\n");
    d.signal(SIGHUP);
    BOOST_REQUIRE(d.says("Configuration applied"));
    BOOST_TEST(has(d.call("good_hello").body, R"("said":"new")"));
    BOOST_TEST(has(slow.wait().body, R"("said":"old")"));
    BOOST_TEST(d.says("stopped greeting=old"));
}

BOOST_AUTO_TEST_CASE(a_plugin_dropped_in_is_picked_up)
{
    running_daemon d{*this};
    BOOST_TEST(d.call("good_hello").status == 404);
    install("good");
    configure("good.yaml", "good:\n  greeting: hi\n");
    d.signal(SIGHUP);
    BOOST_REQUIRE(d.says("Configuration applied"));
    BOOST_TEST(has(d.call("good_hello").body, R"("said":"hi")"));
}

BOOST_AUTO_TEST_CASE(a_mistake_is_told_with_its_place_and_the_old_configuration_goes_on)
{
    install("good");
    configure("good.yaml", "good:\n  greeting: old\n");
    running_daemon d{*this};
    configure("good.yaml", "good:\n  greting: new\n");
    d.signal(SIGHUP);
    BOOST_REQUIRE(d.says("Configuration not applied, everything goes on as before mistakes=1"));
    BOOST_TEST(has(d.log(), "good.yaml line=2 column=3"), d.log());
    BOOST_TEST(has(d.call("good_hello").body, R"("said":"old")"));
}

BOOST_AUTO_TEST_CASE(an_instance_that_is_removed_takes_its_tools_with_it)
{
    install("good");
    configure("good.yaml", "good:\nattic:\n  plugin: good\n");
    running_daemon d{*this};
    BOOST_TEST(d.call("good_hello_attic").status == 200);
    configure("good.yaml", "good:\n");
    d.signal(SIGHUP);
    BOOST_REQUIRE(d.says("Configuration applied"));
    BOOST_TEST(d.call("good_hello_attic").status == 404);
    BOOST_TEST(d.call("good_hello").status == 200);
}

BOOST_AUTO_TEST_CASE(tokens_are_applied_and_what_cannot_be_is_named)
{
    install("good");
    running_daemon d{*this};
    BOOST_TEST(d.call("good_hello").status == 200);
    dir.write("reeld.yaml", "max_body: 2048\n"
                            "users: [{name: anna}]\n"
                            "tokens: [{name: phone, user: anna, token: 0123456789abcdef}]\n");
    d.signal(SIGHUP);
    BOOST_REQUIRE(d.says("Configuration applied"));
    BOOST_TEST(d.call("good_hello").status == 401);
    BOOST_TEST(has(d.log(), "applied at the next start only options=max_body\n"), d.log());
    dir.write("reeld.yaml", "max_body: 2048\n");
    d.signal(SIGHUP);
    for (int i = 0; i < 100 && d.call("good_hello").status != 200; ++i)
        d.listen(50ms);
    BOOST_TEST(d.call("good_hello").status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
