// SPDX-License-Identifier: MIT
// Mistakes as the owner meets them: all at once, each with its place, status 78.
#include "tests/integration/daemon.hpp"

#include <boost/test/unit_test.hpp>

using namespace integration;

namespace
{

struct config_fixture : house
{
    /// Runs reeld to its end; paths are replaced by "DIR" in what it says.
    int run(std::vector<std::string> more, std::string& out, std::string& err) const
    {
        more.insert(more.begin(), {"--log-level", "error"});
        process p{program("reeld"), arguments(more)};
        const auto status = p.exit_status();
        out = without_paths(p.out());
        err = without_paths(p.log());
        return status.value_or(-1);
    }

    std::string without_paths(std::string text) const
    {
        const auto path = dir.path().string();
        for (auto at = text.find(path); at != std::string::npos; at = text.find(path))
            text.replace(at, path.size(), "DIR");
        return text;
    }

    std::string out, err;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(configuration, config_fixture)

BOOST_AUTO_TEST_CASE(all_mistakes_are_told_at_once_with_their_place)
{
    install("good");
    dir.write("reeld.yaml", "prot: 80\n");
    configure("10-good.yaml", "good:\n  greting: hi\n");
    BOOST_TEST(run({}, out, err) == 78);
    BOOST_TEST(out == "");
    BOOST_TEST(err == "reeld: 2 mistakes in the configuration, nothing was started\n"
                      "\n"
                      "DIR/conf.d/10-good.yaml:2:3: unknown option 'greting' (did you mean 'greeting'?)\n"
                      "   2 |   greting: hi\n"
                      "         ^^^^^^^\n"
                      "DIR/reeld.yaml:1:1: unknown option 'prot' (did you mean 'port'?)\n"
                      "   1 | prot: 80\n"
                      "       ^^^^\n");
}

BOOST_AUTO_TEST_CASE(checking_says_the_same_and_starts_nothing)
{
    install("good");
    configure("10-good.yaml", "good:\n  greting: hi\n");
    BOOST_TEST(run({"--check-config"}, out, err) == 78);
    BOOST_TEST(err.starts_with("reeld: 1 mistake in the configuration, nothing was started\n"), err);
    configure("10-good.yaml", "good:\n  greeting: hi\n");
    BOOST_TEST(run({"--check-config"}, out, err) == 0);
    BOOST_TEST(out == "The configuration is fine (plugin instances: 1)\n");
    BOOST_TEST(!std::filesystem::exists(dir.path() / "state"));
}

BOOST_AUTO_TEST_CASE(off_loopback_without_tokens_it_does_not_start)
{
    BOOST_TEST(run({"--listen", "0.0.0.0"}, out, err) == 78);
    BOOST_TEST(err.find("add at least one entry to 'tokens', or listen on 127.0.0.1") != std::string::npos, err);
}

BOOST_AUTO_TEST_CASE(a_missing_file_that_was_named_is_a_mistake)
{
    std::filesystem::remove(main);
    BOOST_TEST(run({}, out, err) == 78);
    BOOST_TEST(err.find("DIR/reeld.yaml") != std::string::npos, err);
}

BOOST_AUTO_TEST_CASE(an_unknown_argument_is_one_line_and_status_64)
{
    BOOST_TEST(run({"--prot", "80"}, out, err) == 64);
    BOOST_TEST(err.starts_with("reeld: "), err);
    BOOST_TEST(std::count(err.begin(), err.end(), '\n') == 1, err);
}

BOOST_AUTO_TEST_CASE(options_describe_themselves)
{
    install("needs");
    BOOST_TEST(run({"--describe", "needs"}, out, err) == 0);
    BOOST_TEST(out == "Chameleon (DIR/plugins/needs.so, version 1.2.3)\n"
                      "\n"
                      "greeting (text, default hello)\n"
                      "    What to say.\n"
                      "url (URL, needed to run, or the variable NEEDS_URL)\n"
                      "    Where to ask.\n"
                      "token (secret, needed to run, or the variable NEEDS_TOKEN)\n"
                      "    What to show there.\n");
    BOOST_TEST(run({"--describe", "core"}, out, err) == 0);
    BOOST_TEST(out.find("\nport (whole number, default 7335)\n") != std::string::npos, out);
    BOOST_TEST(run({"--describe", "nothing"}, out, err) == 1);
    BOOST_TEST(err == "reeld: there is no plugin 'nothing' in DIR/plugins\n");
}

BOOST_AUTO_TEST_CASE(the_version_is_one_line)
{
    BOOST_TEST(run({"--version"}, out, err) == 0);
    BOOST_TEST(out.starts_with("reeld "), out);
}

BOOST_AUTO_TEST_SUITE_END()
