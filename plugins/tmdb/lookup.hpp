// SPDX-License-Identifier: MIT
// From an id, or a title as somebody said it, to one title of TMDB's. Loop thread only; borrows the catalogue.
#pragma once

#include "plugins/tmdb/catalogue.hpp"
#include "plugins/tmdb/tools.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reel_tmdb
{

struct found_titles
{
    std::vector<title> titles; ///< ranked
    int total = 0;
    int pages = 1;
    reel::time_point as_of{}; ///< of the oldest list
    bool year_ignored = false;
};

/// Titles of that name, ranked. Both kinds when `only` is empty. A year that hides everything is looked past.
reel::awaitable<reel::result<found_titles>> search(catalogue& in, const config& settings, std::string name,
                                                   std::optional<kind> only, std::optional<int> year, int page);

/// What the arguments of get_media_details name.
struct lookup_result
{
    std::optional<details> what;
    std::vector<title> candidates; ///< when several may be meant
    reel::time_point as_of{};
};
/// Tries every id that is given, then the title. `bad_argument` when there is neither.
reel::awaitable<reel::result<lookup_result>> look_up(catalogue& in, const config& settings, details_args args,
                                                     std::string region);

} // namespace reel_tmdb
