// SPDX-License-Identifier: MIT
//
// GET    /sim                                            size, sections
// GET    /sim/items?section=1&start=0&size=100           what the library really holds
// GET    /sim/items/KEY
// POST   /sim/items           {"section":"Films","title":"New","year":2025,"tmdb":1,"seasons":[8,10]}
// POST   /sim/items/KEY       {"title":"Renamed"} and/or {"trash":true}
// POST   /sim/items/KEY/seasons   {"number":3,"episodes":10}
// POST   /sim/items/KEY/episodes  {"season":3,"number":11}
// DELETE /sim/items/KEY
//        each with "events":false (listeners are not told) and "stamps":false (the section's stamps stay)
// POST   /sim/sections/KEY    {"title":"Movies","refreshing":true,"touch":true}
// POST   /sim/server          {"machineIdentifier":"…","token":"…"}
// POST   /sim/events          {"type":"timeline","list":"TimelineEntry","entry":{…}}
// DELETE /sim/events          ends every stream
// GET    /sim/faults;  POST {"fault":"/library=500*3"};  DELETE (all, or {"path":"/library"})
// POST   /sim/outage          {"seconds":2}
// GET    /sim/tautulli        its settings, users and streams
// POST   /sim/tautulli        {"apikey":"…","root":"/t","enabled":false,"plex":"up|gone|gone unnoticed","throwing":["get_history"]}
// POST   /sim/tautulli/streams  {"streams":[{"user":"jonas77","ratingKey":1000,"percent":40,"state":"paused",
//        "decision":"direct play|copy|transcode","bandwidth":4000,"local":0}]}; all of them, so [] is nobody
// POST   /sim/tautulli/plays  {"user":"jonas77","ratingKey":1000,"percent":100,"started":1764500000,"reference":7,
//        "odd":"null title|text numbers|empty fields"}; another row of the history
// GET    /sim/tautulli/plays?user=jonas77&from=0&until=1764500000     the history as it is, oldest first
// GET    /sim/tautulli/watched?type=movie|episode|track&days=30&by=plays|duration|users
// GET    /sim/tmdb            its keys and its limit
// POST   /sim/tmdb            {"apiKey":"…","accessToken":"…","limit":40,"retryAfter":1}; 0 a second is no limit, -1 tells none
// GET    /sim/model           how it answers, what is left of its script
// POST   /sim/model           {"script":[…],"otherwise":"improvise|refuse|instant","key":"…","name":"…","after":500,"every":20,
//        "call":{"name":"…","arguments":{}}}; scripts are told in tests/sim/model/script.cpp, and refuse what they do not
//        expect; instant is a call and then a text; after and every are milliseconds;  DELETE: as at the start
// GET    /sim/model/requests  the bodies that it was sent, oldest first;  DELETE forgets them
// GET    /sim/twilio          its account and the texts that it was sent;  DELETE /sim/twilio/sent forgets them
// POST   /sim/twilio          {"authToken":"…","unsubscribed":["+15551234567"]}
// POST   /sim/twilio/incoming {"from":"+15551234567","text":"…","url":"http://127.0.0.1:7335/webhook/twilio","sid":"SM…"}: answers
//        with the "body" and the X-Twilio-"signature" of what Twilio would post to that address, and a line for "curl"
// GET    /sim/telegram        the bot, what it has "sent" (with what is "seen" of it) and "answered";  DELETE /sim/telegram/sent
// POST   /sim/telegram        {"token":"…"}
// POST   /sim/telegram/messages  {"from":42,"group":-100,"text":"@ReelSimBot …"}; without a group to the bot itself, without text a
//        photo; /sim/telegram/presses {"from":42,"message":7,"button":0}; /sim/telegram/updates {…} as it is. Each is queued
//        for getUpdates, and answered with the update that a webhook would be sent
// GET    /sim/gaps?title=Severance&year=2022       what the library lacks of a show
// GET    /sim/requests        counts by path, the latest with their headers;  DELETE forgets them
#include "tests/sim/control.hpp"

