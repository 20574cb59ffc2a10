// SPDX-License-Identifier: MIT
// One request under way: what was asked, by whom, the answer as it is written, and the way back to the client while a tool
// runs. Shared by the coroutine that answers and the transport that waits. Loop thread only.
#pragma once

#include "core/mcp/jsonrpc.hpp"
#include "core/mcp/protocol.hpp"

#include <reel/asio.hpp>
#include <reel/call_context.hpp>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace reeld::mcp
{

class questions;

class exchange : public reel::client_channel
{
public:
    explicit exchange(reel::caller who) : who{std::move(who)} {}
    exchange(const exchange&) = delete;
    exchange& operator=(const exchange&) = delete;

    /// Reads one message. On failure the answer is there at once: `reply`, `status` and done(), and false is returned.
    bool read(std::string_view text);
    /// Ends with an error.
    void refuse(const rpc_error& error);
    /// Ends with what `reply` and `status` hold.
    void finish();
    bool done() const noexcept { return done_; }

    /// Sends a notification to the client before the answer; it may be dropped when the client cannot take it.
    virtual void notify(std::string notification) = 0;

    void progress(double done, std::optional<double> total, std::string_view message) final;
    void log(reel::log_level level, std::string_view message) final;
    reel::awaitable<reel::result<reel::elicit_answer>> elicit(reel::elicit_request question) final;
    /// A question to the client's person is open.
    bool asking() const noexcept { return asking_; }

    reel::caller who;
    mcp::era era = era::legacy;
    mcp::message message;
    bool pushes = false;                 ///< the client also hears what belongs to no request of its own (stdio)
    bool elicits = false;                ///< the client shows forms to its person
    mcp::questions* questions = nullptr; ///< where those of a legacy client are kept; outlives the request
    /// The lowest level of log messages that the client wants; none: no log messages.
    std::optional<reel::log_level> log_level;
    std::string reply;
    int status = 200; ///< HTTP's, where that is the transport
    /// Terminal cancellation of the coroutine that answers.
    asio::cancellation_signal stop;

protected:
    /// The answer is there.
    virtual void finished() = 0;

private:
    std::array<unsigned char, 2048> buffer_; // most requests fit: parsing them allocates nothing
    boost::json::monotonic_resource memory_{buffer_.data(), buffer_.size()};
    std::optional<boost::json::value> body_;
    std::optional<double> last_progress_;
    bool done_ = false;
    bool asking_ = false;
};

/// MCP's word for a level, and back; nothing for a word that is none of its eight.
std::string_view level_name(reel::log_level level);
std::optional<reel::log_level> level_of(std::string_view name);

} // namespace reeld::mcp
