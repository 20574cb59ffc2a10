// SPDX-License-Identifier: MIT
#include "core/cli/command.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

using namespace reeld::cli;

namespace
{

/// A daemon of canned replies, which remembers what it was asked last.
struct fake_daemon
{
    std::map<std::string, reply> replies{
        {"GET /api/tools",
         {200, R"({"tools": [{"name": "check_plex_library", "description": "Is it there? Ask before adding.",
            "inputSchema": {"type": "object", "properties": {"title": {"type": "string", "description": "The title"},
            "year": {"type": "integer"}}, "required": ["title"]}}]})"}},
        {"GET /api/status", {200, R"({"version": "0.1.0", "plugins": []})"}},
        {"POST /api/tools/check_plex_library", {200, R"({"message": "Dune is there."})"}},
        {"GET /readyz", {200, R"({"ready": true})"}}};
    std::string asked;

    outcome run(command c)
    {
        const transport send = [this](std::string_view method, std::string_view path,
                                      std::string body) -> reel::result<reply> {
            const auto found = replies.find(std::string{method} + " " + std::string{path});
            if (found == replies.end())
                return reel::error{reel::errc::connection, "could not connect to 127.0.0.1:7335: connection refused"};
            asked = std::move(body);
            return found->second;
        };
        return reeld::cli::run(c, send, {}, "http://127.0.0.1:7335", "0.1.0");
    }
};

command call(std::vector<std::string> arguments, std::string tool = "check_plex_library")
{
    command c;
    c.verb = "call";
    c.tool = std::move(tool);
    c.arguments = std::move(arguments);
    return c;
}

command plain(std::string verb)
{
    command c;
    c.verb = std::move(verb);
    return c;
}

} // namespace

namespace reeld::cli
{
std::ostream& operator<<(std::ostream& out, exit_code code)
{
    return out << static_cast<int>(code);
}
} // namespace reeld::cli

BOOST_FIXTURE_TEST_SUITE(commands, fake_daemon)

BOOST_AUTO_TEST_CASE(a_call_sends_typed_arguments_and_prints_the_answer)
{
    const auto said = run(call({"title=Dune", "year=2021"}));
    BOOST_TEST(asked == R"({"title":"Dune","year":2021})");
    BOOST_TEST(said.out == "Dune is there.\n");
    BOOST_TEST(said.error == "");
    BOOST_TEST(said.code == exit_code::ok);
}

BOOST_AUTO_TEST_CASE(a_call_of_nothing_asks_for_a_name)
{
    const auto said = run(call({}, ""));
    BOOST_TEST(said.error == "give a tool's name: reelctl call NAME key=value…");
    BOOST_TEST(said.code == exit_code::usage);
}

BOOST_AUTO_TEST_CASE(json_in_and_out_is_passed_through_as_it_is)
{
    auto c = call({});
    c.json_arguments = R"({"title": "Dune"})";
    c.json = true;
    BOOST_TEST(run(c).out == "{\"message\": \"Dune is there.\"}\n");
    BOOST_TEST(asked == R"({"title": "Dune"})");
}

BOOST_AUTO_TEST_CASE(wrong_arguments_are_a_usage_error_that_says_where_to_look)
{
    const auto said = run(call({"yaer=2021"}));
    BOOST_TEST(said.error == "no argument 'yaer' (did you mean 'year'?); see `reelctl tools check_plex_library`");
    BOOST_TEST(said.code == exit_code::usage);
}

BOOST_AUTO_TEST_CASE(an_unknown_tool_is_a_usage_error_with_the_nearest_name)
{
    const auto said = run(call({}, "check_plex_libary"));
    BOOST_TEST(said.error == "no tool 'check_plex_libary'; did you mean 'check_plex_library'?");
    BOOST_TEST(said.code == exit_code::usage);
    BOOST_TEST(run(call({}, "weather")).error == "no tool 'weather'; `reelctl tools` lists them");
}

BOOST_AUTO_TEST_CASE(a_tool_that_fails_is_told_in_its_own_words)
{
    replies["POST /api/tools/check_plex_library"] = {
        503, R"({"error": "Plex library is still loading", "kind": "not_ready"})"};
    const auto said = run(call({"title=Dune"}));
    BOOST_TEST(said.error == "Plex library is still loading");
    BOOST_TEST(said.code == exit_code::failed);
    BOOST_TEST(said.out == "");
}

