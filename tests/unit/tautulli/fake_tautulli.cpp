// SPDX-License-Identifier: MIT
#include "tests/unit/tautulli/fake_tautulli.hpp"

#include <reel/time.hpp>

#include <boost/algorithm/string.hpp>
#include <boost/json.hpp>
#include <boost/url/url.hpp>

#include <algorithm>
#include <stdexcept>

namespace json = boost::json;

namespace tautulli_test
{

namespace
{

std::map<std::string, std::string> parse_form(std::string_view body)
{
    std::map<std::string, std::string> out;
    boost::urls::url with_query;
    with_query.set_encoded_query(body);
    for (const auto& p : with_query.params())
        if (!out.emplace(p.key, p.value).second)
            throw std::logic_error{"a parameter twice, of which Tautulli makes a list and fails: " + p.key};
    return out;
}

std::string type_of(const fake_play& p)
{
    return !p.media_type.empty() ? p.media_type : p.show.empty() ? "movie" : "episode";
}

std::string full_title(const fake_play& p)
{
    return p.show.empty() ? p.title : p.show + " - " + p.title;
}

bool in_list(const std::string& list, const std::string& word)
{
    std::vector<std::string> words;
    boost::split(words, list, boost::is_any_of(","));
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// SQLite's LIKE: only ASCII letters are alike.
bool like(std::string text, std::string part)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    std::transform(text.begin(), text.end(), text.begin(), lower);
    std::transform(part.begin(), part.end(), part.begin(), lower);
    return text.find(part) != std::string::npos;
}

std::string day_of(std::int64_t seconds)
{
    return reel::to_iso8601(reel::local_date(reel::time_point{std::chrono::seconds{seconds}}));
}

reel::http_response response(int status, std::string body)
{
    reel::http_response out;
    out.status = status;
    out.body = std::move(body);
    return out;
}

} // namespace

std::string envelope(json::value data, std::string result, json::value message)
{
    return json::serialize(json::object{
        {"response", {{"result", std::move(result)}, {"message", std::move(message)}, {"data", std::move(data)}}}});
}

std::string fake_tautulli::recorded::operator[](const std::string& name) const
{
    const auto found = form.find(name);
    return found == form.end() ? std::string{} : found->second;
}

class fake_tautulli::connection final : public reel::http_client
{
public:
    explicit connection(fake_tautulli& to) : to_{to} {}
    reel::awaitable<reel::result<reel::http_response>> send(reel::http_request request) override
    {
        return to_.serve(std::move(request));
    }
    reel::awaitable<reel::result<reel::http_response>> send(reel::http_request, reel::body_sink) override
    {
        throw std::logic_error{"nothing here is streamed"};
    }

private:
    fake_tautulli& to_;
};

std::unique_ptr<reel::http_client> fake_tautulli::connect(const reel::http_settings& with)
{
    settings = with;
    return std::make_unique<connection>(*this);
}

void fake_tautulli::fail(std::string command, int status, std::string body)
{
    faults_[std::move(command)] = {std::nullopt, status, std::move(body)};
}

void fake_tautulli::fail(std::string command, reel::error with)
{
    faults_[std::move(command)] = {std::move(with), 0, {}};
}

void fake_tautulli::hold(std::string command)
{
    held_[std::move(command)] = std::make_shared<reel::event>(io.get_executor());
}

void fake_tautulli::release()
{
    for (auto& [command, gate] : held_)
        gate->set();
    held_.clear();
}

std::size_t fake_tautulli::count(std::string_view command) const
{
    return static_cast<std::size_t>(
        std::count_if(requests.begin(), requests.end(), [&](const recorded& r) { return r["cmd"] == command; }));
}

const fake_tautulli::recorded& fake_tautulli::last(std::string_view command) const
{
    const auto found =
        std::find_if(requests.rbegin(), requests.rend(), [&](const recorded& r) { return r["cmd"] == command; });
    if (found == requests.rend())
        throw std::logic_error{"this was never asked for: " + std::string{command}};
    return *found;
}

reel::awaitable<reel::result<reel::http_response>> fake_tautulli::serve(reel::http_request request)
{
    if (request.method != "POST" || request.url.has_query())
        throw std::logic_error{"the key belongs into the body"};
    if (request.url.encoded_path() != path)
        throw std::logic_error{"the path of the base address was dropped: " + std::string{request.url.encoded_path()}};
    auto form = parse_form(request.body);
    requests.push_back({std::move(form), std::move(request)});
    const auto asked = requests.back();
    if (const auto gate = held_.find(asked["cmd"]); gate != held_.end())
    {
        const auto open = gate->second;
        co_await open->wait();
    }
    if (breaking_ > 0 && breaking_-- > 0)
        co_return reel::error{reel::errc::connection, "connect: Connection refused"};
    const auto found = faults_.find(asked["cmd"]);
    if (found != faults_.end() && found->second.error)
        co_return *found->second.error;
    if (found != faults_.end())
        co_return response(found->second.status, found->second.body);
    co_return respond(asked);
}

reel::http_response fake_tautulli::respond(const recorded& asked)
{
    const auto wrong = [](std::string message) {
        return response(400, envelope(json::object{}, "error", json::string{message}));
    };
    if (!api_enabled)
        return wrong("API not enabled");
    if (asked["apikey"] != key)
        return wrong("Invalid apikey");
    const auto command = asked["cmd"];
    if (command == "server_status")
        return response(200, envelope(json::object{{"connected", connected}}));
    if (command == "get_activity")
        return response(200, envelope(activity()));
    if (command == "get_users")
    {
        json::array rows;
        for (const auto& u : users)
            rows.push_back(json::object{{"user_id", u.id},
                                        {"username", u.username},
                                        {"friendly_name", u.friendly_name},
                                        {"email", u.email.empty() ? json::value{} : json::value(u.email)}});
        return response(200, envelope(std::move(rows)));
    }
    if (command == "get_history")
        return response(200, envelope(history(asked)));
    if (command == "get_home_stats")
        return response(200, envelope(card(asked)));
    if (command == "get_user_watch_time_stats")
        return response(200, envelope(times(asked)));
    return wrong("Unknown command: " + command + ". Possible commands are: arnold");
}

const fake_user& fake_tautulli::user(std::int64_t id) const
{
    for (const auto& u : users)
        if (u.id == id)
            return u;
    static const fake_user local{0, "Local", "Local", {}};
    return local;
}

std::vector<const fake_play*> fake_tautulli::selected(const recorded& asked) const
{
    std::vector<const fake_play*> out;
    for (const auto& p : plays)
    {
        const auto& who = user(p.user);
        const auto day = day_of(p.date);
        const auto search = asked["search"], type = asked["media_type"], one = asked["user_id"];
        if ((!type.empty() && !in_list(type, p.live ? "live" : type_of(p))) ||
            (knows_filters && !one.empty() && one != std::to_string(p.user)) ||
            (knows_filters && !asked["after"].empty() && day < asked["after"]) ||
            (knows_filters && !asked["before"].empty() && day > asked["before"]) ||
            (!search.empty() && !like(full_title(p), search) && !like(who.friendly_name, search)))
            continue;
        out.push_back(&p);
    }
    std::sort(out.begin(), out.end(),
              [](const auto* a, const auto* b) { return a->date != b->date ? a->date > b->date : a < b; });
    return out;
}

json::value fake_tautulli::history(const recorded& asked) const
{
    const auto all = selected(asked);
    const auto start = std::min(std::stoul(asked["start"]), all.size());
    const auto end = std::min(start + std::stoul(asked["length"]), all.size());
    json::array rows;
    if (asked["include_activity"] != "0" || asked["grouping"] != "1") // or the owner's settings decide
        rows.push_back(
            json::object{{"id", nullptr}, {"full_title", "PLAYS NOW"}, {"date", now_}, {"state", "playing"}});
    for (auto i = start; i < end; ++i)
    {
        const auto& p = *all[i];
        const auto& who = user(p.user);
        const auto id = static_cast<std::int64_t>(&p - plays.data()) + 1;
        json::object row{{"reference_id", id},
                         {"id", id},
                         {"date", p.date},
                         {"started", p.date},
                         {"stopped", p.date + p.seconds},
                         {"duration", p.seconds},
                         {"user_id", p.user},
                         {"user", who.username},
                         {"friendly_name", who.friendly_name},
                         {"platform", "Roku"},
                         {"player", "Living Room"},
                         {"media_type", type_of(p)},
                         {"live", p.live ? 1 : 0},
                         {"title", p.title},
                         {"full_title", full_title(p)},
                         {"original_title", ""},
                         {"grandparent_title", p.show},
                         {"percent_complete", p.percent},
                         {"watched_status", p.percent >= 85 ? 1.0 : 0.5},
                         {"year", p.year},
                         {"media_index", ""},
                         {"parent_media_index", ""},
                         {"state", nullptr}};
        if (!p.show.empty())
        {
            row["media_index"] = p.episode;
            row["parent_media_index"] = p.season;
        }
        for (const auto& [name, value] : p.more)
            row[name] = value;
        rows.push_back(std::move(row));
    }
    return {{"recordsFiltered", all.size()}, {"recordsTotal", plays.size()}, {"draw", 1}, {"data", std::move(rows)}};
}

json::value fake_tautulli::card(const recorded& asked) const
{
    struct sum
    {
        std::int64_t user = 0;
        int year = 0, plays = 0;
        std::int64_t seconds = 0, last = 0;
    };
    const auto stat = asked["stat_id"];
    std::map<std::string, sum> sums;
    for (const auto* p : selected(asked))
    {
        if (p->date < now_ - std::stoll(asked["time_range"]) * 86'400 || (stat == "top_movies" && !p->show.empty()) ||
            (stat == "top_tv" && p->show.empty()))
            continue;
        auto& s = sums[stat == "top_users" ? user(p->user).friendly_name : p->show.empty() ? p->title : p->show];
        s.user = p->user, s.year = p->year, ++s.plays, s.seconds += p->seconds, s.last = std::max(s.last, p->date);
    }
    std::vector<std::pair<std::string, sum>> order{sums.begin(), sums.end()};
    std::sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
        const auto left = asked["stats_type"] == "duration" ? a.second.seconds : a.second.plays;
        const auto right = asked["stats_type"] == "duration" ? b.second.seconds : b.second.plays;
        return left != right ? left > right : a.first < b.first;
    });
    json::array rows;
    for (const auto& [name, s] : order)
        if (rows.size() < std::stoul(asked["stats_count"]))
        {
            json::object row{{"title", name},
                             {"year", s.year},
                             {"total_plays", s.plays},
                             {"user", ""},
                             {"total_duration", s.seconds},
                             {"last_play", s.last},
                             {"friendly_name", ""},
                             {"users_watched", ""}};
            if (stat == "top_users")
                row["user_id"] = s.user, row["friendly_name"] = name, row["user"] = user(s.user).username;
            rows.push_back(std::move(row));
        }
    json::object card{{"stat_id", stat}, {"stat_title", "Most"}, {"rows", std::move(rows)}};
    if (one_card)
        return card;
    return json::array{json::object{{"stat_id", "last_watched"}, {"rows", json::array{}}}, std::move(card)};
}

