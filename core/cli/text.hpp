// SPDX-License-Identifier: MIT
// Text for a terminal: cleaned of what could steer it, measured in columns, cut and wrapped at them. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace reeld::cli
{

/// One line that is safe to print: control characters and bidirectional overrides are gone, line breaks and tabs are
/// spaces, and bytes that are not UTF-8 are U+FFFD.
std::string clean(std::string_view text);

/// Columns that clean text occupies: 2 for wide characters, 0 for combining ones.
std::size_t width(std::string_view clean_text);

/// The text, or as much of its beginning as fits in `columns` with "…" after it.
std::string cut(std::string_view clean_text, std::size_t columns);

/// Lines of at most `columns` columns, broken at spaces; a longer word stands alone. 0: one line.
std::vector<std::string> wrap(std::string_view clean_text, std::size_t columns);

/// A JSON member's name as a heading: "lastRun" -> "Last run".
std::string heading(std::string_view name);

} // namespace reeld::cli
