// SPDX-License-Identifier: MIT
#include "core/mcp/http.hpp"

#include "core/confirm/token.hpp"
#include "core/http/text.hpp"
#include "core/mcp/headers.hpp"
#include "core/mcp/methods.hpp"

#include <chrono>
#include <deque>
#include <optional>
#include <system_error>
#include <utility>

namespace reeld::mcp
{

namespace
{

constexpr auto keep_alive_interval = std::chrono::seconds{20}; // proxies close what is silent for longer
constexpr std::size_t max_outbox = 256;                        // notifications that wait for a slow client

class http_exchange final : public exchange
{
public:
    http_exchange(reel::caller who, bool streams) : exchange{std::move(who)}, streams_{streams} {}

    void notify(std::string notification) override
    {
        if (!streams_ || outbox_.size() >= max_outbox)
            return;
        outbox_.push_back(std::move(notification));
        wake();
    }

    bool streams() const noexcept { return streams_; }
    bool silent() const noexcept { return outbox_.empty(); }
    std::string next()
    {
        auto out = std::move(outbox_.front());
        outbox_.pop_front();
        return out;
    }

    /// Completes when there is something to send, or when `limit` has passed.
    reel::awaitable<void> wait(std::optional<std::chrono::seconds> limit)
    {
        if (done() || !silent())
            co_return;
        timer_.emplace(co_await asio::this_coro::executor);
        timer_->expires_at(limit ? std::chrono::steady_clock::now() + *limit : asio::steady_timer::time_point::max());
        co_await timer_->async_wait(reel::as_tuple);
        timer_.reset();
        if ((co_await asio::this_coro::cancellation_state).cancelled() != asio::cancellation_type::none)
            throw std::system_error{asio::error::operation_aborted};
    }

private:
    void finished() override { wake(); }
    void wake()
    {
        if (timer_)
            timer_->cancel();
    }

    bool streams_;
    std::deque<std::string> outbox_;
    std::optional<asio::steady_timer> timer_;
};

/// The client's end of a request: when it goes before the answer came, a modern request ends with it, and so does one that
/// waits for the client's person.
class client_end
{
public:
    explicit client_end(std::shared_ptr<http_exchange> x) : x_{std::move(x)} {}
    client_end(client_end&&) noexcept = default;
    ~client_end()
    {
        if (x_ && !x_->done() && (x_->era == era::modern || x_->asking()))
            x_->stop.emit(asio::cancellation_type::terminal);
    }
    http_exchange& operator*() const noexcept { return *x_; }

private:
    std::shared_ptr<http_exchange> x_;
};

std::string event(std::string_view message)
{
    std::string out = "event: message\ndata: ";
    out += message;
    out += "\n\n";
    return out;
}

reel::awaitable<void> stream(std::shared_ptr<client_end> client, http::body_writer& out)
{
    auto& x = **client;
    for (;;)
    {
        while (!x.silent())
            if (!co_await out.write(event(x.next())))
                co_return;
        if (x.done())
            break;
        co_await x.wait(keep_alive_interval);
        if (x.silent() && !x.done() && !co_await out.write(":\n\n"))
            co_return;
    }
    co_await out.write(event(x.reply));
}

http::response streamed(client_end client)
{
    http::response out;
    out.content_type = "text/event-stream";
    out.headers = {{"Cache-Control", "no-cache"}, {"X-Accel-Buffering", "no"}};
    // Should the stream never run, because the client is gone already, its destruction ends the request.
    out.stream = [client = std::make_shared<client_end>(std::move(client))](http::body_writer& writer) {
        return stream(client, writer);
    };
    return out;
}

/// What a legacy client that shows forms is told at its opening, and repeats from then on. There are no sessions: the id is
/// all there is to remember of it.
constexpr std::string_view elicits_prefix = "elicits-";

http::response whole(http_exchange& x)
{
    auto out = http::response::json(std::move(x.reply), x.status);
    if (x.message.method == "initialize" && x.elicits && x.streams())
        out.headers.emplace_back(header::session_id, std::string{elicits_prefix} + confirm::random_token());
    return out;
}

http::response accepted()
{
    http::response out;
    out.status = 202;
    return out;
}

bool is_json(const http::request& req)
{
    const auto type = req.header("Content-Type");
    const auto end = type.find_first_of("; ");
    return http::iequals(type.substr(0, end), "application/json");
}

/// Which era, and whether the request may be served in it.
std::optional<rpc_error> admit(http_exchange& x, const http::request& req)
{
    x.era = is_modern(x.message) || is_modern(req) ? era::modern : era::legacy;
    if (x.era == era::legacy)
    {
        x.elicits = x.streams() && req.header(header::session_id).starts_with(elicits_prefix);
        return check_legacy_version(req);
    }
    if (x.message.type != message::kind::request)
        return {};
    if (auto wrong = check_headers(req, x.message))
        return wrong;
    if (auto wrong = check_meta(x.message))
        return wrong;
    if (x.message.method == "subscriptions/listen" && !x.streams())
        return rpc_error{code::invalid_request, "a subscription needs \"Accept: text/event-stream\"", {}, 406};
    return {};
}

} // namespace

reel::awaitable<http::response> serve_post(std::shared_ptr<service> s, http::request& req)
{
    if (!is_json(req))
        co_return http::response::json(
            error_response({}, {code::invalid_request, "the Content-Type must be application/json", {}}), 415);
    const auto x =
        std::make_shared<http_exchange>(s->deps.caller ? s->deps.caller(req) : reel::caller{}, accepts_stream(req));
    if (!x->read(req.body))
        co_return whole(*x);
    if (const auto refused = admit(*x, req))
    {
        x->refuse(*refused);
        co_return whole(*x);
    }
    if (x->message.type == message::kind::response)
        s->questions.answered(x->message, x->who);
    if (x->message.type != message::kind::request)
        co_return accepted();

    s->start(x);
    client_end client{x};
    co_await x->wait({});
    if (x->silent())
        co_return whole(*x);
    co_return streamed(std::move(client));
}

} // namespace reeld::mcp
