// SPDX-License-Identifier: MIT
// The id forms of Plex's agents, new and old. Pure; any thread.
// Forms: https://github.com/seerr-team/seerr (server/lib/scanners/plex), https://github.com/Kometa-Team/Kometa
// (modules/convert.py).
#pragma once

#include "plugins/plex/item.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace reel_plex
{

/// The external id in one guid: "tmdb://348", "imdb://tt0078748", "plex://movie/5d7768…",
/// "com.plexapp.agents.themoviedb://348?lang=en", "com.plexapp.agents.hama://tvdb-74205", …; nothing for local and
/// unmatched items and for forms nobody knows. `of`: what the item is; the xbmcnfo agents need it.
std::optional<external_id> parse_guid(std::string_view guid, item_type of);

/// "tt0078748" or "78748" -> 78748.
std::optional<std::uint64_t> parse_imdb(std::string_view text);
/// 78748 -> "tt0078748".
std::string format_imdb(std::uint64_t id);

} // namespace reel_plex
