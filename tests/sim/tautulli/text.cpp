// SPDX-License-Identifier: MIT
#include "tests/sim/tautulli/text.hpp"

#include "tests/sim/plex/row.hpp"

#include <cstdio>

namespace reel_sim::tautulli
{
namespace json = boost::json;

namespace
{

void append(std::string& out, const json::value& v);

void append_quoted(std::string& out, std::string_view text)
{
    out += '"';
    plex::append_escaped(out, text);
    out += '"';
}

void append_double(std::string& out, double d)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", d);
    out += text;
}

void append_list(std::string& out, const json::array& list)
{
    out += '[';
    for (const auto& entry : list)
    {
        if (&entry != list.data())
            out += ", ";
        append(out, entry);
    }
    out += ']';
}

void append_members(std::string& out, const json::object& o)
{
    out += '{';
    for (const auto& [name, value] : o)
    {
        if (out.back() != '{')
            out += ", ";
        append_quoted(out, name);
        out += ": ";
        append(out, value);
    }
    out += '}';
}

void append(std::string& out, const json::value& v)
{
    switch (v.kind())
    {
    case json::kind::object:
        return append_members(out, v.get_object());
    case json::kind::array:
        return append_list(out, v.get_array());
    case json::kind::string:
        return append_quoted(out, v.get_string());
    case json::kind::double_:
        return append_double(out, v.get_double());
    default:
        out += json::serialize(v);
    }
}

void append_part(std::string& out, std::int64_t n, std::string_view unit)
{
    if (n == 0)
        return;
    if (!out.empty())
        out += ' ';
    out += std::to_string(n) + " " + std::string{unit} + (n == 1 ? "" : "s");
}

} // namespace

std::string to_text(const json::value& v)
{
    std::string out;
    append(out, v);
    return out;
}

std::string human_duration(std::int64_t seconds)
{
    if (seconds <= 0)
        return "0";
    if (seconds >= 300'000) // from here on to the minute
        seconds = (seconds + 30) / 60 * 60;
    std::string out;
    append_part(out, seconds / 86'400, "day");
    append_part(out, seconds / 3600 % 24, "hr");
    append_part(out, seconds / 60 % 60, "min");
    append_part(out, seconds % 60, "sec");
    return out;
}

} // namespace reel_sim::tautulli
