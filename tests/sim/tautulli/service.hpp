// SPDX-License-Identifier: MIT
// A Tautulli over the simulated library: its API below a root of its own (HTTP_ROOT), with the envelope, the statuses and
// the habits of v2.17, as recorded from the real program. Commands that Tautulli has and this has not answer as one that
// threw. The history is made when it is first asked for. Loop thread only; the library must outlive it.
#pragma once

#include "tests/sim/message.hpp"
#include "tests/sim/tautulli/activity.hpp"
#include "tests/sim/tautulli/commands.hpp"
#include "tests/sim/tautulli/history.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace reel_sim::tautulli
{

/// What Tautulli sees of Plex. When it is gone, everything still looks like success, only empty.
enum class plex_link
{
    up,
    gone_unnoticed, ///< server_status still says "connected"
    gone,
};

struct settings
{
    std::string apikey = "simulated-tautulli-key";
    std::string root = "/tautulli"; ///< may be "": then it answers below /api only
    bool enabled = true;            ///< the API
    plex_link plex = plex_link::up;
    std::set<std::string, std::less<>> throwing; ///< commands that fail with an exception
};

class service
{
public:
    service(const catalogue& c, std::string machine_identifier, settings s)
        : world_{c}, machine_identifier_{std::move(machine_identifier)}, settings_{std::move(s)}
    {}

    bool owns(std::string_view path) const noexcept;
    reply handle(const request& req);

    tautulli::settings& settings() noexcept { return settings_; }
    const catalogue& world() const noexcept { return world_; }
    tautulli::history& past();
    std::vector<stream>& streams();

private:
    reply api(const parameters& params);
    reply run(std::string_view command, const arguments& args);
    boost::json::value data_of(std::string_view command, const arguments& args);
    boost::json::value from_plex(std::string_view command, const arguments& args);

    const catalogue& world_;
    std::string machine_identifier_;
    tautulli::settings settings_;
    std::optional<history> past_;
    std::optional<std::vector<stream>> streams_;
    std::size_t quotes_ = 0;
};

} // namespace reel_sim::tautulli
