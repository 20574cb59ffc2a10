// SPDX-License-Identifier: MIT
#include "core/system/install_id.hpp"

#include "tests/support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <regex>

namespace fs = std::filesystem;
using reeld::system::install_id;
using reeld::system::prepare_state_dir;

namespace
{

unsigned mode_of(const fs::path& path)
{
    struct stat st{};
    return ::stat(path.c_str(), &st) == 0 ? st.st_mode & 07777 : 0;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(state, reel_test::temp_dir)

BOOST_AUTO_TEST_CASE(the_first_call_makes_a_uuid_and_later_ones_read_it)
{
    const auto id = install_id(path());
    BOOST_REQUIRE(id.has_value());
    BOOST_TEST(std::regex_match(*id, std::regex{"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"}),
               *id);
    BOOST_TEST(*install_id(path()) == *id);
    BOOST_TEST(mode_of(path() / "install-id") == 0600U);
    BOOST_TEST(std::distance(fs::directory_iterator{path()}, {}) == 1, "nothing else is left in the state directory");
}

BOOST_AUTO_TEST_CASE(two_installations_differ)
{
    fs::create_directories(path() / "a");
    fs::create_directories(path() / "b");
    BOOST_TEST(*install_id(path() / "a") != *install_id(path() / "b"));
}

BOOST_AUTO_TEST_CASE(a_file_that_holds_something_else_is_kept_and_named)
{
    const auto file = write("install-id", "something else\n");
    const auto id = install_id(path());
    BOOST_REQUIRE(id.has_error());
    BOOST_TEST(id.error().message() == file.string() + " does not hold an install id: remove it to get a new one");
    std::string text;
    std::getline(std::ifstream{file}, text);
    BOOST_TEST(text == "something else");
}

BOOST_AUTO_TEST_CASE(the_state_directory_is_made_private)
{
    const auto dir = path() / "var" / "reeld";
    BOOST_TEST(prepare_state_dir(dir).has_value());
    BOOST_TEST(mode_of(dir) == 0700U);
    BOOST_TEST(prepare_state_dir(dir).has_value());
}

BOOST_AUTO_TEST_CASE(a_state_directory_that_cannot_be_is_said_by_name)
{
    const auto file = write("file", "");
    const auto under = prepare_state_dir(file / "state");
    BOOST_REQUIRE(under.has_error());
    BOOST_TEST(under.error().message() ==
               "cannot make the state directory " + (file / "state").string() + ": Not a directory");
}

BOOST_AUTO_TEST_SUITE_END()
