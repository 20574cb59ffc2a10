// SPDX-License-Identifier: MIT
// get_home_stats: one card a statistic, each a ranking of works, libraries, users or platforms over the same grouped plays.
#include "tests/sim/tautulli/commands.hpp"
#include "tests/sim/tautulli/household.hpp"
#include "tests/sim/tautulli/rows.hpp"
#include "tests/sim/tautulli/text.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <queue>
#include <set>
#include <tuple>

namespace reel_sim::tautulli
{
namespace json = boost::json;

namespace
{

struct tally
{
    const row* latest = nullptr;
    std::int64_t plays = 0;
    std::int64_t seconds = 0;
    std::set<std::uint32_t> users;
};

struct range
{
    std::int64_t since = 0;
    std::size_t start = 0;
    std::size_t count = 0;
    bool by_duration = false;
};

using key_of_row = std::function<std::string(const row&)>; ///< rows of one key are counted together

std::vector<tally> ranking(const std::vector<row>& rows, const range& r, bool by_users, const key_of_row& key)
{
    std::map<std::string, tally> tallies;
    for (const auto& one : rows)
    {
        auto& t = tallies[key(one)];
        if (!t.latest || one.date() >= t.latest->date())
            t.latest = &one;
        ++t.plays;
        t.seconds += one.seconds;
        t.users.insert(one.latest->user);
    }
    std::vector<tally> out;
    for (auto& [name, t] : tallies)
        out.push_back(std::move(t));
    auto rank = [&](const tally& t) {
        return std::tuple{by_users ? t.users.size() : 0, r.by_duration ? t.seconds : t.plays, t.latest->date(),
                          t.latest->latest->id};
    };
    std::sort(out.begin(), out.end(), [&](const tally& a, const tally& b) { return rank(a) > rank(b); });
    out.erase(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(std::min(r.start, out.size())));
    out.resize(std::min(out.size(), r.count));
    return out;
}

/// Members that most cards share; `picture` is what the thumb shows.
json::object about(const play& p, std::uint32_t picture_key)
{
    const auto& w = p.what;
    return {{"grandparent_rating_key", or_empty(w.grandparent)},
            {"grandparent_thumb", picture(w.grandparent, "thumb")},
            {"thumb", picture(picture_key, "thumb")},
            {"art", picture(picture_key, "art")},
            {"section_id", w.section},
            {"media_type", name_of(w.type)},
            {"content_rating", w.content_rating},
            {"labels", json::array{}},
            {"live", w.live ? 1 : 0},
            {"guid", w.guid},
            {"row_id", p.id}};
}

void add(json::object& to, json::object more)
{
    for (auto& [name, value] : more)
        to[name] = std::move(value);
}

json::value title_of(const play& p, std::string title)
{
    return p.odd == oddity::null_title ? json::value{} : json::value(std::move(title));
}

json::object work_row(const tally& t, bool popular)
{
    const auto& p = *t.latest->latest;
    const auto& w = p.what;
    json::object o{{"title", title_of(p, std::string{w.work()})},
                   {"year", or_empty(w.year)},
                   {"total_plays", t.plays},
                   {"users_watched", popular ? json::value(t.users.size()) : json::value("")},
                   {"rating_key", w.work_key()},
                   {"last_play", t.latest->date()},
                   {"rating", w.rating},
                   {"user", ""},
                   {"friendly_name", ""},
                   {"platform", ""}};
    if (!popular)
        o["total_duration"] = t.seconds;
    add(o, about(p, w.work_key()));
    return o;
}

/// What was watched last, in the rows about somebody or something that watched it.
json::object last_seen(const play& p)
{
    const auto& w = p.what;
    json::object o{{"title", title_of(p, w.full_title())},
                   {"grandparent_title", w.grandparent_title},
                   {"grandchild_title", w.title},
                   {"year", or_empty(w.year)},
                   {"media_index", or_empty(w.index, -1)},
                   {"parent_media_index", or_empty(w.parent_index, -1)},
                   {"rating_key", w.key}};
    add(o, about(p, w.work_key()));
    return o;
}

json::object user_members(const play& p)
{
    const auto* u = find_user(p.user);
    return {{"user", u ? u->username : ""}, {"user_id", p.user}, {"friendly_name", u ? u->friendly_name : ""}};
}

json::object sums(const tally& t)
{
    return {{"total_plays", t.plays},
            {"total_duration", t.seconds},
            {"last_play", t.latest->date()},
            {"users_watched", ""},
            {"platform", ""}};
}

json::object user_row(const tally& t)
{
    auto o = user_members(*t.latest->latest);
    add(o, sums(t));
    o["user_thumb"] = "https://plex.example.invalid/users/" + std::to_string(t.latest->latest->user) + "/avatar";
    add(o, last_seen(*t.latest->latest));
    return o;
}

json::object library_row(const catalogue& c, const tally& t)
{
    const auto& p = *t.latest->latest;
    const auto* s = c.find_section(p.what.section);
    auto o = sums(t);
    o["section_type"] = s ? s->type : "live";
    o["section_name"] = s ? s->title : "Live TV";
    o["library_thumb"] = s ? "/:/resources/" + s->type + ".png" : "interfaces/default/images/libraries/live.png";
    o["library_art"] = s ? "/:/resources/" + s->type + "-fanart.jpg" : "interfaces/default/images/art-live.png";
    o["user"] = o["friendly_name"] = "";
    add(o, last_seen(p));
    return o;
}

json::object platform_row(const tally& t)
{
    auto o = sums(t);
    const auto& device = players()[t.latest->latest->player];
    o["platform"] = device.platform;
    o["platform_name"] = device.platform_name;
    for (auto name : {"title", "thumb", "grandparent_thumb", "art", "rating_key", "grandparent_rating_key", "user",
                      "friendly_name", "row_id"})
        o[name] = "";
    return o;
}

json::object watched_row(const row& r)
{
    auto o = user_members(*r.latest);
    o["user_thumb"] = nullptr;
    add(o, last_seen(*r.latest));
    o["last_watch"] = r.date();
    o["player"] = players()[r.latest->player].name;
    o["rating"] = r.latest->what.rating;
    return o;
}

/// The most streams of a kind at one moment, of all time.
json::object concurrent(const history& past, std::string_view title, const std::function<bool(const play&)>& counts)
{
    std::vector<const play*> plays;
    for (const auto& p : past.plays())
        if (counts(p))
            plays.push_back(&p);
    std::sort(plays.begin(), plays.end(),
              [](auto* a, auto* b) { return std::tuple{a->started, a->id} < std::tuple{b->started, b->id}; });
    std::priority_queue<std::int64_t, std::vector<std::int64_t>, std::greater<>> ends;
    std::size_t most = 0;
    std::int64_t started = 0, stopped = 0;
    for (const auto* p : plays)
    {
        while (!ends.empty() && ends.top() <= p->started)
            ends.pop();
        ends.push(p->stopped);
        if (ends.size() > most)
        {
            most = ends.size();
            started = p->started;
            stopped = ends.top();
        }
    }
    return {
        {"title", title}, {"count", most}, {"started", std::to_string(started)}, {"stopped", std::to_string(stopped)}};
}

class cards
{
public:
    cards(const knowledge& k, const arguments& args)
        : k_{k},
          users_{args.list("user_id")},
          sections_{args.list("section_id")},
          grouping_{args.flag("grouping", true)}
    {
        const auto days = args.find("time_range") ? parse_number<std::int64_t>(args.find("time_range")) : 30;
        range_.since = days ? k.world.now - *days * 86'400 : std::numeric_limits<std::int64_t>::max();
        range_.count = args.find("stats_count") ? parse_number<std::size_t>(args.find("stats_count")).value_or(0) : 10;
        range_.start = parse_number<std::size_t>(args.find("stats_start")).value_or(0);
        const auto type = args.find("stats_type").value_or("plays");
        range_.by_duration = type == "duration" || type == "1";
        concurrency_ = days.has_value();
        rows_ = rows([](const play&) { return true; });
    }

