// SPDX-License-Identifier: MIT
#include "core/cli/line_editor.hpp"
#include "tests/support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <string>

using reeld::cli::history_file;

namespace
{

/// The two variables that it looks at, as they were again afterwards.
struct home_fixture
{
    home_fixture() : state{of("XDG_STATE_HOME")}, home{of("HOME")} {}
    ~home_fixture()
    {
        set("XDG_STATE_HOME", state);
        set("HOME", home);
    }
    static std::string of(const char* variable)
    {
        const auto* value = std::getenv(variable);
        return value ? value : "";
    }
    static void set(const char* variable, const std::string& value)
    {
        if (value.empty())
            ::unsetenv(variable);
        else
            ::setenv(variable, value.c_str(), 1);
    }
    const std::string state, home;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(line_editing, home_fixture)

BOOST_AUTO_TEST_CASE(the_history_is_where_state_belongs)
{
    set("XDG_STATE_HOME", "/somewhere/state");
    set("HOME", "/home/anna");
    BOOST_TEST(history_file() == "/somewhere/state/reelctl/history");
    set("XDG_STATE_HOME", "relative"); // to be ignored, says the standard
    BOOST_TEST(history_file() == "/home/anna/.local/state/reelctl/history");
    set("XDG_STATE_HOME", "");
    BOOST_TEST(history_file() == "/home/anna/.local/state/reelctl/history");
    set("HOME", "");
    BOOST_TEST(history_file().empty(), "without a home it is not kept");
}

BOOST_AUTO_TEST_CASE(the_folder_of_the_history_is_made)
{
    const reel_test::temp_dir dir;
    const reeld::cli::line_editor editor{dir.path() / "reelctl/history"};
    BOOST_TEST(std::filesystem::is_directory(dir.path() / "reelctl"));
}

BOOST_AUTO_TEST_SUITE_END()
