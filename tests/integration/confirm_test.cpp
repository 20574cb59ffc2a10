// SPDX-License-Identifier: MIT
// A destructive tool of a real plugin in the real daemon: nothing happens without a person's word, and with it only once.
#include "tests/integration/daemon.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <csignal>
#include <cstdlib>

using namespace integration;
namespace json = boost::json;

namespace
{

const std::string anna = "annas-token-0123456789";
const std::string ben = "bens-token-0123456789";

bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

struct vault_house : house
{
    vault_house()
    {
        std::filesystem::copy_file(std::filesystem::path{std::getenv("REEL_BUILD_DIR")} / "tests/plugins/vault.so",
                                   plugin_dir / "vault.so");
        std::filesystem::permissions(plugin_dir / "vault.so", std::filesystem::perms{0644});
        configure("vault.yaml", "vault:\n");
        people("admin");
    }

    void people(const std::string& role_of_anna) const
    {
        dir.write("reeld.yaml", "users: [{name: anna, role: " + role_of_anna +
                                    "}, {name: ben, role: admin}]\n"
                                    "tokens: [{name: phone, user: anna, role: " +
                                    role_of_anna + ", token: " + anna +
                                    "}, {name: laptop, user: ben, role: admin, token: " + ben + "}]\n");
    }
};

/// The token that a refused call came with.
std::string token_of(const reply& asked)
{
    BOOST_TEST_REQUIRE(asked.status == 409, asked.body);
    return std::string{json::parse(asked.body).at("token").as_string()};
}

std::string with(const std::string& token, json::object args = {})
{
    args["confirm"] = token;
    return json::serialize(args);
}

std::string on_the_shelf(const running_daemon& d)
{
    return std::string{json::parse(d.call("list_things", "{}", anna).body).at("message").as_string()};
}

const std::string everything = "On the shelf: lamp, vase and globe.";

} // namespace

BOOST_FIXTURE_TEST_SUITE(confirm, vault_house)

BOOST_AUTO_TEST_CASE(a_destructive_call_is_refused_confirmed_and_not_replayed)
{
    running_daemon d{*this};
    const auto asked = d.call("delete_thing", R"({"name":"lamp"})", anna);
    const auto token = token_of(asked);
    BOOST_TEST(json::parse(asked.body).at("preview").as_string() ==
               "Delete the lamp from the shelf? It cannot be undone.");
    BOOST_TEST(on_the_shelf(d) == everything);

    const auto done = d.call("delete_thing", with(token, {{"name", "lamp"}}), anna);
    BOOST_TEST(done.status == 200);
    BOOST_TEST(has(done.body, "The lamp is gone."));
    const auto replayed = d.call("delete_thing", with(token, {{"name", "lamp"}}), anna);
    BOOST_TEST(replayed.status == 409);
    BOOST_TEST(has(replayed.body, "used already"));
    BOOST_TEST(on_the_shelf(d) == "On the shelf: vase and globe.");

    BOOST_TEST(d.says("Confirmation accepted user=anna tool=delete_thing token=" + token.substr(0, 6)));
    BOOST_TEST(d.says("Confirmation refused user=anna"));
    BOOST_TEST(!has(d.log(), token), "a whole token must not be logged");
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_not_asked_about)
{
    running_daemon d{*this};
    const auto said = d.call("delete_thing", R"({"name":"sofa"})", anna);
    BOOST_TEST(said.status == 400);
    BOOST_TEST(has(said.body, "There is no 'sofa'"));
}

BOOST_AUTO_TEST_CASE(a_token_is_for_its_user_its_tool_and_its_arguments)
{
    running_daemon d{*this};
    const auto token = token_of(d.call("delete_thing", R"({"name":"lamp"})", anna));
    BOOST_TEST(d.call("delete_thing", with(token, {{"name", "lamp"}}), ben).status == 409);
    BOOST_TEST(d.call("delete_thing", with(token, {{"name", "vase"}}), anna).status == 409);
    BOOST_TEST(d.call("wipe_all", with(token), anna).status == 409);
    BOOST_TEST(on_the_shelf(d) == everything);
}

BOOST_AUTO_TEST_CASE(a_role_that_was_lowered_in_between_refuses)
{
    running_daemon d{*this};
    const auto token = token_of(d.call("wipe_all", "{}", anna));
    people("any");
    d.signal(SIGHUP);
    BOOST_REQUIRE(d.says("Configuration applied"));
    const auto said = d.call("wipe_all", with(token), anna);
    BOOST_TEST(said.status == 403);
    BOOST_TEST(on_the_shelf(d) == everything);
    BOOST_TEST(d.says("Confirmation refused user=anna tool=wipe_all"));
}

BOOST_AUTO_TEST_CASE(a_model_over_mcp_gets_the_question_and_brings_the_token_back)
{
    running_daemon d{*this};
    const auto call = [&](const std::string& arguments) {
        const auto body = R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"wipe_all","arguments":)" +
                          arguments + "}}";
        return json::parse(exchange{d.port(), "POST", "/mcp", body, anna}.wait().body).at("result");
    };
    const auto asked = call("{}");
    BOOST_TEST(asked.at("isError").as_bool());
    const std::string text{asked.at("content").at(0).at("text").as_string()};
    BOOST_TEST(text.starts_with("Delete everything? It cannot be undone."), text);
    BOOST_TEST(on_the_shelf(d) == everything);
    const auto done = call(with(text.substr(text.find(R"("confirm": ")") + 12, 32)));
    BOOST_TEST(done.at("structuredContent").at("message").as_string() == "Everything is gone.");
}

BOOST_AUTO_TEST_CASE(reelctl_says_how_to_confirm_and_does_when_told)
{
    dir.write("reeld.yaml", "");
    running_daemon d{*this};
    const auto reelctl = [&](std::vector<std::string> more) {
        std::vector<std::string> words{"--url", "http://127.0.0.1:" + std::to_string(d.port()), "call", "delete_thing",
                                       "name=lamp"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    };
    process refused{program("reelctl"), reelctl({})};
    BOOST_TEST(refused.exit_status().value_or(-1) == 5);
    BOOST_TEST(has(refused.log(), "Delete the lamp from the shelf? It cannot be undone. Nothing was done: to confirm, "
                                  "call it with --yes."),
               refused.log());
    process confirmed{program("reelctl"), reelctl({"--yes"})};
    BOOST_TEST(confirmed.exit_status().value_or(-1) == 0);
    BOOST_TEST(has(confirmed.out(), "The lamp is gone."), confirmed.out());
}

BOOST_AUTO_TEST_SUITE_END()
