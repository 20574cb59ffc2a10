// SPDX-License-Identifier: MIT
// The web page of the real daemon, as a browser asks for it: who gets it, and who may post from it.
#include "tests/integration/talking.hpp"

#include <asio/buffer.hpp>
#include <asio/connect.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>

using namespace integration;
namespace json = boost::json;

namespace
{

struct page_house : talking_house
{
    struct headers
    {
        std::string host;
        std::string origin{};
        std::string token{};
        std::string more{};
    };

    /// What a browser says that names the daemon so; the whole answer.
    static std::string browse(const running_daemon& d, const std::string& method, const std::string& path,
                              const headers& with, const std::string& body = {})
    {
        auto text = method + " " + path + " HTTP/1.1\r\nHost: " + with.host + "\r\nConnection: close\r\n" + with.more;
        if (!with.origin.empty())
            text += "Origin: " + with.origin + "\r\n";
        if (!with.token.empty())
            text += "Authorization: Bearer " + with.token + "\r\n";
        if (!body.empty())
            text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
        asio::io_context io;
        asio::ip::tcp::socket socket{io};
        socket.connect({asio::ip::address_v4::loopback(), d.port()});
        asio::write(socket, asio::buffer(text + "\r\n" + body));
        std::string answer;
        asio::error_code end;
        asio::read(socket, asio::dynamic_buffer(answer), end);
        return answer;
    }
    static int status(const std::string& answer) { return std::atoi(answer.c_str() + 9); }
    static std::string header(const std::string& answer, const std::string& name)
    {
        const auto at = answer.find("\r\n" + name + ": ");
        if (at == std::string::npos)
            return {};
        const auto begin = at + name.size() + 4;
        return answer.substr(begin, answer.find("\r\n", begin) - begin);
    }
    static std::string here(const running_daemon& d) { return "localhost:" + std::to_string(d.port()); }
};

const std::vector<std::string> files{"/", "/favicon.svg", "/page/page.css", "/page/page.js", "/page/chat.js"};

} // namespace

BOOST_FIXTURE_TEST_SUITE(web, page_house)

BOOST_AUTO_TEST_CASE(the_page_needs_no_token_and_what_it_asks_does)
{
    running_daemon d{*this};
    for (const auto& path : files)
        BOOST_TEST(status(browse(d, "GET", path, {here(d)})) == 200, path);
    for (const auto* path : {"/api/status", "/api/tools", "/api/conversations", "/api/conversations/x/messages",
                             "/openapi.json", "/metrics", "/page", "/favicon.ico"})
        BOOST_TEST(status(browse(d, "GET", path, {here(d)})) == 401, path);
    BOOST_TEST(status(browse(d, "GET", "/api/status", {here(d), {}, anna})) == 200);
    BOOST_TEST(status(browse(d, "GET", "/page/nothing.js", {here(d)})) == 404);
}

BOOST_AUTO_TEST_CASE(it_is_confined_and_kept_by_the_browser)
{
    running_daemon d{*this};
    const auto first = browse(d, "GET", "/", {here(d)});
    BOOST_TEST(header(first, "Content-Security-Policy").starts_with("default-src 'none'; script-src 'self';"));
    BOOST_TEST(header(first, "X-Content-Type-Options") == "nosniff");
    BOOST_TEST(header(first, "Referrer-Policy") == "no-referrer");
    const auto etag = header(first, "ETag");
    const auto again = browse(d, "GET", "/", {here(d), {}, {}, "If-None-Match: " + etag + "\r\n"});
    BOOST_TEST(status(again) == 304);
    BOOST_TEST(again.ends_with("\r\n\r\n"), "a 304 has no body");
    const auto head = browse(d, "HEAD", "/", {here(d)});
    BOOST_TEST(status(head) == 200);
    BOOST_TEST(header(head, "ETag") == etag);
    BOOST_TEST(head.ends_with("\r\n\r\n"), "HEAD has no body");
}

