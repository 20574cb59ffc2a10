// SPDX-License-Identifier: MIT
#include "plugins/plex/events.hpp"
#include "tests/unit/plex/fixture.hpp"

using namespace plex_test;
using namespace reel_plex;

namespace
{

std::vector<std::string> events_of(std::string_view stream, std::size_t piece)
{
    std::vector<std::string> out;
    event_stream parser{[&](std::string_view data) { out.emplace_back(data); }};
    for (std::size_t at = 0; at < stream.size(); at += piece)
        parser.feed(stream.substr(at, piece));
    return out;
}

std::string timeline(int section, int state, std::string_view identifier = "com.plexapp.plugins.library")
{
    return "event: timeline\ndata: {\"TimelineEntry\":{\"identifier\":\"" + std::string{identifier} +
           "\",\"sectionID\":" + std::to_string(section) +
           ",\"itemID\":7,\"type\":1,\"state\":" + std::to_string(state) + "}}\n\n";
}

struct watching : plex_fixture
{
    watching()
    {
        settings.events = true;
        upstream.sections = {movies("1", "Films", 3), shows("2", "Series", 2)};
        start();
    }
    std::size_t reads(std::string_view section) const
    {
        return upstream.count("/library/sections/" + std::string{section} + "/all");
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(plex_events)

BOOST_AUTO_TEST_CASE(a_stream_is_cut_into_events_wherever_its_pieces_end)
{
    const std::string stream =
        "event: ping\r\ndata: {}\r\n\r\n: comment\ndata: one\ndata: two\n\nid: 5\ndata:three\n\n";
    for (std::size_t piece = 1; piece <= stream.size(); ++piece)
        BOOST_TEST(events_of(stream, piece) == (std::vector<std::string>{"{}", "one\ntwo", "three"}),
                   boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_event_without_end_is_dropped_and_the_next_one_heard)
{
    const auto stream = "data: " + std::string(3 << 20, 'x') + "\n\ndata: next\n\n";
    BOOST_TEST(events_of(stream, 65536) == (std::vector<std::string>{"next"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(only_items_that_are_done_with_name_their_section)
{
    const auto one = [](int state, std::string_view identifier, std::string_view section) {
        return changed_sections(R"({"TimelineEntry":{"identifier":")" + std::string{identifier} + R"(","sectionID":)" +
                                std::string{section} + R"(,"state":)" + std::to_string(state) + "}}");
    };
    constexpr auto library = "com.plexapp.plugins.library";
    BOOST_TEST(one(5, library, "3").contains("3"));
    BOOST_TEST(one(9, library, "3").contains("3"));
    BOOST_TEST(one(9, library, "\"3\"").contains("3"));
    for (const int on_its_way : {0, 1, 2, 3, 4})
        BOOST_TEST(one(on_its_way, library, "3").empty());
    BOOST_TEST(one(5, "tv.plex.providers.epg.cloud:2", "3").empty());
    BOOST_TEST(one(5, library, "-1").empty());
    BOOST_TEST(one(5, library, "0").empty());
}

BOOST_AUTO_TEST_CASE(both_frame_shapes_are_read)
{
    const auto found = changed_sections(
        R"({"NotificationContainer":{"type":"timeline","size":2,"TimelineEntry":[
            {"identifier":"com.plexapp.plugins.library","sectionID":1,"state":5},
            {"identifier":"com.plexapp.plugins.library","sectionID":2,"state":9}]}})");
    BOOST_TEST(found.size() == 2u);
}

BOOST_AUTO_TEST_CASE(other_notifications_and_garbage_name_nothing)
{
    for (const std::string_view frame :
         {"", "{}", "[]", "null", "not json", R"({"TimelineEntry":7})", R"({"NotificationContainer":[]})",
          R"({"ActivityNotification":{"event":"updated","Activity":{"type":"library.refresh.items"}}})",
          R"({"PlaySessionStateNotification":{"sessionKey":"45","ratingKey":"217468","state":"paused"}})"})
        BOOST_TEST(changed_sections(frame).empty());
}

// Defect 18: "Plex has no event system".
BOOST_FIXTURE_TEST_CASE(a_change_that_is_announced_shows_within_seconds, watching)
{
    upstream.section("1").items.push_back({.key = "900", .title = "Brand New", .year = 2026});
    upstream.push(timeline(1, 5));
    settle();
    pass(6s);
    BOOST_TEST(json_of(*check(R"({"title":"Brand New","type":"movie"})"), "found") == "true");
    BOOST_TEST(reads("2") == 2u); // films and seasons of the other section were read once, at the start
}

BOOST_FIXTURE_TEST_CASE(a_burst_of_changes_is_one_refresh, watching)
{
    const auto before = reads("1");
    for (int second = 0; second < 20; ++second)
    {
        upstream.push(timeline(1, 5));
        settle();
        pass(1s);
    }
    BOOST_TEST(reads("1") == before);
    pass(6s);
    BOOST_TEST(reads("1") == before + 1);
}

BOOST_FIXTURE_TEST_CASE(a_burst_that_does_not_end_is_heard_after_a_minute, watching)
{
    const auto before = reads("1");
    for (int second = 0; second < 70; ++second)
    {
        upstream.push(timeline(1, 5));
        settle();
        pass(1s);
    }
    BOOST_TEST(reads("1") == before + 1);
}

BOOST_FIXTURE_TEST_CASE(after_a_lost_connection_the_stamps_are_compared, watching)
{
    upstream.section("1").items.push_back({.key = "900", .title = "Missed Event", .year = 2026});
    upstream.section("1").changed = 2;
    upstream.hang_up();
    settle();
    pass(3s);
    BOOST_TEST(upstream.listeners() == 1);
    upstream.push("event: ping\ndata: {}\n\n");
    settle();
    pass(1s);
    BOOST_TEST(json_of(*check(R"({"title":"Missed Event","type":"movie"})"), "found") == "true");
}

BOOST_FIXTURE_TEST_CASE(a_server_without_events_is_not_degraded, plex_fixture)
{
    settings.events = true;
    upstream.fail("/:/eventsource/notifications", 404);
    upstream.sections = {movies("1", "Films", 1)};
    start();
    pass(10min);
    BOOST_CHECK(plex->health().state == reel::state::ready);
    const auto tries = upstream.count("/:/eventsource/notifications");
    BOOST_TEST(tries > 3u);
    BOOST_TEST(tries < 15u); // with back-off
}

BOOST_FIXTURE_TEST_CASE(events_can_be_switched_off, plex_fixture)
{
    upstream.sections = {movies("1", "Films", 1)};
    start();
    BOOST_TEST(upstream.count("/:/eventsource/notifications") == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
