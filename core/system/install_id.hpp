// SPDX-License-Identifier: MIT
// Who this installation is, to upstreams that tell their clients apart.
#pragma once

#include <reel/error.hpp>

#include <filesystem>
#include <string>

namespace reeld::system
{

/// Makes the state directory (mode 0700) if it is not there, and says by name what is wrong if it cannot be written to.
reel::result<void> prepare_state_dir(const std::filesystem::path& state_dir);

/// The UUID (version 4) in `state_dir`/install-id, made on the first call ever: atomically, mode 0600. A file that
/// holds something else is an error, not overwritten.
reel::result<std::string> install_id(const std::filesystem::path& state_dir);

} // namespace reeld::system
