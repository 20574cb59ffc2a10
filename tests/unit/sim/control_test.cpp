// SPDX-License-Identifier: MIT
#include "tests/unit/sim/fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace sim_test;
namespace json = boost::json;

namespace
{

struct control_fixture : server_fixture
{
    json::value control(std::string_view method, std::string_view path, std::string_view body = {}, int expected = 200)
    {
        const auto r = send(method, path, "", body);
        BOOST_TEST(r.status == expected, path << " answered " << r.body);
        return json::parse(r.body);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(control_endpoint, control_fixture)

BOOST_AUTO_TEST_CASE(it_tells_what_the_library_holds)
{
    const auto sections = control("GET", "/sim").at("sections").as_array();
    BOOST_TEST(sections.at(0).at("items") == 150);
    const auto series = control("GET", "/sim/items?section=2&size=3").as_array();
    BOOST_REQUIRE(series.size() == 3u);
    BOOST_TEST(series.at(0).at("trueTitle") == "Severance");
    BOOST_TEST(series.at(0).at("tmdb") == 95396);
    BOOST_TEST(series.at(2).at("missingSeasons") == json::array{3});
    const auto key = series.at(2).at("ratingKey").to_number<std::uint32_t>();
    BOOST_TEST(control("GET", "/sim/items/" + std::to_string(key)) == series.at(2));
    BOOST_TEST(control("GET", "/sim/items?size=1000").as_array().size() == 300u);
}

BOOST_AUTO_TEST_CASE(it_changes_the_library)
{
    const auto made =
        control("POST", "/sim/items", R"({"section":"Series","title":"New Show","year":2024,"seasons":[8,10]})");
    const auto path = "/sim/items/" + std::to_string(made.at("ratingKey").to_number<std::uint32_t>());
    BOOST_TEST(!row_named(get("/library/sections/2/all").body, "New Show").empty());
    control("POST", path + "/seasons", R"({"number":4,"episodes":6})");
    control("POST", path + "/episodes", R"({"season":2,"number":11})");
    const auto show = control("POST", path, R"({"title":"Old Show"})");
    BOOST_TEST(show.at("title") == "Old Show");
    BOOST_TEST(show.at("missingSeasons") == json::array{3});
    BOOST_TEST(show.at("seasons").at(1).at("episodes") == 11);
    BOOST_TEST(control("POST", path, R"({"trash":true})").at("trashed") == true);
    control("DELETE", path);
    control("GET", path, {}, 404);
    control("POST", "/sim/sections/1", R"({"title":"Movies","refreshing":true})");
    const auto films = container_of(get("/library/sections").body).at("Directory").at(0);
    BOOST_TEST(films.at("title") == "Movies");
    BOOST_TEST(films.at("refreshing") == true);
    control("POST", "/sim/server", R"({"machineIdentifier":"another","token":"other"})");
    BOOST_TEST(container_of(get("/identity").body).at("machineIdentifier") == "another");
    BOOST_TEST(get("/library/sections").status == 401);
}

BOOST_AUTO_TEST_CASE(it_sets_faults_and_is_never_faulty_itself)
{
    control("POST", "/sim/faults", R"({"fault":"/=500"})");
    BOOST_TEST(get("/library/sections").status == 500);
    BOOST_TEST(control("GET", "/sim/faults").at("faults") == json::array{"/=500"});
    control("DELETE", "/sim/faults");
    BOOST_TEST(get("/library/sections").status == 200);
}

BOOST_AUTO_TEST_CASE(it_tells_what_was_asked)
{
    get("/library/sections?x=1");
    get("/library/sections");
    get("/identity", "X-Plex-Client-Identifier: me\r\n");
    const auto asked = control("GET", "/sim/requests");
    BOOST_TEST(asked.at("total") == 3);
    BOOST_TEST(asked.at("counts").at("/library/sections") == 2);
    BOOST_TEST(asked.at("recent").at(0).at("query").at("x") == "1");
    BOOST_TEST(asked.at("recent").at(2).at("headers").at("x-plex-client-identifier") == "me");
    BOOST_TEST(sim.requests().count("/identity") == 1u);
    control("DELETE", "/sim/requests");
    BOOST_TEST(control("GET", "/sim/requests").at("total") == 0);
}

BOOST_AUTO_TEST_CASE(mistakes_are_told)
{
    control("POST", "/sim/items", R"({"section":"Nowhere","title":"x"})", 400);
    control("POST", "/sim/items", "not json", 400);
    control("POST", "/sim/faults", R"({"fault":"/=explode"})", 400);
    control("POST", "/sim/items/1/seasons", "{}", 400);
    control("GET", "/sim/nothing", {}, 404);
}

BOOST_AUTO_TEST_SUITE_END()
