// SPDX-License-Identifier: MIT
// Each plugin that cannot be trusted or understood is refused by name, with what was wanted and what was found; the rest run.
#include "tests/abi/plugin_fixture.hpp"

#include <reel/plugin.hpp>

#include <unistd.h>

using abi_test::plugin_fixture;
namespace fs = std::filesystem;

BOOST_FIXTURE_TEST_SUITE(loading, plugin_fixture)

BOOST_AUTO_TEST_CASE(a_good_plugin_is_loaded_and_answers)
{
    install("good");
    run({wanted("good", "good")});
    BOOST_TEST(ask("good_hello") == "hello");
    BOOST_TEST(host.refusals().empty());
    const auto one = info("good");
    BOOST_TEST(one.version == "1.2.3");
    BOOST_TEST(one.prompt == "Say hello.");
    BOOST_TEST((one.health.state == reel::state::ready));
}

BOOST_AUTO_TEST_CASE(whatever_differs_is_refused_with_what_was_wanted_and_found_and_the_rest_run)
{
    const auto fingerprint = std::string{"'"} + REEL_FINGERPRINT + "'";
    const auto size = std::to_string(sizeof(reel_plugin_descriptor));
    const std::map<std::string, std::string> expected{
        {"wrong_magic", "magic number: wanted 0x31564b4c454552, found 0x1234"},
        {"small_descriptor", "size of the descriptor: wanted at least " + size + ", found 16"},
        {"wrong_major", "major ABI version: wanted 1, found 2"},
        {"newer_minor", "minor ABI version: wanted at most 0, found 1"},
        {"wrong_fingerprint", "build fingerprint: wanted " + fingerprint + ", found 'gcc-3 boost-103000'"},
        {"empty_field", "descriptor: wanted every field set, found an empty one (use REEL_PLUGIN)"},
        {"wrong_name", "name: wanted 'wrong_name' (as the file), found 'right_name'"},
        {"no_descriptor", "descriptor: wanted one from reel_plugin_query, found none"},
    };
    for (const auto& [name, reason] : expected)
        install(name);
    install("good");
    run({wanted("good", "good")});
    for (const auto& [name, reason] : expected)
    {
        BOOST_TEST(reason_for(plugin_dir / (name + ".so")) == reason);
        BOOST_TEST(logs.has(reel::log_level::error, "Plugin refused file=" + (plugin_dir / (name + ".so")).string()));
    }
    BOOST_TEST(host.refusals().size() == expected.size());
    BOOST_TEST(ask("good_hello") == "hello");
}

BOOST_AUTO_TEST_CASE(a_plugin_with_an_asio_of_its_own_is_refused)
{
    const auto file = install("header_only_asio", "header_only_asio.so");
    run({});
    BOOST_TEST(reason_for(file) ==
               "Asio: wanted the copy in libreel-sdk.so, found one of its own (link reel::sdk, and define "
               "nothing of Asio's)");
}

BOOST_AUTO_TEST_CASE(what_is_not_a_plugin_is_refused)
{
    const auto text =
        dir.write("plugins/text.so", "not an ELF file, and long enough to have a header of one, if it were one.");
    const auto other = install("no_entry_point", "no_entry_point.so");
    fs::create_directory(plugin_dir / "folder.so");
    fs::create_symlink("/nowhere/at/all.so", plugin_dir / "dangling.so");
    run({});
    BOOST_TEST(reason_for(text) == "cannot be loaded: invalid ELF header");
    BOOST_TEST(reason_for(other) == "entry point: wanted reel_plugin_query, found none (is it a plugin?)");
    BOOST_TEST(reason_for(plugin_dir / "folder.so") == "kind of file: wanted a regular file, found something else");
    BOOST_TEST(reason_for(plugin_dir / "dangling.so") == "No such file or directory");
}

BOOST_AUTO_TEST_CASE(a_file_that_others_may_write_to_is_refused)
{
    const auto group = install("good");
    fs::permissions(group, fs::perms{0664});
    const auto others = install("good_too");
    fs::permissions(others, fs::perms{0646});
    run({});
    BOOST_TEST(reason_for(group) == "mode of the file: wanted one that only its owner may write to, found 0664");
    BOOST_TEST(reason_for(others) == "mode of the file: wanted one that only its owner may write to, found 0646");
}

BOOST_AUTO_TEST_CASE(a_folder_that_others_may_write_to_is_refused_whole)
{
    const auto file = install("good");
    fs::permissions(plugin_dir, fs::perms{0777});
    run({});
    BOOST_TEST(reason_for(plugin_dir) == "mode of the folder: wanted one that only its owner may write to, found 0777");
    BOOST_TEST(host.plugins().empty());
}

BOOST_AUTO_TEST_CASE(a_link_is_judged_by_where_it_leads)
{
    fs::create_directory(dir.path() / "elsewhere");
    fs::copy_file(abi_test::built("chameleon.so"), dir.path() / "elsewhere/good.so");
    fs::create_symlink(dir.path() / "elsewhere/good.so", plugin_dir / "good.so");
    fs::permissions(dir.path() / "elsewhere", fs::perms{0777});
    run({});
    BOOST_TEST(reason_for(plugin_dir / "good.so") ==
               "mode of the folder it leads to: wanted one that only its owner may write to, found 0777");
    fs::permissions(dir.path() / "elsewhere", fs::perms{0755});
    run({});
    BOOST_TEST(reason_for(plugin_dir / "good.so") == "not refused");
}

BOOST_AUTO_TEST_CASE(a_file_of_another_user_is_refused)
{
    const auto file = install("good");
    if (::geteuid() != 0 || ::chown(file.c_str(), 12345, 12345) != 0)
        return; // only root can give a file away
    run({});
    BOOST_TEST(reason_for(file) == "owner of the file: wanted root or uid 0, found uid 12345");
}

BOOST_AUTO_TEST_CASE(of_two_files_with_one_name_the_first_folder_wins)
{
    const auto first = install("good");
    fs::create_directory(dir.path() / "more");
    const auto second = dir.path() / "more/good.so";
    fs::copy_file(first, second);
    host.load({plugin_dir, dir.path() / "more"});
    BOOST_TEST(reason_for(second) == "name: wanted one that is not taken, found 'good' of " + first.string());
}

BOOST_AUTO_TEST_CASE(a_missing_folder_is_named)
{
    host.load({dir.path() / "nowhere"});
    BOOST_TEST(reason_for(dir.path() / "nowhere") == "No such file or directory");
}

BOOST_AUTO_TEST_SUITE_END()
