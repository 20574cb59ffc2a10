// SPDX-License-Identifier: MIT
#include "core/config/environment.hpp"

#include "tests/support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

using reeld::config::environment;

namespace
{

struct environment_fixture : reel_test::temp_dir
{
    std::map<std::string, std::string, std::less<>> variables;
    environment env{[this](std::string_view name) -> std::optional<std::string> {
                        const auto found = variables.find(name);
                        return found == variables.end() ? std::nullopt : std::optional{found->second};
                    },
                    path()};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(environments, environment_fixture)

BOOST_AUTO_TEST_CASE(a_variable_wins_over_a_credential_of_its_name)
{
    write("plex_token", "from-credential\n");
    BOOST_TEST(env.lookup()("PLEX_TOKEN").value() == "from-credential");
    variables["PLEX_TOKEN"] = "from-variable";
    BOOST_TEST(env.lookup()("PLEX_TOKEN").value() == "from-variable");
}

BOOST_AUTO_TEST_CASE(a_credential_is_found_under_the_variables_own_spelling_too)
{
    write("PLEX_TOKEN", "as-is");
    BOOST_TEST(env.lookup()("PLEX_TOKEN").value() == "as-is");
}

BOOST_AUTO_TEST_CASE(empty_is_unset)
{
    variables["PLEX_TOKEN"] = "";
    write("plex_token", "\n");
    BOOST_TEST(!env.lookup()("PLEX_TOKEN"));
    BOOST_TEST(!env.lookup()("ABSENT"));
}

BOOST_AUTO_TEST_CASE(a_credential_cannot_lead_out_of_its_directory)
{
    write("secret", "s");
    environment inner{{}, path() / "inner"};
    BOOST_TEST(!inner.credential("../secret"));
    BOOST_TEST(!inner.credential(".."));
    BOOST_TEST(!inner.credential(""));
}

BOOST_AUTO_TEST_SUITE_END()
