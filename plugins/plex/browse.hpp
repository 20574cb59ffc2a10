// SPDX-License-Identifier: MIT
// browse_plex_library: from arguments to one page of rows. Pure; any thread. Linear in the size of the library.
#pragma once

#include "plugins/plex/tools.hpp"
#include "plugins/plex/view.hpp"

namespace reel_plex
{

/// Errors are `bad_argument` and say which libraries, genres or resolutions there are.
reel::result<browse_answer> browse(const view& seen, const browse_args& args, reel::time_point now);

} // namespace reel_plex
