// SPDX-License-Identifier: MIT
// From the bytes of an answer to values. Unknown members pass, one odd row never loses a page. Pure; any thread.
#pragma once

#include "plugins/tautulli/model.hpp"

#include <reel/error.hpp>

#include <boost/json/value.hpp>

#include <string_view>
#include <vector>

namespace reel_tautulli
{

/// The `data` of Tautulli's envelope. The status alone says nothing: an error is told by result and message, which come
/// with 200, 400, 401, 404 or 500 by version. Errors: `unauthorized`, `upstream`, `validation`; each says what to do.
reel::result<boost::json::value> decode_envelope(int status, std::string_view body, std::string_view command);

// Each takes the `data` of its command; `validation` when that has another shape altogether.
reel::result<history_page> decode_history(const boost::json::value& data);
reel::result<std::vector<user>> decode_users(const boost::json::value& data);
/// An answer without a count of streams means that Plex cannot be reached.
reel::result<activity> decode_activity(const boost::json::value& data);
/// The card of that name; a card that is not there has no rows.
reel::result<std::vector<stat_row>> decode_card(const boost::json::value& data, std::string_view stat_id);
reel::result<std::vector<watch_time>> decode_watch_time(const boost::json::value& data);
/// Whether Tautulli is connected to Plex; older versions do not say, which is no complaint.
reel::result<bool> decode_connected(const boost::json::value& data);

} // namespace reel_tautulli