    json::array all() const
    {
        json::array out;
        works(out, "movies", "Movies", "Watched", [](const play& p) { return p.what.type == media::movie; });
        works(out, "tv", "TV Shows", "Watched",
              [](const play& p) { return p.what.type == media::episode && !p.what.live; });
        works(out, "music", "Artists", "Played", [](const play& p) { return p.what.type == media::track; });
        out.push_back(card("last_watched", "Recently Watched", false, last_watched()));
        for (int twice = 0; twice < 2; ++twice)
            out.push_back(card("top_libraries", "Most Active Libraries", true, libraries()));
        out.push_back(card("top_users", "Most Active Users", true, ranked(rows_, user_key, user_row)));
        out.push_back(card("top_platforms", "Most Active Platforms", true, ranked(rows_, platform_key, platform_row)));
        out.push_back(card("most_concurrent", "Most Concurrent Streams", false, most_concurrent()));
        return out;
    }

private:
    static std::string user_key(const row& r) { return std::to_string(r.latest->user); }
    static std::string platform_key(const row& r) { return std::string{players()[r.latest->player].platform}; }
    static std::string work_key(const row& r)
    {
        return r.latest->odd == oddity::null_title ? std::string{} : std::string{r.latest->what.work()};
    }

    std::vector<row> rows(const std::function<bool(const play&)>& wanted) const
    {
        auto among = [](const auto& list, std::uint32_t id) {
            return list.empty() ||
                   std::any_of(list.begin(), list.end(), [&](auto text) { return parse_number(text) == id; });
        };
        std::vector<const play*> plays;
        for (const auto& p : k_.past.plays())
            if (p.stopped >= range_.since && wanted(p) && among(users_, p.user) && among(sections_, p.what.section))
                plays.push_back(&p);
        return rows_of(plays, grouping_);
    }

