// SPDX-License-Identifier: MIT
#include "core/http/router.hpp"

#include <boost/test/unit_test.hpp>

using namespace reeld::http;

namespace
{

struct routed
{
    routed()
    {
        for (const auto& [method, path] : {std::pair{"GET", "/"},
                                           {"GET", "/tools/{name}"},
                                           {"GET", "/tools/list"},
                                           {"POST", "/tools/{name}"},
                                           {"DELETE", "/a/{x}/b/{y}"},
                                           {"GET", "/models/{maker}/x/{name...}"}})
            table.add({method, path, {}, false});
    }

    /// "METHOD path" of the route that is found, or "405 Allow", or "404".
    std::string find(std::string method, std::string path)
    {
        req.method = std::move(method);
        req.path = std::move(path);
        std::string allow;
        if (const auto* found = table.find(req, allow))
            return found->method + " " + found->path;
        return allow.empty() ? "404" : "405 " + allow;
    }

    router table;
    request req;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(routing, routed)

BOOST_AUTO_TEST_CASE(a_literal_path_wins_over_a_pattern)
{
    BOOST_TEST(find("GET", "/tools/list") == "GET /tools/list");
    BOOST_TEST(find("GET", "/tools/other") == "GET /tools/{name}");
}

BOOST_AUTO_TEST_CASE(a_pattern_captures_its_segments)
{
    BOOST_TEST(find("DELETE", "/a/1/b/2") == "DELETE /a/{x}/b/{y}");
    BOOST_TEST(req.captures == (std::vector<std::string>{"1", "2"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_segment_is_never_empty_and_a_path_is_whole)
{
    BOOST_TEST(find("GET", "/tools/") == "404");
    BOOST_TEST(find("GET", "/tools/x/") == "404");
    BOOST_TEST(find("GET", "/tools/x/y") == "404");
    BOOST_TEST(find("GET", "/tools") == "404");
}

BOOST_AUTO_TEST_CASE(the_rest_of_a_path_can_be_captured)
{
    BOOST_TEST(find("GET", "/models/a/x/b/c/d") == "GET /models/{maker}/x/{name...}");
    BOOST_TEST(req.captures == (std::vector<std::string>{"a", "b/c/d"}), boost::test_tools::per_element());
    BOOST_TEST(find("GET", "/models/a/x/b") == "GET /models/{maker}/x/{name...}");
    BOOST_TEST(find("GET", "/models/a/x/") == "404");
}

BOOST_AUTO_TEST_CASE(another_method_is_told_what_is_allowed)
{
    BOOST_TEST(find("DELETE", "/tools/x") == "405 GET, HEAD, POST");
}

BOOST_AUTO_TEST_CASE(head_is_served_by_get)
{
    BOOST_TEST(find("HEAD", "/") == "GET /");
    BOOST_TEST(find("HEAD", "/a/1/b/2") == "405 DELETE");
}

BOOST_AUTO_TEST_SUITE_END()
