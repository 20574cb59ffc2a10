// SPDX-License-Identifier: MIT
#include "tests/unit/plex/fake_plex.hpp"

#include <boost/algorithm/string/predicate.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace json = boost::json;

namespace plex_test
{

namespace
{

constexpr std::string_view base = "/plex"; // the server is behind a path, always

json::object row_of(const fake_item& item, const fake_section& in, bool with_guids)
{
    json::object row{{"ratingKey", item.key}, {"title", item.title}, {"type", in.type}, {"addedAt", item.added}};
    if (item.year)
        row["year"] = item.year;
    json::array guids;
    for (const auto& guid : item.guids)
        guids.push_back(json::object{{"id", guid}});
    if (with_guids && !guids.empty())
        row["Guid"] = std::move(guids);
    if (!item.edition.empty())
        row["editionTitle"] = item.edition;
    json::array genres;
    for (const auto& genre : item.genres)
        genres.push_back(json::object{{"tag", genre}});
    row["Genre"] = std::move(genres);
    if (item.views)
        row["viewCount"] = item.views;
    if (item.rating > 0)
        row["rating"] = item.rating;
    if (in.type == "movie")
    {
        json::array media;
        for (const auto& resolution : item.resolutions)
            media.push_back(json::object{{"videoResolution", resolution}});
        row["Media"] = std::move(media);
    }
    else
    {
        int episodes = 0, watched = 0;
        for (const auto& s : item.seasons)
        {
            episodes += s.episodes;
            watched += s.watched;
        }
        row["leafCount"] = episodes;
        row["viewedLeafCount"] = watched;
        row["childCount"] = item.seasons.size();
    }
    for (const auto& [key, value] : item.more)
        row[key] = value;
    return row;
}

json::object season_row(const fake_item& show, const fake_season& s)
{
    return {{"ratingKey", show.key + "-s" + std::to_string(s.number)},
            {"parentRatingKey", show.key},
            {"type", "season"},
            {"title", s.number ? "Season " + std::to_string(s.number) : std::string{"Specials"}},
            {"index", s.number},
            {"leafCount", s.episodes},
            {"viewedLeafCount", s.watched}};
}

json::object episode_row(const fake_item& show, int season, int number)
{
    const auto name = "s" + std::to_string(season) + "e" + std::to_string(number);
    return {{"ratingKey", show.key + name},
            {"grandparentRatingKey", show.key},
            {"type", "episode"},
            {"title", name},
            {"parentIndex", season},
            {"index", number}};
}

json::array episode_rows(const fake_item& show)
{
    json::array out;
    for (const auto& s : show.seasons)
        for (int number = 1, left = s.episodes; left > 0; ++number)
        {
            if (std::ranges::find(s.lacks, number) != s.lacks.end())
                continue;
            out.push_back(episode_row(show, s.number, number));
            --left;
        }
    return out;
}

reel::http_response json_response(json::object container)
{
    reel::http_response out;
    out.status = 200;
    out.headers = {{"Content-Type", "application/json"}};
    out.body = json::serialize(json::object{{"MediaContainer", std::move(container)}});
    return out;
}

reel::http_response html(int status, std::string body)
{
    reel::http_response out;
    out.status = status;
    out.headers = {{"Content-Type", "text/html"}};
    out.body = std::move(body);
    return out;
}

} // namespace

fake_section movies(std::string key, std::string title, int count)
{
    fake_section out{key, title, "movie"};
    for (int i = 1; i <= count; ++i)
        out.items.push_back({.key = key + "0" + std::to_string(i),
                             .title = title + " " + std::to_string(i),
                             .year = 1990 + i % 30,
                             .guids = {"tmdb://" + key + std::to_string(1000 + i)}});
    return out;
}

fake_section shows(std::string key, std::string title, int count)
{
    fake_section out{key, title, "show"};
    for (int i = 1; i <= count; ++i)
        out.items.push_back({.key = key + "0" + std::to_string(i),
                             .title = title + " " + std::to_string(i),
                             .year = 2000 + i % 20,
                             .guids = {"tvdb://" + key + std::to_string(1000 + i)},
                             .seasons = {{1, 10, 3}, {2, 10, 0}}});
    return out;
}

std::string fake_plex::recorded::header(std::string_view name) const
{
    for (const auto& h : request.headers)
        if (boost::algorithm::iequals(h.name, name))
            return std::holds_alternative<reel::secret>(h.value) ? std::get<reel::secret>(h.value).reveal()
                                                                 : std::get<std::string>(h.value);
    return {};
}

class fake_plex::connection final : public reel::http_client
{
public:
    explicit connection(fake_plex& to) : to_{to} {}
    reel::awaitable<reel::result<reel::http_response>> send(reel::http_request request) override
    {
        return to_.serve(std::move(request), {});
    }
    reel::awaitable<reel::result<reel::http_response>> send(reel::http_request request, reel::body_sink sink) override
    {
        return to_.serve(std::move(request), std::move(sink));
    }

private:
    fake_plex& to_;
};

std::unique_ptr<reel::http_client> fake_plex::connect(const reel::http_settings& with)
{
    settings = with;
    return std::make_unique<connection>(*this);
}

void fake_plex::fail(std::string path, int status, std::string body)
{
    faults_[std::move(path)] = {std::nullopt, status, std::move(body)};
}

void fake_plex::fail(std::string path, reel::error with)
{
    faults_[std::move(path)] = {std::move(with), 0, {}};
}

void fake_plex::unplug()
{
    unplugged_ = true;
    hang_up();
}

void fake_plex::hold(std::string path)
{
    held_[std::move(path)] = std::make_shared<reel::event>(io.get_executor());
}

void fake_plex::release()
{
    for (auto& [path, gate] : held_)
        gate->set();
    held_.clear();
}

void fake_plex::push(std::string bytes)
{
    if (!stream_)
        throw std::logic_error{"nobody listens to notifications"};
    stream_->pieces.push_back(std::move(bytes));
    stream_->news.set();
}

void fake_plex::hang_up()
{
    if (stream_)
        stream_->ended = true, stream_->news.set();
}

fake_section& fake_plex::section(std::string_view key)
{
    for (auto& s : sections)
        if (s.key == key)
            return s;
    throw std::logic_error{"no such section"};
}

std::size_t fake_plex::count(std::string_view path) const
{
    return static_cast<std::size_t>(
        std::count_if(requests.begin(), requests.end(), [&](const recorded& r) { return r.path == path; }));
}

const fake_plex::recorded& fake_plex::last(std::string_view path) const
{
    const auto found =
        std::find_if(requests.rbegin(), requests.rend(), [&](const recorded& r) { return r.path == path; });
    if (found == requests.rend())
        throw std::logic_error{"this was never asked for: " + std::string{path}};
    return *found;
}

const fake_plex::fault* fake_plex::fault_of(const recorded& asked) const
{
    for (const auto& [path, fault] : faults_)
        if (path == asked.path ||
            (path.find('?') != std::string::npos && (asked.path + '?' + asked.query).starts_with(path)))
            return &fault;
    return nullptr;
}

reel::awaitable<reel::result<reel::http_response>> fake_plex::serve(reel::http_request request, reel::body_sink sink)
{
    std::string path{request.url.encoded_path()};
    if (!path.starts_with(base))
        throw std::logic_error{"the path of the base address was dropped: " + path};
    path.erase(0, base.size());
    std::string query{request.url.encoded_query()};
    requests.push_back({path, std::move(query), std::move(request)});
    const auto asked = requests.back();

    if (const auto gate = held_.find(path); gate != held_.end())
    {
        const auto open = gate->second;
        co_await open->wait();
    }
    if (unplugged_)
        co_return reel::error{reel::errc::connection, "connect: Connection refused"};
    const auto* fault = fault_of(asked);
    if (fault && fault->error)
        co_return *fault->error;
    if (!fault && path == "/:/eventsource/notifications")
        co_return co_await listen(std::move(sink));
    auto response = fault ? html(fault->status, fault->body) : respond(asked);
    if (!sink || !response.ok())
        co_return response;
    for (std::size_t at = 0; at < response.body.size(); at += 777)
        if (auto taken = sink(std::string_view{response.body}.substr(at, 777)); !taken)
            co_return taken.error();
    response.body.clear();
    co_return response;
}

reel::awaitable<reel::result<reel::http_response>> fake_plex::listen(reel::body_sink sink)
{
    const auto mine = stream_ = std::make_shared<stream>(io);
    ++listeners_;
    for (;;)
    {
        for (const auto& piece : std::exchange(mine->pieces, {}))
            if (auto taken = sink(piece); !taken)
                co_return taken.error();
        if (mine->ended)
            break;
        co_await mine->news.wait();
        mine->news.reset();
    }
    --listeners_;
    reel::http_response out;
    out.status = 200;
    co_return out;
}

reel::http_response fake_plex::respond(const recorded& asked)
{
    if (asked.path == "/identity")
        return json_response({{"size", 0}, {"machineIdentifier", machine}, {"version", "1.40.2"}});
    if (asked.header("X-Plex-Token") != token)
        return html(401, "<html><head><title>Unauthorized</title></head><body><h1>401 Unauthorized</h1></body></html>");
    if (asked.path == "/")
    {
        json::object about{{"friendlyName", "Home"}};
        if (!account.empty())
            about["myPlexUsername"] = account;
        return json_response(std::move(about));
    }
    if (asked.path == "/library/sections")
    {
        json::array rows;
        for (const auto& s : sections)
            rows.push_back(json::object{{"key", s.key},
                                        {"title", s.title},
                                        {"type", s.type},
                                        {"hidden", s.hidden},
                                        {"refreshing", s.refreshing},
                                        {"contentChangedAt", s.changed}});
        json::object container{{"size", rows.size()}};
        if (!rows.empty()) // Plex leaves an empty list out
            container["Directory"] = std::move(rows);
        return json_response(std::move(container));
    }
    for (const auto& s : sections)
    {
        if (asked.path == "/library/sections/" + s.key + "/all")
            return page(s, asked);
        for (const auto& item : s.items)
            if ((asked.path + '/').starts_with("/library/metadata/" + item.key + '/'))
                return of_item(s, item, asked);
    }
    return html(404, "<html><head><title>Not Found</title></head><body><h1>404 Not Found</h1></body></html>");
}

reel::http_response fake_plex::of_item(const fake_section& in, const fake_item& item, const recorded& asked)
{
    if (asked.path.ends_with("/allLeaves"))
        return paged(episode_rows(item), asked);
    if (!asked.path.ends_with("/children"))
        return json_response({{"size", 1}, {"Metadata", json::array{row_of(item, in, true)}}});
    json::array rows;
    for (const auto& one : item.seasons)
        rows.push_back(season_row(item, one));
    return json_response({{"size", rows.size()}, {"Metadata", std::move(rows)}});
}

reel::http_response fake_plex::page(const fake_section& from, const recorded& asked)
{
    json::array all;
    const bool seasons = asked.query.starts_with("type=3");
    const bool guids = asked.query.find("includeGuids=1") != std::string::npos;
    for (const auto& item : from.items)
    {
        if (!seasons)
            all.push_back(row_of(item, from, guids));
        else if (season_listing)
            for (const auto& one : item.seasons)
                all.push_back(season_row(item, one));
    }
    return paged(std::move(all), asked);
}

reel::http_response fake_plex::paged(json::array all, const recorded& asked)
{
    const auto start_text = asked.header("X-Plex-Container-Start"), size_text = asked.header("X-Plex-Container-Size");
    const bool paged = paging && !start_text.empty() && !size_text.empty();
    const std::size_t start = paged ? std::stoul(start_text) : 0;
    if (on_page)
        on_page(asked.path, static_cast<int>(start));
    const auto total = all.size();
    const auto end = paged ? std::min(total, start + std::stoul(size_text)) : total;
    json::array rows;
    for (auto i = std::min(start, total); i < end; ++i)
        rows.push_back(std::move(all[i]));
    json::object container{{"size", rows.size()}};
    if (paged && total_in_body)
        container["totalSize"] = total;
    if (!rows.empty())
        container["Metadata"] = std::move(rows);
    auto response = json_response(std::move(container));
    if (paged && total_in_header)
        response.headers.emplace_back("X-Plex-Container-Total-Size", std::to_string(total));
    return response;
}

} // namespace plex_test
