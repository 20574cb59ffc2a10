// SPDX-License-Identifier: MIT
// A record as one line of text. What an upstream put into it cannot break the line, colour a terminal, or turn the
// reading direction around. Pure; any thread.
#pragma once

#include <reel/log.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace reeld::log
{

/// "[weather] Forecast could not be read place=Oslo error=\"no answer\"". Values are quoted when they would be ambiguous
/// bare; control characters, bidirectional controls and bytes that are not UTF-8 are written as \n, \u202e, \xff.
std::string plain_body(std::string_view scope, std::string_view message, std::span<const reel::log_field> fields);

/// The members of a JSON object without its braces: "scope":"weather","message":"…","place":"Oslo". Bytes that are not
/// UTF-8 become U+FFFD; a field named like one of ours ("time", "level", "scope", "message", "repeated") gets a "_"
/// behind it.
std::string json_body(std::string_view scope, std::string_view message, std::span<const reel::log_field> fields);

} // namespace reeld::log
