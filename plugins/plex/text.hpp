// SPDX-License-Identifier: MIT
// Text that came from the server, made fit to be shown: it is data, so it may hold anything. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace reel_plex
{

/// `text` on one line, as valid UTF-8 of at most `limit` bytes (cut at a character, "…" at the end): control characters
/// and marks that reorder or hide what is around them become spaces or nothing, bytes that are not UTF-8 become U+FFFD.
std::string shown(std::string_view text, std::size_t limit = 200);

/// What an HTML page says to a reader: no tags, no head, no scripts, no entities; made fit to be shown.
std::string without_markup(std::string_view html, std::size_t limit = 300);

} // namespace reel_plex
