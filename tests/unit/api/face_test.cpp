// SPDX-License-Identifier: MIT
// Operators' endpoints and tools over plain HTTP, through a real server.
#include "core/api/face.hpp"
#include "core/api/openapi.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/unit/http/fixture.hpp"

#include <reel/tool.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

using namespace reel_test;
using boost::json::value;

namespace
{

struct find_args
{
    std::string title;
};
BOOST_DESCRIBE_STRUCT(find_args, (), (title))

struct find_answer
{
    bool found = false;
};
BOOST_DESCRIBE_STRUCT(find_answer, (), (found))

struct finder
{
    reel::awaitable<reel::result<find_answer>> find(find_args args, reel::call_context& call)
    {
        if (args.title == "who")
            co_return reel::error{reel::errc::connection, "asked for " + call.caller().name};
        find_answer out{args.title == "Dune"};
        co_return out;
    }
};

struct shredder
{
    reel::awaitable<reel::result<find_answer>> shred(find_args, reel::call_context&)
    {
        ++shredded;
        find_answer out{true};
        co_return out;
    }
    int shredded = 0;
};

struct api_fixture : server_fixture
{
    api_fixture()
    {
        using reel::bind;
        using declared = reel::tool<find_args, find_answer>;
        tools
            .publish("films", {bind(declared("find").title("Find").describe("Finds.").arg("title", "Its name").safe(),
                                    &provider, &finder::find),
                               bind(declared("rule").title("Rule").admin_only().safe(), &provider, &finder::find)})
            .value();
        face.add_routes(routes);
    }
    ~api_fixture() { stop(); }

    void publish_shredder()
    {
        tools
            .publish("shredder",
                     {reel::bind(reel::tool<find_args, find_answer>("shred").title("Shred").destructive().consequence(
                                     "It is gone."),
                                 &paper, &shredder::shred)})
            .value();
    }

    std::pair<int, std::string> ask(std::string_view method, std::string_view path, std::string_view body = {},
                                    std::string_view more = {})
    {
        const auto bytes = exchange(
            std::string{method} + " " + std::string{path} +
            " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) +
            "\r\n" + std::string{more} + "\r\n" + std::string{body});
        return {std::atoi(bytes.c_str() + 9), bytes.substr(bytes.find("\r\n\r\n") + 4)};
    }
    std::pair<int, value> ask_json(std::string_view method, std::string_view path, std::string_view body = {})
    {
        const auto [status, text] = ask(method, path, body);
        return {status, boost::json::parse(text)};
    }

