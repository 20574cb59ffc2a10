// SPDX-License-Identifier: MIT
// Two ways to talk to a simulator: `plex_fixture` asks its service directly, `server_fixture` runs the whole thing on a
// port and speaks HTTP to it byte by byte, so that what a fault does to the connection can be seen.
#pragma once

#include "tests/sim/simulator.hpp"

#include <boost/json.hpp>

#include <string>
#include <string_view>

namespace sim_test
{

inline constexpr std::string_view with_token = "X-Plex-Token: demo-token\r\nAccept: application/json\r\n";

/// The members of `MediaContainer`.
boost::json::object container_of(std::string_view body);
/// Its Metadata, empty when there is none.
boost::json::array rows_of(std::string_view body);
/// The row with this title; an empty object when there is none.
boost::json::object row_named(std::string_view body, std::string_view title);

struct plex_fixture
{
    reel_sim::plex::event_hub events;
    reel_sim::plex::library library{reel_sim::generate({})};
    reel_sim::plex::service service{library, events, {}};
    const reel_sim::catalogue& world = library.catalogue();

    reel_sim::reply ask(std::string_view target, std::string_view headers = with_token);
    std::string get(std::string_view target, std::string_view headers = with_token)
    {
        return ask(target, headers).body.text();
    }
    /// Rating key of the first copy of a show or film.
    std::string key_of(reel_sim::kind k, std::string_view title, int year) const;
};

struct received
{
    int status = 0;
    std::string head;
    std::string body;
    std::size_t announced = 0; ///< Content-Length
    std::error_code ended;     ///< why reading stopped short of that
};

struct server_fixture
{
    explicit server_fixture(reel_sim::simulator_options options = {});
    ~server_fixture();

    /// One request on its own connection, answered whole or until the connection ends; waits for `limit` at most.
    received send(std::string_view method, std::string_view target, std::string_view headers = with_token,
                  std::string_view body = {}, std::chrono::milliseconds limit = std::chrono::seconds{10});
    received get(std::string_view target, std::string_view headers = with_token)
    {
        return send("GET", target, headers);
    }
    void fault(std::string_view text);

    asio::io_context io{1};
    reel_sim::simulator sim;
};

} // namespace sim_test
