// SPDX-License-Identifier: MIT
// The library on disk, so that a restart answers at once. The file holds what Plex said, not the index: reading it
// builds the index anew through section_builder, so nothing in a damaged or hostile file can lead outside of it. Pure
// but for the two file functions, which block: run them on a pool thread.
#pragma once

#include "plugins/plex/index.hpp"

#include <reel/error.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace reel_plex
{

std::string encode_snapshot(const library& what);
/// `errc::validation` says why: cut short, another version, damaged.
reel::result<library> decode_snapshot(std::string_view bytes);

/// Writes beside `path`, syncs, renames over it; mode 0600. A failure leaves the old file as it was.
reel::result<void> save_snapshot(const std::filesystem::path& path, const library& what);
/// `errc::unavailable` when there is no such file.
reel::result<library> load_snapshot(const std::filesystem::path& path);

} // namespace reel_plex
