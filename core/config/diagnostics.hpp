// SPDX-License-Identifier: MIT
// Mistakes as their reader meets them: the place, one sentence, the line itself, and carets under what is meant.
// Pure; any thread.
#pragma once

#include <reel/config.hpp>

#include <string>
#include <string_view>

namespace reeld::config
{

/// "reeld: 2 mistakes in the configuration, <consequence>", then each in the order of files and lines. Ends with a
/// newline.
std::string render(const reel::config_problems& problems, std::string_view consequence = "nothing was started");

} // namespace reeld::config
