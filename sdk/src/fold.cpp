// SPDX-License-Identifier: MIT
#include <reel/text.hpp>

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace reel
{

namespace
{

constexpr std::size_t longest_name = 1024;

/// Accents of Latin, Greek and Cyrillic, vowel points of Hebrew and Arabic. Marks of other scripts (kana voicing, Indic
/// vowels) make another word, and stay.
bool is_accent(utf8proc_int32_t c)
{
    return (c >= 0x300 && c <= 0x36f) || (c >= 0x591 && c <= 0x5c7) || (c >= 0x64b && c <= 0x652) ||
           (c >= 0x1ab0 && c <= 0x1aff) || (c >= 0x1dc0 && c <= 0x1dff) || (c >= 0x20d0 && c <= 0x20ff) ||
           (c >= 0xfe20 && c <= 0xfe2f);
}

/// Letters that Unicode does not decompose, though everybody types them so.
std::string_view plain_spelling(utf8proc_int32_t c)
{
    switch (c)
    {
    case 0xf8:
        return "o"; // ø
    case 0xe6:
        return "ae"; // æ
    case 0x153:
        return "oe"; // œ
    case 0x142:
        return "l"; // ł
    case 0x111:     // đ
    case 0xf0:
        return "d"; // ð
    case 0xfe:
        return "th"; // þ
    case 0x131:
        return "i"; // ı
    case 0x127:
        return "h"; // ħ
    case 0xd7:
        return "x"; // ×, as in HUNTER×HUNTER
    case 0x2018:
    case 0x2019:
    case 0x201b:
    case 0x2032:
    case 0x2bc:
    case 0x60:
    case 0xb4:
        return "'";
    default:
        return {};
    }
}

void append_folded(utf8proc_int32_t c, std::string& out)
{
    if (c < 0x80)
    {
        out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        return;
    }
    if (const auto plain = plain_spelling(c); !plain.empty())
    {
        out += plain;
        return;
    }
    const auto category = utf8proc_category(c);
    const bool mark = category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
    const bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
    const bool number = category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO;
    if (mark && is_accent(c))
        return;
    if (letter || number || mark)
    {
        std::array<utf8proc_uint8_t, 4> bytes;
        const auto n = utf8proc_encode_char(c, bytes.data());
        out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(n));
    }
    else if (category == UTF8PROC_CATEGORY_PD)
        out += '-';
    else if (category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP)
        out += ' ';
    else
        out += '.';
}

/// Of folded text.
bool is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

} // namespace

void fold_characters(std::string_view text, std::string& out)
{
    out.clear();
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto* end = at + text.size();
    while (at != end)
    {
        if (*at < 0x80)
        {
            append_folded(*at++, out);
            continue;
        }
        utf8proc_int32_t c = 0;
        const auto length = utf8proc_iterate(at, end - at, &c);
        if (length <= 0)
        {
            out += '.';
            ++at;
            continue;
        }
        at += length;
        std::array<utf8proc_int32_t, 32> parts;
        int boundary_class = 0;
        const auto n = utf8proc_decompose_char(
            c, parts.data(), parts.size(),
            static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE),
            &boundary_class);
        for (int i = 0; i < std::min<int>(static_cast<int>(n), static_cast<int>(parts.size())); ++i)
            append_folded(parts[static_cast<std::size_t>(i)], out);
    }
}

std::string fold_name(std::string_view name)
{
    std::string characters;
    fold_characters(name.substr(0, longest_name), characters);
    std::string out;
    bool apart = false; // a separator lies before the next letter
    const auto add = [&](std::string_view piece) {
        if (apart && !out.empty())
            out += ' ';
        apart = false;
        out += piece;
    };
    for (const char& c : characters)
    {
        if (c == '&')
        {
            apart = true;
            add("and");
            apart = true;
        }
        else if (is_letter(static_cast<unsigned char>(c)))
            add({&c, 1});
        else if (c != '\'')
            apart = true;
    }
    return out;
}

} // namespace reel
