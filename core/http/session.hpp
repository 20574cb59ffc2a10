// SPDX-License-Identifier: MIT
// One connection of the server: reads a request, has it answered, writes the answer, again. Loop thread only. Shared between
// the server's list and the operations under way; it ends when the client leaves, a deadline passes, or it is cancelled.
#pragma once

#include "core/http/message.hpp"
#include "core/http/parser.hpp"
#include "core/http/read_buffer.hpp"
#include "core/http/server.hpp"

#include <reel/event.hpp>

#include <asio/ip/tcp.hpp>

#include <array>
#include <chrono>
#include <ctime>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reeld::http
{

/// What all connections of a server share.
struct service
{
    service(const router& r, server_limits l, reel::logger to) : routes{r}, limits{l}, log{std::move(to)} {}

    /// Now, as the Date header wants it; rendered once a second. Valid until the next call.
    std::string_view date();

    const router& routes;
    server_limits limits;
    reel::logger log;
    std::vector<filter> filters;
    std::vector<finisher> finishers;
    server_stats stats;
    bool stopping = false;

private:
    std::time_t rendered_ = -1;
    std::array<char, 32> date_{};
};

/// The longest that a client which was refused may take to read why.
inline constexpr std::chrono::seconds linger_limit{5};

/// `why` is put between quotes as it is.
response error_response(int status, std::string_view why);

class session final : public std::enable_shared_from_this<session>
{
public:
    using clock = std::chrono::steady_clock;

    session(asio::ip::tcp::socket socket, std::shared_ptr<service> shared);

    /// Serves the connection to its end. Whoever runs it keeps the session alive meanwhile, and binds slot() to it.
    reel::awaitable<void> run();
    asio::cancellation_slot slot() noexcept { return cancellation_.slot(); }
    /// After run(). A read ahead may still be under way.
    void close();

    /// When expire() is due; moves with every step.
    clock::time_point deadline() const noexcept { return deadline_; }
    void expire();
    /// Ends the connection if it is between two requests. Otherwise it is closed after the answer.
    void end_if_idle();
    /// Ends whatever runs, a handler included (terminal cancellation).
    void cancel();

private:
    friend class chunk_writer;
    enum class phase : std::uint8_t
    {
        idle, ///< between two requests, with no byte of the next one
        header,
        body,
        handling,
        writing,
        closing
    };
    using pieces = std::array<asio::const_buffer, 3>;

    void enter(phase next);
    void enter(phase next, reel::duration limit);

    reel::awaitable<bool> receive();
    reel::awaitable<bool> read();
    std::optional<response> admit();
    void begin_body();
    void refuse(int status, std::string_view why);

    reel::awaitable<response> handle();
    void cancel_on_hangup();
    void read_ahead();

    void render_head(const response& answer);
    bool write_now(pieces& what);
    reel::awaitable<bool> write(pieces what);
    reel::awaitable<bool> stream(const response& answer);
    reel::awaitable<void> linger();

    std::shared_ptr<service> shared_;
    asio::ip::tcp::socket socket_;
    asio::cancellation_signal cancellation_;
    std::string peer_;
    bool loopback_ = false;

    clock::time_point deadline_ = clock::time_point::max();
    phase phase_ = phase::idle;
    bool expired_ = false;     // the deadline of this phase has passed
    bool cancelled_ = false;   // from outside, or by a hang-up
    bool input_ended_ = false; // the client has closed its side
    bool broken_ = false;      // the client does not take what we write

    read_buffer in_;
    request request_;
    std::optional<request_parser> parser_;
    const route* route_ = nullptr;
    std::optional<response> early_; // an answer that needs no handler
    bool keep_ = true;              // the connection, after this answer
    std::string out_;               // the answer's header

    std::uint64_t serial_ = 0;    // of the request
    bool hangup_cancels_ = false; // a handler or stream runs that need not go on for nobody
    bool reading_ahead_ = false;  // a read is under way beside it
    reel::event read_ahead_done_;
};

} // namespace reeld::http
