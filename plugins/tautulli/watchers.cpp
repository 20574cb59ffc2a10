// SPDX-License-Identifier: MIT
// Who watched one title, and how far.
#include "plugins/tautulli/stats.hpp"
#include "plugins/tautulli/words.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <compare>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace reel_tautulli
{

namespace
{

constexpr std::size_t most_candidates = 10;
constexpr std::size_t most_said = 5; // watchers in the message

/// A film or a show that some of the plays are of.
struct one_title
{
    media type = media::movie;
    std::string key; ///< folded, with the year of a film
    auto operator<=>(const one_title&) const = default;
};

struct plays_of_title
{
    likeness like = likeness::none;
    std::string name;
    std::optional<int> year;
    std::vector<const play*> plays;
};

using by_title = std::map<one_title, plays_of_title>;

one_title title_of(const play& p)
{
    if (!p.show.empty())
        return {media::episode, reel::fold_name(p.show)};
    return {media::movie, reel::fold_name(p.title) + ' ' + std::to_string(p.year.value_or(0))};
}

by_title sort_out(const stats_args& args, const sight& whose, const std::vector<play>& from, reel::time_point now)
{
    const wanted_title wanted{said(args.title)};
    const auto over = args.window.value_or(window::all);
    by_title out;
    for (const auto& p : from)
    {
        const auto like = wanted.of(p);
        const auto type = p.show.empty() ? media::movie : media::episode;
        if (like == likeness::none || !whose.sees(p.user_id) || (args.media_type && *args.media_type != type) ||
            (over != window::all && p.date < now - std::chrono::days{days_of(over)}))
            continue;
        auto& entry = out[title_of(p)];
        entry.like = std::max(entry.like, like);
        entry.name = p.show.empty() ? p.title : p.show;
        if (p.show.empty())
            entry.year = p.year;
        entry.plays.push_back(&p);
    }
    const bool has_equal =
        std::any_of(out.begin(), out.end(), [](const auto& t) { return t.second.like == likeness::equal; });
    if (has_equal)
        std::erase_if(out, [](const auto& t) { return t.second.like != likeness::equal; });
    return out;
}

/// "S2E7", "E7" where seasons have no number.
std::string place(std::pair<int, int> at)
{
    return (at.first >= 0 ? "S" + std::to_string(at.first) : std::string{}) + "E" + std::to_string(at.second);
}

watcher_entry watcher(media type, const std::vector<const play*>& plays, reel::time_point now)
{
    watcher_entry out;
    std::int64_t seconds = 0;
    std::set<std::pair<int, int>> begun, ended;
    int percent = 0;
    bool finished = false;
    for (const auto* p : plays)
    {
        seconds += p->seconds;
        out.last_watched = std::max(out.last_watched, p->date);
        percent = std::max(percent, p->percent);
        finished = finished || p->finished;
        const std::pair at{p->season.value_or(-1), p->episode.value_or(0)};
        begun.insert(at);
        if (p->finished)
            ended.insert(at);
    }
    out.user = reel::shown(plays.front()->user, 60);
    out.plays = static_cast<int>(plays.size());
    out.hours = hours_of(seconds);
    out.watched = reel::relative(out.last_watched, now);
    if (type == media::movie)
    {
        out.finished = finished;
        out.percent = percent;
    }
    else
    {
        out.episodes = static_cast<int>(ended.size());
        out.farthest = place(*begun.rbegin());
    }
    return out;
}

std::string how_far(const watcher_entry& w)
{
    if (w.episodes)
        return w.user + " (" + counted(*w.episodes, "episode", "episodes") + " to the end, up to " + *w.farthest +
               ", last " + w.watched + ')';
    return w.user + " (" + (*w.finished ? std::string{"to the end"} : std::to_string(*w.percent) + " %") + ", " +
           w.watched + ')';
}

std::string say_watchers(const stats_answer& answer, std::size_t everyone)
{
    std::vector<std::string> parts;
    for (const auto& w : *answer.watchers)
        if (parts.size() < most_said)
            parts.push_back(how_far(w));
    if (everyone > parts.size())
        parts.push_back(counted(static_cast<std::int64_t>(everyone - parts.size()), "other", "others"));
    return *answer.title + " was watched by " + reel::listed(parts);
}

std::string over_words(window over)
{
    return over == window::all ? "" : over == window::week ? " in the last 7 days" : " in the last 30 days";
}

} // namespace

stats_answer watchers_of(const stats_args& args, const sight& whose, const std::vector<play>& from,
                         reel::time_point now)
{
    stats_answer out;
    out.whose = whose.whose();
    out.window = args.window.value_or(window::all);
    const auto titles = sort_out(args, whose, from, now);
    const auto asked = '"' + reel::shown(said(args.title), 100) + '"';
    if (titles.empty())
    {
        out.watchers.emplace();
        out.message = "No play of " + asked + " by " + anyone(whose) + " was found" + over_words(out.window);
        return out;
    }
    if (titles.size() > 1)
    {
        auto& names = out.candidates.emplace();
        for (const auto& [title, entry] : titles)
            if (names.size() < most_candidates)
                names.push_back(titled(entry.name, entry.year) + (title.type == media::episode ? ", a show" : ""));
        out.message = "Several titles were watched that " + asked + " may mean: " + reel::listed(names, " or ") +
                      "; ask again with its year in brackets, or with mediaType";
        return out;
    }
    const auto& [title, entry] = *titles.begin();
    std::map<std::pair<std::int64_t, std::string>, std::vector<const play*>> by_user;
    for (const auto* p : entry.plays)
        by_user[{p->user_id.value_or(-1), p->user_id ? std::string{} : p->user}].push_back(p);
    auto& watchers = out.watchers.emplace();
    for (const auto& [who, plays] : by_user)
        watchers.push_back(watcher(title.type, plays, now));
    std::sort(watchers.begin(), watchers.end(), [](const auto& a, const auto& b) {
        return std::tie(b.last_watched, a.user) < std::tie(a.last_watched, b.user);
    });
    const auto everyone = watchers.size();
    watchers.resize(std::min(everyone, static_cast<std::size_t>(args.limit.value_or(10))));
    out.title = titled(entry.name, entry.year);
    out.type = title.type;
    out.message = say_watchers(out, everyone) + over_words(out.window);
    return out;
}

} // namespace reel_tautulli
