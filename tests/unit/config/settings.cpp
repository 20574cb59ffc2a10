// SPDX-License-Identifier: MIT
#include "core/config/settings.hpp"

#include "tests/unit/config/tree.hpp"

#include <map>

using namespace reeld::config;
using namespace std::chrono_literals;

namespace
{

struct settings_fixture
{
    settings read(const std::string& text) { return read_settings(config_test::tree(text), env, said, problems); }
    std::string told() const { return config_test::told(problems); }

    environment env;
    command_line said;
    reel::config_problems problems;
};

constexpr auto good_token = "0123456789abcdef";

} // namespace

BOOST_FIXTURE_TEST_SUITE(core_settings, settings_fixture)

BOOST_AUTO_TEST_CASE(nothing_said_is_loopback_on_7335)
{
    const auto s = read("");
    BOOST_TEST(told() == "");
    BOOST_TEST(s.listen == "127.0.0.1");
    BOOST_TEST(s.port == 7335);
    BOOST_TEST(s.state_dir == "/var/lib/reeld");
    BOOST_TEST((s.drain_deadline == 5s));
}

BOOST_AUTO_TEST_CASE(the_command_line_wins_over_the_file_and_the_file_over_the_environment)
{
    env.variable = [](std::string_view name) {
        return name == "STATE_DIRECTORY" ? std::optional<std::string>{"/run/state"} : std::nullopt;
    };
    BOOST_TEST(read("").state_dir == "/run/state");
    BOOST_TEST(read("state_dir: /srv/reeld\n").state_dir == "/srv/reeld");
    said.state_dir = "/tmp/reeld";
    said.port = 0;
    said.plugin_dirs = {"/usr"};
    said.log_level = reel::log_level::debug;
    const auto s = read("state_dir: /srv/reeld\nport: 80\nplugin_dirs: [/a, /b]\nlog_level: error\n");
    BOOST_TEST(s.state_dir == "/tmp/reeld");
    BOOST_TEST(s.port == 0);
    BOOST_TEST(s.plugin_dirs.size() == 1U);
    BOOST_TEST((s.log_level == reel::log_level::debug));
    BOOST_TEST(told() == "");
}

BOOST_AUTO_TEST_CASE(off_loopback_a_token_is_needed)
{
    read("listen: 0.0.0.0\n");
    BOOST_TEST(told() ==
               "1:9 listening on 0.0.0.0 lets everyone on the network in: add at least one entry to 'tokens', or "
               "listen on 127.0.0.1\n");
}

BOOST_AUTO_TEST_CASE(with_a_token_it_may_listen_anywhere)
{
    const auto s =
        read(std::string{"listen: '::'\ntokens:\n  - name: phone\n    role: admin\n    token: "} + good_token + "\n");
    BOOST_TEST(told() == "");
    BOOST_REQUIRE(s.tokens.size() == 1U);
    BOOST_TEST((s.tokens[0].role == reel::role::admin));
    BOOST_TEST(s.tokens[0].token.matches(good_token));
    const auto who = caller_of(s.tokens[0], s.users);
    BOOST_TEST(who.name == "phone");
    BOOST_TEST((who.role == reel::role::admin));
    BOOST_TEST(who.links.empty());
}

BOOST_AUTO_TEST_CASE(a_plugin_folder_that_is_named_must_be_there)
{
    said.plugin_dirs = {"/nowhere/plugins"};
    read("");
    BOOST_TEST(told() == "--plugin-dir: there is no folder '/nowhere/plugins'\n");
}

BOOST_AUTO_TEST_CASE(a_token_acts_for_its_user_and_may_be_given_less)
{
    const auto s = read("users:\n"
                        "  - name: anna\n"
                        "    role: admin\n"
                        "    links: {plex_user: anna77}\n"
                        "local_user: anna\n"
                        "tokens:\n"
                        "  - {name: phone, user: anna, token: 0123456789abcdef}\n"
                        "  - {name: tv, user: anna, role: any, token: 0123456789abcdeg}\n");
    BOOST_TEST(told() == "");
    BOOST_REQUIRE(s.tokens.size() == 2U);
    const auto phone = caller_of(s.tokens[0], s.users);
    BOOST_TEST(phone.name == "anna");
    BOOST_TEST((phone.role == reel::role::admin));
    BOOST_TEST(phone.link("plex_user") == "anna77");
    const auto tv = caller_of(s.tokens[1], s.users);
    BOOST_TEST(tv.name == "anna");
    BOOST_TEST((tv.role == reel::role::any));
    BOOST_TEST(local_caller(s.local_user, s.users).link("plex_user") == "anna77");
}

