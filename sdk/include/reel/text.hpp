// SPDX-License-Identifier: MIT
// Text that came from somewhere else, made fit to be shown and to be compared: it is data, so it may hold anything. Pure;
// any thread.
#pragma once

#include <reel/export.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace reel
{

/// `text` on one line, as valid UTF-8 of at most `limit` bytes (cut at a character, "…" at the end): control characters
/// and marks that reorder or hide what is around them become spaces or nothing, bytes that are not UTF-8 become U+FFFD.
REEL_API std::string shown(std::string_view text, std::size_t limit = 200);

/// What an HTML page says to a reader: no tags, no head, no scripts, no entities; made fit to be shown.
REEL_API std::string without_markup(std::string_view html, std::size_t limit = 300);

/// "a", "a and b", "a, b and c".
REEL_API std::string listed(const std::vector<std::string>& words, std::string_view last = " and ");

/// Replaces `out`: any script as lower-case letters without accents, with ASCII punctuation and spaces (NFKD, case
/// folding; "ø" as people type it). What is not UTF-8 becomes ".". For telling words apart in what people typed.
REEL_API void fold_characters(std::string_view text, std::string& out);

/// Folded words, separated by one space, "&" as "and": equal for the ways to write one name ("Sci-Fi & Fantasy",
/// "sci fi and fantasy"). Only the first KiB counts.
REEL_API std::string fold_name(std::string_view name);

} // namespace reel
