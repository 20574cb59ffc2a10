// SPDX-License-Identifier: MIT
// What is said to a chat model and what it says: values, as far as every OpenAI-compatible server understands them. Any
// thread.
#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace reeld::model
{

enum class speaker : std::uint8_t
{
    system,
    user,
    assistant,
    tool,
};

/// "system", "user", "assistant", "tool".
std::string_view to_string(speaker from) noexcept;

/// What the model wants to be called. A call in a reply always has an id, unique in that reply, and a name.
struct tool_call
{
    std::string id;
    std::string name;
    std::string arguments;       ///< JSON text as the model wrote it: it may be anything; "" when it wrote nothing
    boost::json::object extra{}; ///< what else the server put there; see extras.hpp
};

struct message
{
    speaker from = speaker::user;
    std::string text;             ///< UTF-8; may be empty when there are calls
    std::vector<tool_call> calls; ///< of the assistant
    std::string call_id;          ///< of a tool: which call this is the result of
    boost::json::object extra{};  ///< of the assistant, when there are calls: how it came to them; see extras.hpp
    std::string said_by{};        ///< of the assistant: the model; others do not get `extra`. "": not known, all get it
};

/// A tool that the model may call, as it is told: one JSON object, written once however often it is sent.
struct tool_offer
{
    std::string name;
    std::shared_ptr<const std::string> written;
};

/// `parameters` is the JSON schema of its arguments; empty: it takes none.
tool_offer offer_of(std::string name, std::string_view description, const boost::json::object& parameters);

struct usage
{
    std::int64_t prompt_tokens = 0;
    std::int64_t completion_tokens = 0;
};

struct request
{
    std::vector<message> messages;
    std::vector<tool_offer> tools;
    boost::json::object more; ///< temperature, max_tokens, tool_choice …: sent as they are
};

struct reply
{
    message said;              ///< by the assistant; text and calls may both be there, or neither
    std::string finish_reason; ///< as the server says: "stop", "tool_calls", "length" …; "" when it does not. Honour
                               ///< `said.calls` whatever it is
    usage used;                ///< zero when the server does not say
    std::string model;         ///< that answered, as the server calls it
};

/// Hears the text while it arrives, in whole UTF-8 characters; all pieces together are `reply::said.text`.
using text_sink = std::function<void(std::string_view piece)>;

} // namespace reeld::model