BOOST_AUTO_TEST_CASE(nobody_in_particular_is_an_admin_without_links)
{
    const auto s = read("");
    const auto who = local_caller(s.local_user, s.users);
    BOOST_TEST(who.name == "local");
    BOOST_TEST((who.role == reel::role::admin));
    BOOST_TEST(who.link("plex_user") == "");
}

BOOST_AUTO_TEST_CASE(users_who_do_not_exist_and_tokens_that_may_more_than_theirs_are_mistakes)
{
    read("users:\n"
         "  - name: anna\n"
         "  - name: anna\n"
         "    links: anna77\n"
         "local_user: ana\n"
         "tokens:\n"
         "  - {name: phone, user: ben, token: 0123456789abcdef}\n"
         "  - name: tv\n"
         "    user: anna\n"
         "    role: admin\n"
         "    token: 0123456789abcdeg\n");
    BOOST_TEST(told() == "4:12 'links': expected lines of the form 'account: name'\n"
                         "3:5 there are two users named 'anna'\n"
                         "7:25 there is no user 'ben' in 'users'\n"
                         "10:11 a token may do no more than its user, and 'anna' is no admin\n"
                         "5:13 there is no user 'ana' in 'users' (did you mean 'anna'?)\n");
}

BOOST_AUTO_TEST_CASE(a_token_is_taken_for_nobody_else)
{
    read("users:\n"
         "  - name: anna\n"
         "tokens:\n"
         "  - {name: anna, token: 0123456789abcdef}\n"
         "  - {name: tv, user: anna, token: 0123456789abcdef}\n");
    BOOST_TEST(
        told() ==
        "4:5 a token without 'user' acts for nobody, and cannot be named as one of the users (add "
        "'user: anna', or name the token otherwise)\n"
        "5:5 this token is also that of 'anna', and nobody could tell the two apart (make a new token with `openssl rand -hex 32`)\n");
}

BOOST_AUTO_TEST_CASE(the_command_line_does_not_get_around_that_and_stdio_needs_none)
{
    said.listen = "192.168.1.5";
    read("");
    BOOST_TEST(told().starts_with("listening on 192.168.1.5 lets everyone"));
    problems = {};
    said.stdio = true;
    read("");
    BOOST_TEST(told() == "");
}

BOOST_AUTO_TEST_CASE(every_mistake_in_tokens_is_told_at_its_place_and_without_the_token)
{
    read("tokens:\n"
         "  - name: phone\n"
         "    token: short-s3cret\n"
         "    rolle: admin\n"
         "  - role: boss\n"
         "    token: 0123456789abcdef\n"
         "  - name: tv\n"
         "  - name: tv\n"
         "    token: 0123456789abcdeg\n");
    BOOST_TEST(told() == "4:5 unknown option 'rolle' (did you mean 'role'?)\n"
                         "3:12 'token': must have at least 16 characters (`openssl rand -hex 32` makes a good one)\n"
                         "5:11 'role': expected one of any, admin\n"
                         "5:5 a token needs 'name'\n"
                         "7:5 a token needs 'token'\n"
                         "8:5 there are two tokens named 'tv'\n");
}

BOOST_AUTO_TEST_CASE(ranges_and_forms_are_checked)
{
    read("listen: example.org\nport: 70000\nworker_threads: 0\nlog_format: xml\ntokens: none\n");
    BOOST_TEST(told() == "1:9 'listen': must be an IP address, such as 127.0.0.1, ::1, or 0.0.0.0 for all\n"
                         "2:7 'port': out of range\n"
                         "5:9 'tokens': expected a list\n"
                         "4:13 'log_format': expected one of detect, plain, json, journal\n"
                         "3:17 'worker_threads': must be at least 1\n");
}

