// SPDX-License-Identifier: MIT
#include <reel/described.hpp>

#include <reel/config.hpp>

#include <boost/json/serialize.hpp>

#include <charconv>
#include <cmath>
#include <cstdint>

namespace reel::detail
{

namespace
{

/// At most `most` bytes of `text`, cut between letters.
std::string_view shortened(std::string_view text, std::size_t most)
{
    if (text.size() <= most)
        return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80)
        --most;
    return text.substr(0, most);
}

/// What was found, shortened, for an error message.
std::string show(const boost::json::value& value)
{
    if (value.is_object())
        return "an object";
    if (value.is_array())
        return "a list";
    std::string text;
    if (value.is_double()) // Boost.JSON would write 6.5E0
        write_number(text, value.get_double());
    else
        text = boost::json::serialize(value);
    if (text.size() > 60)
    {
        text.resize(shortened(text, 56).size());
        text += value.is_string() ? "…\"" : "…";
    }
    return text;
}

std::string label(std::string_view pointer)
{
    return pointer.empty() ? "the arguments" : "\"" + std::string{pointer.substr(1)} + "\"";
}

constexpr std::string_view hex = "0123456789abcdef";

} // namespace

void write_string(std::string& out, std::string_view text)
{
    out += '"';
    std::size_t clean = 0; // start of what needs no escape, appended in one piece
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        out.append(text, clean, i - clean);
        clean = i + 1;
        switch (c)
        {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            out += "\\u00";
            out += hex[c >> 4];
            out += hex[c & 15];
        }
    }
    out.append(text, clean);
    out += '"';
}

void write_number(std::string& out, std::int64_t value)
{
    char text[24];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    out.append(text, end);
}

void write_number(std::string& out, double value)
{
    if (!std::isfinite(value)) // JSON has no other word for it
    {
        out += "null";
        return;
    }
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    out.append(text, end);
}

void write_time(std::string& out, time_point value)
{
    out += '"';
    out += to_iso8601(value);
    out += '"';
}

void write_object(std::string& out, const boost::json::object& value)
{
    out += boost::json::serialize(value);
}

error expected(std::string_view what, const boost::json::value& found, std::string_view pointer)
{
    return error{errc::bad_argument, label(pointer) + ": expected " + std::string{what} + ", found " + show(found)}.at(
        std::string{pointer});
}

error missing(std::string_view name, std::string_view pointer)
{
    return error{errc::bad_argument, "\"" + child_pointer(pointer, name).substr(1) + "\" is missing"}.at(
        child_pointer(pointer, name));
}

error unknown_member(std::string_view name, std::string_view pointer, const std::vector<std::string_view>& known)
{
    name = shortened(name, 64); // the caller's own, of any length
    std::string message = "unknown argument \"" + child_pointer(pointer, name).substr(1) + "\"";
    if (const auto near = nearest(name, known); !near.empty())
        message += " (did you mean \"" + std::string{near} + "\"?)";
    else
    {
        message += known.empty() ? "; there are none" : "; known are ";
        for (std::size_t i = 0; i < known.size(); ++i)
            message += (i ? ", " : "") + std::string{known[i]};
    }
    return error{errc::bad_argument, std::move(message)}.at(child_pointer(pointer, name));
}

result<std::int64_t> decode_integer(const boost::json::value& value, std::string_view pointer)
{
    if (const auto* number = value.if_int64())
        return *number;
    if (const auto* number = value.if_double()) // models write 603.0 for 603
        if (std::trunc(*number) == *number && std::abs(*number) < 9.0e15)
            return static_cast<std::int64_t>(*number);
    return expected("a whole number", value, pointer);
}

result<double> decode_number(const boost::json::value& value, std::string_view pointer)
{
    if (!value.is_number())
        return expected("a number", value, pointer);
    return value.to_number<double>();
}

result<std::string> decode_string(const boost::json::value& value, std::string_view pointer)
{
    const auto* text = value.if_string();
    if (!text)
        return expected("text", value, pointer);
    return std::string{*text};
}

result<time_point> decode_time(const boost::json::value& value, std::string_view pointer)
{
    if (const auto* text = value.if_string())
        if (auto parsed = parse_iso8601(*text))
            return *parsed;
    return expected("a time like \"2026-11-22T21:49:07Z\"", value, pointer);
}

std::string child_pointer(std::string_view pointer, std::string_view token)
{
    std::string out;
    out.reserve(pointer.size() + token.size() + 1);
    out += pointer;
    out += '/';
    for (char c : token)
    {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

} // namespace reel::detail
