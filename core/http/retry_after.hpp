// SPDX-License-Identifier: MIT
// How long a server wants to be left alone (RFC 9110, 10.2.3), others and ours. Pure; any thread.
#pragma once

#include "core/http/message.hpp"

#include <reel/http_client.hpp>
#include <reel/time.hpp>

#include <chrono>
#include <optional>

namespace reeld::http
{

/// Seconds, perhaps with a fraction, or a date, as seconds from `now`; nothing when there is none, or it makes no sense.
std::optional<std::chrono::seconds> retry_after(const reel::http_response& response, reel::time_point now);

/// Tells it to whoever asked, when the error says it.
response with_retry_after(response answer, const reel::error& why);

} // namespace reeld::http
