// SPDX-License-Identifier: MIT
#include "core/config/expand.hpp"

#include "tests/support/temp_dir.hpp"
#include "tests/unit/config/tree.hpp"

using reeld::config::environment;
using kind = reel::config_node::kind;

namespace
{

struct expand_fixture : reel_test::temp_dir
{
    /// The value of `v` in a document that says `v: text`.
    reel::config_node value(const std::string& text)
    {
        auto node = config_test::tree("v: " + text + "\n");
        reeld::config::expand(node, env, problems);
        return node.entries.at(0).value;
    }
    std::string told() const { return config_test::told(problems); }

    environment env{[](std::string_view name) -> std::optional<std::string> {
                        if (name == "HOST")
                            return "nas";
                        if (name == "TRICKY")
                            return "${HOST}";
                        return {};
                    },
                    path() / "credentials"};
    reel::config_problems problems;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(expansion, expand_fixture)

BOOST_AUTO_TEST_CASE(references_are_replaced_anywhere_in_a_value_and_mark_it_secret)
{
    const auto node = value("http://${HOST}:${PORT:-32400}/x");
    BOOST_TEST(node.text == "http://nas:32400/x");
    BOOST_TEST(node.secret);
    BOOST_TEST(value("[a, '${HOST}']").items[1].text == "nas");
}

BOOST_AUTO_TEST_CASE(a_default_is_no_secret_and_an_empty_one_leaves_the_option_unset)
{
    BOOST_TEST(value("${PORT:-32400}").text == "32400");
    BOOST_TEST(!value("${PORT:-32400}").secret);
    BOOST_TEST((value("${PORT:-}").type == kind::null));
    BOOST_TEST((value("'${PORT:-}'").type == kind::scalar));
}

BOOST_AUTO_TEST_CASE(files_and_credentials_lose_their_last_newline)
{
    write("credentials/plex", "t0ken\n");
    BOOST_TEST(value("${credential:plex}").text == "t0ken");
    BOOST_TEST(value("${file:" + write("token", "abc\n").string() + "}").text == "abc");
    BOOST_TEST(told() == "");
}

BOOST_AUTO_TEST_CASE(what_is_inserted_is_not_looked_at_again)
{
    BOOST_TEST(value("${TRICKY}").text == "${HOST}");
}

BOOST_AUTO_TEST_CASE(two_dollars_stand_for_the_characters_themselves)
{
    BOOST_TEST(value("a$${HOST}b $5").text == "a${HOST}b $5");
    BOOST_TEST(told() == "");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_found_is_told_at_its_own_column_and_the_value_is_unset)
{
    BOOST_TEST((value("http://${HOST}:${NO_PORT}/").type == kind::null));
    value("${credential:absent}");
    value("${file:relative}");
    value("${file:/no/such/file}");
    value("${a b}");
    value("x${HOST");
    BOOST_TEST(told() == "1:19 'NO_PORT' is not set in the environment\n"
                         "1:4 there is no credential 'absent'\n"
                         "1:4 ${file:…} needs an absolute path\n"
                         "1:4 '/no/such/file' cannot be read: No such file or directory\n"
                         "1:4 '${a b}' is not a reference (write ${NAME}, ${NAME:-default}, ${file:/path}, "
                         "${credential:name}, or $${ for a plain ${)\n"
                         "1:5 '${' is not closed (write $${ for a plain ${)\n");
}

BOOST_AUTO_TEST_SUITE_END()
