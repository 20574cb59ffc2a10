// SPDX-License-Identifier: MIT
#include "tests/sim/connection.hpp"

#include "tests/sim/catalogue/random.hpp"
#include "tests/sim/plex/document.hpp"

#include <asio/socket_base.hpp>
#include <asio/write.hpp>

#include <algorithm>

namespace reel_sim
{
namespace
{

constexpr std::size_t max_request = 16 << 20;
constexpr std::size_t gather_size =
    256 << 10; // small pieces are copied together, large ones are sent from where they are
constexpr std::size_t large_piece = 64 << 10;

std::string head_of(const reply& r)
{
    std::string head = "HTTP/1.1 " + std::to_string(r.status) + " ";
    head += reason(r.status);
    head += "\r\nX-Plex-Protocol: 1.0\r\nCache-Control: no-cache\r\n";
    if (!r.content_type.empty())
        head += "Content-Type: " + r.content_type + "\r\n";
    for (const auto& [name, value] : r.headers)
        head += name + ": " + value + "\r\n";
    if (r.event_stream)
        head += "Connection: close\r\n\r\n";
    else if (!r.frames.empty())
        head += "Transfer-Encoding: chunked\r\n\r\n";
    else
        head += "Content-Length: " + std::to_string(r.body.size()) + "\r\n\r\n";
    return head;
}

std::string garbage()
{
    std::string out;
    random r{42};
    while (out.size() < 4096)
        out += static_cast<char>(r.below(256));
    return out;
}

std::string wrong_shape(std::uint64_t which)
{
    if (which == 1)
        return R"({"MediaContainer":["size",3]})";
    if (which == 2)
        return R"({"MediaContainer":{"size":2,"totalSize":2,"Metadata":["one",2],"Directory":["one",2]}})";
    return R"({"weather":"fine"})";
}

} // namespace

connection::connection(asio::ip::tcp::socket socket, const listener_hooks& hooks, reel::duration ping)
    : socket_{std::move(socket)}, hooks_{hooks}, ping_{ping}
{
    asio::error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay{true}, ignored);
}

void connection::reset() noexcept
{
    asio::error_code ignored;
    socket_.set_option(asio::socket_base::linger{true, 0}, ignored);
    socket_.close(ignored);
}

reel::awaitable<void> connection::run()
{
    for (;;)
    {
        const auto req = co_await read_request();
        if (!req)
            co_return;
        const auto then = co_await answer(*req);
        if (then == next::close || req->header("connection") == "close")
            co_return;
    }
}

