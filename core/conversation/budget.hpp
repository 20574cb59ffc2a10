// SPDX-License-Identifier: MIT
// Answers of tools made short enough for a model to read, by their structure: what is left is valid JSON, and says how much is
// missing. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace reeld::conversation
{

inline constexpr std::size_t shortest_limit = 64;

/// `json` as it is when it has at most `limit` bytes. Else long lists lose their ends first, all lists to one length, each
/// with {"…": "37 more"} as its last item; then long texts ("…" at the end), then members of large objects (the member "…"
/// says how many). `limit` is at least `shortest_limit`. Longer text that is not JSON becomes a sentence that says so.
std::string shorten(std::string_view json, std::size_t limit);

} // namespace reeld::conversation
