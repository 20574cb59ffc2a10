// SPDX-License-Identifier: MIT
#include "core/http/json_body.hpp"

#include <boost/json/parse.hpp>

#include <utility>

namespace reeld::http
{

namespace json = boost::json;

reel::error wrong(std::string message, std::string pointer)
{
    return reel::error{reel::errc::bad_argument, std::move(message)}.at(std::move(pointer));
}

reel::result<json::object> read_object(std::string_view body)
{
    boost::system::error_code malformed;
    auto value = json::parse(body, malformed);
    if (malformed || !value.is_object())
        return reel::error{reel::errc::bad_argument, "the body must be a JSON object"};
    return std::move(value.get_object());
}

const json::value* member(const json::object& o, std::string_view name)
{
    const auto* value = o.if_contains(name);
    return value && !value->is_null() ? value : nullptr;
}

reel::result<std::string> text_member(const json::object& o, std::string_view name, const std::string& where)
{
    const auto* value = member(o, name);
    if (!value)
        return std::string{};
    if (!value->is_string())
        return wrong("'" + std::string{name} + "' must be a text", where + "/" + std::string{name});
    return std::string{value->get_string()};
}

} // namespace reeld::http
