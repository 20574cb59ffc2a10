// SPDX-License-Identifier: MIT
// The half of a session that reads a request and decides who answers it.
#include "core/http/session.hpp"

#include <utility>

namespace reeld::http
{

namespace
{

constexpr std::size_t kept_body = 64 * 1024; // memory for a body that a connection keeps between requests

} // namespace

response error_response(int status, std::string_view why)
{
    return response::json("{\"error\":\"" + std::string{why} + "\"}", status);
}

/// True when there is something to answer: a request and its route, or `early_`.
reel::awaitable<bool> session::receive()
{
    ++serial_;
    early_.reset();
    route_ = nullptr;
    if (request_.body.capacity() > kept_body)
        request_.body = {};
    parser_.emplace(request_, shared_->limits.max_header, shared_->limits.max_body);
    enter(phase::idle, shared_->limits.idle_timeout);

    for (bool starved = in_.empty(); !parser_->done();)
    {
        // A read ahead that is under way has its room, which must stay where it is; read() waits for it.
        if (starved && !reading_ahead_ && !in_.make_room(shared_->limits.max_header))
            parser_->refuse_for_size();
        else if (starved && !co_await read())
            co_return early_.has_value();
        const auto taken = parser_->refused() ? 0 : parser_->put(in_.bytes());
        in_.consume(taken);
        starved = taken == 0 || in_.empty();

        if (const auto& refused = parser_->refused())
        {
            ++shared_->stats.malformed;
            refuse(refused->status, refused->why);
            co_return true;
        }
        if (parser_->header_done() && !route_ && !early_)
            begin_body();
        else if (phase_ == phase::idle)
            enter(phase::header, shared_->limits.header_timeout);
        if (early_ && starved && !parser_->done()) // nobody waits for a body that nobody wants
        {
            keep_ = false;
            co_return true;
        }
    }
    keep_ = parser_->keep_alive();
    co_return true;
}

/// Brings more bytes; false when none will come (then `early_` may say what to tell the client).
reel::awaitable<bool> session::read()
{
    if (input_ended_ || (phase_ == phase::idle && shared_->stopping))
        co_return false;
    if (reading_ahead_)
        co_await read_ahead_done_.wait();
    else
    {
        const auto [ec, n] = co_await socket_.async_read_some(in_.room(), reel::as_tuple);
        in_.commit(n);
        input_ended_ = ec && !expired_;
    }
    if (expired_ && phase_ != phase::idle)
        refuse(408, "the request took too long to arrive");
    co_return !input_ended_ && !expired_ && !cancelled_;
}

void session::begin_body()
{
    ++shared_->stats.requests;
    early_ = admit();
    if (parser_->done())
        return;
    enter(phase::body, shared_->limits.body_timeout);
    if (early_ || !parser_->expects_continue() || !in_.empty())
        return;
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    pieces what{asio::buffer(go_on)};
    write_now(what); // fits into an empty send buffer; a client that does not get it sends its body all the same
}

std::optional<response> session::admit()
try
{
    request_.peer = peer_;
    request_.loopback = loopback_;
    for (const auto& filter : shared_->filters)
        if (auto answer = filter(request_))
            return answer;
    std::string allow;
    route_ = shared_->routes.find(request_, allow);
    if (route_)
        return {};
    if (allow.empty())
        return error_response(404, "there is nothing at this path");
    auto answer = error_response(405, "this path has other methods: " + allow);
    answer.headers.emplace_back("Allow", std::move(allow));
    return answer;
}
catch (const std::exception& e)
{
    shared_->log.error("Request filter failed",
                       {{"method", request_.method}, {"path", request_.path}, {"error", e.what()}});
    return error_response(500, "internal error");
}

void session::refuse(int status, std::string_view why)
{
    early_ = error_response(status, why);
    keep_ = false;
}

} // namespace reeld::http
