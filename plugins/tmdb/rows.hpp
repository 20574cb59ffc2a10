// SPDX-License-Identifier: MIT
// The rows that several of TMDB's answers share. Pure; any thread.
#pragma once

#include "plugins/tmdb/model.hpp"

#include <boost/json/object.hpp>

#include <optional>

namespace reel_tmdb
{

/// Nothing for a row that is no film or show, has no id or no name, or is for adults only.
std::optional<title> title_of(const boost::json::object& row, std::optional<kind> assumed);
/// Its id is 0, or its name empty, when the row makes no sense.
named named_of(const boost::json::object& row);
external_ids ids_of(const boost::json::object& from);

} // namespace reel_tmdb
