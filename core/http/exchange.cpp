// SPDX-License-Identifier: MIT
#include "core/http/exchange.hpp"

#include "core/http/text.hpp"

#include <algorithm>
#include <utility>

namespace reeld::http
{

namespace
{

constexpr std::size_t piece_size = 64 * 1024; // of what a sink is given
constexpr std::size_t read_size = 128 * 1024; // of a large body
constexpr std::size_t inflate_pause =
    4 * piece_size; // then the loop gets its turn: a small body may swell a thousandfold
constexpr std::size_t max_reserved = 1 << 20;

std::string in_mebibytes(std::size_t bytes)
{
    return bytes < 1024 * 1024 ? std::to_string(bytes) + " bytes" : std::to_string(bytes >> 20) + " MiB";
}

} // namespace

exchange::exchange(const question& asked, connection& over, reel::clock& clock, progress& how_far)
    : asked_{asked}, over_{over}, clock_{clock}, how_far_{how_far}
{}

reel::awaitable<reel::result<reel::http_response>> exchange::run()
{
    const connection::buffers what{asio::buffer(asked_.head), asio::buffer(asked_.request.body)};
    how_far_.sent = true;
    // A server may refuse and close before it has read all; then its answer is there all the same.
    not_sent_ = co_await over_.write(what);
    if (!asked_.repeatable)
        std::string{}.swap(asked_.request.body);
    how_far_.last = clock_.ticks();
    how_far_.receiving = true;
    if (auto got = co_await receive_header(); !got)
        co_return got.error();
    if (auto ready = prepare_body(); !ready)
        co_return ready.error();
    if (auto got = co_await receive_body(); !got)
        co_return got.error();
    keep_alive_ = parser_->keep_alive() && over_.in.empty() && !not_sent_;
    co_return std::move(response_);
}

reel::awaitable<reel::result<void>> exchange::receive_header()
{
    for (;;)
    {
        parser_.emplace(asked_.max_header, asked_.request.method == "HEAD");
        while (!parser_->header_done())
        {
            if (auto more = co_await receive_more(); !more)
                co_return more;
            if (auto good = parse(); !good)
                co_return good;
        }
        if (parser_->status() == 101)
            co_return unusable("it changed the protocol");
        if (parser_->status() >= 200)
            break;
        starved_ = over_.in.empty(); // an interim response; the real one follows
    }
    response_.status = parser_->status();
    response_.headers = std::move(parser_->headers());
    co_return reel::result<void>{};
}

reel::result<void> exchange::prepare_body()
{
    streaming_ = asked_.sink && response_.ok();
    const auto length = parser_->length().value_or(0);
    if (!parser_->done() && !streaming_)
    {
        if (length > asked_.request.max_body)
            return unusable("it is larger than " + in_mebibytes(asked_.request.max_body));
        response_.body.reserve(std::min<std::uint64_t>(length, max_reserved));
    }
    const auto encoding = response_.header("Content-Encoding");
    if (parser_->done() || encoding.empty() || iequals(encoding, "identity"))
        return {};
    if (!iequals(encoding, "gzip") && !iequals(encoding, "x-gzip") && !iequals(encoding, "deflate"))
        return unusable("its Content-Encoding is not understood");
    inflater_ = std::make_unique<inflater>();
    inflated_ = std::make_unique_for_overwrite<char[]>(piece_size);
    return {};
}

reel::awaitable<reel::result<void>> exchange::receive_body()
{
    bool any = false;
    while (!parser_->done())
    {
        if (auto more = co_await receive_more(); !more)
            co_return more;
        if (parser_->done()) // by the end of the connection
            break;
        if (auto good = parse(); !good)
            co_return good;
        const auto piece = parser_->piece();
        any = any || !piece.empty();
        auto taken = inflater_ ? reel::result<void>{} : deliver(piece);
        if (inflater_)
            taken = co_await inflate(piece);
        if (!taken)
            co_return taken;
    }
    if (inflater_ && any && inflater_->status() != inflater::status::done)
        co_return unusable("its compressed body is incomplete");
    co_return reel::result<void>{};
}

/// Reads, if the parser needs it.
reel::awaitable<reel::result<void>> exchange::receive_more()
{
    if (!std::exchange(starved_, false) && !over_.in.empty())
        co_return reel::result<void>{};
    auto limit = asked_.max_header;
    if (parser_->header_done())
    {
        limit = std::max(limit, read_size);
        if (parser_->length().value_or(read_size) >= piece_size)
            over_.in.reserve(read_size);
    }
    if (!over_.in.make_room(limit))
        co_return unusable("its header is too large");
    const auto [ec, n] = co_await over_.read_some(over_.in.room());
    over_.in.commit(n);
    answered_ = answered_ || n > 0;
    how_far_.last = clock_.ticks();
    if (n > 0)
        co_return reel::result<void>{};
    if (ec == asio::error::eof && parser_->started())
        parser_->put_eof();
    else if (ec)
        co_return broken(ec);
    if (!parser_->failed().empty())
        co_return broken(ec);
    co_return reel::result<void>{};
}

reel::result<void> exchange::parse()
{
    const auto taken = parser_->put(over_.in.bytes());
    over_.in.consume(taken);
    starved_ = taken == 0 || over_.in.empty();
    if (!parser_->failed().empty())
        return unusable(parser_->failed());
    return {};
}

reel::awaitable<reel::result<void>> exchange::inflate(std::string_view encoded)
{
    const std::span<char> room{inflated_.get(), piece_size};
    std::size_t without_pause = 0;
    for (std::size_t n = room.size(); !encoded.empty() || n == room.size();)
    {
        n = inflater_->decode(encoded, room);
        if (inflater_->status() == inflater::status::corrupt)
            co_return unusable("its compressed body is corrupt");
        if (auto taken = deliver({room.data(), n}); !taken)
            co_return taken;
        without_pause += n;
        if (without_pause >= inflate_pause)
        {
            without_pause = 0;
            co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
        }
    }
    co_return reel::result<void>{};
}

reel::result<void> exchange::deliver(std::string_view piece)
{
    if (!streaming_)
    {
        if (response_.body.size() + piece.size() > asked_.request.max_body)
            return unusable("it is larger than " + in_mebibytes(asked_.request.max_body));
        response_.body += piece;
        return {};
    }
    for (; !piece.empty(); piece.remove_prefix(std::min(piece.size(), piece_size)))
    {
        how_far_.delivered = true;
        if (auto taken = (*asked_.sink)(piece.substr(0, piece_size)); !taken)
            return taken;
    }
    return {};
}

reel::error exchange::broken(const std::error_code& ec) const
{
    const auto& who = asked_.to.label;
    if (ec == asio::error::operation_aborted)
        return reel::error{reel::errc::cancelled, "the request to " + who + " was cancelled"};
    if (answered_)
        return reel::error{reel::errc::connection, who + " closed the connection in the middle of its answer"};
    if (ec == asio::error::eof || !ec)
        return reel::error{reel::errc::connection, who + " closed the connection without an answer"};
    return reel::error{reel::errc::connection,
                       "the connection to " + who + " broke: " + phrase(not_sent_ ? not_sent_ : ec)};
}

reel::error exchange::unusable(std::string_view why) const
{
    return reel::error{reel::errc::validation,
                       "the answer of " + asked_.to.label + " cannot be used: " + std::string{why}};
}

} // namespace reeld::http
