// SPDX-License-Identifier: MIT
// How a turn begins: when something waits for the person's word, the words may be the answer to it. Loop thread only.
#pragma once

#include "core/confirm/ledger.hpp"
#include "core/conversation/calls.hpp"
#include "core/conversation/run.hpp"

#include <optional>
#include <string>
#include <vector>

namespace reeld::conversation
{

struct opening
{
    /// What was confirmed and what came of it, as a call and its result; empty when nothing was.
    std::vector<model::message> steps;
    std::string plainly; ///< the same for the person, should the model be away
    bool declined = false;
    std::optional<confirm::pending> open; ///< still waits: the words were about something else
    bool late = false;                    ///< the words are a yes or a no to a question that does not wait any more
};

/// Decides what waits, if anything does; the model reads at most about `limit` bytes of what came of it. An error for a button whose question does not wait any more.
reel::awaitable<reel::result<opening>> open_turn(const calling& by, const run_request& asked, std::size_t limit);

/// What the model is told while something waits.
std::string note_about(const confirm::pending& open);
/// What the model is told of a word that came too late, and what the answer begins with then.
inline constexpr std::string_view note_about_late_word =
    "The user's last message answers your question, but that does not wait any more: it has expired, or you were restarted. "
    "Nothing was done on it. If they agreed, call the tool again: they are asked anew.";
inline constexpr std::string_view late_word =
    "That question does not wait any more: it has expired, or I was restarted meanwhile.";
/// What an answer ends with while something waits.
std::string reminder(const confirm::pending& open);

} // namespace reeld::conversation
