// SPDX-License-Identifier: MIT
// Who may ask.
#include "core/api/access.hpp"

#include <boost/test/unit_test.hpp>

namespace api = reeld::api;
using reeld::http::request;

namespace
{

request from(std::string host, std::string origin = {}, std::string authorization = {})
{
    request out;
    out.method = "POST";
    out.path = "/mcp";
    out.loopback = true;
    out.headers = {{"Host", std::move(host)}};
    if (!origin.empty())
        out.headers.emplace_back("Origin", std::move(origin));
    if (!authorization.empty())
        out.headers.emplace_back("Authorization", std::move(authorization));
    return out;
}

int status(const api::access& a, const request& req)
{
    const auto refused = a.check(req);
    return refused ? refused->status : 200;
}

std::string header(const reeld::http::response& of, std::string_view name)
{
    for (const auto& [key, value] : of.headers)
        if (key == name)
            return value;
    return {};
}

api::access with_tokens()
{
    reel::caller anna{"anna", reel::role::any, {{"plex_user", "anna77"}}};
    return api::access{
        {{{reel::caller{}, reel::secret{"owner-token"}}, {anna, reel::secret{"annas-token"}}}, {}, {}, {}}};
}

} // namespace

BOOST_AUTO_TEST_CASE(names_of_this_machine_and_addresses_are_hosts)
{
    const api::access a{{{}, {}, {"Reel.example.org", "other.example.org:8443"}, {}}};
    for (const auto* host : {"localhost", "localhost:7335", "127.0.0.1:1", "[::1]:7335", "[::1]", "192.168.1.5:7335",
                             "[fd00::5]:7335", "reel.example.org", "REEL.example.org:443", "other.example.org:8443"})
        BOOST_TEST(status(a, from(host)) == 200, host);
    for (const auto* host : {"", "evil.example.com", "evil.example.com:7335", "localhost.evil.example",
                             "127.0.0.1.evil.example", "other.example.org", "127.0.0.1@evil.example"})
        BOOST_TEST(status(a, from(host)) == 403, host);
}

BOOST_AUTO_TEST_CASE(pages_of_strangers_may_not_ask)
{
    api::access a{{{}, {}, {}, {"https://Chat.example.org"}}};
    a.set_ports({7335});
    for (const auto* origin : {"http://localhost:7335", "http://127.0.0.1:7335", "https://chat.example.org"})
        BOOST_TEST(status(a, from("127.0.0.1:7335", origin)) == 200, origin);
    for (const auto* origin : {"http://localhost:3000", "http://localhost", "null", "https://evil.example.com",
                               "https://chat.example.org.evil.example", "http://evil.example.com:7335"})
        BOOST_TEST(status(a, from("127.0.0.1:7335", origin)) == 403, origin);
    BOOST_TEST(status(a, from("localhost:9000", "http://localhost:9000")) ==
               200); // our page, seen through a forwarded port
    BOOST_TEST(status(a, from("192.168.1.5:7335", "http://192.168.1.5:7335")) == 200);
}

BOOST_AUTO_TEST_CASE(browsers_are_told_which_pages_may_ask_and_read)
{
    auto rules = api::access_rules{};
    rules.tokens = {{reel::caller{}, reel::secret{"owner-token"}}};
    rules.origins = {"https://chat.example.org"};
    const api::access a{rules};

    auto preflight = from("127.0.0.1:7335", "https://chat.example.org");
    preflight.method = "OPTIONS";
    BOOST_TEST(status(a, preflight) == 401); // a plain OPTIONS is like any other
    preflight.headers.emplace_back("Access-Control-Request-Method", "POST");
    preflight.headers.emplace_back("Access-Control-Request-Headers", "authorization,mcp-name");
    auto may = a.check(preflight);
    BOOST_REQUIRE(may);
    a.finish(preflight, *may);
    BOOST_TEST(may->status == 204);
    BOOST_TEST(header(*may, "Access-Control-Allow-Origin") == "https://chat.example.org");
    BOOST_TEST(header(*may, "Access-Control-Allow-Headers") == "authorization,mcp-name");
    BOOST_TEST(header(*may, "Vary") == "Origin");

    const auto stranger = from("127.0.0.1:7335", "https://evil.example.com");
    auto refused = a.check(stranger);
    BOOST_REQUIRE(refused);
    a.finish(stranger, *refused);
    BOOST_TEST(refused->status == 403);
    BOOST_TEST(header(*refused, "Access-Control-Allow-Origin") == "");
}

