// SPDX-License-Identifier: MIT
// Small libraries for tests, written the way they are thought of.
#pragma once

#include "plugins/plex/index.hpp"

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace reel_plex_test
{

inline reel_plex::item film(std::string title, int year = 0, std::vector<reel_plex::external_id> ids = {})
{
    static int next = 100;
    reel_plex::item out;
    out.type = reel_plex::item_type::movie;
    out.rating_key = std::to_string(next++);
    out.title = std::move(title);
    out.year = year;
    out.ids = std::move(ids);
    return out;
}

inline reel_plex::external_id tmdb(std::uint64_t n)
{
    return {reel_plex::id_space::tmdb, n};
}
inline reel_plex::external_id tvdb(std::uint64_t n)
{
    return {reel_plex::id_space::tvdb, n};
}
inline reel_plex::external_id imdb(std::uint64_t n)
{
    return {reel_plex::id_space::imdb, n};
}

inline std::shared_ptr<const reel_plex::section> section_of(std::string key, reel_plex::kind of,
                                                            const std::vector<reel_plex::item>& items)
{
    reel_plex::section_info info;
    info.key = std::move(key);
    info.title = "Section " + info.key;
    info.kind = of;
    info.type = of == reel_plex::kind::movie ? "movie" : "show";
    reel_plex::section_builder builder{info};
    for (const auto& i : items)
        builder.add(i);
    return builder.finish(reel::time_point{} + std::chrono::hours{24});
}

inline reel_plex::library films(const std::vector<reel_plex::item>& items)
{
    return {"server", {section_of("1", reel_plex::kind::movie, items)}};
}

} // namespace reel_plex_test
