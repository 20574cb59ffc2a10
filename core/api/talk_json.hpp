// SPDX-License-Identifier: MIT
// What is said in a conversation, as JSON and as events: the forms that pages and reelctl read. Pure; any thread.
#pragma once

#include "core/conversation/service.hpp"

#include <reel/error.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace reeld::api
{

/// {"text":…,"messageId":…,"format":"markdown"|"plain"}; all but the text may be left out.
struct posted_message
{
    std::string text;
    std::string message_id;
    std::string format_rules;
};
/// Errors are `bad_argument`, with a pointer.
reel::result<posted_message> read_message(std::string_view body);

/// {"token":…,"yes":true|false}
struct posted_decision
{
    std::string token;
    bool yes = false;
};
reel::result<posted_decision> read_decision(std::string_view body);

/// {"message":…,"repeated":…,"confirm":{"token","preview","expires"},"usage":{"promptTokens","completionTokens"}}
std::string outgoing_json(const conversation::outgoing& said);
/// {"messages":[{"turn","from","text","at"}, …],"confirm":{"token","preview","expires"}}
std::string history_json(const std::vector<conversation::shown_message>& messages,
                         const std::optional<confirm::pending>& waits);
/// {"conversations":[{"conversation","title","lastAt"}, …],"unconfigured":"why nothing can be said"}
std::string conversations_json(const std::vector<conversation::known_conversation>& known, bool configured);

/// The status that a failure stands for. What is wrong with the model is 503, whatever it is: there is no answer now.
int status_of_turn(const reel::error& failure) noexcept;

// Events: {"type":…} and what belongs to it.
std::string text_event(std::string_view piece);
std::string tool_started_event(std::string_view name, std::string_view title);
std::string tool_ended_event(std::string_view name, bool ok);
/// "confirm" when something waits, and then "done".
std::string end_events(const conversation::outgoing& said);
std::string error_event(const reel::error& failure);

} // namespace reeld::api
