// SPDX-License-Identifier: MIT
#include "core/http/session.hpp"

#include "core/http/text.hpp"

#include <asio/write.hpp>

#include <charconv>
#include <utility>

namespace reeld::http
{

namespace
{

constexpr std::size_t stream_without_pause = 256 * 1024; // then the loop gets its turn
constexpr std::size_t max_linger = 1 << 20;

std::string text_of(const std::exception_ptr& failure)
{
    try
    {
        std::rethrow_exception(failure);
    }
    catch (const std::exception& e)
    {
        return e.what();
    }
    catch (...)
    {
        return "not a std::exception";
    }
}

bool has_no_body(int status)
{
    return status == 204 || status == 304;
}

void append_number(std::string& out, std::size_t value, int base = 10)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, base).ptr;
    out.append(digits.data(), end);
}

} // namespace

std::string_view service::date()
{
    const auto now = std::time(nullptr);
    if (now != rendered_)
    {
        std::tm utc{};
        gmtime_r(&now, &utc);
        std::strftime(date_.data(), date_.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc); // the process keeps the C locale
        rendered_ = now;
    }
    return date_.data();
}

session::session(asio::ip::tcp::socket socket, std::shared_ptr<service> shared)
    : shared_{std::move(shared)}, socket_{std::move(socket)}, read_ahead_done_{socket_.get_executor()}
{
    asio::error_code ignored;
    auto address = socket_.remote_endpoint(ignored).address();
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    peer_ = address.to_string();
    loopback_ = address.is_loopback();
    socket_.set_option(asio::ip::tcp::no_delay{true}, ignored);
    socket_.non_blocking(true, ignored); // write_now() must not wait
    enter(phase::idle, shared_->limits.idle_timeout);
}

reel::awaitable<void> session::run()
{
    while (co_await receive())
    {
        response answer;
        if (early_)
            answer = std::move(*early_);
        else
            answer = co_await handle();
        for (const auto& finish : shared_->finishers)
            finish(request_, answer);
        keep_ = keep_ && !shared_->stopping && !cancelled_;
        if (answer.stream && parser_->http_1_0())
            keep_ = false; // the end of the body is the end of the connection
        render_head(answer);
        const bool bare = request_.method == "HEAD" || has_no_body(answer.status);
        pieces what{asio::buffer(out_), bare ? asio::const_buffer{} : asio::buffer(answer.body)};
        if (answer.stream && !bare)
        {
            if (!co_await stream(answer))
                co_return;
        }
        else if (!write_now(what) && !cancelled_ && !co_await write(what))
            co_return;
        if (cancelled_ || broken_)
            co_return;
        if (!keep_)
        {
            if (!parser_->done())
                co_await linger();
            co_return;
        }
    }
}

// ---- time and interruptions -----------------------------------------------------------------------------------------

void session::enter(phase next)
{
    phase_ = next;
    expired_ = false;
    deadline_ = clock::time_point::max();
}

void session::enter(phase next, reel::duration limit)
{
    enter(next);
    deadline_ = clock::now() + limit;
}

void session::expire()
{
    deadline_ = clock::time_point::max();
    expired_ = true;
    if (phase_ != phase::idle && phase_ != phase::closing)
        ++shared_->stats.timeouts;
    asio::error_code ignored;
    socket_.cancel(ignored);
}

void session::end_if_idle()
{
    asio::error_code ignored;
    if (phase_ == phase::idle)
        socket_.cancel(ignored); // receive() sees that the service is stopping
}

void session::cancel()
{
    cancelled_ = true;
    cancellation_.emit(asio::cancellation_type::terminal);
}

void session::close()
{
    asio::error_code ignored;
    socket_.close(ignored);
}

// ---- handling -------------------------------------------------------------------------------------------------------

reel::awaitable<response> session::handle()
{
    enter(phase::handling);
    if (route_->cancel_on_hangup)
        cancel_on_hangup();
    std::exception_ptr failure;
    try
    {
        auto answer = co_await route_->handler(request_);
        hangup_cancels_ = false;
        co_return answer;
    }
    catch (...)
    {
        failure = std::current_exception();
    }
    hangup_cancels_ = false;
    if (cancelled_)
        co_return error_response(503, "shutting down");
    shared_->log.error("Request handler failed",
                       {{"method", request_.method}, {"path", request_.path}, {"error", text_of(failure)}});
    co_return error_response(500, "internal error");
}

/// Watching costs a read beside the handler. Most handlers end without waiting for anything, so it begins only if this one
/// still runs when the loop comes round.
void session::cancel_on_hangup()
{
    hangup_cancels_ = true;
    asio::post(socket_.get_executor(), [self = shared_from_this(), serial = serial_] {
        if (self->serial_ == serial && self->hangup_cancels_)
            self->read_ahead();
    });
}

