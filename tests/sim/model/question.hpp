// SPDX-License-Identifier: MIT
// What a chat completion asks for, as far as a simulated model looks at it. A value.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reel_sim::model
{

struct offered_tool
{
    std::string name;
    std::string description;
    boost::json::object properties;
    std::vector<std::string> required;
};

struct question
{
    std::string model;
    bool stream = false;
    bool usage = false;               ///< in a stream
    std::string system;               ///< all such messages
    std::string user;                 ///< the last such message
    std::size_t rounds = 0;           ///< answers of the assistant since then
    std::vector<std::string> results; ///< of tools, since then
    std::string said;                 ///< those answers, as JSON
    std::vector<offered_tool> tools;

    const offered_tool* tool(std::string_view name) const;
};

/// What is wrong with it goes to `mistake`, as the real API would complain: among it a tool's result that answers no call,
/// and a call that no result answers.
std::optional<question> read_question(std::string_view body, std::string& mistake);

/// Without regard to case (ASCII).
bool contains(std::string_view text, std::string_view part);
std::string lower(std::string_view text);

} // namespace reel_sim::model
