// SPDX-License-Identifier: MIT
#include "core/cli/text.hpp"

#include <algorithm>

#include <utf8proc.h>

namespace reeld::cli
{

namespace
{

constexpr utf8proc_int32_t not_utf8 = -1;

/// Takes the first character off `rest` and returns its bytes; `code` is `not_utf8` for a byte that begins none.
std::string_view next_character(std::string_view& rest, utf8proc_int32_t& code)
{
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(rest.data());
    const auto length = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(rest.size()), &code);
    const auto taken = rest.substr(0, length > 0 ? static_cast<std::size_t>(length) : 1);
    if (length <= 0)
        code = not_utf8;
    rest.remove_prefix(taken.size());
    return taken;
}

bool is_break(utf8proc_int32_t code)
{
    const auto category = utf8proc_category(code);
    return code == '\n' || code == '\r' || code == '\t' || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

bool steers_terminal(utf8proc_int32_t code)
{
    const bool bidi_override = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    return bidi_override || utf8proc_category(code) == UTF8PROC_CATEGORY_CC;
}

} // namespace

std::string clean(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    while (!text.empty())
    {
        utf8proc_int32_t code = 0;
        const auto character = next_character(text, code);
        if (code == not_utf8)
            out += "\uFFFD";
        else if (is_break(code))
            out += ' ';
        else if (!steers_terminal(code))
            out += character;
    }
    return out;
}

std::size_t width(std::string_view clean_text)
{
    std::size_t columns = 0;
    while (!clean_text.empty())
    {
        utf8proc_int32_t code = 0;
        next_character(clean_text, code);
        columns += static_cast<std::size_t>(utf8proc_charwidth(code));
    }
    return columns;
}

std::string cut(std::string_view clean_text, std::size_t columns)
{
    if (width(clean_text) <= columns)
        return std::string{clean_text};
    std::string out;
    std::size_t used = 1; // for the ellipsis
    while (!clean_text.empty())
    {
        utf8proc_int32_t code = 0;
        const auto character = next_character(clean_text, code);
        used += static_cast<std::size_t>(utf8proc_charwidth(code));
        if (used > columns)
            break;
        out += character;
    }
    return out + "…";
}

std::vector<std::string> wrap(std::string_view clean_text, std::size_t columns)
{
    if (columns == 0)
        return {std::string{clean_text}};
    std::vector<std::string> lines(1);
    while (!clean_text.empty())
    {
        const auto word = clean_text.substr(0, clean_text.find(' '));
        clean_text.remove_prefix(std::min(word.size() + 1, clean_text.size()));
        if (!lines.back().empty() && width(lines.back()) + 1 + width(word) > columns)
            lines.emplace_back();
        if (!lines.back().empty())
            lines.back() += ' ';
        lines.back() += word;
    }
    return lines;
}

std::string heading(std::string_view name)
{
    std::string out;
    for (const char c : clean(name))
    {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool lower = c >= 'a' && c <= 'z';
        if (out.empty())
            out += lower ? static_cast<char>(c - 'a' + 'A') : c;
        else if (upper)
            (out += ' ') += static_cast<char>(c - 'A' + 'a');
        else
            out += c == '_' ? ' ' : c;
    }
    return out;
}

} // namespace reeld::cli
