// SPDX-License-Identifier: MIT
// A plugin's code in memory. Mapped for good: code is never unmapped, because a coroutine frame, a deleter or an error
// category of it may live anywhere. New code needs a restart of the daemon.
#pragma once

#include <reel/error.hpp>

#include <filesystem>

struct reel_plugin_descriptor;

namespace reeld::plugin
{

/// Maps the file and asks its entry point for the descriptor, which lives as long as the process. The file's static
/// constructors run before anything can be checked: trust it first (see catalog.hpp). Errors do not repeat the file's
/// name.
reel::result<const reel_plugin_descriptor*> open_library(const std::filesystem::path& file);

} // namespace reeld::plugin
