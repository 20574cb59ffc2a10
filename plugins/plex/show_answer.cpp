// SPDX-License-Identifier: MIT
#include "plugins/plex/show_answer.hpp"

#include "plugins/plex/answer.hpp"

#include <reel/text.hpp>

#include <algorithm>

namespace reel_plex
{

namespace
{

constexpr std::size_t most_specials = 50; // named in an answer
constexpr int most_seasons_in_words = 4;  // whose missing episodes the sentence names

std::vector<episode_entry> entries_of(const std::vector<catalogue_episode>& episodes)
{
    std::vector<episode_entry> out;
    out.reserve(episodes.size());
    for (const auto& one : episodes)
        out.push_back({one.number, one.name, one.airs ? std::optional{reel::to_iso8601(*one.airs)} : std::nullopt});
    return out;
}

void add_truth(season_entry& entry, const season_truth& truth)
{
    entry.aired = truth.aired;
    entry.total = truth.total;
    entry.missing_episodes = entries_of(truth.missing);
    if (!truth.unaired.empty())
        entry.unaired_episodes = entries_of(truth.unaired);
}

void add_comparison(finding& f, const gap_report& found)
{
    f.catalogue.emplace();
    f.catalogue->as_of = found.as_of;
    f.numbering = found.agrees ? numbering::agrees : numbering::differs;
    f.missing_seasons.reset();
    f.verdict = found.lacks_something() ? verdict::partial : verdict::present;
    if (!found.agrees)
    {
        f.catalogue->reason = found.difference;
        return;
    }
    f.missing_seasons.emplace();
    for (const auto& truth : found.seasons)
    {
        if (truth.missing_entirely())
            f.missing_seasons->push_back(truth.season);
        if (truth.season == 0 && f.specials)
        {
            add_truth(*f.specials, truth);
            if (f.specials->missing_episodes->size() > most_specials)
                f.specials->missing_episodes->resize(most_specials);
        }
        if (!f.seasons) // which are there could not be read
            continue;
        const auto entry = std::ranges::find(*f.seasons, truth.season, &season_entry::season);
        if (entry != f.seasons->end())
            add_truth(*entry, truth);
    }
    if (const auto next = found.next())
        f.next_episode =
            upcoming_entry{next->season, next->what.number, next->what.name, reel::to_iso8601(*next->what.airs)};
}

/// "; season 2 lacks episodes 3 and 7-9", "" when nothing is missing of the seasons that are there.
std::string missing_in_words(const std::vector<season_entry>& seasons)
{
    std::string out;
    int lacking = 0;
    for (const auto& season : seasons)
    {
        if (!season.missing_episodes || season.missing_episodes->empty())
            continue;
        if (++lacking > most_seasons_in_words)
            continue;
        std::vector<int> numbers;
        for (const auto& episode : *season.missing_episodes)
            numbers.push_back(episode.episode);
        out += "; season " + std::to_string(season.season) + " lacks episode" + (numbers.size() == 1 ? " " : "s ") +
               ranges(numbers);
    }
    if (lacking > most_seasons_in_words)
        out += "; " + counted(lacking - most_seasons_in_words, "more season lacks", "more seasons lack") + " episodes";
    return out;
}

/// "all 3 aired seasons; season 4 starts 2027-01-12".
std::string say_complete(const finding& f)
{
    const auto aired = static_cast<int>(
        std::ranges::count_if(*f.seasons, [](const season_entry& s) { return s.aired.value_or(0) > 0; }));
    std::string out = aired == 1 ? "the one aired season" : "all " + counted(aired, "aired season", "aired seasons");
    if (!f.next_episode)
        return out;
    const auto& next = *f.next_episode;
    const auto number = std::to_string(next.season);
    const bool begun = std::ranges::find(*f.seasons, next.season, &season_entry::season) != f.seasons->end();
    return out +
           (begun ? "; season " + number + " episode " + std::to_string(next.episode) + " airs "
                  : "; season " + number + " starts ") +
           next.air_date;
}

/// "You have seasons 1-3 of Severance (19 episodes) and 2 specials"; the count only if `counting`.
std::string say_what_is_there(const finding& f, bool counting)
{
    std::vector<int> numbers;
    for (const auto& season : *f.seasons)
        numbers.push_back(season.season);
    const auto specials = f.specials ? f.specials->episodes : 0;
    if (numbers.empty())
        return specials == 0
                   ? *f.title + " is in your Plex library, without any episodes"
                   : "You have only specials of " + *f.title + " (" + counted(specials, "episode", "episodes") + ')';
    std::string out = numbers.size() == 1 ? "You have season " : "You have seasons ";
    out += ranges(numbers) + " of " + *f.title;
    if (counting)
        out += " (" + counted(*f.total_episodes, "episode", "episodes") + ')';
    if (specials != 0)
        out += " and " + counted(specials, "special", "specials");
    return out;
}

} // namespace

void season_tally::add(const std::vector<season>& seasons)
{
    for (const auto& one : seasons)
    {
        auto& kept = seasons_[one.number];
        kept.season = one.number;
        kept.episodes = std::max(kept.episodes, static_cast<int>(one.episodes));
        kept.watched = std::max(kept.watched, static_cast<int>(one.watched));
        if (kept.title.empty())
            kept.title = reel::shown(one.title);
    }
}

std::vector<season_entry> season_tally::entries() const
{
    std::vector<season_entry> out;
    for (const auto& [number, entry] : seasons_)
        if (entry.episodes > 0)
            out.push_back(entry);
    return out;
}

void add_seasons(finding& f, const show_knowledge& known)
{
    if (known.seasons)
    {
        std::vector<int> numbers;
        f.seasons.emplace();
        f.total_episodes = 0;
        for (const auto& season : *known.seasons)
        {
            if (season.season == 0)
            {
                f.specials = season;
                continue;
            }
            numbers.push_back(season.season);
            *f.total_episodes += season.episodes;
            f.seasons->push_back(season);
        }
        f.total_seasons = static_cast<int>(numbers.size());
        f.missing_seasons = gaps(numbers);
        if (!f.missing_seasons->empty())
            f.verdict = verdict::partial;
    }
    if (known.compared && *known.compared)
        add_comparison(f, **known.compared);
    else if (known.compared)
    {
        f.catalogue.emplace();
        f.catalogue->reason = "not compared: " + known.compared->error().message();
    }
}

std::string say_show(const finding& f)
{
    if (!f.seasons)
        return *f.title + " is in your Plex library (season details unavailable)";
    const bool compared = f.numbering == numbering::agrees;
    const bool any_aired = // by the catalogue, which may not know of it yet
        std::ranges::any_of(*f.seasons, [](const season_entry& s) { return s.aired.value_or(0) > 0; });
    if (compared && f.verdict == verdict::present && any_aired)
        return titled(*f.title, f.year) + " is in your Plex library. Complete: " + say_complete(f) + '.';
    std::string out = say_what_is_there(f, !compared);
    if (f.missing_seasons && !f.missing_seasons->empty())
        out += std::string{", missing season"} + (f.missing_seasons->size() == 1 ? " " : "s ") +
               ranges(*f.missing_seasons);
    if (compared)
        out += missing_in_words(*f.seasons);
    if (f.seasons->empty() && !f.specials && out.ends_with("without any episodes"))
        return out;
    out += '.';
    if (f.numbering == numbering::differs)
        out += " What is missing cannot be told: its numbering differs from the catalogue's (" + *f.catalogue->reason +
               ").";
    return out;
}

} // namespace reel_plex
