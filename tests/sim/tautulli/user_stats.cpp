// SPDX-License-Identifier: MIT
// The commands about users, and who watched an item.
#include "tests/sim/tautulli/commands.hpp"
#include "tests/sim/tautulli/household.hpp"
#include "tests/sim/tautulli/text.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

namespace reel_sim::tautulli
{
namespace json = boost::json;

namespace
{

using condition = std::function<bool(const play&)>;

struct sum
{
    std::set<std::uint32_t> groups;
    std::int64_t seconds = 0;
    const play* last = nullptr;

    void add(const play& p, bool grouping)
    {
        groups.insert(grouping ? p.reference : p.id);
        seconds += p.seconds();
        if (!last || p.started >= last->started)
            last = &p;
    }
};

/// Most plays first, of equals the longest.
template <class Key>
std::vector<std::pair<Key, sum>> ranked(std::map<Key, sum> sums)
{
    std::vector<std::pair<Key, sum>> out{sums.begin(), sums.end()};
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return std::tuple{a.second.groups.size(), a.second.seconds, a.first} >
               std::tuple{b.second.groups.size(), b.second.seconds, b.first};
    });
    return out;
}

/// Days that are no number are dropped without a word; 0 is all time.
std::vector<std::int64_t> days_of(const arguments& args)
{
    if (args.text("query_days").empty())
        return {1, 7, 30, 0};
    std::vector<std::int64_t> out;
    for (auto text : args.list("query_days"))
        if (const auto n = parse_number<std::int64_t>(text); n && *n >= 0)
            out.push_back(*n);
    return out;
}

json::array watch_time(const knowledge& k, const arguments& args, const condition& counts)
{
    json::array out;
    for (auto days : days_of(args))
    {
        sum s;
        for (const auto& p : k.past.plays())
            if ((days == 0 || p.stopped >= k.world.now - days * 86'400) && counts(p))
                s.add(p, args.flag("grouping", true));
        out.push_back(json::object{{"query_days", days}, {"total_time", s.seconds}, {"total_plays", s.groups.size()}});
    }
    return out;
}

condition of_user(const arguments& args)
{
    if (args.text("user_id").empty())
        throw missing_argument{};
    return [id = parse_number(args.find("user_id"))](const play& p) { return p.user == id; };
}

condition of_item(const arguments& args)
{
    if (args.text("rating_key").empty() && args.text("guid").empty())
        throw missing_argument{};
    return [key = parse_number(args.find("rating_key")), guid = args.text("guid")](const play& p) {
        const auto& w = p.what;
        return key ? w.key == key || (w.parent && w.parent == key) || (w.grandparent && w.grandparent == key)
                   : w.guid == guid;
    };
}

json::array section_ids(const catalogue& c)
{
    json::array out;
    for (const auto& s : c.sections)
        out.emplace_back(std::to_string(s.key));
    return out;
}

json::value email(const user& u)
{
    return !u.email.empty() ? json::value(u.email) : u.id ? json::value{} : json::value("");
}

std::string avatar(const user& u)
{
    return u.id ? "https://plex.example.invalid/users/" + std::to_string(u.id) + "/avatar" : "";
}

json::object user_members(const user& u)
{
    const bool real = u.id != 0;
    return {{"row_id", u.row_id},
            {"user_id", u.id},
            {"username", u.username},
            {"friendly_name", u.friendly_name},
            {"email", email(u)},
            {"is_active", 1},
            {"is_admin", u.admin ? 1 : 0},
            {"is_home_user", real ? json::value(u.admin ? 1 : 0) : json::value{}},
            {"is_allow_sync", real ? json::value(1) : json::value{}},
            {"is_restricted", real ? json::value(0) : json::value{}},
            {"do_notify", 1},
            {"keep_history", 1},
            {"allow_guest", 0}};
}

/// What is told of a user that nobody knows.
json::object nobody()
{
    return {{"row_id", 0},
            {"user_id", 0},
            {"username", "Local"},
            {"friendly_name", "Local"},
            {"user_thumb", "interfaces/default/images/gravatar-default-80x80.png"},
            {"email", ""},
            {"is_active", 1},
            {"is_admin", ""},
            {"is_home_user", 0},
            {"is_allow_sync", 0},
            {"is_restricted", 0},
            {"do_notify", 0},
            {"keep_history", 1},
            {"allow_guest", 0},
            {"deleted_user", 0},
            {"shared_libraries", json::array{}},
            {"last_seen", nullptr}};
}

} // namespace

json::value get_users(const knowledge& k)
{
    json::array out;
    for (const auto& u : household())
    {
        auto o = user_members(u);
        o["thumb"] = avatar(u);
        o["shared_libraries"] = section_ids(k.world);
        for (auto name : {"filter_all", "filter_movies", "filter_tv", "filter_music", "filter_photos"})
            o[name] = "";
        out.push_back(std::move(o));
    }
    return out;
}

json::value get_user(const knowledge& k, const arguments& args)
{
    if (args.text("user_id").empty())
        throw missing_argument{};
    const auto id = parse_number(args.find("user_id"));
    const auto* u = id ? find_user(*id) : nullptr;
    if (!u || u->id == 0)
        return nobody();
    auto o = user_members(*u);
    o["user_thumb"] = avatar(*u);
    o["deleted_user"] = 0;
    o["shared_libraries"] = section_ids(k.world);
    o["last_seen"] = nullptr;
    if (args.flag("include_last_seen", false))
        for (const auto* p : plays_of(k.past, u->id))
            o["last_seen"] = p->started;
    return o;
}

json::value get_user_names()
{
    json::array out;
    for (const auto& u : household())
        out.push_back(json::object{{"user_id", u.id}, {"friendly_name", u.friendly_name}});
    return out;
}

json::value get_user_watch_time_stats(const knowledge& k, const arguments& args)
{
    return watch_time(k, args, of_user(args));
}

json::value get_item_watch_time_stats(const knowledge& k, const arguments& args)
{
    return watch_time(k, args, of_item(args));
}

json::value get_user_player_stats(const knowledge& k, const arguments& args)
{
    const auto counts = of_user(args);
    std::map<std::uint8_t, sum> sums;
    for (const auto& p : k.past.plays())
        if (counts(p))
            sums[p.player].add(p, args.flag("grouping", true));
    json::array out;
    for (const auto& [device, s] : ranked(std::move(sums)))
    {
        const auto& d = players()[device];
        out.push_back(json::object{{"player_name", d.name},
                                   {"platform", d.platform},
                                   {"platform_name", d.platform_name},
                                   {"total_plays", s.groups.size()},
                                   {"total_time", s.seconds},
                                   {"result_id", out.size()}});
    }
    return out;
}

json::value get_item_user_stats(const knowledge& k, const arguments& args)
{
    const auto counts = of_item(args);
    std::map<std::uint32_t, sum> sums;
    for (const auto& p : k.past.plays())
        if (counts(p))
            sums[p.user].add(p, args.flag("grouping", true));
    json::array out;
    for (const auto& [id, s] : ranked(std::move(sums)))
        if (const auto* u = find_user(id))
            out.push_back(json::object{{"friendly_name", u->friendly_name},
                                       {"user_id", u->id},
                                       {"user_thumb", avatar(*u)},
                                       {"username", u->username},
                                       {"total_plays", s.groups.size()},
                                       {"total_time", s.seconds}});
    return out;
}

} // namespace reel_sim::tautulli
