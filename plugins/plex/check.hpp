// SPDX-License-Identifier: MIT
// check_plex_library without its waiting: arguments to queries, and matches to findings. Pure; any thread.
#pragma once

#include "plugins/plex/match.hpp"
#include "plugins/plex/show_answer.hpp"
#include "plugins/plex/tools.hpp"
#include "plugins/plex/view.hpp"

#include <string_view>
#include <vector>

namespace reel_plex
{

/// One query an item, in order; a single question is one query. Errors are `bad_argument` with a JSON pointer.
reel::result<std::vector<query>> queries_of(const check_args& args);

/// What is known about one query. `known`: of the show that was hit. `progress`: of a library that is still being read for
/// the first time.
finding describe(const view& seen, const query& asked, const match_result& match, const show_knowledge& known,
                 std::string_view progress);

} // namespace reel_plex
