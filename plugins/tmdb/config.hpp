// SPDX-License-Identifier: MIT
// What the owner may set for TMDB. One table fills the struct, validates it, and documents itself.
#pragma once

#include <reel/option.hpp>

#include <optional>
#include <string>

namespace reel_tmdb
{

using namespace std::chrono_literals;

struct config
{
    reel::secret access_token;
    boost::urls::url url{"https://api.themoviedb.org/3"};
    std::string language = "en-US";
    std::string region = "US";
    int requests_per_second = 40;
    std::string availability_tool = "check_plex_library";
    reel::duration search_cache = 6h;
    reel::duration details_cache = 24h;
    reel::duration returning_cache = 6h;
    reel::duration negative_cache = 10min;
    int cache_megabytes = 32;
    reel::duration genre_interval = 24h;
    reel::duration timeout = 10s;
};

reel::options<config> options();

/// The country asked for, as TMDB writes it, or the owner's.
std::string region_of(const std::optional<std::string>& asked, const config& settings);

} // namespace reel_tmdb
