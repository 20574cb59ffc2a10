// SPDX-License-Identifier: MIT
// How an answer comes about, as a pure function: something has happened, what is to be done next? It decides what the model
// is asked, which tools are called, when to stop; it waits for nothing and reads no clock. Any thread.
#pragma once

#include "core/confirm/ledger.hpp"
#include "core/model/chat.hpp"

#include <reel/error.hpp>
#include <reel/time.hpp>
#include <reel/tool.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace reeld::conversation
{

struct engine_limits
{
    int rounds = 10;                                     ///< in which the model may call tools
    reel::duration time = std::chrono::minutes{3};       ///< for all of them
    reel::duration last_word = std::chrono::seconds{30}; ///< and then for an answer without tools
    std::size_t calls_per_round = 16;                    ///< more are answered with an error
    std::size_t result_bytes = std::size_t{12} * 1024;   ///< of one tool's result; longer ones are shortened
    std::size_t round_bytes = std::size_t{32} * 1024;    ///< of the results of one round together
};

/// A call of the model's that can be made: its arguments are an object.
struct planned_call
{
    std::string name;
    boost::json::value args;
};

/// What came of it.
struct called
{
    reel::result<reel::tool_result> said = reel::error{};
    std::optional<confirm::pending> asks; ///< it needs a person's word; `said` is `unconfirmed`
};

namespace happened
{

struct started
{};
struct replied
{
    model::reply reply;
};
struct model_failed
{
    reel::error why;
};
struct tools_ended
{
    std::vector<called> results; ///< in the order of the calls
    bool late = false;           ///< the time was up: those that had not ended were ended
};
/// While the model was asked.
struct time_up
{};

} // namespace happened

using event = std::variant<happened::started, happened::replied, happened::model_failed, happened::tools_ended,
                           happened::time_up>;

namespace todo
{

/// Ask the model `state::asked`.
struct ask_model
{};
/// Call `state::calls` at once, and come back when all have ended.
struct call_tools
{};
/// The turn ends with this text, and perhaps with a question to the person in it.
struct answer
{
    std::string text;
    std::optional<confirm::pending> asks;
};
/// The turn ends because the client has to call tools of its own.
struct hand_over
{
    std::string text;
    std::vector<model::tool_call> calls;
    boost::json::object extra; ///< of the message that they are in
};
struct give_up
{
    reel::error why;
};

} // namespace todo

using action = std::variant<todo::ask_model, todo::call_tools, todo::answer, todo::hand_over, todo::give_up>;

/// Where a turn stands. The driver fills the first part; from then on step() alone changes it.
struct state
{
    model::request asked;    ///< grows with what is said
    std::size_t own = 0;     ///< the first of its messages that belongs to this turn and not to what was asked
    std::size_t history = 0; ///< messages after the system prompt that may be left out
    std::set<std::string, std::less<>> client_tools;
    std::set<std::string, std::less<>> destructive_tools; ///< one of these at a time: one question to the person
    std::string instead_of_failure;                       ///< not empty: what to answer when the model is away
    engine_limits limits;

    int rounds = 0;
    bool last_word = false; ///< no more tools
    model::usage used;
    std::string model;
    std::string finish_reason;
    std::vector<planned_call> calls; ///< of this round
    /// One for each call that the model made in this round; those without a text are `calls`, in order.
    struct slot
    {
        std::string call_id;
        std::string name;
        std::string result;
    };
    std::vector<slot> slots;
};

action step(state& s, event what);

/// Adds to what the model is told before everything else: not every model takes instructions in between.
void instruct(state& s, std::string_view text);

/// A tool's result, or why there is none, as the model reads it: fenced, at most about `limit` bytes.
std::string told_to_model(std::string_view tool, const called& result, std::size_t limit);

/// Names for calls, which none of `messages` has yet. Ours, as servers read those of others: Mistral's insist on nine letters
/// and digits.
class call_names
{
public:
    explicit call_names(const std::vector<model::message>& messages) : used_{messages}, number_{messages.size()} {}
    std::string next();

private:
    bool is_used(std::string_view id) const;
    const std::vector<model::message>& used_;
    std::size_t number_;
};

/// How a person is asked: a preview, and these words.
inline constexpr std::string_view how_to_answer = "Reply yes to go ahead, or no to leave it.";
std::string question(const confirm::pending& asks);

} // namespace reeld::conversation