    fake_clock clock;
    reel::logger core{logs, "core"};
    reeld::tool::registry tools;
    reeld::tool::invoker invoker{io.get_executor(), tools, clock, {}, core};
    finder provider;
    shredder paper;
    std::vector<reeld::plugin::instance_info> instances;
    reel::caller who;
    reeld::api::face face{{tools, invoker, clock, "1.2.3", [this] { return instances; },
                           [] { return std::vector<reeld::plugin::refusal>{}; }, [this] { return server->stats(); },
                           [this](const auto&) { return who; }}};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(api_over_http, api_fixture)

BOOST_AUTO_TEST_CASE(health_is_answered_whatever_plugins_do)
{
    instances.emplace_back().health.state = reel::state::failed;
    BOOST_TEST(ask("GET", "/healthz").first == 200);
}

BOOST_AUTO_TEST_CASE(readiness_names_who_is_waited_for)
{
    BOOST_TEST(ask("GET", "/readyz").first == 200);
    instances.emplace_back().title = "Films";
    instances[0].health.reason = "section 2 of 5";
    const auto [status, body] = ask_json("GET", "/readyz");
    BOOST_TEST(status == 503);
    BOOST_TEST(body.at("error").as_string() == "not ready yet: Films: section 2 of 5");
}

BOOST_AUTO_TEST_CASE(status_and_metrics_are_served)
{
    BOOST_TEST(ask_json("GET", "/api/status").second.at("version").as_string() == "1.2.3");
    BOOST_TEST(ask("GET", "/metrics").second.find("reeld_http_requests_total 2") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(tools_are_listed_to_those_who_may_call_them)
{
    const auto all = ask_json("GET", "/api/tools").second.at("tools").as_array();
    BOOST_REQUIRE(all.size() == 2u);
    BOOST_TEST(all[0].at("inputSchema").at("properties").as_object().contains("title"));
    BOOST_TEST(all[0].at("plugin").as_string() == "films");
    who.role = reel::role::any;
    BOOST_TEST(ask_json("GET", "/api/tools").second.at("tools").as_array().size() == 1u);
    BOOST_TEST(ask_json("GET", "/openapi.json").second.at("paths").as_object().size() == 1u);
}

BOOST_AUTO_TEST_CASE(openapi_has_one_operation_a_tool)
{
    const auto api = ask_json("GET", "/openapi.json").second;
    BOOST_TEST(api.at("openapi").as_string() == "3.1.0");
    const auto& post = api.at("paths").at("/api/tools/find").at("post");
    BOOST_TEST(post.at("operationId").as_string() == "find");
    BOOST_TEST(post.at("requestBody").at("required").as_bool());
    BOOST_TEST(post.at("requestBody").at("content").at("application/json").at("schema").at("type").as_string() ==
               "object");
    const auto& responses = post.at("responses");
    BOOST_TEST(responses.at("200").at("content").at("application/json").at("schema").at("type").as_string() ==
               "object");
    const auto& error = api.at("components").at("schemas").at("Error");
    BOOST_TEST(error.at("required").as_array().size() == 2u);
    BOOST_TEST(responses.at("default").at("content").at("application/json").at("schema").at("$ref").as_string() ==
               "#/components/schemas/Error");
}

BOOST_AUTO_TEST_CASE(a_tool_is_called_with_its_arguments_as_the_body)
{
    const auto [status, body] = ask("POST", "/api/tools/find", R"({"title":"Dune"})");
    BOOST_TEST(status == 200);
    BOOST_TEST(body == R"({"found":true})");
}

BOOST_AUTO_TEST_CASE(a_body_that_says_it_is_not_json_is_refused)
{
    const auto with = [this](std::string_view type) {
        return ask("POST", "/api/tools/find", R"({"title":"Dune"})", "Content-Type: " + std::string{type} + "\r\n")
            .first;
    };
    for (const auto* type : {"application/json", "Application/JSON; charset=utf-8", "application/vnd.films+json",
                             "application/x-www-form-urlencoded"}) // as curl -d says by itself
        BOOST_TEST(with(type) == 200, type);
    for (const auto* type : {"text/plain", "multipart/form-data; boundary=x", "application/jsonp"})
        BOOST_TEST(with(type) == 415, type);
}

BOOST_AUTO_TEST_CASE(a_failure_has_a_fitting_status_and_says_where)
{
    const auto wrong = ask_json("POST", "/api/tools/find", R"({"titel":"Dune"})");
    BOOST_TEST(wrong.first == 400);
    BOOST_TEST(wrong.second.at("kind").as_string() == "bad_argument");
    BOOST_TEST(wrong.second.at("pointer").as_string() == "/titel");
    BOOST_TEST(ask("POST", "/api/tools/find").first == 400); // the title is missing
    BOOST_TEST(ask("POST", "/api/tools/find", "{").first == 400);
    BOOST_TEST(ask("POST", "/api/tools/find", "[]").first == 400);
    BOOST_TEST(ask("POST", "/api/tools/fund", "{}").first == 404);
    BOOST_TEST(ask("GET", "/api/tools/find").first == 405);
    who = {"anna", reel::role::any, {}};
    BOOST_TEST(ask("POST", "/api/tools/rule", R"({"title":"x"})").first == 403);
    const auto upstream = ask_json("POST", "/api/tools/find", R"({"title":"who"})");
    BOOST_TEST(upstream.first == 502);
    BOOST_TEST(upstream.second.at("error").as_string() == "asked for anna");
}

BOOST_AUTO_TEST_CASE(a_destructive_tool_answers_what_it_would_do_and_runs_with_the_token_in_a_header)
{
    publish_shredder();
    const std::string body = R"({"title":"Dune"})";
    const auto [status, asked] = ask_json("POST", "/api/tools/shred", body);
    BOOST_TEST(status == 409);
    BOOST_TEST(asked.at("kind").as_string() == "unconfirmed");
    BOOST_TEST(asked.at("preview").as_string() == "Shred? (title: Dune) It is gone.");
    BOOST_TEST(asked.at("expires").as_string() == "2026-01-01T00:05:00Z");
    BOOST_TEST(paper.shredded == 0);

    const auto header = "Reel-Confirm: " + std::string{asked.at("token").as_string()} + "\r\n";
    BOOST_TEST(ask("POST", "/api/tools/shred", R"({"title":"Alien"})", header).first == 409);
    BOOST_TEST(ask("POST", "/api/tools/shred", body, header).first == 200);
    BOOST_TEST(paper.shredded == 1);
    const auto [replayed, why] = ask("POST", "/api/tools/shred", body, header);
    BOOST_TEST(replayed == 409);
    BOOST_TEST(why.find("token") == std::string::npos, why);
}

BOOST_AUTO_TEST_CASE(a_destructive_tool_runs_with_the_token_among_its_arguments)
{
    publish_shredder();
    const auto [status, asked] = ask_json("POST", "/api/tools/shred", R"({"title":"Dune"})");
    auto args = boost::json::object{{"title", "Dune"}, {"confirm", "yes"}};
    BOOST_TEST(ask("POST", "/api/tools/shred", boost::json::serialize(args)).first == 409);
    args["confirm"] = asked.at("token");
    BOOST_TEST(ask("POST", "/api/tools/shred", boost::json::serialize(args)).first == 200);
    BOOST_TEST(ask("POST", "/api/tools/find", R"({"title":"Dune","confirm":"x"})").first == 400);
}

BOOST_AUTO_TEST_CASE(openapi_says_how_a_destructive_tool_is_confirmed)
{
    publish_shredder();
    const auto paths = ask_json("GET", "/openapi.json").second.at("paths");
    const auto& post = paths.at("/api/tools/shred").at("post");
    BOOST_TEST(post.at("parameters").at(0).at("name").as_string() == "Reel-Confirm");
    BOOST_TEST(post.at("responses").as_object().contains("409"));
    BOOST_TEST(!paths.at("/api/tools/find").at("post").at("responses").as_object().contains("409"));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_CASE(every_kind_of_failure_has_its_status)
{
    using enum reel::errc;
    const std::pair<reel::errc, int> expected[] = {
        {internal, 500},   {connection, 502},   {timeout, 504},    {unauthorized, 502}, {upstream, 502},
        {validation, 502}, {unconfigured, 503}, {not_ready, 503},  {bad_argument, 400}, {permission, 403},
        {cancelled, 503},  {unavailable, 404},  {unconfirmed, 409}};
    for (const auto& [kind, status] : expected)
        BOOST_TEST(reeld::api::status_of(kind) == status, reel::to_string(kind));
}
