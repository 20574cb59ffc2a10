// SPDX-License-Identifier: MIT
// One described C++ struct is the JSON Schema, the decoder with its error messages, and the encoder: they cannot
// disagree.
//
//     struct forecast_args { std::string place; std::optional<int> days; };
//     BOOST_DESCRIBE_STRUCT(forecast_args, (), (place, days))
//
// Members are spelled camelCase in JSON (`place_id` <-> "placeId"). std::optional is "may be absent"; null counts as
// absent. Types: bool, integers, double, std::string, described enums (their names as strings), reel::time_point (RFC
// 3339), std::vector, std::optional, nested described structs, boost::json::object (anything, passed through). Pure;
// any thread.
#pragma once

#include <reel/error.hpp>
#include <reel/export.hpp>
#include <reel/time.hpp>

#include <boost/describe.hpp>
#include <boost/json/fwd.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>

#include <array>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace reel
{

// ---- enums ----------------------------------------------------------------------------------------------------------

/// The described name of an enumerator, "" for a value outside of it.
template <class E>
constexpr std::string_view enum_name(E value) noexcept
{
    std::string_view name;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
        if (d.value == value)
            name = d.name;
    });
    return name;
}

template <class E>
constexpr std::optional<E> enum_value(std::string_view name) noexcept
{
    std::optional<E> found;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
        if (name == d.name)
            found = d.value;
    });
    return found;
}

/// All names, joined: "movie, show".
template <class E>
std::string enum_names(std::string_view separator)
{
    std::string out;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
        if (!out.empty())
            out += separator;
        out += d.name;
    });
    return out;
}

namespace detail
{

template <class T>
concept described_struct = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

template <class T>
using members_of = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

/// A member's name in JSON, made at compile time: place_id -> placeId.
template <class Descriptor>
struct json_name
{
    static constexpr auto chars = [] {
        constexpr std::string_view raw{Descriptor::name};
        std::array<char, raw.size()> out{};
        std::size_t n = 0;
        bool upper = false;
        for (char c : raw)
        {
            if (c == '_')
            {
                upper = true;
                continue;
            }
            out[n++] = upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            upper = false;
        }
        return std::pair{out, n};
    }();
    static constexpr std::string_view value{chars.first.data(), chars.second};
};

// Non-template halves, compiled once.
REEL_API void write_string(std::string& out, std::string_view text);
REEL_API void write_number(std::string& out, std::int64_t value);
REEL_API void write_number(std::string& out, double value);
REEL_API void write_time(std::string& out, time_point value);
REEL_API void write_object(std::string& out, const boost::json::object& value);
REEL_API error expected(std::string_view what, const boost::json::value& found, std::string_view pointer);
REEL_API error missing(std::string_view name, std::string_view pointer);
REEL_API error unknown_member(std::string_view name, std::string_view pointer,
                              const std::vector<std::string_view>& known);
REEL_API result<std::int64_t> decode_integer(const boost::json::value& value, std::string_view pointer);
REEL_API result<double> decode_number(const boost::json::value& value, std::string_view pointer);
REEL_API result<std::string> decode_string(const boost::json::value& value, std::string_view pointer);
REEL_API result<time_point> decode_time(const boost::json::value& value, std::string_view pointer);
/// `pointer` + "/" + `token`, escaped by RFC 6901.
REEL_API std::string child_pointer(std::string_view pointer, std::string_view token);

} // namespace detail

// ---- schema ---------------------------------------------------------------------------------------------------------

/// JSON Schema (the part every assistant understands: type, properties, required, items, enum, format) of T. Objects
/// are closed (`additionalProperties: false`).
template <class T>
boost::json::object schema_of()
{
    boost::json::object s;
    if constexpr (detail::is_optional<T>)
        return schema_of<typename T::value_type>();
    else if constexpr (detail::is_vector<T>)
    {
        s["type"] = "array";
        s["items"] = schema_of<typename T::value_type>();
    }
    else if constexpr (std::same_as<T, bool>)
        s["type"] = "boolean";
    else if constexpr (std::integral<T>)
        s["type"] = "integer";
    else if constexpr (std::floating_point<T>)
        s["type"] = "number";
    else if constexpr (std::is_enum_v<T>)
    {
        boost::json::array names;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto d) { names.emplace_back(d.name); });
        s["type"] = "string";
        s["enum"] = std::move(names);
    }
    else if constexpr (std::same_as<T, time_point>)
    {
        s["type"] = "string";
        s["format"] = "date-time";
    }
    else if constexpr (std::same_as<T, boost::json::object>)
        s["type"] = "object";
    else if constexpr (detail::described_struct<T>)
    {
        boost::json::object properties;
        boost::json::array required;
        boost::mp11::mp_for_each<detail::members_of<T>>([&](auto d) {
            using member = std::remove_cvref_t<decltype(std::declval<T>().*d.pointer)>;
            properties[detail::json_name<decltype(d)>::value] = schema_of<member>();
            if constexpr (!detail::is_optional<member>)
                required.emplace_back(detail::json_name<decltype(d)>::value);
        });
        s["type"] = "object";
        s["properties"] = std::move(properties);
        if (!required.empty())
            s["required"] = std::move(required);
        s["additionalProperties"] = false;
    }
    else
    {
        static_assert(std::same_as<T, std::string>, "this type has no JSON form; see the list at the top of the file");
        s["type"] = "string";
    }
    return s;
}

// ---- decoding -------------------------------------------------------------------------------------------------------

