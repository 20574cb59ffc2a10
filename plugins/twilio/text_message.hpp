// SPDX-License-Identifier: MIT
// Text messages as values: what Twilio says has come in, and what of an answer fits a telephone. Pure.
#pragma once

#include "plugins/twilio/form.hpp"

#include <reel/described.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reel_twilio
{

struct text_message
{
    std::string sid; ///< unique
    std::string from;
    std::string text; ///< empty: a picture, or nothing at all
};
BOOST_DESCRIBE_STRUCT(text_message, (), (sid, from, text))

/// A number as networks write it (E.164): "+15551234567".
bool is_number(std::string_view text);
/// As people write it: "+1 (555) 123-4567" without what only parts it.
std::string without_punctuation(std::string_view number);

/// Nothing when there is nobody to answer: it came from ourselves, from a sender without a number, or was one of the words
/// that Twilio deals with (STOP and its like).
std::optional<text_message> read_message(const form& fields, std::string_view own_number);

/// An answer as texts of at most 1600 characters, numbered "(1/3)" when there are several, without Markdown and without
/// typographic marks, because a single one halves what fits into a part that is paid for.
std::vector<std::string> to_texts(std::string_view answer);

} // namespace reel_twilio
