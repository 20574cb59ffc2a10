// SPDX-License-Identifier: MIT
// get_media_details without its waiting. Pure; any thread.
#pragma once

#include "plugins/tmdb/model.hpp"
#include "plugins/tmdb/tools.hpp"

#include <optional>
#include <string>
#include <vector>

namespace reel_tmdb
{

/// Which episodes of a season have aired by `today`: those whose day has come, and those without one before such an episode.
std::vector<bool> aired_by(const season& s, reel::date today);

/// Everything but `message`, `inLibrary` and `asOf`.
details_answer answer_of(const details& d, const std::string& region, bool episodes, reel::date today);

/// What is owned first, then what it is.
std::string say_details(const details_answer& a);
std::string say_not_found(const details_args& asked);
std::string say_candidates(const details_args& asked, const std::vector<title_entry>& candidates);

} // namespace reel_tmdb