/// Reads T out of `value`. Errors are `bad_argument`, name the place as a JSON pointer, what was expected and what was
/// found; an unknown member is refused by name, with the nearest known one.
template <class T>
result<T> decode(const boost::json::value& value, std::string_view pointer = {})
{
    if constexpr (detail::is_optional<T>)
    {
        if (value.is_null())
            return T{};
        auto inner = decode<typename T::value_type>(value, pointer);
        if (!inner)
            return inner.error();
        return T{std::move(*inner)};
    }
    else if constexpr (detail::is_vector<T>)
    {
        const auto* array = value.if_array();
        if (!array)
            return detail::expected("a list", value, pointer);
        T out;
        out.reserve(array->size());
        for (std::size_t i = 0; i < array->size(); ++i)
        {
            auto item = decode<typename T::value_type>((*array)[i], detail::child_pointer(pointer, std::to_string(i)));
            if (!item)
                return item.error();
            out.push_back(std::move(*item));
        }
        return out;
    }
    else if constexpr (std::same_as<T, bool>)
    {
        if (!value.is_bool())
            return detail::expected("true or false", value, pointer);
        return value.get_bool();
    }
    else if constexpr (std::integral<T>)
    {
        auto number = detail::decode_integer(value, pointer);
        if (!number)
            return number.error();
        if (!std::in_range<T>(*number))
            return detail::expected("a smaller number", value, pointer);
        return static_cast<T>(*number);
    }
    else if constexpr (std::floating_point<T>)
        return detail::decode_number(value, pointer);
    else if constexpr (std::is_enum_v<T>)
    {
        const auto* text = value.if_string();
        auto found = text ? enum_value<T>(std::string_view{*text}) : std::optional<T>{};
        if (!found)
            return detail::expected("one of " + enum_names<T>(", "), value, pointer);
        return *found;
    }
    else if constexpr (std::same_as<T, time_point>)
        return detail::decode_time(value, pointer);
    else if constexpr (std::same_as<T, boost::json::object>)
    {
        if (!value.is_object())
            return detail::expected("an object", value, pointer);
        return value.get_object();
    }
    else if constexpr (detail::described_struct<T>)
    {
        const auto* object = value.if_object();
        if (!object)
            return detail::expected("an object", value, pointer);
        T out{};
        error failure;
        bool failed = false;
        std::size_t seen = 0;
        boost::mp11::mp_for_each<detail::members_of<T>>([&](auto d) {
            if (failed)
                return;
            using member = std::remove_cvref_t<decltype(out.*d.pointer)>;
            constexpr std::string_view name = detail::json_name<decltype(d)>::value;
            const auto* found = object->if_contains(name);
            if (!found)
            {
                if constexpr (!detail::is_optional<member>)
                {
                    failure = detail::missing(name, pointer);
                    failed = true;
                }
                return;
            }
            ++seen;
            auto part = decode<member>(*found, detail::child_pointer(pointer, name));
            if (part)
                out.*d.pointer = std::move(*part);
            else
            {
                failure = std::move(part).error();
                failed = true;
            }
        });
        if (!failed && seen == object->size())
            return out;
        std::vector<std::string_view> known;
        boost::mp11::mp_for_each<detail::members_of<T>>(
            [&](auto d) { known.push_back(detail::json_name<decltype(d)>::value); });
        for (const auto& member : *object)
            if (std::find(known.begin(), known.end(), std::string_view{member.key()}) == known.end())
                return detail::unknown_member(member.key(), pointer, known);
        return failure;
    }
    else
    {
        static_assert(std::same_as<T, std::string>, "this type has no JSON form; see the list at the top of the file");
        return detail::decode_string(value, pointer);
    }
}

// ---- encoding -------------------------------------------------------------------------------------------------------

/// Appends `value` as JSON text; absent optionals are left out. Straight to text, because answers are hot.
template <class T>
void write_json(std::string& out, const T& value)
{
    if constexpr (detail::is_optional<T>)
    {
        if (value)
            write_json(out, *value);
        else
            out += "null";
    }
    else if constexpr (detail::is_vector<T>)
    {
        out += '[';
        for (std::size_t i = 0; i < value.size(); ++i)
        {
            if (i)
                out += ',';
            write_json<typename T::value_type>(out, value[i]);
        }
        out += ']';
    }
    else if constexpr (std::same_as<T, bool>)
        out += value ? "true" : "false";
    else if constexpr (std::integral<T>)
        detail::write_number(out, static_cast<std::int64_t>(value));
    else if constexpr (std::floating_point<T>)
        detail::write_number(out, static_cast<double>(value));
    else if constexpr (std::is_enum_v<T>)
        detail::write_string(out, enum_name(value));
    else if constexpr (std::same_as<T, time_point>)
        detail::write_time(out, value);
    else if constexpr (std::same_as<T, boost::json::object>)
        detail::write_object(out, value);
    else if constexpr (detail::described_struct<T>)
    {
        out += '{';
        bool first = true;
        boost::mp11::mp_for_each<detail::members_of<T>>([&](auto d) {
            const auto& member = value.*d.pointer;
            if constexpr (detail::is_optional<std::remove_cvref_t<decltype(member)>>)
                if (!member)
                    return;
            if (!first)
                out += ',';
            first = false;
            out += '"';
            out += detail::json_name<decltype(d)>::value;
            out += "\":";
            write_json(out, member);
        });
        out += '}';
    }
    else
        detail::write_string(out, std::string_view{value});
}

template <class T>
std::string to_json(const T& value)
{
    std::string out;
    write_json(out, value);
    return out;
}

} // namespace reel
