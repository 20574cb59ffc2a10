// SPDX-License-Identifier: MIT
// Whether a plugin's C++ means the same as ours. Reads the descriptor as plain data and calls nothing of it but the
// identity probe, and that only when the build is known to be equal. Pure; any thread.
#pragma once

#include <reel/plugin.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace reeld::plugin
{

/// Names that are taken, and by which file.
using taken_names = std::map<std::string, std::filesystem::path, std::less<>>;

/// Why the plugin cannot be used: the first thing that differs, with what was wanted and what was found. Empty when it
/// can. `stem` is its file's name without ".so".
std::string refuse(const reel_plugin_descriptor& d, std::string_view stem, const taken_names& taken);

} // namespace reeld::plugin
