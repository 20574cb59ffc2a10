// SPDX-License-Identifier: MIT
// The tables in which conversations are remembered, and how those of an earlier version become today's. Loop thread only.
#pragma once

#include "core/conversation/sqlite.hpp"

namespace reeld::conversation
{

/// Makes the tables, or brings them up to date. An error when they were written by a newer version.
reel::result<void> migrate(database& db);

} // namespace reeld::conversation
