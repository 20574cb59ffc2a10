// SPDX-License-Identifier: MIT
// Who watches an answer come about: a page that streams, a terminal. Loop thread only; outlives the turn it watches.
#pragma once

#include <string_view>

namespace reeld::conversation
{

struct listener
{
    virtual ~listener() = default;
    /// A piece of text, as it arrives: what is said before tools are called, then the answer, in paragraphs. When the turn
    /// ends with an error, what was heard is void.
    virtual void text(std::string_view piece) { (void)piece; }
    /// `title` is for people, and may be empty.
    virtual void tool_started(std::string_view name, std::string_view title) { (void)name, (void)title; }
    virtual void tool_ended(std::string_view name, bool ok) { (void)name, (void)ok; }
};

} // namespace reeld::conversation
