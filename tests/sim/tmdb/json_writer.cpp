// SPDX-License-Identifier: MIT
#include "tests/sim/tmdb/json_writer.hpp"

#include <cstdio>
#include <utility>

namespace reel_sim::tmdb
{

void json_writer::open(char begin, char end)
{
    out_ += begin;
    closers_ += end;
}

void json_writer::begin_value(std::string_view name)
{
    if (out_.back() != '{' && out_.back() != '[')
        out_ += ',';
    if (!name.empty())
    {
        quoted(name);
        out_ += ':';
    }
}

void json_writer::quoted(std::string_view text)
{
    out_ += '"';
    for (char c : text)
    {
        if (c == '"' || c == '\\')
            out_ += '\\';
        if (static_cast<unsigned char>(c) < 0x20)
            out_ += "\\u0020";
        else
            out_ += c;
    }
    out_ += '"';
}

void json_writer::object(std::string_view name)
{
    begin_value(name);
    open('{', '}');
}

void json_writer::array(std::string_view name)
{
    begin_value(name);
    open('[', ']');
}

void json_writer::end()
{
    out_ += closers_.back();
    closers_.pop_back();
}

std::string json_writer::finish()
{
    while (!closers_.empty())
        end();
    return std::move(out_);
}

void json_writer::text(std::string_view name, std::string_view value)
{
    begin_value(name);
    quoted(value);
}

void json_writer::number(std::string_view name, std::int64_t value)
{
    begin_value(name);
    out_ += std::to_string(value);
}

void json_writer::thousandths(std::string_view name, std::int64_t value)
{
    begin_value(name);
    char digits[32];
    std::snprintf(digits, sizeof digits, "%lld.%03lld", static_cast<long long>(value / 1000),
                  static_cast<long long>(value % 1000));
    std::string text{digits};
    while (text.ends_with("0") && !text.ends_with(".0"))
        text.pop_back();
    out_ += value == 0 ? "0" : text;
}

void json_writer::flag(std::string_view name, bool value)
{
    begin_value(name);
    out_ += value ? "true" : "false";
}

void json_writer::null(std::string_view name)
{
    begin_value(name);
    out_ += "null";
}

void json_writer::text_or_null(std::string_view name, std::string_view value)
{
    value.empty() ? null(name) : text(name, value);
}

} // namespace reel_sim::tmdb
