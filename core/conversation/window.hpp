// SPDX-License-Identifier: MIT
// What of a conversation the model reads again. Pure; any thread.
#pragma once

#include "core/conversation/store.hpp"
#include "core/model/chat.hpp"

#include <cstddef>
#include <vector>

namespace reeld::conversation
{

/// How many tokens a model may count, roughly: four bytes each (English has about four, other languages fewer, JSON about
/// three), and four for each message and call. Nobody's tokenizer, so leave room.
std::size_t estimate_tokens(const model::message& said);

/// The turns as messages, the newest that fit. The oldest go first; a turn that does not fit goes without its calls and their
/// results, which stay together, before it goes at all.
std::vector<model::message> window(std::vector<turn> turns, std::size_t max_tokens);

} // namespace reeld::conversation
