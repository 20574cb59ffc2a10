// SPDX-License-Identifier: MIT
// YAML text into a tree that knows its places. The one file that knows yaml-cpp. What YAML allows and a configuration
// does not need is refused: duplicate keys, anchors and aliases, tags, several documents, keys that are not plain text.
// Pure; any thread.
#pragma once

#include <reel/config.hpp>

#include <memory>
#include <optional>

namespace reeld::config
{

inline constexpr int max_depth = 32;

/// The tree; null for an empty document, nothing when the text could not be parsed at all.
std::optional<reel::config_node> parse_document(const std::shared_ptr<const reel::config_file>& file,
                                                reel::config_problems& problems);

} // namespace reeld::config
