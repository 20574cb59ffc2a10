// SPDX-License-Identifier: MIT
#include "core/log/record.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <type_traits>

namespace reeld::log
{

namespace
{

/// Calls `each(codepoint, bytes)` for every character; codepoint -1 and one byte where the text is not UTF-8.
template <class Each>
void for_each_character(std::string_view text, Each each)
{
    while (!text.empty())
    {
        utf8proc_int32_t codepoint = -1;
        const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                             static_cast<utf8proc_ssize_t>(text.size()), &codepoint);
        const auto size = length > 0 ? static_cast<std::size_t>(length) : 1;
        each(length > 0 ? codepoint : -1, text.substr(0, size));
        text.remove_prefix(size);
    }
}

/// Neither a control character nor one of the invisible ones that end a line or turn the reading direction around.
bool harmless(utf8proc_int32_t c)
{
    const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    const bool breaks_or_turns = (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    return !control && !breaks_or_turns;
}

void append_escaped(std::string& out, std::string_view text)
{
    for_each_character(text, [&](utf8proc_int32_t codepoint, std::string_view bytes) {
        if (codepoint == '\n')
            out += "\\n";
        else if (codepoint == '\t')
            out += "\\t";
        else if (codepoint < 0)
            fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(bytes.front()));
        else if (harmless(codepoint))
            out += bytes;
        else
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", codepoint);
    });
}

void append_text_value(std::string& out, std::string_view text)
{
    const bool bare = !text.empty() && text.find_first_of(" \"='") == std::string_view::npos;
    if (bare)
        return append_escaped(out, text);
    out += '"';
    while (!text.empty())
    {
        const auto quote = std::min(text.find('"'), text.size());
        append_escaped(out, text.substr(0, quote));
        if (quote == text.size())
            break;
        out += "\\\"";
        text.remove_prefix(quote + 1);
    }
    out += '"';
}

std::string json_string(std::string_view text)
{
    boost::json::string valid;
    valid.reserve(text.size());
    for_each_character(text, [&](utf8proc_int32_t codepoint, std::string_view bytes) {
        valid.append(codepoint < 0 ? std::string_view{"\xef\xbf\xbd"} : bytes);
    });
    return boost::json::serialize(valid);
}

std::string json_key(std::string_view key)
{
    static constexpr std::array ours{"time", "level", "scope", "message", "repeated"};
    const bool taken = std::find(ours.begin(), ours.end(), key) != ours.end();
    return json_string(taken ? std::string{key} + "_" : std::string{key});
}

} // namespace

std::string plain_body(std::string_view scope, std::string_view message, std::span<const reel::log_field> fields)
{
    std::string out = "[";
    append_escaped(out, scope);
    out += "] ";
    append_escaped(out, message);
    for (const auto& field : fields)
    {
        out += ' ';
        append_escaped(out, field.key);
        out += '=';
        std::visit(
            [&](const auto& value) {
                if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string_view>)
                    append_text_value(out, value);
                else
                    fmt::format_to(std::back_inserter(out), "{}", value);
            },
            field.value);
    }
    return out;
}

std::string json_body(std::string_view scope, std::string_view message, std::span<const reel::log_field> fields)
{
    std::string out = "\"scope\":" + json_string(scope) + ",\"message\":" + json_string(message);
    for (const auto& field : fields)
    {
        out += ',' + json_key(field.key) + ':';
        std::visit(
            [&](const auto& value) {
                if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string_view>)
                    out += json_string(value);
                else
                    out += boost::json::serialize(boost::json::value(value));
            },
            field.value);
    }
    return out;
}

} // namespace reeld::log