json::value fake_tautulli::times(const recorded& asked) const
{
    json::array out;
    for (const int days : {7, 30, 0})
    {
        std::int64_t seconds = 0;
        for (const auto& p : plays)
            if (std::to_string(p.user) == asked["user_id"] && (days == 0 || p.date >= now_ - days * 86'400))
                seconds += p.seconds;
        out.push_back(json::object{{"query_days", days}, {"total_time", seconds}, {"total_plays", 1}});
    }
    return out;
}

json::value fake_tautulli::activity() const
{
    if (plex_down)
        return json::object{};
    json::array sessions;
    for (const auto& s : streams)
    {
        json::object row{{"user_id", s.user},
                         {"friendly_name", user(s.user).friendly_name},
                         {"media_type", s.show.empty() ? "movie" : "episode"},
                         {"title", s.title},
                         {"full_title", s.show.empty() ? s.title : s.show + " - " + s.title},
                         {"grandparent_title", s.show},
                         {"parent_media_index", s.show.empty() ? "" : "2"},
                         {"media_index", s.show.empty() ? "" : "7"},
                         {"year", ""},
                         {"live", 0},
                         {"state", s.state},
                         {"progress_percent", "20"},
                         {"duration", "7200000"},
                         {"view_offset", "1440000"},
                         {"transcode_decision", s.decision},
                         {"bandwidth", "8001"},
                         {"location", "lan"},
                         {"stream_video_full_resolution", "1080p"},
                         {"platform", "Roku"},
                         {"player", "Living Room"}};
        sessions.push_back(std::move(row));
    }
    return {{"stream_count", std::to_string(streams.size())},
            {"stream_count_transcode", 0},
            {"total_bandwidth", streams.size() * 8001},
            {"sessions", std::move(sessions)}};
}

} // namespace tautulli_test
