// SPDX-License-Identifier: MIT
// The text of a small file, with every way in which it can be missing. Start-up and reload only; any thread.
#pragma once

#include <reel/config.hpp>

#include <cstddef>
#include <filesystem>
#include <memory>

namespace reeld::config
{

inline constexpr std::size_t max_file_size = std::size_t{256} * 1024;

/// The file's text without a byte order mark, or nothing and a problem that says why it could not be read.
std::shared_ptr<const reel::config_file> read_file(const std::filesystem::path& path, reel::config_problems& problems);

/// The place that is a whole file or folder.
reel::config_location whole(const std::filesystem::path& path);

} // namespace reeld::config
