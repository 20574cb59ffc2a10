// SPDX-License-Identifier: MIT
// reel-sim in a process of its own: the simulated Plex, Tautulli and TMDB that the daemon is tested against.
#pragma once

#include "tests/integration/daemon.hpp"

#include <boost/json.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace integration
{

class server : public process
{
public:
    /// With 300 items, or with what `more` says.
    explicit server(const std::vector<std::string>& more = {}, std::uint16_t port = 0);

    std::uint16_t port() const noexcept { return port_; }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

    /// A path below /sim; tests/sim/control.cpp lists them.
    boost::json::value control(const std::string& method, const std::string& path, const std::string& body = {}) const;
    /// Whether a path that begins so has been asked for.
    bool was_asked(const std::string& path) const;

private:
    std::uint16_t port_ = 0;
};

} // namespace integration
