// SPDX-License-Identifier: MIT
// YAML text into a tree that knows its places. The one file that knows yaml-cpp. What YAML allows and a configuration
// does not need is refused: duplicate keys, anchors and aliases, tags, several documents, keys that are not plain text.
// Pure; any thread.
#pragma once

#include <reel/config.hpp>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>

namespace reeld::config
{

inline constexpr std::size_t max_file_size = std::size_t{256} * 1024;
inline constexpr int max_depth = 32;

/// The file's text, or nothing and a problem that says why it could not be read.
std::shared_ptr<const reel::config_file> read_file(const std::filesystem::path& path, reel::config_problems& problems);

/// The tree; null for an empty document, nothing when the text could not be parsed at all.
std::optional<reel::config_node> parse_document(const std::shared_ptr<const reel::config_file>& file,
                                                reel::config_problems& problems);

} // namespace reeld::config
