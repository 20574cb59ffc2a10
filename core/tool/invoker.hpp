// SPDX-License-Identifier: MIT
// The one way a tool is called, whoever asks: finds it, checks the caller, applies deadline and concurrency cap,
// catches, meters, logs. Every face and every plugin goes through here.
#pragma once

#include "core/confirm/ledger.hpp"
#include "core/tool/registry.hpp"

#include <reel/call_context.hpp>
#include <reel/clock.hpp>
#include <reel/error.hpp>
#include <reel/log.hpp>
#include <reel/tool.hpp>

#include <boost/json/value.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace reeld::tool
{

struct invoker_limits
{
    std::size_t max_calls = 256; ///< at once, in all
    std::size_t max_calls_per_tool = 64;
    int max_depth = 4; ///< tools calling tools
    confirm::ledger_limits confirm{};
};

/// Who calls, and the way back to it.
///
/// A destructive tool runs only with a person's word. A call without one answers `unconfirmed`, whose message is the
/// preview; a face that can ask its person passes `proposal` and finds there what to ask and the token. When the person
/// agrees, it calls again: the same tool, `proposal->args`, and the token as `confirmation`. Never show the token to a
/// model where the person can be asked without it. A confirmed call goes on when its caller leaves: half done is the worst.
struct call_options
{
    reel::caller who; ///< as known now: the role is checked each time
    std::string request_id;
    reel::client_channel* channel = nullptr; ///< outlives the call
    int depth = 0;
    std::string confirmation;             ///< a token, "" for none; ignored by safe tools
    confirm::pending* proposal = nullptr; ///< outlives the call; nullptr: nobody here can ask, and nothing is proposed
    std::string place;                    ///< of the proposal: a conversation, or "" where there is but one
};

/// Counters of one tool since the start. Latency in seconds, cumulative buckets as Prometheus wants them.
struct tool_stats
{
    static constexpr std::array<double, 10> bounds{0.00001, 0.0001, 0.001, 0.01, 0.1, 0.5, 1, 5, 15, 60};
    std::uint64_t calls = 0;
    std::map<std::string, std::uint64_t, std::less<>> errors; ///< by kind
    std::array<std::uint64_t, bounds.size()> buckets{};
    double seconds = 0;
    std::uint64_t in_flight = 0;
};

/// Loop thread only; the registry and the clock outlive it, and it outlives the calls (drain() before destroying it).
/// Deadlines are checked four times a second, so that a call costs no timer of its own.
class invoker
{
public:
    invoker(asio::any_io_executor executor, registry& tools, reel::clock& clock, invoker_limits limits,
            reel::logger log);
    ~invoker();

    /// Never throws but on cancellation of the caller. Errors: `unavailable` (no such tool, with the nearest name),
    /// `permission`, `bad_argument`, `unconfigured`, `timeout`, `not_ready` (too many calls), `unconfirmed` (see
    /// call_options; the preview, or what is wrong with the token), what the tool says, and `internal` for an exception (logged with plugin and tool, told to the caller without its text).
    reel::awaitable<reel::result<reel::tool_result>> call(std::string_view name, const boost::json::value& args,
                                                          call_options options);

    /// From now on every call answers `cancelled`: "shutting down".
    void close();
    /// Lets the calls in flight of one instance (of all when empty) go on for `grace`, then cancels them, and completes
    /// when they have ended. Calls that begin meanwhile are not its business.
    reel::awaitable<void> drain(std::string_view instance = {}, reel::duration grace = {});
    /// "tool (instance)" of each call in flight, for a message about stragglers.
    std::vector<std::string> in_flight() const;

    const std::map<std::string, tool_stats, std::less<>>& stats() const noexcept;

    /// What somebody may do now: people change while a question waits for them. Asked when a confirmed call is to run; without it
    /// call_options::who is believed.
    void ask_for_roles(std::function<reel::role(const reel::caller&)> now);

    /// What waits for a person's word, whichever face asked.
    confirm::ledger& confirmations() noexcept;

private:
    struct impl;
    std::shared_ptr<impl> impl_; // shared with the wait of its timer
};

} // namespace reeld::tool