/// The client may send its next request early; so a hang-up is noticed by reading, and what is read is kept.
void session::read_ahead()
{
    if (reading_ahead_ || input_ended_ || !in_.make_room(shared_->limits.max_header))
        return;
    reading_ahead_ = true;
    read_ahead_done_.reset();
    socket_.async_read_some(in_.room(), [self = shared_from_this()](const asio::error_code& ec, std::size_t n) {
        self->reading_ahead_ = false;
        self->in_.commit(n);
        self->input_ended_ = static_cast<bool>(ec);
        self->read_ahead_done_.set();
        if (!self->hangup_cancels_)
            return;
        if (ec)
            self->cancel();
        else
            self->read_ahead();
    });
}

// ---- answering ------------------------------------------------------------------------------------------------------

void session::render_head(const response& answer)
{
    out_.assign("HTTP/1.1 ");
    append_number(out_, static_cast<std::size_t>(answer.status));
    out_.append(" ").append(reason(answer.status)).append("\r\nDate: ").append(shared_->date()).append("\r\n");
    if (!answer.content_type.empty())
        append_header(out_, "Content-Type", answer.content_type);
    for (const auto& [name, value] : answer.headers)
        if (fits_in_header(name) && fits_in_header(value))
            append_header(out_, name, value);
    if (answer.stream && !parser_->http_1_0())
        out_ += "Transfer-Encoding: chunked\r\n";
    else if (!answer.stream && !has_no_body(answer.status))
    {
        out_ += "Content-Length: ";
        append_number(out_, answer.body.size());
        out_ += "\r\n";
    }
    if (!keep_)
        out_ += "Connection: close\r\n";
    else if (parser_->http_1_0())
        out_ += "Connection: keep-alive\r\n";
    out_ += "\r\n";
}

/// Writes what the kernel takes at once, which nearly always is all; the rest is left in `what`.
bool session::write_now(pieces& what)
{
    asio::error_code ec;
    std::size_t n = broken_ ? 0 : socket_.write_some(what, ec);
    if (ec && ec != asio::error::would_block && ec != asio::error::try_again)
        broken_ = true;
    bool all = true;
    for (auto& piece : what)
    {
        const auto written = std::min(n, piece.size());
        piece += written;
        n -= written;
        all = all && piece.size() == 0;
    }
    return all;
}

reel::awaitable<bool> session::write(pieces what)
{
    if (broken_)
        co_return false;
    const auto before = phase_;
    enter(phase::writing, shared_->limits.write_timeout);
    const auto [ec, n] = co_await asio::async_write(socket_, what, reel::as_tuple);
    enter(before);
    broken_ = broken_ || ec;
    co_return !ec;
}

/// Frames each piece as a chunk, unless the client speaks HTTP/1.0.
class chunk_writer final : public body_writer
{
public:
    chunk_writer(session& to, bool framed) : to_{to}, framed_{framed} {}

    reel::awaitable<reel::result<void>> write(std::string_view piece) override
    {
        if (piece.empty()) // would be the end
            co_return reel::result<void>{};
        session::pieces what{asio::buffer(piece)};
        if (framed_)
        {
            size_.clear();
            append_number(size_, piece.size(), 16);
            size_ += "\r\n";
            what = {asio::buffer(size_), asio::buffer(piece), asio::buffer("\r\n", 2)};
        }
        if (to_.write_now(what))
            without_pause_ += piece.size();
        else if (without_pause_ = 0; !co_await to_.write(what))
            co_return reel::error{reel::errc::connection, "the client hung up"};
        if (without_pause_ > stream_without_pause)
        {
            without_pause_ = 0;
            co_await asio::post(to_.socket_.get_executor(), asio::use_awaitable);
        }
        co_return reel::result<void>{};
    }

private:
    session& to_;
    bool framed_;
    std::string size_;
    std::size_t without_pause_ = 0;
};

/// False when the connection cannot be used any more.
reel::awaitable<bool> session::stream(const response& answer)
{
    enter(phase::handling);
    pieces head{asio::buffer(out_)};
    if (!write_now(head) && !co_await write(head))
        co_return false;
    hangup_cancels_ = true;
    read_ahead();
    const bool framed = !parser_->http_1_0();
    chunk_writer writer{*this, framed};
    std::exception_ptr failure;
    try
    {
        co_await answer.stream(writer);
    }
    catch (...)
    {
        failure = std::current_exception();
    }
    hangup_cancels_ = false;
    if (failure && !cancelled_)
        shared_->log.error("Response stream failed",
                           {{"method", request_.method}, {"path", request_.path}, {"error", text_of(failure)}});
    if (failure || cancelled_ || broken_)
        co_return false; // without the last chunk, so that the client knows
    pieces last{framed ? asio::buffer("0\r\n\r\n", 5) : asio::const_buffer{}};
    if (write_now(last))
        co_return true;
    co_return co_await write(last);
}

/// Closing while bytes of the client are unread would reset the connection, and with it the answer that is on its way.
reel::awaitable<void> session::linger()
{
    asio::error_code ec;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ec);
    enter(phase::closing, std::min<reel::duration>(linger_limit, shared_->limits.header_timeout));
    std::array<char, 4096> scratch;
    for (std::size_t total = 0; !ec && !input_ended_ && !expired_ && total < max_linger;)
    {
        const auto [failed, n] = co_await socket_.async_read_some(asio::buffer(scratch), reel::as_tuple);
        ec = failed;
        total += n;
    }
}

} // namespace reeld::http
