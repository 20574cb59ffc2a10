// SPDX-License-Identifier: MIT
#include "core/http/client.hpp"

#include "core/http/exchange.hpp"
#include "core/http/pool.hpp"
#include "core/http/retry_after.hpp"
#include "core/http/text.hpp"
#include "core/http/tls.hpp"

#include <reel/either.hpp>

#include <openssl/crypto.h>

#include <algorithm>
#include <random>
#include <utility>

namespace reeld::http
{

namespace
{

using reel::duration;
using reel::errc;
using reel::error;
using reel::http_request;
using reel::http_response;
using std::chrono::nanoseconds;
using answer = reel::result<http_response>;

constexpr duration first_retry{200};
constexpr duration first_retry_when_limited{1000}; // 429 without Retry-After
constexpr duration max_wait{60'000};
constexpr duration long_time{3'600'000};

bool repeatable(const http_request& request)
{
    return request.method == "GET" || request.method == "HEAD";
}

bool busy(int status)
{
    return status == 429 || status == 502 || status == 503 || status == 504;
}

const std::string& text(const reel::http_header& header)
{
    const auto* open = std::get_if<std::string>(&header.value);
    return open ? *open : std::get<reel::secret>(header.value).reveal();
}

bool has(const http_request& request, std::string_view name)
{
    return std::any_of(request.headers.begin(), request.headers.end(),
                       [&](const auto& h) { return iequals(h.name, name); });
}

reel::result<origin> origin_of(const boost::urls::url& url)
{
    const std::string_view scheme{url.scheme().data(), url.scheme().size()};
    if ((scheme != "http" && scheme != "https") || url.encoded_host().empty())
        return error{errc::bad_argument, "an address must start with http:// or https:// and have a host"};
    origin out;
    out.secure = scheme == "https";
    out.host = url.host_address();
    out.port = url.has_port() && url.port_number() != 0 ? url.port_number() : out.secure ? 443 : 80;
    const bool v6 = out.host.find(':') != std::string::npos;
    out.label = (v6 ? "[" + out.host + "]" : out.host) + ":" + std::to_string(out.port);
    return out;
}

/// The request line and the header. The string holds secrets: wipe it.
reel::result<void> render(std::string& out, const http_request& request, const reel::http_settings& settings,
                          bool streamed)
{
    const auto target = request.url.encoded_target();
    const auto host = request.url.encoded_host_and_port();
    const auto token = [](std::string_view t) {
        return t.find_first_of(" :\t") == t.npos && fits_in_header(t) && !t.empty();
    };
    if (!token(request.method))
        return error{errc::bad_argument, "a request's method is a word such as GET"};
    out.append(request.method).append(" ");
    if (!target.starts_with('/'))
        out += '/';
    out.append(target.data(), target.size()).append(" HTTP/1.1\r\n");
    append_header(out, "Host", {host.data(), host.size()});
    if (!has(request, "User-Agent"))
        append_header(out, "User-Agent", settings.user_agent.empty() ? "reeld/" REELD_VERSION : settings.user_agent);
    if (!has(request, "Accept-Encoding") && !streamed)
        append_header(out, "Accept-Encoding", "gzip, deflate");
    if (!request.body.empty() || request.method == "POST" || request.method == "PUT" || request.method == "PATCH")
        append_header(out, "Content-Length", std::to_string(request.body.size()));
    for (const auto& header : request.headers)
    {
        if (!token(header.name) || !fits_in_header(text(header)))
            return error{errc::bad_argument, "the header '" + (token(header.name) ? header.name : "?") +
                                                 "' has a character that a header cannot have"};
        append_header(out, header.name, text(header));
    }
    out += "\r\n";
    return {};
}

/// Overwrites what it held, since the header of a request holds tokens.
struct wiped_string
{
    wiped_string() = default;
    wiped_string(const wiped_string&) = delete;
    wiped_string& operator=(const wiped_string&) = delete;
    ~wiped_string() { OPENSSL_cleanse(text.data(), text.size()); }
    std::string text;
};

class client final : public reel::http_client
{
public:
    client(asio::any_io_executor executor, reel::clock& clock, reel::http_settings settings, reel::logger log)
        : clock_{clock},
          settings_{std::move(settings)},
          log_{std::move(log)},
          pool_{std::make_shared<pool>(executor, clock, settings_.max_connections, settings_.idle_timeout)},
          tls_{executor, settings_}
    {}

    reel::awaitable<answer> send(http_request request) override { return ask(std::move(request), {}); }
    reel::awaitable<answer> send(http_request request, reel::body_sink sink) override
    {
        return ask(std::move(request), std::move(sink));
    }

private:
    reel::awaitable<answer> ask(http_request request, reel::body_sink sink);
    reel::awaitable<answer> attempts(question asked, progress& how_far, nanoseconds end);
    reel::awaitable<answer> attempt(question asked, progress& how_far);
    reel::awaitable<error> watch(question asked, progress& how_far, nanoseconds end);
    std::optional<duration> wait_before_next(const question& asked, const answer& got, int made);

    reel::clock& clock_;
    reel::http_settings settings_;
    reel::logger log_;
    std::shared_ptr<pool> pool_;
    tls tls_;
    std::minstd_rand random_{std::random_device{}()}; // for jitter
};

reel::awaitable<answer> client::ask(http_request request, reel::body_sink sink)
{
    const auto to = origin_of(request.url);
    if (!to)
        co_return to.error();
    wiped_string head;
    if (auto rendered = render(head.text, request, settings_, static_cast<bool>(sink)); !rendered)
        co_return rendered.error();

    const question asked{request, repeatable(request), sink ? &sink : nullptr, *to, head.text, settings_.max_header};
    const auto end = request.deadline > duration{0} ? clock_.ticks() + request.deadline : nanoseconds::max();
    progress how_far;
    auto first = co_await reel::either(attempts(asked, how_far, end), watch(asked, how_far, end));
    auto got = first.index() == 0 ? std::get<0>(std::move(first)) : answer{std::get<1>(std::move(first))};
    if (!got)
        co_return std::move(got).error().with_unsent(!how_far.sent);
    co_return got;
}

/// Ends when the time is over. One timer for a whole request: it sleeps until the nearest deadline there can be and looks.
reel::awaitable<error> client::watch(question asked, progress& how_far, nanoseconds end)
{
    const auto& request = asked.request;
    for (;;)
    {
        const auto now = clock_.ticks();
        const bool counts = how_far.receiving && request.read_timeout > duration{0};
        const auto silent_until = counts ? how_far.last + request.read_timeout : nanoseconds::max();
        if (now >= end)
            co_return error{errc::timeout, (how_far.connected ? "no answer from " : "no free connection to ") +
                                               asked.to.label + " within " + reel::format_duration(request.deadline)};
        if (now >= silent_until)
            co_return error{errc::timeout,
                            asked.to.label + " has been silent for " + reel::format_duration(request.read_timeout)};
        auto next = std::min(end, silent_until) - now;
        if (!counts && request.read_timeout > duration{0}) // it may begin to count while this sleeps
            next = std::min<nanoseconds>(next, request.read_timeout);
        co_await clock_.sleep(std::chrono::ceil<duration>(std::min<nanoseconds>(next, long_time)));
    }
}

reel::awaitable<answer> client::attempts(question asked, progress& how_far, nanoseconds end)
{
    for (int made = 0;; ++made)
    {
        answer got = error{};
        std::exception_ptr failure;
        try
        {
            got = co_await attempt(asked, how_far);
        }
        catch (const std::system_error& e)
        {
            if (e.code() == asio::error::operation_aborted)
                throw;
            failure = std::current_exception();
        }
        catch (...) // a sink that throws; nothing may leave here, or it would be noticed at the deadline only
        {
            failure = std::current_exception();
        }
        if (failure)
        {
            log_.error("A request failed inside", {{"origin", asked.to.label}});
            co_return error{errc::internal, "the answer of " + asked.to.label + " could not be processed"};
        }
        const auto wait = how_far.delivered ? std::nullopt : wait_before_next(asked, got, made);
        if (!wait || (end != nanoseconds::max() && clock_.ticks() + *wait >= end))
            co_return got;
        log_.debug("Request will be repeated", {{"origin", asked.to.label}, {"after", *wait}});
        how_far = progress{};
        co_await clock_.sleep(*wait);
    }
}

/// Nothing when the answer is final.
std::optional<duration> client::wait_before_next(const question& asked, const answer& got, int made)
{
    if (made >= asked.request.retries || !asked.repeatable)
        return {};
    const bool limited = got && got->status == 429;
    if (got ? !busy(got->status) : got.error().kind() != errc::connection)
        return {};
    if (got)
        if (const auto told = retry_after(*got, clock_.now()))
            return *told <= max_wait ? told : std::nullopt;
    const auto base = (limited ? first_retry_when_limited : first_retry) * (1 << std::min(made, 8));
    std::uniform_real_distribution<double> jitter{1.0, 2.0};
    return std::min(max_wait, std::chrono::duration_cast<duration>(base * jitter(random_)));
}

reel::awaitable<answer> client::attempt(question asked, progress& how_far)
{
    auto held = co_await pool_->acquire(asked.to);
    how_far.connected = true;
    for (;;)
    {
        if (!held.connection)
        {
            auto opened = co_await open_connection(asked.to, tls_, clock_, asked.request.connect_timeout);
            if (!opened)
                co_return opened.error();
            held.connection = std::move(*opened);
        }
        exchange talk{asked, *held.connection, clock_, how_far};
        auto got = co_await talk.run();
        if (got && talk.keep_alive())
            held.give_back();
        // A connection that the server closed just when it was used again says nothing about the server.
        const bool stale = !got && held.used_before && !talk.answered() && got.error().kind() == errc::connection;
        if (!stale || !asked.repeatable)
            co_return got;
        pool_->forget_idle(asked.to);
        held.connection.reset();
        held.used_before = false;
        how_far.receiving = false;
    }
}

} // namespace

std::unique_ptr<reel::http_client> make_http_client(asio::any_io_executor executor, reel::clock& clock,
                                                    reel::http_settings settings, reel::logger log)
{
    return std::make_unique<client>(std::move(executor), clock, std::move(settings), std::move(log));
}

} // namespace reeld::http
