// SPDX-License-Identifier: MIT
// The endpoints of a Plex Media Server that clients of its library use, answered from a `library`. What it does where real
// servers differ is a setting. Sources: the Plex Media Server OpenAPI document, python-plexapi, PlexKit's recorded replies.
// Loop thread only.
#pragma once

#include "tests/sim/message.hpp"
#include "tests/sim/plex/document.hpp"
#include "tests/sim/plex/events.hpp"
#include "tests/sim/plex/library.hpp"

#include <span>
#include <string>
#include <string_view>

namespace reel_sim::plex
{

enum class all_episodes_row
{
    in_metadata,  ///< first of a show's children
    in_directory, ///< in a list of its own
};

struct settings
{
    std::string token = "demo-token";
    std::string machine_identifier = "5e1f0c7a9d3b4e2f8a6c1b0d7e9f2a3c4b5d6e7f";
    std::string version = "1.41.3.9314-a0bfb8370";
    std::string friendly_name = "reel-sim";
    std::string owner = "mara_k"; ///< of the household that the simulated Tautulli knows
    bool ignore_excludes = false; ///< excludeFields and excludeElements do nothing, as in older servers
    all_episodes_row all_episodes = all_episodes_row::in_metadata;
    reel_sim::plex::event_shape event_shape = event_shape::plain;
};

class service
{
public:
    service(reel_sim::plex::library& library, event_hub& events, reel_sim::plex::settings s);

    reply handle(const request& req);
    reel_sim::plex::settings& settings() noexcept { return settings_; }

    /// Tells listeners that something was added, changed or removed.
    void announce(const change& c);

private:
    bool authorised(const request& req) const;
    reply identity(const request& req) const;
    reply root(const request& req) const;
    reply sections(const request& req) const;
    reply section(const request& req, std::string_view rest);
    reply artists(const request& req, document d) const;
    reply metadata(const request& req, std::string_view rest);
    reply items(const request& req, std::string_view keys);
    reply children(const request& req, const place& p);
    reply all_leaves(const request& req, const place& p);
    /// Pages `rows` as the request asks and completes `d` with them.
    reply listing(const request& req, document d, std::span<const place> rows, field_mask mask) const;

    field_mask excludes(const request& req) const;
    field_mask listing_mask(const request& req) const; ///< likewise, and Guid only when asked for
    void describe_section(document& d, const reel_sim::section& s) const;
    std::string item_row(const request& req, const place& p) const;
    document container() const;

    reel_sim::plex::library& library_;
    event_hub& events_;
    reel_sim::plex::settings settings_;
};

} // namespace reel_sim::plex
