// SPDX-License-Identifier: MIT
// Reading JSON that does not keep its promises: a member that is absent, null, "" or of another type is simply not there.
// Pure; any thread.
#pragma once

#include <reel/error.hpp>
#include <reel/time.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reel_tmdb
{

/// The body, which must be an object; else `validation`.
reel::result<boost::json::object> object_of(std::string_view body);

/// A string (or a number), fit to be shown.
std::string text_of(const boost::json::object& in, std::string_view name, std::size_t limit = 300);
/// A whole number, also of a string; 0 when there is none.
std::int64_t number_of(const boost::json::object& in, std::string_view name);
/// The same, held between 0 and a million.
int count_of(const boost::json::object& in, std::string_view name);
/// A number, 0 when there is none or it is not finite.
double decimal_of(const boost::json::object& in, std::string_view name);
/// "2022-02-18", also with a time behind it.
std::optional<reel::date> date_of(const boost::json::object& in, std::string_view name);
const boost::json::object* child(const boost::json::object& in, std::string_view name);

/// Calls `use` with each member of the list that is an object.
template <class Use>
void for_each(const boost::json::object& in, std::string_view name, Use use)
{
    const auto* found = in.if_contains(name);
    const auto* list = found ? found->if_array() : nullptr;
    if (!list)
        return;
    for (const auto& entry : *list)
        if (const auto* object = entry.if_object())
            use(*object);
}

} // namespace reel_tmdb
