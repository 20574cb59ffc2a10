// SPDX-License-Identifier: MIT
#include "plugins/tautulli/client.hpp"

#include "plugins/tautulli/decoder.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <system_error>
#include <utility>

namespace reel_tautulli
{

namespace
{

constexpr std::string_view api = "/api/v2";
constexpr auto least_time_for_another_try = 100ms;

reel::http_settings http_settings_of(const config& c)
{
    reel::http_settings out;
    out.verify_tls = c.verify_tls;
    out.ca_file = c.ca_file.string();
    out.tls_host = c.tls_host;
    return out;
}

/// The address as the owner wrote it leads to Tautulli, or to its API already.
boost::urls::url endpoint_of(boost::urls::url address)
{
    address.remove_fragment();
    std::string path{address.encoded_path()};
    while (path.ends_with('/'))
        path.pop_back();
    if (!path.ends_with(api))
        path += api;
    address.set_encoded_path(path);
    return address;
}

/// Ours, in place of what the transport said: it says what the owner can do about it.
reel::error explained(const reel::error& failure, reel::duration deadline)
{
    if (failure.kind() == reel::errc::connection)
        return {reel::errc::connection,
                "Tautulli cannot be reached; check that it runs and that TAUTULLI_URL is right (" + failure.message() +
                    ")"};
    if (failure.kind() == reel::errc::timeout)
        return {reel::errc::timeout, "Tautulli did not answer within " + reel::format_duration(deadline) +
                                         "; check that it runs and that TAUTULLI_URL is right"};
    return failure;
}

template <class T>
auto decoded(const reel::result<boost::json::value>& data, reel::result<T> (*decode)(const boost::json::value&))
    -> reel::result<T>
{
    return data ? decode(*data) : data.error();
}

} // namespace

form form::add(std::string_view name, std::string_view value) &&
{
    text_ += '&';
    text_ += name;
    text_ += '=';
    text_ += boost::urls::encode(value, boost::urls::unreserved_chars);
    return std::move(*this);
}

form form::add(std::string_view name, std::int64_t value) &&
{
    return std::move(*this).add(name, std::to_string(value));
}

client::client(reel::host& host, const config& settings, std::function<void()> heard)
    : host_{host},
      settings_{settings},
      endpoint_{endpoint_of(settings.url)},
      http_{host.make_http_client(http_settings_of(settings))},
      heard_{std::move(heard)}
{}

reel::awaitable<reel::result<boost::json::value>> client::ask(command what, form parameters)
{
    const std::string name{reel::enum_name(what)};
    // In the body, because addresses are written into logs, by us and by proxies.
    auto body = "apikey=" + boost::urls::encode(settings_.api_key.reveal(), boost::urls::unreserved_chars) +
                "&cmd=" + name + parameters.text();
    const auto answer = co_await post(std::move(body));
    auto data = answer ? decode_envelope(answer->status, answer->body, name)
                       : reel::result<boost::json::value>{explained(answer.error(), settings_.timeout)};
    if (!data && data.error().kind() == reel::errc::upstream && what != command::server_status)
        co_return data; // of that command only; whether more is wrong, the health check finds out
    note(data ? std::nullopt : std::optional{data.error()});
    co_return data;
}

reel::awaitable<reel::result<reel::http_response>> client::post(std::string body)
{
    const auto until = host_.clock().ticks() + std::chrono::nanoseconds{settings_.timeout};
    for (bool again = false;; again = true)
    {
        reel::http_request request;
        request.method = "POST";
        request.url = endpoint_;
        request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/x-www-form-urlencoded"}};
        request.body = body;
        request.connect_timeout = settings_.connect_timeout;
        request.deadline = std::chrono::duration_cast<reel::duration>(until - host_.clock().ticks());
        request.read_timeout = settings_.timeout;
        auto answer = co_await http_->send(std::move(request));
        if (!answer && answer.error().kind() == reel::errc::cancelled)
            throw std::system_error{asio::error::operation_aborted};
        // The transport never repeats a POST, as it may change something. Ours only read.
        const bool broken = !answer && answer.error().kind() == reel::errc::connection;
        if (!broken || again || until - host_.clock().ticks() < least_time_for_another_try)
            co_return answer;
    }
}

void client::note(std::optional<reel::error> failure)
{
    const bool changed = failure ? !trouble_ || trouble_->message() != failure->message() : trouble_.has_value();
    trouble_ = std::move(failure);
    if (changed && heard_)
        heard_();
}

reel::awaitable<reel::result<activity>> client::current_activity()
{
    co_return decoded(co_await ask(command::get_activity), decode_activity);
}

reel::awaitable<reel::result<history_page>> client::history(form filters, std::int64_t start, std::int64_t length)
{
    // What is left out here depends on the owner's settings in Tautulli: streams that play now come on top of a page.
    auto whole = std::move(filters)
                     .add("grouping", 1)
                     .add("include_activity", 0)
                     .add("order_column", "date")
                     .add("order_dir", "desc")
                     .add("start", start)
                     .add("length", length);
    co_return decoded(co_await ask(command::get_history, std::move(whole)), decode_history);
}

reel::awaitable<reel::result<std::vector<stat_row>>> client::card(std::string stat_id, form filters)
{
    auto whole = std::move(filters).add("grouping", 1).add("stat_id", stat_id);
    const auto data = co_await ask(command::get_home_stats, std::move(whole));
    if (!data)
        co_return data.error();
    co_return decode_card(*data, stat_id);
}

reel::awaitable<reel::result<std::vector<watch_time>>> client::watch_time_of(std::int64_t user)
{
    auto whole = form{}.add("user_id", user).add("grouping", 1).add("query_days", "7,30,0");
    co_return decoded(co_await ask(command::get_user_watch_time_stats, std::move(whole)), decode_watch_time);
}

reel::awaitable<reel::result<std::vector<user>>> client::users()
{
    co_return decoded(co_await ask(command::get_users), decode_users);
}

reel::awaitable<reel::result<bool>> client::connected()
{
    co_return decoded(co_await ask(command::server_status), decode_connected);
}

} // namespace reel_tautulli
