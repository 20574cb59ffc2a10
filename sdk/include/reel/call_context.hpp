// SPDX-License-Identifier: MIT
// What one call of a tool carries besides its arguments: who asks, until when, and a way back to the asker while it
// runs.
#pragma once

#include <reel/asio.hpp>
#include <reel/error.hpp>
#include <reel/export.hpp>
#include <reel/log.hpp>

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace reel
{

enum class role : std::uint8_t
{
    any,
    admin
};

/// Who asks. `links` are the caller's accounts elsewhere, by name ("calendar_user"), as the owner configured them.
struct caller
{
    std::string name = "local";
    reel::role role = reel::role::admin;
    std::map<std::string, std::string, std::less<>> links;

    /// The caller's account of that name, "" when none is linked.
    std::string_view link(std::string_view account) const
    {
        const auto found = links.find(account);
        return found == links.end() ? std::string_view{} : found->second;
    }
};

/// A question to the person behind the assistant, in the form that MCP calls elicitation.
struct elicit_request
{
    std::string message;
    boost::json::object schema; ///< flat object schema of the answer
};

struct elicit_answer
{
    enum class action : std::uint8_t
    {
        accept,
        decline,
        cancel
    };
    action what = action::cancel;
    boost::json::object content;
};

/// The way back to the asker while a call runs. Implemented by each face; whatever a face or its client cannot do
/// answers `unavailable`. Loop thread only.
class REEL_API client_channel
{
public:
    virtual ~client_channel();
    /// Strictly increasing `done`; dropped when the asker did not ask for progress.
    virtual void progress(double done, std::optional<double> total, std::string_view message);
    virtual void log(log_level level, std::string_view message);
    virtual awaitable<result<elicit_answer>> elicit(elicit_request question);
    /// `params` and the answer as in MCP's sampling/createMessage.
    virtual awaitable<result<boost::json::object>> sample(boost::json::object params);
};

/// Lives as long as the call; the tool may keep references to it until its coroutine ends, not longer.
class REEL_API call_context
{
public:
    call_context(reel::caller who, std::string request_id, logger log, std::chrono::steady_clock::time_point deadline,
                 client_channel* channel = nullptr);

    const reel::caller& caller() const noexcept { return caller_; }
    const std::string& request_id() const noexcept { return request_id_; }
    /// When the invoker cancels the call (terminal cancellation of its coroutine).
    std::chrono::steady_clock::time_point deadline() const noexcept { return deadline_; }
    const logger& log() const noexcept { return log_; }
    /// How many tools called tools to get here; bounded by the invoker.
    int depth() const noexcept { return depth_; }
    void set_depth(int depth) noexcept { depth_ = depth; }

    void progress(double done, std::optional<double> total = {}, std::string_view message = {});
    void say(log_level level, std::string_view message);
    awaitable<result<elicit_answer>> elicit(elicit_request question);
    awaitable<result<boost::json::object>> sample(boost::json::object params);

private:
    reel::caller caller_;
    std::string request_id_;
    logger log_;
    std::chrono::steady_clock::time_point deadline_;
    client_channel* channel_;
    int depth_ = 0;
};

} // namespace reel
