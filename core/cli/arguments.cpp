// SPDX-License-Identifier: MIT
#include "core/cli/arguments.hpp"

#include <reel/config.hpp>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <charconv>

namespace reeld::cli
{

namespace json = boost::json;

namespace
{

reel::error wrong(std::string_view name, std::string_view expected, std::string_view found)
{
    std::string message{name};
    message += ": expected ";
    message += expected;
    message += ", got '";
    message += found;
    message += "'";
    return {reel::errc::bad_argument, std::move(message)};
}

std::string_view type_of(const json::object& schema)
{
    const auto* type = schema.if_contains("type");
    return type && type->is_string() ? std::string_view{type->get_string()} : std::string_view{};
}

template <class T>
reel::result<json::value> parse_number(std::string_view name, std::string_view text, std::string_view expected)
{
    T number{};
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code != std::errc{} || end != text.data() + text.size())
        return wrong(name, expected, text);
    return json::value(number);
}

reel::result<json::value> parse_boolean(std::string_view name, std::string_view text)
{
    if (text == "true" || text == "yes")
        return json::value(true);
    if (text == "false" || text == "no")
        return json::value(false);
    return wrong(name, "true or false", text);
}

reel::result<json::value> parse_json(std::string_view name, std::string_view text)
{
    boost::system::error_code code;
    auto value = json::parse(text, code);
    if (code)
        return wrong(name, "JSON", text);
    return value;
}

reel::result<json::value> parse_value(std::string_view name, std::string_view text, const json::object& schema);

json::object items_of(const json::object& list_schema)
{
    const auto* items = list_schema.if_contains("items");
    return items && items->is_object() ? items->get_object() : json::object{};
}

reel::result<json::value> parse_list(std::string_view name, std::string_view text, const json::object& schema)
{
    if (text.starts_with('['))
        return parse_json(name, text);
    const auto item_schema = items_of(schema);
    json::array out;
    while (!text.empty())
    {
        const auto item = text.substr(0, text.find(','));
        text.remove_prefix(std::min(item.size() + 1, text.size()));
        auto value = parse_value(name, item, item_schema);
        if (!value)
            return value;
        out.push_back(std::move(*value));
    }
    return json::value(std::move(out));
}

reel::result<json::value> parse_value(std::string_view name, std::string_view text, const json::object& schema)
{
    const auto type = type_of(schema);
    if (type == "integer")
        return parse_number<std::int64_t>(name, text, "a whole number");
    if (type == "number")
        return parse_number<double>(name, text, "a number");
    if (type == "boolean")
        return parse_boolean(name, text);
    if (type == "array")
        return parse_list(name, text, schema);
    if (type == "object")
        return parse_json(name, text);
    return json::value(text);
}

reel::result<const json::object*> property(const json::object& schema, std::string_view name)
{
    std::vector<std::string_view> known;
    const auto* properties = schema.if_contains("properties");
    if (properties && properties->is_object())
        for (const auto& [key, value] : properties->get_object())
        {
            if (key == name && value.is_object())
                return &value.get_object();
            known.emplace_back(key);
        }
    std::string message = "no argument '" + std::string{name} + "'";
    if (const auto near = reel::nearest(name, known); !near.empty())
        message += " (did you mean '" + std::string{near} + "'?)";
    return reel::error{reel::errc::bad_argument, std::move(message)};
}

} // namespace

reel::result<json::object> parse_arguments(const std::vector<std::string>& words, const json::object& schema)
{
    std::vector<std::pair<std::string_view, std::vector<std::string_view>>> given;
    for (const std::string_view word : words)
    {
        const auto equals = word.find('=');
        if (equals == std::string_view::npos || equals == 0)
            return wrong("arguments", "name=value", word);
        const auto name = word.substr(0, equals);
        auto same = std::ranges::find(given, name, [](const auto& g) { return g.first; });
        if (same == given.end())
            same = given.insert(given.end(), {name, {}});
        same->second.push_back(word.substr(equals + 1));
    }

    json::object out;
    for (const auto& [name, values] : given)
    {
        const auto described = property(schema, name);
        if (!described)
            return described.error();
        if (values.size() == 1)
        {
            auto value = parse_value(name, values.front(), **described);
            if (!value)
                return value.error();
            out[name] = std::move(*value);
            continue;
        }
        if (type_of(**described) != "array")
            return reel::error{reel::errc::bad_argument, std::string{name} + ": given more than once"};
        const auto item_schema = items_of(**described);
        auto& list = out[name].emplace_array();
        for (const auto text : values)
        {
            auto item = parse_value(name, text, item_schema);
            if (!item)
                return item.error();
            list.push_back(std::move(*item));
        }
    }
    return out;
}

} // namespace reeld::cli
