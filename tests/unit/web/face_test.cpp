// SPDX-License-Identifier: MIT
// The page's files through a real server: how they are served, kept and confined.
#include "core/web/face.hpp"

#include "core/web/files.hpp"
#include "tests/unit/http/fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace reel_test;

namespace
{

struct page_fixture : server_fixture
{
    page_fixture()
    {
        reeld::web::add_routes(routes);
        start();
    }
    ~page_fixture() { stop(); }

    std::string ask(std::string_view method, std::string_view path, std::string_view more = {})
    {
        return exchange(std::string{method} + " " + std::string{path} +
                        " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + std::string{more} + "\r\n");
    }
    static bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }
    static std::string header(const std::string& answer, const std::string& name)
    {
        const auto at = answer.find("\r\n" + name + ": ");
        if (at == answer.npos)
            return {};
        const auto begin = at + name.size() + 4;
        return answer.substr(begin, answer.find("\r\n", begin) - begin);
    }
    static std::string body(const std::string& answer) { return answer.substr(answer.find("\r\n\r\n") + 4); }
};

/// Where a file of the page comes from.
std::string source_of(const reeld::web::file& one)
{
    const std::string name = one.path == "/" ? "page.html" : std::string{one.path.substr(one.path.rfind('/') + 1)};
    std::ifstream in{std::string{std::getenv("REEL_SOURCE_DIR")} + "/core/web/page/" + name, std::ios::binary};
    BOOST_REQUIRE_MESSAGE(in, "there must be a file core/web/page/" + name);
    return {std::istreambuf_iterator<char>{in}, {}};
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(page, page_fixture)

BOOST_AUTO_TEST_CASE(every_file_is_served_as_it_is_in_the_tree_with_its_type)
{
    for (const auto& one : reeld::web::files())
    {
        const auto answer = ask("GET", one.path);
        BOOST_TEST(answer.starts_with("HTTP/1.1 200 "), one.path);
        BOOST_TEST(header(answer, "Content-Type") == one.type, one.path);
        BOOST_TEST((body(answer) == source_of(one)), one.path << " must be served byte by byte");
    }
}

BOOST_AUTO_TEST_CASE(every_file_is_confined)
{
    for (const auto& one : reeld::web::files())
    {
        const auto answer = ask("GET", one.path);
        BOOST_TEST(header(answer, "Content-Security-Policy") ==
                   "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                   "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        BOOST_TEST(header(answer, "X-Content-Type-Options") == "nosniff");
        BOOST_TEST(header(answer, "Referrer-Policy") == "no-referrer");
    }
}

BOOST_AUTO_TEST_CASE(the_page_asks_for_nothing_from_elsewhere_and_carries_no_script_of_its_own)
{
    for (const auto& one : reeld::web::files())
    {
        BOOST_TEST(!has(one.content, "src=\"http"), one.path);
        BOOST_TEST(!has(one.content, "href=\"http"), one.path);
        BOOST_TEST(!has(one.content, "url(http"), one.path);
        BOOST_TEST(!has(one.content, "innerHTML"), one.path);
        BOOST_TEST(!has(one.content, " style=\""), one.path);
    }
}

BOOST_AUTO_TEST_CASE(what_a_browser_has_is_not_sent_again)
{
    const auto first = ask("GET", "/");
    const auto etag = header(first, "ETag");
    BOOST_TEST(etag.size() > 10u);
    BOOST_TEST(header(first, "Cache-Control") == "no-cache");
    for (const auto& known : {etag, "W/" + etag, "\"other\", " + etag, std::string{"*"}})
    {
        const auto again = ask("GET", "/", "If-None-Match: " + known + "\r\n");
        BOOST_TEST(again.starts_with("HTTP/1.1 304 "), known);
        BOOST_TEST(header(again, "ETag") == etag);
        BOOST_TEST(body(again).empty());
    }
    BOOST_TEST(ask("GET", "/", "If-None-Match: \"other\"\r\n").starts_with("HTTP/1.1 200 "));
    BOOST_TEST(header(ask("GET", "/page/page.js"), "ETag") != etag);
}

BOOST_AUTO_TEST_CASE(head_tells_the_same_without_the_body)
{
    const auto whole = ask("GET", "/page/page.css");
    const auto head = ask("HEAD", "/page/page.css");
    BOOST_TEST(head.starts_with("HTTP/1.1 200 "));
    BOOST_TEST(header(head, "ETag") == header(whole, "ETag"));
    BOOST_TEST(header(head, "Content-Length") == std::to_string(body(whole).size()));
    BOOST_TEST(body(head).empty());
}

BOOST_AUTO_TEST_CASE(there_are_no_other_files_and_no_way_up)
{
    for (const auto* path : {"/page", "/page/", "/page/page.html", "/page/../page/page.js", "/page/%2e%2e/page/page.js",
                             "/page/..%2fpage.js", "/page//page.js", "/page/../../../../etc/passwd", "/page.js"})
    {
        const auto answer = ask("GET", path);
        BOOST_TEST((answer.starts_with("HTTP/1.1 404 ") || answer.starts_with("HTTP/1.1 400 ")), path);
    }
    BOOST_TEST(ask("DELETE", "/").starts_with("HTTP/1.1 405 "));
}

BOOST_AUTO_TEST_SUITE_END()