BOOST_AUTO_TEST_CASE(a_missing_token_says_how_to_give_one)
{
    replies["GET /api/status"] = {401, R"({"error": "a bearer token is needed"})"};
    const auto said = run(plain("status"));
    BOOST_TEST(said.error == "a bearer token is needed; set REELD_TOKEN or use --token-file");
    BOOST_TEST(said.code == exit_code::refused);
}

BOOST_AUTO_TEST_CASE(without_a_daemon_the_error_says_how_to_start_one)
{
    replies.clear();
    for (const auto* verb : {"status", "tools", "plugins", "check"})
    {
        const auto said = run(plain(verb));
        BOOST_TEST(
            said.error ==
            "no daemon answers at http://127.0.0.1:7335 (connection refused); start it with `systemctl start reeld` or ./run");
        BOOST_TEST(said.code == exit_code::unreachable);
    }
}

BOOST_AUTO_TEST_CASE(check_tells_ready_from_not_ready)
{
    BOOST_TEST(run(plain("check")).out == "ready\n");
    replies["GET /readyz"] = {503, R"({"error": "not ready yet: Plex: section 2 of 5", "kind": "not_ready"})"};
    const auto said = run(plain("check"));
    BOOST_TEST(said.error == "not ready yet: Plex: section 2 of 5");
    BOOST_TEST(said.code == exit_code::failed);
}

BOOST_AUTO_TEST_CASE(version_is_known_also_without_a_daemon)
{
    BOOST_TEST(run(plain("version")).out == "reelctl 0.1.0\nreeld   0.1.0\n");
    replies.clear();
    const auto said = run(plain("version"));
    BOOST_TEST(said.out.starts_with("reelctl 0.1.0\nno daemon answers at"));
    BOOST_TEST(said.code == exit_code::ok);
}

BOOST_AUTO_TEST_CASE(names_are_for_completion)
{
    auto c = plain("tools");
    c.names = true;
    BOOST_TEST(run(c).out == "check_plex_library\n");
    c.tool = "check_plex_library";
    BOOST_TEST(run(c).out == "title\nyear\n");
}

/// A daemon whose one tool waits for a word: it takes the token "t0ken" once.
struct careful_daemon
{
    careful_daemon()
    {
        c.verb = "call";
        c.tool = "delete_thing";
        c.arguments = {"name=Dune"};
    }
    outcome run()
    {
        const transport send = [this](std::string_view, std::string_view path,
                                      const std::string& body) -> reel::result<reply> {
            if (path == "/api/tools")
                return reply{200, R"({"tools": [{"name": "delete_thing", "inputSchema": {"type": "object",
                    "properties": {"name": {"type": "string"}}}}]})"};
            sent.push_back(body);
            if (body == R"({"name":"Dune","confirm":"t0ken"})")
                return reply{200, R"({"message": "Gone."})"};
            return reply{409, R"({"error": "…", "kind": "unconfirmed", "preview": "Delete Dune?\u001b It is gone.",
                "token": "t0ken"})"};
        };
        return reeld::cli::run(c, send, {}, "http://127.0.0.1:7335", "0.1.0");
    }

    command c;
    std::vector<std::string> sent;
};

BOOST_FIXTURE_TEST_CASE(without_a_terminal_a_destructive_call_is_not_confirmed, careful_daemon)
{
    const auto said = run();
    BOOST_TEST(said.code == exit_code::unconfirmed);
    BOOST_TEST(said.error.starts_with("Delete Dune?"), said.error);
    BOOST_TEST(said.error.ends_with("Nothing was done: to confirm, call it with --yes."), said.error);
    BOOST_TEST(said.error.find('\x1b') == std::string::npos);
    BOOST_TEST(sent.size() == 1u);
}

BOOST_FIXTURE_TEST_CASE(the_person_at_the_terminal_decides, careful_daemon)
{
    bool says = false;
    std::string shown;
    c.confirm = [&](std::string_view preview) {
        shown = preview;
        return says;
    };
    BOOST_TEST(run().code == exit_code::unconfirmed);
    BOOST_TEST(shown.starts_with("Delete Dune?"));
    BOOST_TEST(sent.size() == 1u);
    says = true;
    const auto said = run();
    BOOST_TEST(said.code == exit_code::ok);
    BOOST_TEST(said.out == "Gone.\n");
}

BOOST_FIXTURE_TEST_CASE(yes_confirms_beforehand_and_with_json_arguments_too, careful_daemon)
{
    c.yes = true;
    BOOST_TEST(run().out == "Gone.\n");
    c.arguments.clear();
    c.json_arguments = R"({ "name": "Dune" })";
    BOOST_TEST(run().out == "Gone.\n");
}

BOOST_AUTO_TEST_SUITE_END()
