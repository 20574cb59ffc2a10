// SPDX-License-Identifier: MIT
// The memory of conversations. Its unit is the turn: what somebody said, what was called and found, and the answer; written
// at once or not at all, so that a call is never without its result. Loop thread only.
#pragma once

#include "core/model/chat.hpp"

#include <reel/error.hpp>
#include <reel/time.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reeld::conversation
{

/// Whose conversation, and which of theirs.
struct place
{
    std::string_view user;
    std::string_view conversation;
};

struct turn
{
    std::string message_id; ///< "" or unique in the conversation
    std::string text;       ///< the person's words
    std::vector<model::message> steps;
    std::string answer;
    reel::time_point at{};
};

struct stored_answer
{
    std::string conversation;
    std::string text;
    bool delivered = false;
};

/// A message for people to see; what was called in between is not shown.
struct shown_message
{
    std::int64_t turn = 0; ///< grows within a conversation
    model::speaker from = model::speaker::user;
    std::string text;
    reel::time_point at{};
};

/// A conversation as it stands in a list.
struct known_conversation
{
    std::string name;
    std::string first_words; ///< on one line, cut
    reel::time_point last{};
};

class store
{
public:
    virtual ~store();

    /// One transaction. A message_id that is there already changes nothing. The number of the turn.
    virtual reel::result<std::int64_t> add(place where, const turn& said) = 0;
    /// What was found and the answer, of a turn that was added before they were known.
    virtual reel::result<void> amend(std::int64_t number, const turn& said) = 0;
    /// The newest turns, oldest first: as many whole ones as have at most `messages` messages in all, but one at least. Costs
    /// as much as it returns, however long the conversation is.
    virtual reel::result<std::vector<turn>> recent(place where, std::size_t messages) = 0;
    /// The answer that a message got.
    virtual reel::result<std::optional<stored_answer>> answer_to(place where, std::string_view message_id) = 0;
    /// The same, in whichever conversation of the user's it was said.
    virtual reel::result<std::optional<stored_answer>> answer_to(std::string_view user,
                                                                 std::string_view message_id) = 0;
    virtual reel::result<void> delivered(place where, std::string_view message_id) = 0;
    /// The newest messages, oldest first; nothing when there is no such conversation.
    virtual reel::result<std::optional<std::vector<shown_message>>> history(place where, std::size_t limit) = 0;
    /// A user's conversations, the one spoken in last first. Costs as much as it returns.
    virtual reel::result<std::vector<known_conversation>> list(std::string_view user, std::size_t limit) = 0;
    /// False when there is no such conversation.
    virtual reel::result<bool> forget(place where) = 0;
};

} // namespace reeld::conversation