#include "tests/sim/model/control.hpp"
#include "tests/sim/tautulli/control.hpp"
#include "tests/sim/tmdb/control.hpp"

#include <boost/json.hpp>

#include <stdexcept>

namespace reel_sim
{
namespace
{

namespace json = boost::json;

struct not_found
{};

std::uint32_t key_in(std::string_view text)
{
    const auto key = parse_number(text);
    if (!key)
        throw not_found{};
    return *key;
}

std::string text_of(const json::object& o, std::string_view name)
{
    const auto* value = o.if_contains(name);
    return value ? std::string{value->as_string()} : std::string{};
}

template <class Number>
Number number_of(const json::object& o, std::string_view name, Number otherwise)
{
    const auto* value = o.if_contains(name);
    return value ? value->to_number<Number>() : otherwise;
}

bool flag_of(const json::object& o, std::string_view name, bool otherwise)
{
    const auto* value = o.if_contains(name);
    return value ? value->as_bool() : otherwise;
}

/// A title may hold bytes that JSON does not allow; here they become question marks.
std::string printable(std::string_view text)
{
    json::parse_options strict;
    json::error_code ec;
    std::string quoted = "\"";
    plex::append_escaped(quoted, text);
    json::parse(quoted += '"', ec, {}, strict);
    std::string out{text};
    if (ec)
        for (char& c : out)
            c = static_cast<unsigned char>(c) < 0x80 ? c : '?';
    return out;
}

json::object truth_of(const catalogue& c, const item& i)
{
    const auto& w = c.work_of(i);
    json::object o{{"ratingKey", i.key},
                   {"type", w.kind == kind::movie ? "movie" : "show"},
                   {"title", printable(c.title_of(i))},
                   {"trueTitle", w.title},
                   {"year", w.year},
                   {"section", i.section},
                   {"guid", plex::guid_of(c, i)},
                   {"tmdb", w.tmdb},
                   {"tvdb", w.tvdb},
                   {"imdb", w.imdb},
                   {"edition", i.edition},
                   {"visible", c.visible(i)},
                   {"trashed", i.deleted_at != 0}};
    if (w.kind == kind::show)
    {
        json::array seasons;
        for (const auto& s : i.seasons)
            seasons.push_back(
                json::object{{"number", s.number}, {"episodes", s.episodes.size()}, {"ratingKey", s.key}});
        o["seasons"] = std::move(seasons);
        json::array gaps;
        for (int n : season_gaps(i))
            gaps.push_back(n);
        o["missingSeasons"] = std::move(gaps);
    }
    return o;
}

plex::notice notice_of(const json::object& arguments)
{
    return {.stamps = flag_of(arguments, "stamps", true), .events = flag_of(arguments, "events", true)};
}

json::object made(std::uint32_t key)
{
    return {{"ratingKey", key}};
}

} // namespace

reply control::handle(const request& req)
{
    try
    {
        const auto arguments = json::parse(req.body.empty() ? "{}" : req.body);
        return reply::json(json::serialize(perform(req, arguments.as_object())));
    }
    catch (const not_found&)
    {
        return reply::json(R"({"error":"nothing there; tests/sim/control.cpp lists what is"})", 404);
    }
    catch (const std::exception& e)
    {
        return reply::json(json::serialize(json::object{{"error", e.what()}}), 400);
    }
}

json::value control::perform(const request& req, const json::object& arguments)
{
    const std::string_view path = req.path;
    const bool post = req.method == "POST", erase = req.method == "DELETE", get = req.method == "GET";
    constexpr std::string_view items = "/sim/items/", sections = "/sim/sections/", tautulli = "/sim/tautulli",
                               model = "/sim/model";
    if (get && path == "/sim")
        return overview();
    if (get && path == "/sim/items")
        return list_items(req);
    if (path == "/sim/items" || path.starts_with(items))
        return change_item(req.method, path.size() > items.size() ? path.substr(items.size()) : "", arguments);
    if (post && path.starts_with(sections))
        return change_section(path.substr(sections.size()), arguments);
    if (path == tautulli || path.starts_with("/sim/tautulli/"))
        return change_tautulli(path.substr(tautulli.size()), req, arguments);
    if (path == model || path.starts_with("/sim/model/"))
        return change_model(path.substr(model.size()), req, arguments);
    if (path == "/sim/tmdb" && (get || post))
        return tmdb::change(parts_.tmdb.settings(), arguments);
    if (path.starts_with("/sim/telegram") || path.starts_with("/sim/twilio"))
        return change_channel(req, arguments);
    if (get && path == "/sim/gaps")
        return tell_gaps(req);
    if (post && path == "/sim/server")
        return change_server(arguments);
    if (post && path == "/sim/events")
        return emit(arguments);
    if (erase && path == "/sim/events")
        parts_.events.drop_all();
    else if (path == "/sim/faults")
        return change_faults(req.method, arguments);
    else if (post && path == "/sim/outage")
        parts_.outage(
            std::chrono::milliseconds{static_cast<std::int64_t>(number_of(arguments, "seconds", 1.0) * 1000)});
    else if (get && path == "/sim/requests")
        return list_requests();
    else if (erase && path == "/sim/requests")
        parts_.requests.clear();
    else
        throw not_found{};
    return json::object{};
}

json::value control::overview() const
{
    const auto& c = parts_.library.catalogue();
    json::array sections;
    for (const auto& s : c.sections)
        sections.push_back(json::object{{"key", s.key},
                                        {"title", s.title},
                                        {"type", s.type},
                                        {"hidden", s.hidden},
                                        {"items", c.count(s.key)},
                                        {"contentChangedAt", s.content_changed_at}});
    return json::object{{"sections", std::move(sections)},
                        {"machineIdentifier", parts_.service.settings().machine_identifier},
                        {"listeners", parts_.events.listeners()}};
}

json::value control::list_items(const request& req) const
{
    const auto& c = parts_.library.catalogue();
    const auto section = key_in(req.argument("section").value_or("0"));
    auto skip = key_in(req.argument("start").value_or("0"));
    auto left = key_in(req.argument("size").value_or("100"));
    json::array out;
    for (const auto& i : c.items)
    {
        if (left == 0)
            break;
        if (i.removed || (section && i.section != section) || (skip > 0 && skip--))
            continue;
        out.push_back(truth_of(c, i));
        --left;
    }
    return out;
}

json::value control::change_item(std::string_view method, std::string_view rest, const json::object& arguments)
{
    auto& library = parts_.library;
    const auto n = notice_of(arguments);
    if (rest.empty() && method == "POST")
    {
        plex::new_item wanted;
        wanted.section = text_of(arguments, "section");
        wanted.title = text_of(arguments, "title");
        wanted.year = number_of<std::uint16_t>(arguments, "year", 0);
        wanted.tmdb = number_of<std::uint32_t>(arguments, "tmdb", 0);
        if (const auto* seasons = arguments.if_contains("seasons"))
            for (const auto& episodes : seasons->as_array())
                wanted.seasons.push_back(episodes.to_number<std::uint16_t>());
        return made(library.add_item(wanted, n));
    }
    const auto slash = rest.find('/');
    const auto key = key_in(rest.substr(0, slash));
    const auto what = slash == rest.npos ? std::string_view{} : rest.substr(slash + 1);
    if (method == "POST" && what == "seasons")
        return made(library.add_season(key, number_of<std::uint16_t>(arguments, "number", 1),
                                       number_of<std::uint16_t>(arguments, "episodes", 10), n));
    if (method == "POST" && what == "episodes")
        return made(library.add_episode(key, number_of<std::uint16_t>(arguments, "season", 1),
                                        number_of<std::uint16_t>(arguments, "number", 1), n));
    if (!what.empty())
        throw not_found{};
    if (method == "DELETE")
    {
        library.remove_item(key, n);
        return json::object{};
    }
    if (method == "POST")
    {
        if (arguments.contains("title"))
            library.rename_item(key, text_of(arguments, "title"), n);
        if (flag_of(arguments, "trash", false))
            library.trash_item(key, n);
    }
    const auto found = library.catalogue().find(key);
    if (!found)
        throw not_found{};
    return truth_of(library.catalogue(), library.catalogue().items[found->item]);
}

json::value control::change_section(std::string_view rest, const json::object& arguments)
{
    const auto key = key_in(rest);
    if (arguments.contains("title"))
        parts_.library.rename_section(key, text_of(arguments, "title"));
    if (arguments.contains("refreshing"))
        parts_.library.set_refreshing(key, flag_of(arguments, "refreshing", false));
    if (flag_of(arguments, "touch", false))
        parts_.library.touch_section(key);
    return overview();
}

json::value control::change_server(const json::object& arguments)
{
    auto& settings = parts_.service.settings();
    if (arguments.contains("machineIdentifier"))
        settings.machine_identifier = text_of(arguments, "machineIdentifier");
    if (arguments.contains("token"))
        settings.token = text_of(arguments, "token");
    return overview();
}

json::value control::change_tautulli(std::string_view rest, const request& req, const json::object& arguments)
{
    auto done = tautulli::control(parts_.tautulli, rest, req, arguments);
    if (!done)
        throw not_found{};
    return std::move(*done);
}

json::value control::change_model(std::string_view rest, const request& req, const json::object& arguments)
{
    auto done = model::control(parts_.model, rest, req, arguments);
    if (!done)
        throw not_found{};
    return std::move(*done);
}

json::value control::change_channel(const request& req, const json::object& arguments)
{
    constexpr std::string_view telegram = "/sim/telegram", twilio = "/sim/twilio";
    const std::string_view path = req.path;
    auto done = path.starts_with(telegram) ? parts_.telegram.control(path.substr(telegram.size()), req, arguments)
                                           : parts_.twilio.control(path.substr(twilio.size()), req, arguments);
    if (!done)
        throw not_found{};
    return std::move(*done);
}

json::value control::tell_gaps(const request& req) const
{
    auto truth = tmdb::gaps(parts_.library.catalogue(), req.argument("title").value_or(""),
                            parse_number<int>(req.argument("year")).value_or(0));
    if (truth.is_null())
        throw not_found{};
    return truth;
}

json::value control::emit(const json::object& arguments)
{
    parts_.events.publish(text_of(arguments, "type"), text_of(arguments, "list"),
                          json::serialize(arguments.at("entry")), parts_.service.settings().event_shape);
    return json::object{{"listeners", parts_.events.listeners()}};
}

json::value control::change_faults(std::string_view method, const json::object& arguments)
{
    if (method == "POST")
    {
        auto parsed = parse_fault(text_of(arguments, "fault"));
        if (!parsed)
            throw std::invalid_argument{parsed.error().message()};
        parts_.faults.add(std::move(*parsed));
    }
    else if (method == "DELETE")
        parts_.faults.clear(text_of(arguments, "path"));
    json::array out;
    for (const auto& f : parts_.faults.list())
        out.emplace_back(to_string(f));
    return json::object{{"faults", std::move(out)}};
}

json::value control::list_requests() const
{
    auto object_of = [](const parameters& list) {
        json::object o;
        for (const auto& [name, value] : list)
            o[name] = value;
        return o;
    };
    json::object counts;
    for (const auto& [path, n] : parts_.requests.counts())
        counts[path] = n;
    json::array recent;
    for (const auto& r : parts_.requests.recent())
        recent.push_back(json::object{
            {"method", r.method}, {"path", r.path}, {"query", object_of(r.query)}, {"headers", object_of(r.headers)}});
    return json::object{
        {"total", parts_.requests.total()}, {"counts", std::move(counts)}, {"recent", std::move(recent)}};
}

} // namespace reel_sim