reel::awaitable<std::optional<request>> connection::read_request()
{
    std::size_t head_end = std::string::npos;
    std::size_t wanted = 0; // bytes of head, empty line and body, once the head is there
    std::optional<request> req;
    while (!req || in_.size() < wanted)
    {
        if (!req && (head_end = in_.find("\r\n\r\n")) != std::string::npos)
        {
            req = parse_request(std::string_view{in_}.substr(0, head_end));
            if (!req)
                co_return std::nullopt;
            wanted = head_end + 4 + parse_number<std::size_t>(req->header("content-length")).value_or(0);
            continue;
        }
        if (std::max(in_.size(), wanted) > max_request)
            co_return std::nullopt;
        const auto used = in_.size();
        in_.resize(used + 16'384);
        const auto [ec, n] = co_await socket_.async_read_some(asio::buffer(in_.data() + used, 16'384), reel::as_tuple);
        in_.resize(used + n);
        if (ec)
            co_return std::nullopt;
    }
    req->body = in_.substr(head_end + 4, wanted - head_end - 4);
    in_.erase(0, wanted);
    co_return req;
}

reel::awaitable<connection::next> connection::answer(const request& req)
{
    const auto fault = hooks_.fault_of(req);
    if (fault && fault->kind == fault_kind::refuse)
    {
        reset();
        co_return next::close;
    }
    if (fault && fault->kind == fault_kind::stall)
    {
        co_await until_hangup();
        co_return next::close;
    }
    auto r = hooks_.handle(req);
    asio::steady_timer while_waiting{socket_.get_executor()};
    while (r.later)
    {
        if (auto now = r.later())
        {
            r = std::move(*now);
            continue;
        }
        while_waiting.expires_after(std::chrono::milliseconds{5});
        co_await while_waiting.async_wait(reel::as_tuple);
        if (!socket_.is_open())
            co_return next::close;
    }
    if (fault)
        co_return co_await misbehave(req, *fault, std::move(r));
    if (r.event_stream)
    {
        co_await write(r, 0);
        co_await send_events(req);
        co_return next::close;
    }
    co_return co_await send(r);
}

reel::awaitable<connection::next> connection::misbehave(const request& req, const fault& f, reply r)
{
    switch (f.kind)
    {
    case fault_kind::cut:
    case fault_kind::hang:
        co_await write(r, f.argument.value_or(r.body.size() / 2));
        if (f.kind == fault_kind::hang)
            co_await until_hangup();
        co_return next::close;
    case fault_kind::drip:
    {
        const bool taken = co_await write_slowly(head_of(r) + r.body.text(), f.argument.value_or(1000));
        co_return taken ? next::keep_alive : next::close;
    }
    case fault_kind::delay:
    {
        asio::steady_timer timer{socket_.get_executor(), std::chrono::milliseconds{f.argument.value_or(1000)}};
        co_await timer.async_wait(reel::as_tuple);
        break;
    }
    case fault_kind::garbage:
        r = reply::json(garbage());
        break;
    case fault_kind::shape:
        r = reply::json(wrong_shape(f.argument.value_or(0)));
        break;
    case fault_kind::html:
        r = reply::html("<!DOCTYPE html><html><body><h1>Sign in to continue</h1></body></html>");
        break;
    case fault_kind::status:
        r = plex::error_page(f.code);
        if (f.code == 429)
            r.headers.emplace_back("Retry-After", std::to_string(f.argument.value_or(1)));
        break;
    case fault_kind::refuse:
    case fault_kind::stall:
        break; // done before there was a reply
    }
    if (r.event_stream)
    {
        co_await write(r, 0);
        co_await send_events(req);
        co_return next::close;
    }
    co_return co_await send(r);
}

reel::awaitable<connection::next> connection::send(const reply& r)
{
    if (!r.frames.empty())
        co_return co_await send_frames(r);
    const bool taken = co_await write(r, r.body.size());
    co_return taken ? next::keep_alive : next::close;
}

reel::awaitable<bool> connection::write(const reply& r, std::size_t limit)
{
    auto gathered = head_of(r);
    for (auto piece : r.body.pieces())
    {
        piece = piece.substr(0, limit);
        limit -= piece.size();
        if (piece.size() >= large_piece || gathered.size() + piece.size() > gather_size)
        {
            if (!co_await write_all(gathered))
                co_return false;
            gathered.clear();
        }
        if (piece.size() < large_piece)
            gathered += piece;
        else if (!co_await write_all(piece))
            co_return false;
        if (limit == 0)
            break;
    }
    co_return co_await write_all(gathered);
}

reel::awaitable<bool> connection::write_slowly(std::string text, std::uint64_t bytes_per_second)
{
    constexpr std::chrono::milliseconds tick{20};
    const std::size_t slice = std::max<std::uint64_t>(1, bytes_per_second / 50);
    asio::steady_timer timer{socket_.get_executor()};
    for (std::size_t at = 0; at < text.size(); at += slice)
    {
        if (!co_await write_all(std::string_view{text}.substr(at, slice)))
            co_return false;
        timer.expires_after(tick);
        co_await timer.async_wait(reel::as_tuple);
    }
    co_return true;
}

reel::awaitable<bool> connection::write_all(std::string_view text)
{
    const auto [ec, n] = co_await asio::async_write(socket_, asio::buffer(text), reel::as_tuple);
    co_return !ec && n == text.size();
}

/// Frames without a pause between them are written at once.
reel::awaitable<connection::next> connection::send_frames(const reply& r)
{
    auto gathered = head_of(r);
    asio::steady_timer timer{socket_.get_executor()};
    for (const auto& [text, after] : r.frames)
    {
        if (after.count() > 0)
        {
            if (!co_await write_all(gathered))
                co_return next::close;
            gathered.clear();
            timer.expires_after(after);
            co_await timer.async_wait(reel::as_tuple);
        }
        char size[17];
        const auto end = std::to_chars(size, size + sizeof size, text.size(), 16).ptr;
        gathered.append(size, end).append("\r\n").append(text).append("\r\n");
    }
    if (r.end == ending::complete)
        gathered += "0\r\n\r\n";
    const bool taken = co_await write_all(gathered);
    if (r.end == ending::stall)
        co_await until_hangup();
    co_return taken&& r.end == ending::complete ? next::keep_alive : next::close;
}

/// A gone client is noticed when the next ping cannot be sent.
reel::awaitable<void> connection::send_events(const request& req)
{
    const auto filter = req.argument("filters").value_or(req.argument("filter").value_or(""));
    const auto events = hooks_.events->subscribe(socket_.get_executor(), filter);
    while (!events->ended && socket_.is_open())
    {
        if (events->frames.empty())
        {
            events->wake.expires_after(ping_);
            const auto [ec] = co_await events->wake.async_wait(reel::as_tuple);
            if (!ec)
                events->frames.push_back("event: ping\ndata: {}\n\n");
            continue;
        }
        const auto frame = std::move(events->frames.front());
        events->frames.pop_front();
        if (!co_await write_all(frame))
            co_return;
    }
}

reel::awaitable<void> connection::until_hangup()
{
    char ignored[512];
    for (;;)
    {
        const auto [ec, n] = co_await socket_.async_read_some(asio::buffer(ignored), reel::as_tuple);
        if (ec)
            co_return;
    }
}

} // namespace reel_sim
