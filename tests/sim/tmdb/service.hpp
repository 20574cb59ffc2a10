// SPDX-License-Identifier: MIT
// The endpoints of TMDB's API, version 3, at /tmdb/3, answered from a catalogue. Sources: the API reference at
// developer.themoviedb.org, replies recorded by its clients. Loop thread only; the catalogue must outlive it.
#pragma once

#include "tests/sim/message.hpp"
#include "tests/sim/tmdb/discover.hpp"
#include "tests/sim/tmdb/index.hpp"
#include "tests/sim/tmdb/rows.hpp"

#include <chrono>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace reel_sim::tmdb
{

struct settings
{
    std::string api_key = "0123456789abcdef0123456789abcdef";             ///< "" accepts none
    std::string access_token = "eyJhbGciOiJIUzI1NiJ9.reel-sim.signature"; ///< likewise
    int limit = 0;       ///< requests in any second; 0: as many as you like
    int retry_after = 1; ///< seconds, as told with 429; below 0: not told
};

class service
{
public:
    using clock = std::function<std::chrono::steady_clock::time_point()>;
    service(const catalogue& world, tmdb::settings s, clock now = std::chrono::steady_clock::now)
        : world_{world}, known_{world}, settings_{std::move(s)}, now_{std::move(now)}
    {}

    static bool owns(std::string_view path) noexcept { return path == "/tmdb" || path.starts_with("/tmdb/"); }
    reply handle(const request& req);
    tmdb::settings& settings() noexcept { return settings_; }

private:
    using segments = std::vector<std::string_view>;

    bool authorised(const request& req) const;
    bool over_limit();
    reply route(const view& v, const request& req, const segments& path);
    reply genre_list(const view& v, std::string_view kind) const;
    reply search(const view& v, const request& req, std::string_view what) const;
    reply discover(const view& v, const request& req, std::string_view what) const;
    reply title(const view& v, const request& req, kind k, const segments& path) const;
    reply title_details(const view& v, const request& req, const work& w) const;
    reply find(const view& v, const request& req, std::string_view id) const;
    reply person(const view& v, std::string_view id, std::string_view part) const;
    reply provider_list(const request& req, std::string_view what) const;
    reply collection(const view& v, std::string_view id) const;

    const catalogue& world_;
    index known_;
    tmdb::settings settings_;
    clock now_;
    std::deque<std::chrono::steady_clock::time_point> recent_; // requests of the last second
};

} // namespace reel_sim::tmdb
