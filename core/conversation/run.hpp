// SPDX-License-Identifier: MIT
// Drives the engine: asks the model, calls the tools it wants, and comes back with the answer. Knows no memory; the
// conversation's service uses it, and so does a face whose client remembers. Loop thread only; everything in `dependencies`
// outlives the runner, and the runner outlives its runs.
#pragma once

#include "core/confirm/ledger.hpp"
#include "core/conversation/engine.hpp"
#include "core/conversation/listener.hpp"
#include "core/conversation/offers.hpp"
#include "core/model/chat_model.hpp"
#include "core/tool/invoker.hpp"
#include "core/tool/registry.hpp"

#include <reel/asio.hpp>
#include <reel/clock.hpp>
#include <reel/error.hpp>

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reeld::conversation
{

/// A person's decision about one open confirmation, made by a button.
struct decision
{
    std::string token;
    bool yes = false;
};

/// Where a confirmed action is written down before and after, so that whoever dies or leaves in between has not lost it.
class journal
{
public:
    virtual ~journal() = default;
    virtual void begins(const confirm::pending& what) = 0;
    /// `steps` are the call and its result, `plainly` what the person is told if nothing better follows.
    virtual void ended(const std::vector<model::message>& steps, std::string_view plainly) = 0;
};

struct run_request
{
    reel::caller who;
    /// The system prompt first (or none), then what was said before, the person's words last.
    std::vector<model::message> messages;
    /// How many of them, after the system prompt, may be left out when the model cannot read so much.
    std::size_t history = 0;
    /// A client's own tools: offered with ours, a call of one ends the run and is handed back. They win over ours of the same
    /// name.
    std::vector<model::tool_offer> client_tools;
    boost::json::object more; ///< see model::request
    /// Where the person can be asked to confirm (a conversation). Nothing: nobody can be asked, and destructive tools are
    /// refused.
    std::optional<std::string> place;
    std::optional<confirm::pending> waits; ///< what the person was asked there and has not decided
    bool may_decide = true;                ///< the last message is the person's, and came after that: yes runs it
    std::optional<decision> decided;       ///< a button instead of words
    journal* written = nullptr;            ///< outlives the run
    std::string request_id;                ///< for the log
    listener* watching = nullptr;
};

struct run_result
{
    std::string text; ///< the answer; never blank unless there are client calls
    /// What was said between the person's words and the answer: every assistant's call has its result.
    std::vector<model::message> steps;
    std::vector<model::tool_call> client_calls; ///< untouched; no tool of ours was called in the same breath
    boost::json::object client_extra;           ///< of the message that they are in; see model/extras.hpp
    std::optional<confirm::pending> asks;       ///< what waits for the person's word now; `text` asks for it
    model::usage used;
    std::string model;         ///< that answered; "" when none was asked
    std::string finish_reason; ///< "stop", "tool_calls" (with client calls) or "length"
};

class runner
{
public:
    struct dependencies
    {
        model::chat_model& model;
        tool::registry& tools;
        tool::invoker& invoker;
        reel::clock& clock;
        engine_limits limits{};
    };

    explicit runner(dependencies deps) : deps_{deps}, offers_{deps.tools} {}

    /// Errors are the model's (see chat_model), and `unconfirmed` for a decision about what does not wait any more. Cancellation
    /// cancels the tools, but not a confirmed action: that ends first, and is in the journal. Once one has run there are no errors:
    /// its result is told plainly when the model is away.
    reel::awaitable<reel::result<run_result>> run(run_request asked);

    bool configured() const { return deps_.model.configured(); }

private:
    dependencies deps_;
    offers offers_;
};

} // namespace reeld::conversation
