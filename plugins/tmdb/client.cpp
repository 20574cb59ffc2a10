// SPDX-License-Identifier: MIT
#include "plugins/tmdb/client.hpp"

#include "plugins/tmdb/decoder.hpp"

#include <reel/text.hpp>

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <algorithm>
#include <charconv>
#include <random>
#include <system_error>

namespace reel_tmdb
{

namespace
{

constexpr std::size_t connections = 8;
constexpr std::size_t longest_answer = 48u << 20; // a long-running show with the casts of all its episodes
constexpr int most_repeats = 2;
constexpr auto pause_before_repeating = 300ms;

/// A v3 key is 32 hexadecimal digits; anything else is a v4 token, a JWT.
/// https://developer.themoviedb.org/docs/authentication-application
bool is_v3_key(std::string_view token)
{
    return token.size() == 32 && token.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

reel::http_settings http_settings()
{
    reel::http_settings out;
    out.max_connections = connections;
    return out;
}

/// TMDB leaves Retry-After out at times: a second or two then, not the same for everyone.
reel::duration some_seconds()
{
    thread_local std::minstd_rand engine{std::random_device{}()};
    return reel::duration{std::uniform_int_distribution<int>{1000, 2000}(engine)};
}

std::optional<std::chrono::seconds> retry_after_of(const reel::http_response& response)
{
    const auto text = response.header("Retry-After");
    int seconds = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (read.ec != std::errc{} || seconds < 0)
        return std::nullopt;
    return std::chrono::seconds{std::min(seconds, 3600)};
}

reel::error limited(std::optional<std::chrono::seconds> wait)
{
    return reel::error{reel::errc::upstream, "TMDB limits how often it may be asked; try again in " +
                                                 (wait ? reel::format_duration(*wait) : std::string{"a few seconds"})}
        .with_status(429)
        .with_retry_after(wait);
}

/// What TMDB said, or a proxy or mirror in its place, which may repeat the address that it was asked for, key included.
std::string said_by(const reel::http_response& response, const reel::secret& token)
{
    if (!token.reveal().empty() && response.body.find(token.reveal()) != std::string::npos)
        return "(not shown: it repeats the key)";
    auto said = status_message(response.body);
    return said.empty() ? reel::without_markup(response.body) : said;
}

reel::error refused(const reel::http_response& response, const reel::secret& token)
{
    const auto said = said_by(response, token);
    const auto as = [&](reel::errc kind, std::string message) {
        return reel::error{kind, std::move(message)}.with_status(response.status).with_upstream_text(said);
    };
    switch (response.status)
    {
    case 401:
        return as(reel::errc::unauthorized,
                  "TMDB refused the token; set TMDB_ACCESS_TOKEN to an API Read Access Token or an API key of yours");
    case 404:
        return as(reel::errc::upstream, "TMDB has nothing there");
    case 429:
        return limited(retry_after_of(response)).with_upstream_text(said);
    default:
        return as(reel::errc::upstream, "TMDB answered with status " + std::to_string(response.status) +
                                            (response.status >= 500 ? "; try again in a few minutes"
                                                                    : "; the question was not understood there"));
    }
}

/// Ours, in place of what the transport said: it says what the owner can do about it.
reel::error explained(reel::error failure, reel::duration deadline)
{
    switch (failure.kind())
    {
    case reel::errc::connection:
        return {reel::errc::connection,
                "TMDB cannot be reached; check this machine's way to the internet (" + failure.message() + ")"};
    case reel::errc::timeout:
        return {reel::errc::timeout,
                "TMDB did not answer within " + reel::format_duration(deadline) + "; try again in a moment"};
    case reel::errc::validation:
        return {reel::errc::validation, "TMDB's answer cannot be used: " + failure.message()};
    default:
        return failure;
    }
}

/// How long to wait before asking again; nothing when that would not help.
std::optional<reel::duration> pause_after(const reel::error& failure)
{
    if (failure.status() == 429)
        return failure.retry_after() ? reel::duration{*failure.retry_after()} : some_seconds();
    if (failure.kind() == reel::errc::connection || (failure.status() >= 502 && failure.status() <= 504))
        return pause_before_repeating;
    return std::nullopt;
}

/// Says something about TMDB as a whole, not about the one thing that was asked for.
bool concerns_the_service(const reel::error& e)
{
    return e.kind() == reel::errc::connection || e.kind() == reel::errc::timeout ||
           e.kind() == reel::errc::unauthorized || e.status() == 429 || e.status() >= 500;
}

} // namespace

std::string target(std::string_view path, std::initializer_list<std::pair<std::string_view, std::string>> query)
{
    std::string out{path};
    char mark = '?';
    for (const auto& [name, value] : query)
    {
        if (value.empty())
            continue;
        out += mark;
        out += name;
        out += '=';
        out += boost::urls::encode(value, boost::urls::unreserved_chars);
        mark = '&';
    }
    return out;
}

client::client(reel::host& host, const config& settings, std::function<void()> heard)
    : clock_{host.clock()},
      settings_{settings},
      http_{host.make_http_client(http_settings())},
      limit_{host.clock(),
             {.per_second = static_cast<double>(settings.requests_per_second),
              .burst = settings.requests_per_second,
              .longest_wait = settings.timeout}},
      heard_{std::move(heard)}
{}

reel::http_request client::request(std::string_view target, reel::duration deadline) const
{
    reel::http_request out;
    out.url = settings_.url;
    out.url.remove_fragment();
    const auto cut = std::min(target.find('?'), target.size());
    std::string path{out.url.encoded_path()};
    while (path.ends_with('/'))
        path.pop_back();
    out.url.set_encoded_path(path + std::string{target.substr(0, cut)});
    std::string query{target.substr(std::min(cut + 1, target.size()))};
    out.headers = {{"Accept", "application/json"}};
    const auto& token = settings_.access_token;
    if (is_v3_key(token.reveal()))
        query += (query.empty() ? "api_key=" : "&api_key=") + token.reveal(); // the only way a v3 key can be sent
    else
        out.headers.push_back({"Authorization", reel::secret{"Bearer " + token.reveal()}});
    out.url.remove_query();
    if (!query.empty())
        out.url.set_encoded_query(query);
    out.deadline = deadline;
    out.read_timeout = deadline;
    out.max_body = longest_answer;
    out.retries = 0; // repeated here, where a 429 holds all requests back
    return out;
}

reel::awaitable<reel::result<std::string>> client::attempt(reel::http_request request)
{
    auto answer = co_await http_->send(std::move(request));
    if (!answer && answer.error().kind() == reel::errc::cancelled)
        throw std::system_error{asio::error::operation_aborted};
    if (!answer)
        co_return explained(std::move(answer).error(), settings_.timeout);
    if (!answer->ok())
        co_return refused(*answer, settings_.access_token);
    co_return std::move(answer->body);
}

reel::awaitable<reel::result<std::string>> client::get(std::string target)
{
    const auto give_up = clock_.ticks() + settings_.timeout;
    for (int repeats = 0;; ++repeats)
    {
        if (auto turn = co_await limit_.acquire(); !turn)
            co_return limited(turn.error().retry_after());
        const auto left = std::chrono::ceil<reel::duration>(give_up - clock_.ticks());
        auto answer = left > 0ms ? co_await attempt(request(target, left))
                                 : explained({reel::errc::timeout, "no turn"}, settings_.timeout);
        const auto pause = answer ? std::nullopt : pause_after(answer.error());
        const bool limited_there = !answer && answer.error().status() == 429;
        if (pause && limited_there)
            limit_.hold(*pause); // whoever asks next waits too
        if (!pause || repeats == most_repeats || clock_.ticks() + *pause >= give_up)
        {
            note(answer ? std::nullopt : std::optional{answer.error()});
            co_return answer;
        }
        if (!limited_there)
            co_await clock_.sleep(*pause);
    }
}

void client::note(const std::optional<reel::error>& failure)
{
    const auto now = failure && concerns_the_service(*failure) ? failure : std::nullopt;
    const bool changed = now.has_value() != trouble_.has_value() || (now && now->message() != trouble_->message());
    trouble_ = now;
    if (changed && heard_)
        heard_();
}

} // namespace reel_tmdb
