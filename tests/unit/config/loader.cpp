// SPDX-License-Identifier: MIT
#include "core/config/loader.hpp"

#include "tests/support/temp_dir.hpp"
#include "tests/unit/config/tree.hpp"

#include <array>

using namespace reeld::config;
using kind = reel::config_node::kind;

namespace
{

struct loader_fixture : reel_test::temp_dir
{
    configuration load() { return reeld::config::load(from, {}, problems); }
    std::string told() const { return config_test::told(problems); }

    sources from{.main = path() / "reeld.yaml", .main_required = false, .conf_dir = {}, .conf_dir_required = false};
    reel::config_problems problems;
};

std::vector<std::string> names(const std::vector<instance>& list)
{
    std::vector<std::string> out;
    for (const auto& one : list)
        out.push_back(one.name + "=" + one.plugin);
    return out;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(loader, loader_fixture)

BOOST_AUTO_TEST_CASE(without_any_file_everything_is_default)
{
    const auto config = load();
    BOOST_TEST((config.core.type == kind::null));
    BOOST_TEST(config.instances.empty());
    BOOST_TEST(told() == "");
}

BOOST_AUTO_TEST_CASE(a_file_or_folder_that_was_asked_for_must_be_there)
{
    from.main_required = true;
    from.conf_dir = path() / "absent.d";
    from.conf_dir_required = true;
    load();
    BOOST_TEST(told() == "cannot be read: No such file or directory\ncannot be read: No such file or directory\n");
}

BOOST_AUTO_TEST_CASE(files_are_read_in_byte_order_and_only_yaml)
{
    write("conf.d/20-b.yaml", "b:\n");
    write("conf.d/10-a.yaml", "a:\n");
    write("conf.d/10-B.yaml", "c:\n");
    write("conf.d/README", "not: read\n");
    write("conf.d/.hidden.yaml", "hidden:\n");
    write("conf.d/30-old.yaml.bak", "old:\n");
    BOOST_TEST(names(load().instances) == (std::vector<std::string>{"c=c", "a=a", "b=b"}),
               boost::test_tools::per_element());
    BOOST_TEST(told() == "");
}

BOOST_AUTO_TEST_CASE(a_yml_file_is_not_silently_ignored)
{
    write("conf.d/10-a.yml", "a:\n");
    load();
    BOOST_TEST(told() == "would not be read: only files named *.yaml are\n");
}

BOOST_AUTO_TEST_CASE(an_instance_may_name_its_plugin_and_be_disabled)
{
    write("conf.d/10-plex.yaml",
          "plex:\n  url: http://nas\nattic:\n  plugin: plex\n  enabled: no\n  url: http://attic\n");
    const auto config = load();
    BOOST_TEST(told() == "");
    BOOST_REQUIRE(config.instances.size() == 2U);
    const auto& attic = config.instances[1];
    BOOST_TEST(attic.name == "attic");
    BOOST_TEST(attic.plugin == "plex");
    BOOST_TEST(!attic.enabled);
    BOOST_TEST(attic.options.entries.size() == 1U);
    BOOST_TEST(attic.options.find("url")->text == "http://attic");
}

BOOST_AUTO_TEST_CASE(a_file_with_everything_commented_out_is_an_instance_with_defaults)
{
    write("conf.d/10-plex.yaml", "plex:\n  # url: http://nas\n");
    const auto config = load();
    BOOST_TEST(names(config.instances) == (std::vector<std::string>{"plex=plex"}), boost::test_tools::per_element());
    BOOST_TEST((config.instances[0].options.type == kind::null));
}

BOOST_AUTO_TEST_CASE(mistakes_of_all_files_are_collected)
{
    write("reeld.yaml", "- not\n- a mapping\n");
    write("conf.d/10-a.yaml", "url: http://nas\n");
    write("conf.d/20-b.yaml", "Bad Name:\n  enabled: maybe\n  plugin: [x]\n");
    write("conf.d/30-c.yaml", "c:\n");
    write("conf.d/40-c.yaml", "c:\n");
    load();
    BOOST_TEST(told() == "1:1 expected lines of the form 'name: value'\n"
                         "1:1 'url' names a plugin instance here: its options belong below it, indented\n"
                         "1:1 'Bad Name' cannot name a plugin instance (names are made of a-z, 0-9, - and _)\n"
                         "3:11 'plugin': expected the name of a plugin, such as the stem of its file\n"
                         "2:12 'enabled': expected true or false, found \"maybe\"\n"
                         "1:1 there is already an instance named 'c' (in " +
                             (path() / "conf.d/30-c.yaml").string() + ":1)\n");
}

BOOST_AUTO_TEST_CASE(an_installed_plugin_that_nobody_configured_gets_an_instance_with_defaults)
{
    write("conf.d/10.yaml", "attic:\n  plugin: plex\noff:\n  plugin: tmdb\n  enabled: false\n");
    const std::array<std::string, 3> installed{"plex", "tmdb", "weather"};
    const auto wanted = instances_for(load(), installed);
    BOOST_TEST(names(wanted) == (std::vector<std::string>{"attic=plex", "weather=weather"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
