// SPDX-License-Identifier: MIT
// Members of Tautulli's objects, whatever form they take: one value is a number in one command, text in another, and "",
// null or absent when there is none (Tautulli stores what Plex's XML says). Pure; any thread.
#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reel_tautulli
{

/// Text, or a number as text; "" when there is none.
std::string text_of(const boost::json::object& row, std::string_view key);
/// The first of several members that is not empty.
std::string text_of(const boost::json::object& row, std::string_view key, std::string_view otherwise);
/// A whole number, also when it is written as text or as 3.0.
std::optional<std::int64_t> whole_of(const boost::json::object& row, std::string_view key);
std::optional<double> real_of(const boost::json::object& row, std::string_view key);
/// A count, index or year: one that is negative or absurd is none.
std::optional<int> small_of(const boost::json::object& row, std::string_view key);
bool flag_of(const boost::json::object& row, std::string_view key);

} // namespace reel_tautulli
