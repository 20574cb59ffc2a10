// SPDX-License-Identifier: MIT
// What the owner may set for a Plex server. One table fills the struct, validates it, and documents itself.
#pragma once

#include "plugins/plex/dismissed.hpp"

#include <reel/option.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace reel_plex
{

using namespace std::chrono_literals;

struct config
{
    boost::urls::url url;
    reel::secret token;
    reel::duration refresh_interval = 15min;
    reel::duration full_refresh_interval = 24h;
    reel::duration health_interval = 30min;
    bool events = true;
    std::vector<std::string> libraries;
    std::vector<std::string> exclude_libraries;
    int page_size = 500;
    int concurrent_sections = 2;
    reel::duration connect_timeout = 5s;
    reel::duration timeout = 15s;
    reel::duration listing_timeout = 30s;
    reel::duration health_timeout = 5s;
    std::string account;
    std::string catalogue_tool = "get_media_details";
    reel::duration catalogue_keep = 12h;
    std::vector<dismissed_gap> dismissed_gaps;
    bool verify_tls = true;
    std::filesystem::path ca_file;
    std::string tls_host;
};

reel::options<config> options();

} // namespace reel_plex
