// SPDX-License-Identifier: MIT
#include <reel/text.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace reel
{

namespace
{

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD
constexpr std::string_view ellipsis = "\xE2\x80\xA6";

struct character
{
    char32_t code = 0;
    std::size_t length = 0; ///< 0: not UTF-8
};

/// The character that `text` (not empty) begins with. Refuses overlong forms, surrogates and what is beyond U+10FFFF.
character first_of(std::string_view text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80)
        return {lead, 1};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length)
        return {};
    char32_t code = lead & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i)
    {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0) != 0x80)
            return {};
        code = code << 6 | (next & 0x3Fu);
    }
    constexpr std::array<char32_t, 5> lowest{0, 0, 0x80, 0x800, 0x10000};
    if (code < lowest[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return {};
    return {code, length};
}

bool is_control(char32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

/// Direction overrides and isolates, invisible joiners and tags: nothing that a title needs, all that a trick needs.
bool is_hidden(char32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200B || c == 0x200E || c == 0x200F ||
           c == 0x2060 || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);
}

bool is_plain(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

bool starts_with_word(std::string_view text, std::string_view lower)
{
    return text.size() >= lower.size() && std::equal(lower.begin(), lower.end(), text.begin(),
                                                     [](char a, char b) { return a == (b | 0x20) || a == b; });
}

/// Where the tag that begins at `at` ends; for elements that say nothing to a reader, where their content ends.
std::size_t after_tag(std::string_view html, std::size_t at)
{
    const auto rest = html.substr(at + 1);
    for (const std::string_view element : {"head", "script", "style"})
    {
        if (!starts_with_word(rest, element))
            continue;
        for (auto end = at; (end = html.find("</", end + 1)) != std::string_view::npos;)
            if (starts_with_word(html.substr(end + 2), element))
            {
                at = end;
                break;
            }
        break;
    }
    const auto close = html.find('>', at);
    return close == std::string_view::npos ? html.size() : close + 1;
}

} // namespace

std::string shown(std::string_view text, std::size_t limit)
{
    if (text.size() <= limit && is_plain(text))
        return std::string{text};

    std::string out;
    std::size_t fits = 0; // length of the longest prefix that leaves room for the ellipsis
    while (!text.empty())
    {
        const auto [code, length] = first_of(text);
        const auto piece = text.substr(0, std::max<std::size_t>(length, 1));
        text.remove_prefix(piece.size());
        if (length != 0 && is_hidden(code))
            continue;
        if (length == 0)
            out += replacement;
        else if (is_control(code))
            out += ' ';
        else
            out += piece;
        if (out.size() + ellipsis.size() <= limit)
            fits = out.size();
        if (out.size() > limit)
            return out.substr(0, fits).append(ellipsis);
    }
    return out;
}

std::string without_markup(std::string_view html, std::size_t limit)
{
    std::string out;
    const auto space = [&out] {
        if (!out.empty() && out.back() != ' ')
            out += ' ';
    };
    for (std::size_t i = 0; i < html.size() && out.size() <= limit;)
    {
        const auto c = static_cast<unsigned char>(html[i]);
        if (c == '<')
        {
            i = after_tag(html, i);
            space();
        }
        else if (c == '&' && html.substr(i, 12).find(';') != std::string_view::npos)
        {
            i = html.find(';', i) + 1;
            space();
        }
        else
        {
            if (c <= ' ')
                space();
            else
                out += html[i];
            ++i;
        }
    }
    while (!out.empty() && out.back() == ' ')
        out.pop_back();
    return shown(out, limit);
}

std::string listed(const std::vector<std::string>& words, std::string_view last)
{
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i)
    {
        if (i)
            out += i + 1 == words.size() ? last : ", ";
        out += words[i];
    }
    return out;
}

} // namespace reel
