// SPDX-License-Identifier: MIT
#include "plugins/plex/gaps.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <span>

namespace reel_plex
{

namespace
{

gap_report different(gap_report from, std::string why)
{
    from.agrees = false;
    from.difference = std::move(why);
    from.seasons.clear();
    return from;
}

/// The library's episodes of one season.
std::span<const episode_number> of_season(const episode_set& library, int season)
{
    const auto found = std::ranges::equal_range(library.numbers, season, {}, &episode_number::season);
    return {found.begin(), found.end()};
}

/// An episode of the library that the catalogue has not.
struct stray
{
    std::optional<int> season;
    int count = 0;
    bool whole_season = false;
};

stray find_strays(const catalogue_show& catalogue, const episode_set& library)
{
    stray out;
    const catalogue_season* season = nullptr;
    for (const auto& one : library.numbers)
    {
        if (one.season == 0)
            continue;
        if (!season || season->number != one.season)
            season = catalogue.find(one.season);
        if (season && (!season->listed || season->find(one.episode)))
            continue;
        out.whole_season = out.whole_season || !season;
        out.season = one.season;
        ++out.count;
    }
    return out;
}

bool is_dismissed(const std::vector<dismissed_gap>& dismissed, int season, int episode)
{
    return std::ranges::any_of(dismissed, [&](const auto& gap) { return gap.covers(season, episode); });
}

bool is_dismissed(const std::vector<dismissed_gap>& dismissed, const catalogue_season& whole)
{
    return std::ranges::any_of(dismissed, [&](const auto& gap) {
        return gap.covers(whole.number, 1) && gap.covers(whole.number, std::max(1, whole.episodes));
    });
}

season_truth truth_of(const catalogue_season& season, std::span<const episode_number> here,
                      const std::vector<dismissed_gap>& dismissed, reel::date today)
{
    season_truth out{.season = season.number, .here = !here.empty(), .total = season.episodes};
    out.starts = season.starts;
    if (!season.listed)
    {
        out.aired = season.starts && *season.starts <= today ? season.aired : 0;
        out.lacking = !out.here && out.aired > 0 && !is_dismissed(dismissed, season);
        return out;
    }
    auto at = here.begin();
    for (const auto& episode : season.list)
    {
        const bool aired = episode.aired_by(today);
        out.aired += aired ? 1 : 0;
        while (at != here.end() && at->episode < episode.number)
            ++at;
        if ((at != here.end() && at->episode == episode.number) ||
            is_dismissed(dismissed, season.number, episode.number))
            continue;
        (aired ? out.missing : out.unaired).push_back(episode);
        if (!out.starts && episode.airs)
            out.starts = episode.airs;
    }
    out.lacking = !out.missing.empty();
    return out;
}

} // namespace

bool gap_report::lacks_something() const
{
    return std::ranges::any_of(seasons, [](const auto& s) { return s.season != 0 && s.lacking; });
}

std::optional<gap_report::upcoming> gap_report::next() const
{
    std::optional<upcoming> out;
    for (const auto& season : seasons)
        for (const auto& episode : season.unaired)
            if (season.season != 0 && episode.airs && (!out || *episode.airs < *out->what.airs))
                out = upcoming{season.season, episode};
    return out;
}

bool numbered_as_aired(std::string_view show_ordering, int regular_seasons)
{
    const auto folded = reel::fold_name(show_ordering);
    const auto says = [&](std::string_view word) { return folded.find(word) != std::string::npos; };
    return folded.empty() || says("air") || (says("absolute") && regular_seasons <= 1);
}

gap_report find_gaps(const catalogue_show& catalogue, const episode_set& library,
                     const std::vector<dismissed_gap>& dismissed, reel::date today)
{
    gap_report out;
    out.ended = catalogue.ended;
    out.as_of = catalogue.as_of;
    const auto strays = find_strays(catalogue, library);
    if (strays.whole_season)
        return different(std::move(out),
                         "Plex has season " + std::to_string(*strays.season) + ", the catalogue does not");
    if (strays.count > 1)
        return different(std::move(out), "Plex has " + std::to_string(strays.count) +
                                             " episodes by numbers that the catalogue does not have");
    out.agrees = true;
    out.seasons.reserve(catalogue.seasons.size());
    for (const auto& season : catalogue.seasons)
    {
        out.seasons.push_back(truth_of(season, of_season(library, season.number), dismissed, today));
        if (strays.season == season.number && out.seasons.back().lacking)
            return different(std::move(out), "season " + std::to_string(season.number) +
                                                 " has an episode by a number that the catalogue does not have");
    }
    if (library.unnumbered != 0 && out.lacks_something())
        return different(std::move(out), "Plex lists episodes without numbers");
    return out;
}

gap_report with_ordering(gap_report found, std::string_view show_ordering)
{
    const auto regular = std::ranges::count_if(found.seasons, [](const auto& s) { return s.season != 0; });
    if (!found.lacks_something() || numbered_as_aired(show_ordering, static_cast<int>(regular)))
        return found;
    return different(std::move(found),
                     "Plex orders its episodes by " + reel::shown(show_ordering, 30) + ", not as they aired");
}

} // namespace reel_plex
