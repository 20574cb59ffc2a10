// SPDX-License-Identifier: MIT
#include "tests/unit/tmdb/fake_tmdb.hpp"

#include <algorithm>
#include <stdexcept>

namespace tmdb_test
{

class fake_tmdb::connection final : public reel::http_client
{
public:
    explicit connection(fake_tmdb& to) : to_{to} {}
    reel::awaitable<reel::result<reel::http_response>> send(reel::http_request request) override
    {
        return to_.serve(std::move(request));
    }
    reel::awaitable<reel::result<reel::http_response>> send(reel::http_request request, reel::body_sink) override
    {
        return to_.serve(std::move(request));
    }

private:
    fake_tmdb& to_;
};

std::string recorded::param(std::string_view name) const
{
    const auto found = query.find(name);
    return found == query.end() ? std::string{} : found->second;
}

std::string recorded::header(std::string_view name) const
{
    for (const auto& one : request.headers)
        if (one.name == name)
        {
            if (const auto* hidden = std::get_if<reel::secret>(&one.value))
                return hidden->reveal();
            return std::get<std::string>(one.value);
        }
    return {};
}

std::unique_ptr<reel::http_client> fake_tmdb::connect(const reel::http_settings& with)
{
    settings = with;
    return std::make_unique<connection>(*this);
}

void fake_tmdb::on(std::string path, std::string body)
{
    on(std::move(path), [body = std::move(body)](const parameters&) { return body; });
}

void fake_tmdb::on(std::string path, std::function<std::string(const parameters&)> body)
{
    answers_[std::move(path)] = std::move(body);
}

fake_tmdb::outcome fake_tmdb::respond(int status, std::string body,
                                      std::vector<std::pair<std::string, std::string>> headers)
{
    outcome out;
    out.response.status = status;
    out.response.body = std::move(body);
    out.response.headers = std::move(headers);
    return out;
}

void fake_tmdb::once(int status, std::string body, std::vector<std::pair<std::string, std::string>> headers)
{
    once_.push_back(respond(status, std::move(body), std::move(headers)));
}

void fake_tmdb::once(reel::error with)
{
    once_.push_back({std::move(with), {}});
}

void fake_tmdb::fail(int status, std::string body)
{
    always_ = respond(status, std::move(body));
}

void fake_tmdb::unplug()
{
    always_ = outcome{reel::error{reel::errc::connection, "could not connect to api.test:443: refused"}, {}};
}

void fake_tmdb::hold()
{
    gate_ = std::make_shared<reel::event>(io.get_executor());
}

void fake_tmdb::release()
{
    if (gate_)
        gate_->set();
    gate_.reset();
}

std::size_t fake_tmdb::count(std::string_view path) const
{
    return static_cast<std::size_t>(
        std::count_if(requests.begin(), requests.end(), [&](const recorded& r) { return r.path == path; }));
}

const recorded& fake_tmdb::last(std::string_view path) const
{
    const auto found =
        std::find_if(requests.rbegin(), requests.rend(), [&](const recorded& r) { return r.path == path; });
    if (found == requests.rend())
        throw std::logic_error{"this was never asked for: " + std::string{path}};
    return *found;
}

reel::awaitable<reel::result<reel::http_response>> fake_tmdb::serve(reel::http_request request)
{
    recorded asked;
    asked.path = request.url.encoded_path();
    if (!asked.path.starts_with(base))
        throw std::logic_error{"the path of the base address was dropped: " + asked.path};
    asked.path.erase(0, base.size());
    for (const auto& one : request.url.params())
        asked.query.emplace(one.key, one.value);
    asked.request = std::move(request);
    requests.push_back(asked);

    if (const auto gate = gate_)
        co_await gate->wait();
    outcome out = respond(404, std::string{not_found_body});
    if (!once_.empty())
    {
        out = std::move(once_.front());
        once_.pop_front();
    }
    else if (always_)
        out = *always_;
    else if (const auto found = answers_.find(asked.path); found != answers_.end())
        out = respond(200, found->second(asked.query));
    if (out.error)
        co_return *out.error;
    co_return out.response;
}

namespace
{

std::string row(std::string_view kind, int id, std::string_view name_key, std::string_view name,
                std::string_view date_key, int year, double popularity, std::string_view more)
{
    std::string out = "{\"id\":" + std::to_string(id) + ",\"media_type\":\"" + std::string{kind} + "\",\"" +
                      std::string{name_key} + "\":\"" + std::string{name} + "\",\"" + std::string{date_key} + "\":\"" +
                      std::to_string(year) + "-06-15\",\"popularity\":" + std::to_string(popularity) +
                      ",\"vote_count\":500,\"vote_average\":7.25";
    return out + (more.empty() ? "" : "," + std::string{more}) + '}';
}

} // namespace

std::string page_of(const std::vector<std::string>& rows, int page, int pages, int total)
{
    std::string out = "{\"page\":" + std::to_string(page) + ",\"total_pages\":" + std::to_string(pages) +
                      ",\"total_results\":" + std::to_string(total < 0 ? static_cast<int>(rows.size()) : total) +
                      ",\"results\":[";
    for (std::size_t i = 0; i < rows.size(); ++i)
        out += (i ? "," : "") + rows[i];
    return out + "]}";
}

std::string movie(int id, std::string_view title, int year, double popularity, std::string_view more)
{
    return row("movie", id, "title", title, "release_date", year, popularity, more);
}

std::string show(int id, std::string_view title, int year, double popularity, std::string_view more)
{
    return row("tv", id, "name", title, "first_air_date", year, popularity, more);
}

std::string person(int id, std::string_view name, double popularity, std::string_view known_for)
{
    return "{\"id\":" + std::to_string(id) + ",\"name\":\"" + std::string{name} +
           "\",\"known_for_department\":\"Acting\",\"popularity\":" + std::to_string(popularity) +
           ",\"known_for\":[{\"title\":\"" + std::string{known_for} + "\"}]}";
}

std::string named_row(int id, std::string_view name)
{
    return "{\"id\":" + std::to_string(id) + ",\"name\":\"" + std::string{name} + "\"}";
}

} // namespace tmdb_test
