// SPDX-License-Identifier: MIT
#include "tests/sim/tautulli/control.hpp"

#include "tests/sim/tautulli/household.hpp"

#include <boost/json.hpp>

#include <stdexcept>

namespace reel_sim::tautulli
{
namespace json = boost::json;

namespace
{

constexpr std::pair<std::string_view, plex_link> links[] = {
    {"up", plex_link::up}, {"gone unnoticed", plex_link::gone_unnoticed}, {"gone", plex_link::gone}};
constexpr std::pair<std::string_view, oddity> oddities[] = {{"none", oddity::none},
                                                            {"null title", oddity::null_title},
                                                            {"text numbers", oddity::text_numbers},
                                                            {"empty fields", oddity::empty_fields}};
constexpr std::pair<std::string_view, decision> decisions[] = {
    {"direct play", decision::direct_play}, {"copy", decision::copy}, {"transcode", decision::transcode}};

template <class Names>
auto named(const Names& names, std::string_view name)
{
    for (const auto& [known, value] : names)
        if (known == name)
            return value;
    throw std::invalid_argument{"'" + std::string{name} + "' is not one of those in tests/sim/tautulli/control.cpp"};
}

std::string text_in(const json::object& o, std::string_view name, std::string_view otherwise)
{
    const auto* value = o.if_contains(name);
    return std::string{value ? std::string_view{value->as_string()} : otherwise};
}

std::int64_t number_in(const json::object& o, std::string_view name, std::int64_t otherwise)
{
    const auto* value = o.if_contains(name);
    return value ? value->to_number<std::int64_t>() : otherwise;
}

json::object state_of(service& s)
{
    json::array users;
    for (const auto& u : household())
        users.push_back(json::object{
            {"id", u.id}, {"username", u.username}, {"friendlyName", u.friendly_name}, {"admin", u.admin}});
    json::array streams;
    for (const auto& one : s.streams())
        streams.push_back(json::object{{"sessionKey", one.session_key},
                                       {"user", find_user(one.play.user)->username},
                                       {"title", one.play.what.full_title()},
                                       {"state", one.state},
                                       {"percent", one.play.percent},
                                       {"decision", name_of(one.play.how)}});
    std::string_view link;
    for (const auto& [name, value] : links)
        if (value == s.settings().plex)
            link = name;
    return {{"apikey", s.settings().apikey},    {"root", s.settings().root},
            {"enabled", s.settings().enabled},  {"plex", link},
            {"plays", s.past().plays().size()}, {"users", std::move(users)},
            {"streams", std::move(streams)}};
}

void change(service& s, const json::object& arguments)
{
    auto& now = s.settings();
    now.apikey = text_in(arguments, "apikey", now.apikey);
    now.root = text_in(arguments, "root", now.root);
    if (const auto* enabled = arguments.if_contains("enabled"))
        now.enabled = enabled->as_bool();
    if (arguments.contains("plex"))
        now.plex = named(links, text_in(arguments, "plex", ""));
    if (const auto* names = arguments.if_contains("throwing"))
    {
        now.throwing.clear();
        for (const auto& name : names->as_array())
            now.throwing.emplace(std::string_view{name.as_string()});
    }
}

/// Who played what, and how far.
play play_in(const service& s, const json::object& o)
{
    const auto* u = find_user(text_in(o, "user", ""));
    auto what = describe(s.world(), static_cast<std::uint32_t>(number_in(o, "ratingKey", 0)));
    if (!u || !what)
        throw std::invalid_argument{"give \"user\", a username, and \"ratingKey\", a film's or an episode's"};
    play p;
    p.user = u->id;
    p.percent = static_cast<int>(number_in(o, "percent", 100));
    p.started = number_in(o, "started", s.world().now - what->seconds * p.percent / 100);
    p.stopped = p.started + what->seconds * p.percent / 100;
    p.how = named(decisions, text_in(o, "decision", "direct play"));
    p.odd = named(oddities, text_in(o, "odd", "none"));
    p.reference = static_cast<std::uint32_t>(number_in(o, "reference", 0));
    p.what = std::move(*what);
    return p;
}

json::object truth_of(const play& p)
{
    const auto* u = find_user(p.user);
    return {{"id", p.id},
            {"reference", p.reference},
            {"user", u ? u->username : ""},
            {"type", p.what.live ? "live" : name_of(p.what.type)},
            {"title", p.what.full_title()},
            {"work", p.what.work()},
            {"ratingKey", p.what.key},
            {"workKey", p.what.work_key()},
            {"season", p.what.parent_index},
            {"episode", p.what.type == media::episode ? p.what.index : -1},
            {"started", p.started},
            {"stopped", p.stopped},
            {"seconds", p.seconds()},
            {"percent", p.percent},
            {"day", p.day}};
}

json::array plays(service& s, const request& req)
{
    const auto* u = find_user(req.argument("user").value_or(""));
    const auto from = parse_number<std::int64_t>(req.argument("from")).value_or(0);
    const auto until = parse_number<std::int64_t>(req.argument("until")).value_or(ever);
    json::array out;
    for (const auto& p : s.past().plays())
        if ((!u || p.user == u->id) && p.started >= from && p.started < until)
            out.push_back(truth_of(p));
    return out;
}

json::array watched(service& s, const request& req)
{
    const auto days = parse_number<std::int64_t>(req.argument("days")).value_or(30);
    const auto by = req.argument("by").value_or("plays");
    const auto type = req.argument("type").value_or("movie");
    json::array out;
    for (const auto& w : most_watched(s.past(),
                                      type == "movie"   ? media::movie
                                      : type == "track" ? media::track
                                                        : media::episode,
                                      s.world().now - days * 86'400,
                                      by == "duration" ? rank_by::duration
                                      : by == "users"  ? rank_by::users
                                                       : rank_by::plays))
        out.push_back(json::object{{"title", w.title},
                                   {"ratingKey", w.key},
                                   {"plays", w.plays},
                                   {"users", w.users},
                                   {"seconds", w.seconds},
                                   {"last", w.last}});
    return out;
}

void set_streams(service& s, const json::array& wanted)
{
    std::vector<stream> streams;
    for (const auto& one : wanted)
    {
        const auto& o = one.as_object();
        stream n;
        n.session_key = static_cast<std::uint32_t>(101 + streams.size());
        n.play = play_in(s, o);
        n.play.stopped = n.play.started;
        n.state = text_in(o, "state", "playing");
        n.bandwidth = static_cast<std::uint32_t>(number_in(o, "bandwidth", 8000));
        n.local = number_in(o, "local", 1) != 0;
        streams.push_back(std::move(n));
    }
    s.streams() = std::move(streams);
}

} // namespace

std::optional<json::value> control(service& s, std::string_view rest, const request& req, const json::object& arguments)
{
    const bool get = req.method == "GET", post = req.method == "POST";
    if (get && rest == "/plays")
        return plays(s, req);
    if (get && rest == "/watched")
        return watched(s, req);
    if (post && rest == "/plays")
        return truth_of(s.past().add(play_in(s, arguments)));
    if (post && rest == "/streams")
        set_streams(s, arguments.at("streams").as_array());
    else if (post && rest.empty())
        change(s, arguments);
    else if (!get || !rest.empty())
        return std::nullopt;
    return state_of(s);
}

} // namespace reel_sim::tautulli
