// SPDX-License-Identifier: MIT
#include <reel/option.hpp>

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;

namespace
{

enum class mode
{
    fast,
    careful
};
BOOST_DESCRIBE_ENUM(mode, fast, careful)

struct config
{
    boost::urls::url url;
    reel::secret token;
    std::chrono::seconds refresh = 15min;
    int pages = 3;
    bool events = true;
    mode how = mode::careful;
    std::vector<std::string> libraries;
    std::uint8_t small = 0;
};

auto table()
{
    return reel::options<config>()
        .add("url", &config::url, "Where.")
        .env("TEST_URL")
        .needed_to_run()
        .add("token", &config::token, "Key.")
        .env("TEST_TOKEN")
        .needed_to_run()
        .add("refresh_interval", &config::refresh, "How often.")
        .at_least(60s)
        .at_most(std::chrono::seconds{24h})
        .add("pages", &config::pages, "Pages.")
        .at_least(1)
        .add("events", &config::events, "Listen.")
        .add("how", &config::how, "Manner.")
        .add("libraries", &config::libraries, "Only these.")
        .add("small", &config::small, "Small.")
        .table();
}

reel::config_node scalar(std::string text, bool quoted = false)
{
    reel::config_node node;
    node.type = reel::config_node::kind::scalar;
    node.text = std::move(text);
    node.quoted = quoted;
    return node;
}

struct fixture
{
    reel::config_node file;
    std::map<std::string, std::string, std::less<>> variables;
    reel::config_problems problems;
    config out;

    fixture() { file.type = reel::config_node::kind::mapping; }
    void set(std::string key, reel::config_node value)
    {
        file.entries.push_back({std::move(key), {}, std::move(value)});
    }
    std::vector<std::string> read()
    {
        const reel::config_environment env = [this](std::string_view name) -> std::optional<std::string> {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional{found->second};
        };
        return table().read(out, file, env, problems);
    }
    std::string only_problem()
    {
        BOOST_REQUIRE_EQUAL(problems.list().size(), 1u);
        const auto& p = problems.list().front();
        return p.hint.empty() ? p.message : p.message + " (" + p.hint + ")";
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(option, fixture)

BOOST_AUTO_TEST_CASE(nothing_set_keeps_the_defaults_and_names_what_is_missing)
{
    file.type = reel::config_node::kind::null;
    const auto missing = read();
    BOOST_TEST(problems.empty());
    BOOST_TEST(missing == (std::vector<std::string>{"TEST_URL", "TEST_TOKEN"}), boost::test_tools::per_element());
    BOOST_TEST((out.refresh == 15min));
}

BOOST_AUTO_TEST_CASE(the_file_wins_over_the_environment)
{
    variables = {{"TEST_URL", "http://env:1"}, {"TEST_TOKEN", "from-env"}};
    set("url", scalar("https://file:2/base/"));
    BOOST_TEST(read().empty());
    BOOST_TEST(out.url.buffer() == "https://file:2/base/");
    BOOST_TEST(out.token.reveal() == "from-env");
}

BOOST_AUTO_TEST_CASE(every_type_is_read)
{
    set("refresh_interval", scalar("5m"));
    set("pages", scalar("7"));
    set("events", scalar("no"));
    set("how", scalar("fast"));
    reel::config_node list;
    list.type = reel::config_node::kind::sequence;
    list.items = {scalar("Films"), scalar("Series")};
    set("libraries", list);
    read();
    BOOST_TEST(problems.empty());
    BOOST_TEST((out.refresh == 5min));
    BOOST_TEST(out.pages == 7);
    BOOST_TEST(!out.events);
    BOOST_TEST((out.how == mode::fast));
    BOOST_TEST(out.libraries.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_token_that_looks_like_a_number_stays_text)
{
    set("token", scalar("0123"));
    read();
    BOOST_TEST(out.token.reveal() == "0123");
}

BOOST_AUTO_TEST_CASE(an_unknown_key_is_refused_with_the_nearest)
{
    set("refesh_interval", scalar("5m"));
    read();
    BOOST_TEST(only_problem() == "unknown option 'refesh_interval' (did you mean 'refresh_interval'?)");
}

BOOST_AUTO_TEST_CASE(wrong_values_say_what_was_expected)
{
    const std::pair<std::pair<std::string, std::string>, std::string> rows[] = {
        {{"url", "htp:/api"}, "'url': not an address: \"htp:/api\""},
        {{"url", "ftp://host/"}, "'url': not an address: \"ftp://host/\""},
        {{"url", "http://user:pass@host/"}, "'url': an address must not hold a user name or password"},
        {{"refresh_interval", "15"},
         "'refresh_interval': not a duration: \"15\" (write it like 90s, 15m, 1h30m or 2d)"},
        {{"refresh_interval", "5s"}, "'refresh_interval': must be at least 1m"},
        {{"refresh_interval", "2d"}, "'refresh_interval': must be at most 1d"},
        {{"pages", "many"}, "'pages': expected a whole number, found \"many\""},
        {{"pages", "0"}, "'pages': must be at least 1"},
        {{"events", "maybe"}, "'events': expected true or false, found \"maybe\""},
        {{"how", "slow"}, "'how': expected one of fast, careful"},
        {{"small", "256"}, "'small': out of range"},
        {{"libraries", "Films"}, "'libraries': expected a list"},
    };
    for (const auto& [given, said] : rows)
        BOOST_TEST_CONTEXT(given.first << ": " << given.second)
        {
            fixture f;
            f.set(given.first, scalar(given.second));
            f.read();
            BOOST_TEST(f.only_problem() == said);
        }
}

BOOST_AUTO_TEST_CASE(a_wrong_value_from_the_environment_is_named_but_not_shown)
{
    variables = {{"TEST_URL", "s3cret-nonsense"}};
    read();
    BOOST_TEST(only_problem() == "environment variable TEST_URL: not an address");
}

BOOST_AUTO_TEST_CASE(the_table_documents_itself)
{
    const auto infos = table().describe();
    BOOST_REQUIRE_EQUAL(infos.size(), 8u);
    BOOST_TEST(infos[0].type == "URL");
    BOOST_TEST(infos[0].env == "TEST_URL");
    BOOST_TEST(infos[0].needed_to_run);
    BOOST_TEST(infos[1].default_text == "");
    BOOST_TEST(infos[2].type == "duration");
    BOOST_TEST(infos[2].default_text == "15m");
    BOOST_TEST(infos[5].type == "one of fast, careful");
    BOOST_TEST(infos[5].default_text == "careful");
    BOOST_TEST(infos[6].type == "list of text");
}

BOOST_AUTO_TEST_SUITE_END()
