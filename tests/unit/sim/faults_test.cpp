// SPDX-License-Identifier: MIT
#include "tests/unit/sim/fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace sim_test;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(faults_as_text)

BOOST_AUTO_TEST_CASE(what_is_written_is_what_is_read)
{
    for (auto text : {"/=refuse", "/library=stall*2", "/library/sections/2/all=cut:4096", "/x=429:30*1", "/a=b=500",
                      "/=drip:50", "/=shape:2", "/=garbage", "/=html", "/=hang", "/=delay:20"})
        BOOST_TEST(reel_sim::to_string(reel_sim::parse_fault(text).value()) == text);
}

BOOST_AUTO_TEST_CASE(nonsense_is_refused_with_the_list_of_kinds)
{
    for (auto text :
         {"", "/library", "library=500", "/library=explode", "/=200", "/=500*0", "/=500*x", "/=cut:", "/=cut:x"})
    {
        const auto parsed = reel_sim::parse_fault(text);
        BOOST_REQUIRE_MESSAGE(!parsed, text);
        BOOST_TEST(parsed.error().message().find("refuse, stall, delay") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(the_newest_fitting_fault_is_taken_until_it_is_used_up)
{
    reel_sim::fault_plan plan;
    plan.add(*reel_sim::parse_fault("/library=500"));
    plan.add(*reel_sim::parse_fault("/library/sections=401*2"));
    BOOST_TEST(plan.take("/library/sections/1/all")->code == 401);
    BOOST_TEST(plan.take("/library/metadata/1")->code == 500);
    BOOST_TEST(plan.take("/library/sections")->code == 401);
    BOOST_TEST(plan.take("/library/sections")->code == 500);
    BOOST_TEST(!plan.take("/identity").has_value());
    plan.clear("/library");
    BOOST_TEST(!plan.take("/library/sections").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(faults_on_the_wire, server_fixture)

BOOST_AUTO_TEST_CASE(without_faults_it_answers)
{
    const auto r = get("/library/sections");
    BOOST_TEST(r.status == 200);
    BOOST_TEST(!r.ended);
    BOOST_TEST(container_of(r.body).at("size") == 9);
    const auto films = get("/library/sections/1/all?includeGuids=1");
    BOOST_TEST(rows_of(films.body).size() == sim.world().count(1));
}

BOOST_AUTO_TEST_CASE(refuse_resets_the_connection)
{
    fault("/library/sections/1=refuse*1");
    const auto r = get("/library/sections/1/all");
    BOOST_TEST(r.status == 0);
    BOOST_TEST(r.ended == asio::error::connection_reset);
    BOOST_TEST(get("/library/sections/1/all").status == 200, "it was to happen once");
}

BOOST_AUTO_TEST_CASE(stall_never_answers)
{
    fault("/=stall");
    const auto r = send("GET", "/library/sections", with_token, {}, 50ms);
    BOOST_TEST(r.head.empty());
    BOOST_TEST(r.ended == asio::error::operation_aborted);
}

BOOST_AUTO_TEST_CASE(cut_ends_in_the_middle_of_the_body)
{
    fault("/=cut:100");
    const auto r = get("/library/sections");
    BOOST_TEST(r.status == 200);
    BOOST_TEST(r.body.size() == 100u);
    BOOST_TEST(r.announced > 1000u);
    BOOST_TEST(r.ended == asio::error::eof);
    sim.faults().clear();
    fault("/=cut");
    const auto half = get("/library/sections");
    BOOST_TEST(half.body.size() == half.announced / 2);
}

BOOST_AUTO_TEST_CASE(hang_stops_in_the_middle_of_the_body_and_keeps_the_connection)
{
    fault("/=hang:100");
    const auto r = send("GET", "/library/sections", with_token, {}, 50ms);
    BOOST_TEST(r.body.size() == 100u);
    BOOST_TEST(r.ended == asio::error::operation_aborted);
}

BOOST_AUTO_TEST_CASE(garbage_html_and_other_shapes_come_with_status_200)
{
    fault("/=garbage*1");
    const auto garbage = get("/library/sections");
    BOOST_TEST(garbage.status == 200);
    boost::json::error_code ec;
    boost::json::parse(garbage.body, ec);
    BOOST_TEST(ec.failed());
    fault("/=html*1");
    BOOST_TEST(get("/library/sections").body.starts_with("<!DOCTYPE html>"));
    fault("/=shape*1");
    BOOST_TEST(get("/library/sections").body == R"({"weather":"fine"})");
    fault("/=shape:1*1");
    BOOST_TEST(get("/library/sections").body == R"({"MediaContainer":["size",3]})");
}

BOOST_AUTO_TEST_CASE(statuses_come_with_their_pages)
{
    for (int code : {401, 404, 500, 503})
    {
        fault("/=" + std::to_string(code) + "*1");
        const auto r = get("/library/sections");
        BOOST_TEST(r.status == code);
        BOOST_TEST(r.body.find("<h1>" + std::to_string(code)) != r.body.npos);
    }
    fault("/=429:7");
    BOOST_TEST(get("/library/sections").head.find("Retry-After: 7") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(drip_and_delay_are_slow_and_whole)
{
    fault("/identity=drip:20000*1");
    fault("/library=delay:1*1");
    const auto whole = get("/identity");
    BOOST_TEST(whole.body.size() == whole.announced);
    BOOST_TEST(get("/library/sections").status == 200);
}

BOOST_AUTO_TEST_CASE(an_outage_refuses_connections_and_ends)
{
    sim.outage(30ms);
    const auto down = get("/identity");
    BOOST_TEST(down.status == 0);
    BOOST_TEST(down.ended == asio::error::connection_refused);
    received back;
    while (back.status == 0) // the deadline of the test program bounds this
        back = get("/identity");
    BOOST_TEST(back.status == 200);
}

BOOST_AUTO_TEST_CASE(it_stops_while_clients_wait)
{
    fault("/=stall");
    send("GET", "/identity", with_token, {}, 5ms); // the fixture stops it
}

BOOST_AUTO_TEST_SUITE_END()
