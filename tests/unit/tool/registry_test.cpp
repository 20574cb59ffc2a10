// SPDX-License-Identifier: MIT
#include "core/tool/registry.hpp"

#include <boost/test/unit_test.hpp>

using reeld::tool::registry;

namespace
{

reel::bound_tool named(const std::string& name)
{
    reel::bound_tool tool;
    tool.spec.name = name;
    return tool;
}

std::vector<std::string> names(const registry& tools)
{
    std::vector<std::string> out;
    for (const auto& tool : tools.list())
        out.push_back(tool->tool.spec.name);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(tool_registry)

BOOST_AUTO_TEST_CASE(tools_are_listed_by_name)
{
    registry tools;
    BOOST_REQUIRE(tools.publish("one", {named("b"), named("c")}));
    BOOST_REQUIRE(tools.publish("two", {named("a")}));
    BOOST_TEST(names(tools) == (std::vector<std::string>{"a", "b", "c"}), boost::test_tools::per_element());
    BOOST_TEST(tools.find("a")->instance == "two");
    BOOST_TEST(!tools.find("d"));
}

BOOST_AUTO_TEST_CASE(a_name_taken_by_another_instance_publishes_nothing_and_names_both)
{
    registry tools;
    BOOST_REQUIRE(tools.publish("one", {named("a")}));
    const auto done = tools.publish("two", {named("b"), named("a")});
    BOOST_REQUIRE(!done);
    BOOST_TEST(done.error().message() == "tool 'a' of 'two' is already a tool of 'one'");
    BOOST_TEST(!tools.find("b"));
}

BOOST_AUTO_TEST_CASE(a_name_outside_the_alphabet_or_given_twice_is_refused)
{
    registry tools;
    BOOST_TEST(!tools.publish("one", {named("")}));
    BOOST_TEST(!tools.publish("one", {named("No")}));
    BOOST_TEST(!tools.publish("one", {named(std::string(65, 'a'))}));
    BOOST_TEST(!tools.publish("one", {named("a"), named("a")}));
    BOOST_TEST(tools.publish("one", {named(std::string(64, 'a'))}).has_value());
}

BOOST_AUTO_TEST_CASE(a_destructive_tool_leaves_the_argument_confirm_to_the_daemon)
{
    registry tools;
    auto tool = named("a");
    tool.spec.input_schema = {{"type", "object"}, {"properties", {{"confirm", {{"type", "boolean"}}}}}};
    BOOST_TEST(tools.publish("one", {tool}).has_value());
    tool.spec.tier = reel::tier::destructive;
    BOOST_TEST(!tools.publish("one", {tool}));
}

BOOST_AUTO_TEST_CASE(publishing_again_replaces_and_a_call_under_way_keeps_the_old_tool)
{
    registry tools;
    BOOST_REQUIRE(tools.publish("one", {named("a"), named("b")}));
    const auto held = tools.find("a");
    BOOST_REQUIRE(tools.publish("one", {named("b"), named("c")}));
    BOOST_TEST(names(tools) == (std::vector<std::string>{"b", "c"}), boost::test_tools::per_element());
    BOOST_TEST(held->tool.spec.name == "a");
}

BOOST_AUTO_TEST_CASE(every_change_of_the_list_grows_the_revision_and_tells_listeners)
{
    registry tools;
    int told = 0;
    tools.on_change([&] { ++told; });
    BOOST_REQUIRE(tools.publish("one", {named("a")}));
    tools.withdraw("one");
    tools.withdraw("one"); // nothing left to withdraw
    BOOST_TEST(told == 2);
    BOOST_TEST(tools.revision() == 2u);
    BOOST_TEST(tools.list().empty());
}

BOOST_AUTO_TEST_SUITE_END()
