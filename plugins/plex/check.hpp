// SPDX-License-Identifier: MIT
// check_plex_library without its waiting: arguments to queries, and matches to findings. Pure; any thread.
#pragma once

#include "plugins/plex/match.hpp"
#include "plugins/plex/tools.hpp"
#include "plugins/plex/view.hpp"

#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace reel_plex
{

/// One query an item, in order; a single question is one query. Errors are `bad_argument` with a JSON pointer.
reel::result<std::vector<query>> queries_of(const check_args& args);

/// The seasons of all copies of a show together: of each season the fullest.
class season_tally
{
public:
    void add(const std::vector<season>& seasons);
    std::vector<season_entry> entries() const; ///< ascending, those without episodes left out

private:
    std::map<int, season_entry> seasons_;
};

/// What is known about one query. `seasons`: of the show that was hit; nothing when they could not be read. `progress`: of
/// a library that is still being read for the first time.
finding describe(const view& seen, const query& asked, const match_result& match,
                 const std::optional<std::vector<season_entry>>& seasons, std::string_view progress);

} // namespace reel_plex
