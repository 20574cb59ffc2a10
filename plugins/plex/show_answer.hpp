// SPDX-License-Identifier: MIT
// What a check says about a show that was found: its seasons, what is missing of them, and both in words. Pure; any thread.
#pragma once

#include "plugins/plex/gaps.hpp"
#include "plugins/plex/tools.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace reel_plex
{

/// The seasons of all copies of a show together: of each season the fullest.
class season_tally
{
public:
    void add(const std::vector<season>& seasons);
    std::vector<season_entry> entries() const; ///< ascending, those without episodes left out

private:
    std::map<int, season_entry> seasons_;
};

struct show_knowledge
{
    std::optional<std::vector<season_entry>> seasons = {}; ///< nothing when they could not be read
    std::optional<reel::result<gap_report>> compared = {}; ///< nothing when there is no catalogue to compare with
};

/// Everything about seasons but the message. Without a comparison only gaps between the seasons present are told.
void add_seasons(finding& f, const show_knowledge& known);

/// The sentence for a show that is there: `f` is complete but for its message.
std::string say_show(const finding& f);

} // namespace reel_plex
