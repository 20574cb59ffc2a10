// SPDX-License-Identifier: MIT
// What the daemon answers, and what reelctl makes of an answer that is none. Values; any thread.
#pragma once

#include <reel/error.hpp>

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace reeld::cli
{

/// Told apart by scripts; reelctl(1) documents them.
enum class exit_code : int
{
    ok = 0,
    failed = 1,      ///< the tool answered with an error; the daemon is not ready
    usage = 2,       ///< no such tool or argument
    unreachable = 3, ///< no daemon answered
    refused = 4,     ///< token missing, wrong, or without the right
    unconfirmed = 5  ///< nothing was done: it changes something, and nobody said yes
};

struct reply
{
    int status = 0;
    std::string body;
};

/// Empty when it is none.
boost::json::object object_of(std::string_view text);

/// The daemon's own sentence, or one made of the status.
std::string complaint(const reply& r);
exit_code code_of(int status);

/// That there is no daemon at `url`.
std::string no_daemon(std::string_view url, const reel::error& why);

} // namespace reeld::cli
