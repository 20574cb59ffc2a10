// SPDX-License-Identifier: MIT
#include "tests/sim/simulator.hpp"

namespace reel_sim
{

simulator::simulator(const asio::any_io_executor& executor, const simulator_options& options)
    : library_{generate(options.catalogue)},
      service_{library_, events_, options.plex},
      tautulli_{library_.catalogue(), options.plex.machine_identifier, options.tautulli},
      tmdb_{library_.catalogue(), options.tmdb},
      model_{options.model},
      telegram_{options.telegram},
      twilio_{options.twilio},
      control_{{library_, service_, tautulli_, tmdb_, model_, telegram_, twilio_, events_, faults_, requests_,
                [this](reel::duration length) { outage(length); }}},
      listener_{executor,
                {.handle = [this](const request& req) { return handle(req); },
                 .fault_of = [this](const request& req) { return next_fault(req); },
                 .events = &events_},
                options.ping}
{
    library_.on_change = [this](const plex::change& c) { service_.announce(c); };
}

reply simulator::handle(const request& req)
{
    if (control::owns(req.path))
        return control_.handle(req);
    if (tautulli_.owns(req.path))
        return tautulli_.handle(req);
    if (tmdb::service::owns(req.path))
        return tmdb_.handle(req);
    if (model::service::owns(req.path))
        return model_.handle(req);
    if (telegram::service::owns(req.path))
        return telegram_.handle(req);
    if (twilio::service::owns(req.path))
        return twilio_.handle(req);
    return service_.handle(req);
}

/// Asked first for every request, so this is where it is counted.
std::optional<fault> simulator::next_fault(const request& req)
{
    if (control::owns(req.path))
        return std::nullopt;
    requests_.add(req);
    return faults_.take(req.path);
}

} // namespace reel_sim
