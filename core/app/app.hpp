// SPDX-License-Identifier: MIT
// The whole life of the daemon, from its configuration to its exit status.
#pragma once

#include "core/app/command_line.hpp"

namespace reeld::app
{

/// Does what was asked and returns the status to exit with. Runs the loop on the calling thread; once per process.
int run(const command& asked);

} // namespace reeld::app