BOOST_AUTO_TEST_CASE(paths_lead_nowhere_else)
{
    running_daemon d{*this};
    for (const auto* path : {"/page/../page/page.js", "/page/..%2f..%2f..%2fetc%2fpasswd", "/page/%2e%2e/api/status",
                             "/page/../api/status", "/page//etc/passwd", "/page/page.html"})
    {
        const auto said = browse(d, "GET", path, {here(d)});
        BOOST_TEST((status(said) == 404 || status(said) == 400 || status(said) == 401), path << ": " << said);
    }
}

BOOST_AUTO_TEST_CASE(its_own_posts_work_on_this_machine_and_by_an_allowed_name_and_those_of_others_do_not)
{
    settings("allowed_hosts: [reel.example.org]\n");
    script(R"({"expect":{},"reply":{"text":"Hello."},"times":-1})");
    running_daemon d{*this};
    const auto post = [&](const std::string& host, const std::string& origin) {
        return status(
            browse(d, "POST", "/api/conversations/kitchen/messages", {host, origin, anna}, R"({"text":"Hello"})"));
    };
    BOOST_TEST(post(here(d), "http://" + here(d)) == 200);
    BOOST_TEST(post("reel.example.org", "https://reel.example.org") == 200);
    BOOST_TEST(post("192.168.1.5:" + std::to_string(d.port()), "http://192.168.1.5:" + std::to_string(d.port())) ==
               200);
    BOOST_TEST(post(here(d), "https://evil.example.com") == 403);
    BOOST_TEST(post(here(d), "null") == 403);
    BOOST_TEST(post("evil.example.com", "https://evil.example.com") == 403);
    BOOST_TEST(status(browse(d, "GET", "/", {"evil.example.com"})) == 403);
}

BOOST_AUTO_TEST_CASE(conversations_are_listed_to_whose_they_are_the_last_one_first)
{
    script(R"({"expect":{},"reply":{"text":"Fine."},"times":-1})");
    running_daemon d{*this};
    const auto say = [&](const std::string& conversation, const std::string& text, const std::string& token) {
        const auto path = "/api/conversations/" + conversation + "/messages";
        parsed(exchange{d.port(), "POST", path, json::serialize(json::object{{"text", text}}), token}.wait());
    };
    const auto listed = [&](const std::string& token, const std::string& query = {}) {
        return parsed(exchange{d.port(), "GET", "/api/conversations" + query, "", token}.wait()).as_object();
    };
    say("one", "First\nthings first", anna);
    say("two", "Second", anna);
    say("bens", "Mine", ben);
    say("one", "Third", anna);
    const auto all = listed(anna).at("conversations").as_array();
    BOOST_REQUIRE(all.size() == 2u);
    BOOST_TEST(all[0].at("conversation").as_string() == "one");
    BOOST_TEST(all[0].at("title").as_string() == "First things first");
    BOOST_TEST(all[0].at("lastAt").as_string().starts_with("20"));
    BOOST_TEST(all[1].at("title").as_string() == "Second");
    BOOST_TEST(!listed(anna).contains("unconfigured"));
    BOOST_TEST(listed(anna, "?limit=1").at("conversations").as_array().size() == 1u);
    BOOST_TEST(listed(ben).at("conversations").as_array().size() == 1u);
    BOOST_TEST(exchange(d.port(), "GET", "/api/conversations?limit=0", "", anna).wait().status == 400);
}

BOOST_AUTO_TEST_CASE(without_a_model_the_list_says_what_to_configure)
{
    dir.write("reeld.yaml", people());
    running_daemon d{*this};
    const auto said = parsed(exchange{d.port(), "GET", "/api/conversations", "", anna}.wait());
    BOOST_TEST(said.at("unconfigured").as_string() == "No language model is configured; set models in reeld.yaml");
}

BOOST_AUTO_TEST_SUITE_END()