BOOST_AUTO_TEST_CASE(loopback_is_what_only_this_machine_reaches)
{
    for (const auto* address : {"127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"})
        BOOST_TEST(is_loopback(address), address);
    for (const auto* address : {"0.0.0.0", "::", "192.168.1.1", "::ffff:10.0.0.1", "localhost", ""})
        BOOST_TEST(!is_loopback(address), address);
}

BOOST_AUTO_TEST_CASE(choices_of_the_command_line_name_each_other_when_wrong)
{
    BOOST_TEST((parse_log_format("json").value() == reeld::log::format::json));
    BOOST_TEST((parse_log_level("warn").value() == reel::log_level::warn));
    BOOST_TEST(parse_log_level("loud").error().message() == "expected one of debug, info, warn, error");
}

BOOST_AUTO_TEST_CASE(every_option_has_a_help_text_that_is_a_sentence)
{
    for (const auto& option : describe_settings())
        BOOST_TEST(option.help.ends_with('.'), option.name);
}

BOOST_AUTO_TEST_CASE(models_are_read_in_order_with_what_they_leave_out)
{
    const auto s =
        read("models:\n"
             "  - model: gpt-4.1-mini\n"
             "    key: s3cret\n"
             "  - {name: at-home, model: 'qwen3:8b', url: 'http://nas:11434/v1', deadline: 5m, stream: false}\n");
    BOOST_TEST(told() == "");
    BOOST_REQUIRE(s.models.size() == 2U);
    BOOST_TEST(s.models[0].name == "gpt-4.1-mini");
    BOOST_TEST(s.models[0].url.buffer() == "https://api.openai.com/v1");
    BOOST_TEST(s.models[0].key.matches("s3cret"));
    BOOST_TEST((s.models[0].deadline == 2min && s.models[0].idle_timeout == 30s && s.models[0].stream));
    BOOST_TEST(s.models[1].name == "at-home");
    BOOST_TEST(s.models[1].url.buffer() == "http://nas:11434/v1");
    BOOST_TEST((s.models[1].deadline == 5min && s.models[1].key.empty() && !s.models[1].stream));
}

BOOST_AUTO_TEST_CASE(without_a_list_of_models_the_environment_names_one)
{
    std::map<std::string, std::string, std::less<>> variables{{"OPENAI_API_KEY", "s3cret"}};
    env.variable = [&](std::string_view name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional{found->second};
    };
    BOOST_TEST(read("").models.empty(), "a key alone, meant for something else perhaps, is no model");
    variables["OPENAI_MODEL"] = "qwen3:8b";
    variables["OPENAI_BASE_URL"] = "http://nas:11434/v1";
    const auto s = read("");
    BOOST_REQUIRE(s.models.size() == 1U);
    BOOST_TEST(s.models[0].name == "qwen3:8b");
    BOOST_TEST(s.models[0].model == "qwen3:8b");
    BOOST_TEST(s.models[0].url.buffer() == "http://nas:11434/v1");
    BOOST_TEST(s.models[0].key.matches("s3cret"));
    BOOST_TEST(read("models: []\n").models.empty(), "a list without any says that there is to be none");
    BOOST_TEST(told() == "");
    variables["OPENAI_BASE_URL"] = "nas:11434";
    read("");
    BOOST_TEST(told() == "environment variable OPENAI_BASE_URL: not an address\n");
}

BOOST_AUTO_TEST_CASE(every_mistake_in_models_is_told_at_its_place_and_without_the_key)
{
    read("models:\n"
         "  - key: s3cret\n"
         "  - {model: a, url: 'ftp://nas', modle: b}\n"
         "  - {model: c, deadline: 10ms}\n");
    BOOST_TEST(told().find("s3cret") == std::string::npos);
    for (const auto* part : {"2:5 a model needs 'model'\n", "3:21 'url': ", "3:34 unknown option 'modle'",
                             "4:26 'deadline': must be at least 1s\n"})
        BOOST_TEST(told().find(part) != std::string::npos, "no '" << part << "' in:\n" << told());
}

BOOST_AUTO_TEST_SUITE_END()
