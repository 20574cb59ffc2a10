// SPDX-License-Identifier: MIT
// How an answer comes about, as a pure function: something has happened, what is to be done next? It decides who is asked,
// which tools are called, when to stop; it waits for nothing and reads no clock. Any thread.
#pragma once

#include "core/confirm/ledger.hpp"
#include "core/model/chat.hpp"

#include <reel/error.hpp>
#include <reel/time.hpp>
#include <reel/tool.hpp>

#include <boost/json/object.hpp>

#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace reeld::conversation
{

struct engine_limits
{
    int rounds = 10;                                   ///< in which the model may call tools
    reel::duration time = std::chrono::minutes{3};     ///< for all of it; the driver's clock
    std::size_t calls_per_round = 16;                  ///< more are answered with an error
    std::size_t result_bytes = std::size_t{12} * 1024; ///< of one tool's result; longer ones are shortened
    std::size_t round_bytes = std::size_t{32} * 1024;  ///< of the results of one round together
};

/// A call that the model made, fit to be made: its arguments are an object.
struct planned_call
{
    std::string name;
    boost::json::object args;
};

struct called
{
    reel::result<reel::tool_result> said = reel::error{};
    std::optional<confirm::pending> asks; ///< what the call would do needs a person's word: `said` is `unconfirmed`
};

// What happens.
namespace happened
{
struct started
{};
struct replied
{
    model::reply reply;
};
struct tools_ended
{
    std::vector<called> results; ///< in the order of the calls
};
struct model_failed
{
    reel::error why;
};
struct time_up
{};
} // namespace happened

using event = std::variant<happened::started, happened::replied, happened::tools_ended, happened::model_failed,
                           happened::time_up>;

// What is to be done.
namespace todo
{
/// Ask the model with `state::asked`.
struct ask_model
{};
/// Call these at once; none is answered before all have ended.
struct call_tools
{
    std::vector<planned_call> calls;
};
/// The turn ends with this text, and perhaps with a question to the person.
struct answer
{
    std::string text;
    std::optional<confirm::pending> asks;
    bool ours = false; ///< nobody has heard the text yet: it did not come from the model
};
/// The turn ends: the client has to call its own tools.
struct hand_over
{
    std::vector<model::tool_call> calls;
    std::string text;
};
struct give_up
{
    reel::error why;
};
} // namespace todo

using action = std::variant<todo::ask_model, todo::call_tools, todo::answer, todo::hand_over, todo::give_up>;

/// Where a turn stands. Made by the driver with what is asked and offered; from then on step() alone changes it.
struct state
{
    model::request asked;    ///< grows with what is said
    std::size_t first = 0;   ///< of asked.messages that the turn added (after the person's words)
    std::size_t history = 0; ///< messages before those that may be left out
    std::set<std::string, std::less<>> client_tools;
    std::set<std::string, std::less<>> destructive_tools; ///< of ours: one question to the person at a time
    std::string on_failure; ///< not empty: answer this rather than give up (something was done already)
    engine_limits limits;

    int rounds = 0;
    bool last_word = false; ///< the model was asked to answer without tools
    model::usage used;
    std::string model;
    std::string finish_reason;
    /// Of the round under way: one for each of the model's calls, filled where no tool has to be asked.
    std::vector<std::optional<std::string>> results;
    std::vector<planned_call> calls;
};

action step(state& s, event what);

} // namespace reeld::conversation
