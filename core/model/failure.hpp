// SPDX-License-Identifier: MIT
// What a server says instead of an answer, as an error for the person who waits. Pure; any thread.
#pragma once

#include <reel/error.hpp>
#include <reel/time.hpp>

#include <boost/json/object.hpp>

#include <optional>
#include <string_view>

namespace reeld::model
{

/// There is nobody to ask.
reel::error not_configured();

/// Another answer than 2xx, with its body.
reel::error refused(int status, std::string_view body);

/// The object of an error that came with status 200, whole, in the middle of a stream or in a choice; nothing when `said`
/// is none.
/// Its own code is taken for the status when it looks like one.
std::optional<reel::error> told_error(const boost::json::object& said);

/// Ours, in place of what the transport said. `deadline` is what the request had.
reel::error not_reached(const reel::error& failure, reel::duration deadline);

/// Whether asking the same server again may help.
bool worth_repeating(const reel::error& failure);

} // namespace reeld::model