    json::object card(std::string_view id, std::string title, bool typed, json::array rows) const
    {
        json::object o{{"stat_id", id}};
        if (typed)
            o["stat_type"] = range_.by_duration ? "total_duration" : "total_plays";
        o["stat_title"] = std::move(title);
        o["rows"] = std::move(rows);
        return o;
    }

    template <class Render>
    json::array ranked(const std::vector<row>& rows, const key_of_row& key, Render render, bool by_users = false) const
    {
        json::array out;
        for (const auto& t : ranking(rows, range_, by_users, key))
            out.push_back(render(t));
        return out;
    }

    void works(json::array& out, const std::string& id, const std::string& noun, const std::string& verb,
               const std::function<bool(const play&)>& wanted) const
    {
        const auto those = rows(wanted);
        out.push_back(card("top_" + id, "Most " + verb + " " + noun, true,
                           ranked(those, work_key, [](const tally& t) { return work_row(t, false); })));
        out.push_back(card("popular_" + id, "Most Popular " + noun, false,
                           ranked(those, work_key, [](const tally& t) { return work_row(t, true); }, true)));
    }

    json::array libraries() const
    {
        return ranked(
            rows_, [](const row& r) { return std::to_string(r.latest->what.section); },
            [this](const tally& t) { return library_row(k_.world, t); });
    }

    json::array last_watched() const
    {
        std::vector<const row*> seen;
        for (const auto& r : rows_)
            if (r.latest->what.type != media::track && !r.latest->what.live && r.percent >= 85)
                seen.push_back(&r);
        std::sort(seen.begin(), seen.end(), [](auto* a, auto* b) {
            return std::tuple{a->date(), a->latest->id} > std::tuple{b->date(), b->latest->id};
        });
        json::array out;
        for (auto n = range_.start; n < seen.size() && out.size() < range_.count; ++n)
            out.push_back(watched_row(*seen[n]));
        return out;
    }

    json::array most_concurrent() const
    {
        if (!concurrency_)
            return {};
        auto kind = [](decision d) { return [d](const play& p) { return p.how == d; }; };
        return {concurrent(k_.past, "Concurrent Streams", [](const play&) { return true; }),
                concurrent(k_.past, "Concurrent Transcodes", kind(decision::transcode)),
                concurrent(k_.past, "Concurrent Direct Streams", kind(decision::copy)),
                concurrent(k_.past, "Concurrent Direct Plays", kind(decision::direct_play))};
    }

    const knowledge& k_;
    std::vector<std::string_view> users_, sections_;
    bool grouping_, concurrency_ = true;
    range range_;
    std::vector<row> rows_;
};

} // namespace

json::value get_home_stats(const knowledge& k, const arguments& args)
{
    auto all = cards{k, args}.all();
    const auto wanted = args.text("stat_id");
    if (wanted.empty())
        return all;
    for (auto& card : all)
        if (card.at("stat_id").as_string() == wanted)
            return std::move(card);
    return json::array{};
}

} // namespace reel_sim::tautulli
