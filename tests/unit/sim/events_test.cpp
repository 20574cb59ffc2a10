// SPDX-License-Identifier: MIT
#include "tests/unit/sim/fixture.hpp"

#include "tests/support/run.hpp"

#include <asio/ip/tcp.hpp>
#include <asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <charconv>

using namespace sim_test;
using namespace std::chrono_literals;

namespace
{

reel_sim::simulator_options with_shape(reel_sim::plex::event_shape shape)
{
    reel_sim::simulator_options o;
    o.plex.event_shape = shape;
    return o;
}

/// A client that listens; `take` waits until a text has come.
class listening
{
public:
    listening(server_fixture& f, std::string_view arguments) : f_{f}, socket_{f.io}
    {
        const auto url = f.sim.url();
        std::uint16_t port = 0;
        std::from_chars(url.data() + url.rfind(':') + 1, url.data() + url.size(), port);
        reel_test::run(f.io, open(port, std::string{arguments}));
        take("\r\n\r\n");
        while (f_.sim.events().listeners() == 0)
            f_.io.run_one();
    }

    /// What came up to and including `text`.
    std::string take(std::string_view text)
    {
        reel_test::run(f_.io, read_until(std::string{text}));
        const auto end = in_.find(text);
        BOOST_REQUIRE_MESSAGE(end != in_.npos, "the stream ended before \"" << text << "\"; it said: " << in_);
        auto taken = in_.substr(0, end + text.size());
        in_.erase(0, end + text.size());
        return taken;
    }
    bool ended()
    {
        reel_test::run(f_.io, read_until("this never comes"));
        return ended_;
    }

private:
    reel::awaitable<void> open(std::uint16_t port, std::string arguments)
    {
        co_await socket_.async_connect({asio::ip::address_v4::loopback(), port}, asio::use_awaitable);
        const std::string text =
            "GET /:/eventsource/notifications" + arguments + " HTTP/1.1\r\n" + std::string{with_token} + "\r\n";
        co_await asio::async_write(socket_, asio::buffer(text), asio::use_awaitable);
    }
    reel::awaitable<void> read_until(std::string text)
    {
        while (!ended_ && in_.find(text) == in_.npos)
        {
            char piece[4096];
            const auto [ec, n] = co_await socket_.async_read_some(asio::buffer(piece), reel::as_tuple);
            in_.append(piece, n);
            ended_ = static_cast<bool>(ec);
        }
    }

    server_fixture& f_;
    asio::ip::tcp::socket socket_;
    std::string in_;
    bool ended_ = false;
};

} // namespace

BOOST_AUTO_TEST_SUITE(event_stream)

BOOST_AUTO_TEST_CASE(a_new_film_is_created_and_then_processed)
{
    server_fixture f;
    listening client{f, ""};
    const auto key =
        f.sim.library().add_item({.section = "Films", .title = "The Newest", .year = 2025, .tmdb = 0, .seasons = {}});
    const auto created = client.take("\n\n");
    BOOST_TEST(created.starts_with(
        "event: timeline\ndata: {\"TimelineEntry\":{\"identifier\":\"com.plexapp.plugins.library\""));
    BOOST_TEST(created.find("\"itemID\":\"" + std::to_string(key) + "\"") != created.npos);
    BOOST_TEST(created.find("\"state\":0,\"metadataState\":\"created\"") != created.npos);
    BOOST_TEST(client.take("\n\n").find("\"state\":5") != std::string::npos);
    f.sim.library().remove_item(key);
    BOOST_TEST(client.take("\n\n").find("\"state\":9,\"metadataState\":\"deleted\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(frames_may_be_wrapped_as_in_a_websocket)
{
    server_fixture f{with_shape(reel_sim::plex::event_shape::container)};
    listening client{f, "?filters=timeline"};
    f.sim.library().add_episode(f.sim.world().copies(reel_sim::kind::show, "Severance", 2022).at(0)->key, 3, 1);
    const auto frame = client.take("\n\n");
    BOOST_TEST(frame.find("data: {\"NotificationContainer\":{\"type\":\"timeline\",\"size\":1,\"TimelineEntry\":[{") !=
               frame.npos);
    BOOST_TEST(frame.find("\"type\":4") != frame.npos);
    BOOST_TEST(frame.find("\"rootItemID\":") != frame.npos);
}

BOOST_AUTO_TEST_CASE(pings_come_in_between)
{
    reel_sim::simulator_options o;
    o.ping = 5ms;
    server_fixture f{o};
    listening client{f, ""};
    BOOST_TEST(client.take("\n\n") == "event: ping\ndata: {}\n\n");
}

BOOST_AUTO_TEST_CASE(a_filter_keeps_other_events_away)
{
    server_fixture f;
    listening client{f, "?filters=playing"};
    f.sim.library().add_item({.section = "Films", .title = "Unheard", .year = 2025, .tmdb = 0, .seasons = {}});
    f.send("POST", "/sim/events", "",
           R"({"type":"playing","list":"PlaySessionStateNotification","entry":{"state":"paused"}})");
    BOOST_TEST(client.take("\n\n") ==
               "event: playing\ndata: {\"PlaySessionStateNotification\":{\"state\":\"paused\"}}\n\n");
}

BOOST_AUTO_TEST_CASE(streams_can_be_dropped_and_need_a_token)
{
    server_fixture f;
    listening client{f, ""};
    f.send("DELETE", "/sim/events", "");
    BOOST_TEST(client.ended());
    BOOST_TEST(f.get("/:/eventsource/notifications", "Accept: text/event-stream\r\n").status == 401);
}

BOOST_AUTO_TEST_SUITE_END()
