// SPDX-License-Identifier: MIT
// One request and its response over one connection: no pool, no retries, no deadline of its own. Loop thread only.
#pragma once

#include "core/http/connection.hpp"
#include "core/http/gzip.hpp"
#include "core/http/parser.hpp"

#include <reel/clock.hpp>
#include <reel/error.hpp>
#include <reel/http_client.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace reeld::http
{

/// How far a request has come, for whoever watches its time.
struct progress
{
    bool connected = false;
    bool sent = false;               ///< of the request, something may be on its way
    bool receiving = false;          ///< the request is sent; from here on silence counts
    bool delivered = false;          ///< the sink has had something: nothing can be repeated
    std::chrono::nanoseconds last{}; ///< when something was received
};

/// What is asked, by references to what the caller's frame owns.
struct question
{
    reel::http_request& request;
    bool repeatable;             ///< else its body is let go when it is sent: the wait for an answer may be long
    const reel::body_sink* sink; ///< nullptr: collect
    const origin& to;
    const std::string& head; ///< request line and header, rendered
    std::size_t max_header;
};

class exchange
{
public:
    exchange(const question& asked, connection& over, reel::clock& clock, progress& how_far);

    /// After a success, keep_alive() says whether the connection can serve another request.
    reel::awaitable<reel::result<reel::http_response>> run();
    bool keep_alive() const noexcept { return keep_alive_; }
    /// Something of a response had arrived before it failed.
    bool answered() const noexcept { return answered_; }

private:
    reel::awaitable<reel::result<void>> receive_header();
    reel::awaitable<reel::result<void>> receive_body();
    reel::awaitable<reel::result<void>> receive_more();
    reel::result<void> prepare_body();
    reel::awaitable<reel::result<void>> inflate(std::string_view encoded);
    reel::result<void> deliver(std::string_view piece);
    reel::result<void> parse();
    reel::error broken(const std::error_code& ec) const;
    reel::error unusable(std::string_view why) const;

    const question& asked_;
    connection& over_;
    reel::clock& clock_;
    progress& how_far_;
    std::error_code not_sent_;
    std::optional<response_parser> parser_;
    std::unique_ptr<inflater> inflater_;
    std::unique_ptr<char[]> inflated_;
    reel::http_response response_;
    bool streaming_ = false;
    bool starved_ = true; // the parser needs more bytes
    bool answered_ = false;
    bool keep_alive_ = false;
};

} // namespace reeld::http