BOOST_AUTO_TEST_CASE(without_tokens_only_this_machine_may_ask)
{
    const api::access a{{}};
    auto req = from("192.168.1.5");
    BOOST_TEST(status(a, req) == 200);
    req.loopback = false;
    BOOST_TEST(status(a, req) == 401);
    req.path = "/healthz";
    BOOST_TEST(status(a, req) == 200);
    BOOST_TEST((a.caller(req).role == reel::role::admin));
}

BOOST_AUTO_TEST_CASE(without_tokens_a_proxy_on_this_machine_is_refused)
{
    for (const auto* name : {"Forwarded", "X-Forwarded-For", "x-forwarded-for"})
    {
        auto req = from("localhost");
        req.headers.emplace_back(name, "203.0.113.7");
        const auto refused = api::access{{}}.check(req);
        BOOST_REQUIRE(refused.has_value());
        BOOST_TEST(refused->status == 403);
        BOOST_TEST(refused->body == R"({"error":"configure tokens to serve through a proxy"})");
        req.headers.emplace_back("Authorization", "Bearer owner-token");
        BOOST_TEST(status(with_tokens(), req) == 200);
    }
}

BOOST_AUTO_TEST_CASE(with_tokens_everyone_shows_one_and_is_known_by_it)
{
    const auto a = with_tokens();
    const auto anna = from("localhost", {}, "bearer annas-token");
    BOOST_TEST(status(a, anna) == 200);
    BOOST_TEST(a.caller(anna).name == "anna");
    BOOST_TEST((a.caller(anna).role == reel::role::any));
    BOOST_TEST(a.caller(anna).links.at("plex_user") == "anna77");
    BOOST_TEST((a.caller(from("localhost", {}, "Bearer owner-token")).role == reel::role::admin));
    for (const auto* shown :
         {"", "Bearer", "Bearer ", "Bearer wrong", "Bearer owner-token ", "Basic owner-token", "owner-token"})
        BOOST_TEST(status(a, from("localhost", {}, shown)) == 401, shown);
}

BOOST_AUTO_TEST_CASE(a_challenge_does_not_speak_of_oauth)
{
    const auto a = with_tokens();
    const auto refused = a.check(from("localhost"));
    BOOST_REQUIRE(refused.has_value());
    BOOST_REQUIRE(refused->headers.size() == 1u);
    BOOST_TEST(refused->headers[0].first == "WWW-Authenticate");
    BOOST_TEST(refused->headers[0].second == "Bearer");
}

BOOST_AUTO_TEST_CASE(metadata_of_oauth_is_not_found_rather_than_refused)
{
    const auto a = with_tokens();
    auto req = from("localhost");
    for (const auto* path : {"/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp",
                             "/.well-known/oauth-authorization-server"})
    {
        req.path = path;
        BOOST_TEST(status(a, req) == 404);
    }
}

BOOST_AUTO_TEST_CASE(orchestrators_need_no_token_but_a_known_host)
{
    const auto a = with_tokens();
    for (const auto* path : {"/healthz", "/readyz"})
    {
        auto req = from("localhost");
        req.path = path;
        BOOST_TEST(status(a, req) == 200);
        req.headers[0].second = "evil.example.com";
        BOOST_TEST(status(a, req) == 403);
    }
    for (const auto* path : {"/metrics", "/api/status", "/openapi.json", "/page"})
    {
        auto req = from("localhost");
        req.path = path;
        BOOST_TEST(status(a, req) == 401, path);
    }
}

BOOST_AUTO_TEST_CASE(webhooks_are_open_to_services_that_have_no_token)
{
    auto webhook = from("public.example.org");
    webhook.loopback = false;
    webhook.headers.emplace_back("X-Forwarded-For", "203.0.113.9");
    webhook.path = "/webhook/pigeon";
    BOOST_TEST(status(with_tokens(), webhook) == 200);
    for (const auto* path : {"/webhook", "/webhooks/pigeon", "/api/status", "/api/webhook/pigeon"})
    {
        webhook.path = path;
        BOOST_TEST(status(with_tokens(), webhook) == 403, path);
    }
}

BOOST_AUTO_TEST_CASE(the_page_comes_without_a_token_but_not_by_any_name_nor_to_any_page)
{
    const auto a = with_tokens();
    const auto asks = [&](const char* path, std::string host = "localhost", std::string origin = {}) {
        auto req = from(std::move(host), std::move(origin));
        req.method = "GET";
        req.path = path;
        return status(a, req);
    };
    for (const auto* path : {"/", "/favicon.svg", "/page/page.js"})
        BOOST_TEST(asks(path) == 200, path);
    for (const auto* path : {"/page", "/pages/x", "/api/status", "/favicon.ico"})
        BOOST_TEST(asks(path) == 401, path);
    BOOST_TEST(asks("/", "evil.example.com") == 403);
    BOOST_TEST(asks("/", "localhost", "https://evil.example.com") == 403);
}
