// SPDX-License-Identifier: MIT
// What the owner may set for a Tautulli. One table fills the struct, validates it, and documents itself.
#pragma once

#include <reel/option.hpp>

#include <cstdint>
#include <filesystem>
#include <string>

namespace reel_tautulli
{

using namespace std::chrono_literals;

/// What somebody without a linked account may see.
enum class scope : std::uint8_t
{
    self, ///< nothing, as nobody knows which account is theirs
    all   ///< everything: a single household
};
BOOST_DESCRIBE_ENUM(scope, self, all)

struct config
{
    boost::urls::url url;
    reel::secret api_key;
    scope default_scope = scope::self;
    reel::duration activity_cache = 10s;
    reel::duration stats_cache = 5min;
    reel::duration users_cache = 1h;
    reel::duration health_interval = 5min;
    reel::duration connect_timeout = 5s;
    reel::duration timeout = 10s;
    bool verify_tls = true;
    std::filesystem::path ca_file;
    std::string tls_host;
};

reel::options<config> options();

} // namespace reel_tautulli
