// SPDX-License-Identifier: MIT
// Finds plugin files that may be trusted with the daemon's rights. Only looks; opens nothing.
#pragma once

#include "core/plugin/instance.hpp"

#include <filesystem>
#include <vector>

namespace reeld::plugin
{

struct catalog
{
    std::vector<std::filesystem::path> files; ///< in the order of the folders, by name within each
    std::vector<refusal> refused;
};

/// All *.so in `folders`. A folder, and a file in it, must belong to root or to the user the daemon runs as, and nobody
/// else may be able to write to it; a symbolic link is judged by what it leads to, and by the folder that is in.
catalog find_plugins(const std::vector<std::filesystem::path>& folders);

} // namespace reeld::plugin
