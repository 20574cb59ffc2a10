// SPDX-License-Identifier: MIT
// Questions to the person behind a legacy client (elicitation/create): sent while a request is under way, answered by a
// message of its own. Loop thread only. Owned by the service; a question lives in the frame of whoever asks it.
#pragma once

#include "core/mcp/jsonrpc.hpp"

#include <reel/asio.hpp>
#include <reel/call_context.hpp>

#include <boost/json/object.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace reeld::mcp
{

/// The params of elicitation/create, as JSON text.
std::string elicitation_params(const reel::elicit_request& question);

/// What a person said, from an elicitation's result; nothing when it has another shape.
std::optional<reel::elicit_answer> read_elicitation(const boost::json::object* result);

/// Whether a client with these capabilities can show a form.
bool can_elicit(const boost::json::object* capabilities);

class questions
{
public:
    /// Sends the question and waits for its answer, for five minutes. `who` is brought up to date from whoever answers: the
    /// same user, perhaps with another role by now. Errors: `unavailable` (the client cannot, after all), `timeout` (nobody
    /// answered), `cancelled` (the daemon is stopping).
    reel::awaitable<reel::result<reel::elicit_answer>> ask(reel::elicit_request question, reel::caller& who,
                                                           const std::function<void(std::string)>& send);

    /// A response came: wakes who waits for it, if `who` is the user that was asked.
    void answered(const message& response, const reel::caller& who);

    /// Ends all of them.
    void close();

private:
    struct waiting
    {
        reel::caller& who;
        asio::steady_timer wake;
        std::optional<reel::result<reel::elicit_answer>> answer{};
    };
    void end(waiting& w, reel::result<reel::elicit_answer> answer);

    std::map<std::string, waiting*, std::less<>> open_; // by id, as JSON text
    bool closed_ = false;
};

} // namespace reeld::mcp
