// SPDX-License-Identifier: MIT
// The options of the core and of plugins, as text for their owner.
#pragma once

#include <reel/error.hpp>
#include <reel/option.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace reeld::app
{

/// One paragraph an option: name, type, default, variable, and what it is for.
std::string describe_options(const std::vector<reel::option_info>& options);

/// The options of a plugin in `folders`, or of the core when `name` is "core".
reel::result<std::string> describe(const std::string& name, const std::vector<std::filesystem::path>& folders);

} // namespace reeld::app
