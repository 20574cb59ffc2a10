// SPDX-License-Identifier: MIT
// The simulated servers as one object: the program reel-sim runs one, and tests run one on their own io_context.
//
//     reel_sim::simulator sim{io.get_executor(), {}};
//     sim.listen();                                   // 127.0.0.1, a free port
//     sim.faults().add(*reel_sim::parse_fault("/library/sections/2/all=500"));
//     …  sim.url(), sim.token(), sim.requests().count("/identity")
//     run(io, sim.stop());
//
// Loop thread only. stop() must have been awaited before it is destroyed.
#pragma once

#include "tests/sim/catalogue/generator.hpp"
#include "tests/sim/control.hpp"
#include "tests/sim/listener.hpp"
#include "tests/sim/model/service.hpp"
#include "tests/sim/tautulli/service.hpp"
#include "tests/sim/telegram/service.hpp"
#include "tests/sim/tmdb/service.hpp"
#include "tests/sim/twilio/service.hpp"

#include <string>

namespace reel_sim
{

struct simulator_options
{
    catalogue_options catalogue;
    plex::settings plex;
    tautulli::settings tautulli;
    tmdb::settings tmdb;
    model::settings model;
    telegram::settings telegram;
    twilio::settings twilio;
    reel::duration ping = std::chrono::seconds{10}; ///< of the event stream
};

class simulator
{
public:
    simulator(const asio::any_io_executor& executor, const simulator_options& options);

    reel::result<std::uint16_t> listen(std::uint16_t port = 0) { return listener_.listen(port); }
    reel::awaitable<void> stop() { return listener_.stop(); }

    std::string url() const { return "http://127.0.0.1:" + std::to_string(listener_.port()); }
    const std::string& token() { return service_.settings().token; }

    /// The ground truth.
    const catalogue& world() const noexcept { return library_.catalogue(); }
    plex::library& library() noexcept { return library_; }
    plex::settings& settings() noexcept { return service_.settings(); }
    plex::event_hub& events() noexcept { return events_; }
    tautulli::service& tautulli() noexcept { return tautulli_; }
    tmdb::service& tmdb() noexcept { return tmdb_; }
    model::service& model() noexcept { return model_; }
    fault_plan& faults() noexcept { return faults_; }
    request_log& requests() noexcept { return requests_; }
    void outage(reel::duration length) { listener_.outage(length); }

private:
    reply handle(const request& req);
    std::optional<fault> next_fault(const request& req);

    plex::event_hub events_;
    plex::library library_;
    plex::service service_;
    tautulli::service tautulli_;
    tmdb::service tmdb_;
    model::service model_;
    telegram::service telegram_;
    twilio::service twilio_;
    fault_plan faults_;
    request_log requests_;
    control control_;
    listener listener_;
};

} // namespace reel_sim
