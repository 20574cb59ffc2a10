// SPDX-License-Identifier: MIT
#include "plugins/plex/client.hpp"

#include <reel/text.hpp>

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <charconv>
#include <system_error>
#include <utility>

namespace reel_plex
{

namespace
{

// What the index has no use for: without it a page is a fraction of the size. Never Guid (ids) or Media (resolution).
constexpr std::string_view listing_query =
    "&includeGuids=1"
    "&excludeElements=Role,Director,Writer,Producer,Country,Collection,Label,Style,Mood,Similar,Image,UltraBlurColors,"
    "Rating,Field,Chapter,Marker,Review,Extras,Part,Stream,Location"
    "&excludeFields=summary,tagline,file,thumb,art,banner,theme,slug,studio,chapterSource,primaryExtraKey,ratingImage,"
    "audienceRatingImage,contentRating,attribution";
constexpr std::string_view season_query = "&excludeElements=Guid,Image,UltraBlurColors,Media,Role,Collection,Field"
                                          "&excludeFields=summary,thumb,art,theme,parentThumb,parentTheme,parentStudio";

constexpr std::string_view episode_query =
    "excludeElements=Guid,Image,UltraBlurColors,Media,Role,Director,Writer,Producer,Country,Collection,Rating,Field,"
    "Chapter,Marker,Review,Extras"
    "&excludeFields=summary,tagline,thumb,art,parentThumb,parentArt,parentTheme,grandparentThumb,grandparentArt,"
    "grandparentTheme,contentRating,chapterSource,attribution";
constexpr std::string_view show_query =
    "excludeElements=Role,Director,Writer,Producer,Country,Collection,Genre,Similar,Image,UltraBlurColors,Rating,Field,"
    "Review,Extras,Location&excludeFields=summary,tagline";

constexpr auto longest_silence_of_events = 45s; // the server sends a ping every 10 s

reel::http_settings http_settings_of(const config& c)
{
    reel::http_settings out;
    out.verify_tls = c.verify_tls;
    out.ca_file = c.ca_file.string();
    out.tls_host = c.tls_host;
    // Besides the listings: the event stream, a health check, and what calls and comparing ask about single shows.
    out.max_connections = static_cast<std::size_t>(c.concurrent_sections) + 6;
    return out;
}

std::vector<reel::http_header> headers_of(reel::host& host)
{
    return {{"Accept", "application/json"},
            {"X-Plex-Client-Identifier", std::string{host.install_id()}},
            {"X-Plex-Product", "reeld"},
            {"X-Plex-Version", std::string{host.version()}}};
}

/// A key of the server's as one segment of a path, whatever it holds.
std::string path_segment(std::string_view key)
{
    return boost::urls::encode(key, boost::urls::unreserved_chars);
}

reel::error misshapen(const reel::error& e, const std::string& path)
{
    return reel::error{e.kind(), "Plex's answer to " + path + " cannot be used: " + e.message()}.at(e.pointer());
}

/// Ours, in place of what the transport or a decoder said: it says what the owner can do about it.
reel::error explained(reel::error failure, const std::string& path, reel::duration deadline)
{
    switch (failure.kind())
    {
    case reel::errc::connection:
        return {reel::errc::connection,
                "Plex cannot be reached; check that the server runs and that PLEX_URL is right (" + failure.message() +
                    ")"};
    case reel::errc::timeout:
        return {reel::errc::timeout, "Plex did not answer within " + reel::format_duration(deadline) +
                                         "; check that the server is awake and that PLEX_URL is right"};
    case reel::errc::validation:
        return misshapen(failure, path);
    default:
        return failure;
    }
}

reel::error refused(const reel::http_response& response, const std::string& path)
{
    const auto said = reel::without_markup(response.body);
    if (response.status == 401)
        return reel::error{reel::errc::unauthorized, "Plex authentication failed; set PLEX_TOKEN to a valid token"}
            .with_status(401)
            .with_upstream_text(said);
    return reel::error{reel::errc::upstream, "Plex answered " + path + " with status " +
                                                 std::to_string(response.status) +
                                                 "; try again later, or see the server's own log"}
        .with_status(response.status)
        .with_upstream_text(said);
}

template <class T>
reel::result<T> checked(reel::result<T> decoded, const std::string& path)
{
    if (!decoded)
        return misshapen(decoded.error(), path);
    return decoded;
}

item_type type_of(listing what)
{
    return what == listing::movies    ? item_type::movie
           : what == listing::shows   ? item_type::show
           : what == listing::seasons ? item_type::season
                                      : item_type::episode;
}

/// -1 when it is not one.
std::int64_t number_of(std::string_view digits)
{
    std::int64_t value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return read.ec == std::errc{} ? value : -1;
}

/// Says something about the server as a whole, not about the one thing that was asked for.
bool concerns_the_server(const reel::error& e)
{
    return e.kind() == reel::errc::connection || e.kind() == reel::errc::timeout ||
           e.kind() == reel::errc::unauthorized;
}

} // namespace

client::client(reel::host& host, const config& settings, std::function<void()> heard)
    : settings_{settings},
      headers_{headers_of(host)},
      http_{host.make_http_client(http_settings_of(settings))},
      heard_{std::move(heard)}
{}

client::call client::get(std::string path, std::string_view query, reel::duration deadline) const
{
    call out;
    out.request.url = settings_.url;
    out.request.url.remove_fragment();
    std::string whole{out.request.url.encoded_path()};
    while (whole.ends_with('/'))
        whole.pop_back();
    out.request.url.set_encoded_path(whole + path);
    out.request.url.set_encoded_query(query);
    if (query.empty())
        out.request.url.remove_query();
    out.request.headers = headers_;
    out.request.connect_timeout = settings_.connect_timeout;
    out.request.deadline = deadline;
    out.path = std::move(path);
    return out;
}

reel::awaitable<reel::result<reel::http_response>> client::send(call what, reel::body_sink sink)
{
    if (what.with_token)
        what.request.headers.push_back({"X-Plex-Token", settings_.token});
    const auto deadline = what.request.deadline;
    auto request = std::move(what.request);
    reel::result<reel::http_response> answer;
    if (sink)
        answer = co_await http_->send(std::move(request), std::move(sink));
    else
        answer = co_await http_->send(std::move(request));
    if (!answer && answer.error().kind() == reel::errc::cancelled)
        throw std::system_error{asio::error::operation_aborted};
    if (!answer)
        answer = explained(std::move(answer).error(), what.path, deadline);
    else if (!answer->ok())
        answer = refused(*answer, what.path);
    note(what, answer ? std::nullopt : std::optional{answer.error()});
    co_return answer;
}

void client::note(const call& what, const std::optional<reel::error>& failure)
{
    if (!what.tells_health || (failure && !concerns_the_server(*failure)))
        return;
    // An answer to a request without the token says nothing about the token.
    if (!failure && !what.with_token && trouble_ && trouble_->kind() == reel::errc::unauthorized)
        return;
    const bool changed = failure ? !trouble_ || trouble_->message() != failure->message() : trouble_.has_value();
    trouble_ = failure;
    if (changed && heard_)
        heard_();
}

reel::awaitable<reel::result<server_identity>> client::identity()
{
    auto what = get("/identity", {}, settings_.timeout);
    what.with_token = false;
    const auto path = what.path;
    const auto answer = co_await send(std::move(what));
    if (!answer)
        co_return answer.error();
    co_return checked(decode_identity(answer->body), path);
}

reel::awaitable<reel::result<void>> client::check_health()
{
    // First without the token, so that "down" and "token refused" are told apart.
    auto alive = get("/identity", {}, settings_.health_timeout);
    alive.with_token = false;
    if (const auto answer = co_await send(std::move(alive)); !answer)
        co_return answer.error();
    const auto answer = co_await send(get("/", {}, settings_.health_timeout));
    if (!answer)
        co_return answer.error();
    co_return reel::result<void>{};
}

reel::awaitable<reel::result<std::vector<section_info>>> client::sections()
{
    auto what = get("/library/sections", {}, settings_.timeout);
    const auto path = what.path;
    const auto answer = co_await send(std::move(what));
    if (!answer)
        co_return answer.error();
    co_return checked(decode_sections(answer->body), path);
}

client::call client::listing_of(const page_request& request) const
{
    if (request.what == listing::episodes)
        return get("/library/metadata/" + path_segment(request.of) + "/allLeaves", episode_query,
                   settings_.listing_timeout);
    std::string query = "type=" + std::to_string(static_cast<int>(request.what));
    query += request.what == listing::seasons ? season_query : listing_query;
    return get("/library/sections/" + path_segment(request.of) + "/all", query, settings_.listing_timeout);
}

reel::awaitable<reel::result<page_info>> client::page(page_request request, listing_decoder::sink on_item)
{
    auto what = listing_of(request);
    // Only the two together page an answer; the size alone is ignored.
    what.request.headers.push_back({"X-Plex-Container-Start", std::to_string(request.start)});
    what.request.headers.push_back({"X-Plex-Container-Size", std::to_string(request.size)});
    what.request.read_timeout = settings_.listing_timeout;
    const auto path = what.path;
    listing_decoder decoder{type_of(request.what), std::move(on_item)};
    reel::body_sink sink = [&decoder](std::string_view piece) { return decoder.write(piece); };
    const auto answer = co_await send(std::move(what), std::move(sink));
    if (!answer)
        co_return answer.error();
    auto page = checked(decoder.finish(), path);
    if (page && page->total_size < 0)
        page->total_size = number_of(answer->header("X-Plex-Container-Total-Size"));
    co_return page;
}

reel::awaitable<reel::result<std::vector<season>>> client::seasons(std::string show)
{
    auto what = get("/library/metadata/" + path_segment(show) + "/children", "excludeAllLeaves=1", settings_.timeout);
    const auto path = what.path;
    const auto answer = co_await send(std::move(what));
    if (!answer)
        co_return answer.error();
    co_return checked(decode_seasons(answer->body), path);
}

reel::awaitable<reel::result<std::string>> client::show_ordering(std::string show)
{
    auto what = get("/library/metadata/" + path_segment(show), show_query, settings_.timeout);
    const auto path = what.path;
    const auto answer = co_await send(std::move(what));
    if (!answer)
        co_return answer.error();
    co_return checked(decode_show_ordering(answer->body), path);
}

reel::awaitable<reel::result<std::string>> client::account()
{
    auto what = get("/", {}, settings_.timeout);
    what.tells_health = false; // tokens of shared users may not see this
    const auto path = what.path;
    const auto answer = co_await send(std::move(what));
    if (!answer)
        co_return answer.error();
    co_return checked(decode_account(answer->body), path);
}

reel::awaitable<reel::result<void>> client::notifications(reel::body_sink sink)
{
    auto what = get("/:/eventsource/notifications", {}, 0ms);
    what.request.read_timeout = longest_silence_of_events;
    what.request.retries = 0;
    what.tells_health = false;
    what.request.headers.front().value = std::string{"text/event-stream"};
    const auto answer = co_await send(std::move(what), std::move(sink));
    if (!answer)
        co_return answer.error();
    co_return reel::result<void>{};
}

} // namespace reel_plex
