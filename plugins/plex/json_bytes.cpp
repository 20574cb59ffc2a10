// SPDX-License-Identifier: MIT
#include "plugins/plex/json_bytes.hpp"

#include <algorithm>

namespace reel_plex
{

namespace
{

bool is_control(char c)
{
    return static_cast<unsigned char>(c) < 0x20;
}

/// Without an early exit, so that it is done sixteen bytes at a time.
bool has_control(std::string_view text)
{
    bool found = false;
    for (char c : text)
        found |= is_control(c);
    return found;
}

/// The four digits of "\uXXXX", -1 if they are none.
int escaped_unit(std::string_view escape)
{
    int value = 0;
    for (char c : escape.substr(2, 4))
    {
        const int digit = c >= '0' && c <= '9'                 ? c - '0'
                          : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                               : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

bool is_high(int unit)
{
    return unit >= 0xd800 && unit <= 0xdbff;
}
bool is_low(int unit)
{
    return unit >= 0xdc00 && unit <= 0xdfff;
}

enum class verdict : unsigned char
{
    good,
    unfinished,
    half_pair
};

/// Looks at the escape that `text` begins with. `length`: how much of it was looked at.
verdict examine(std::string_view text, std::size_t& length)
{
    length = 2;
    if (text.size() < 2)
        return verdict::unfinished;
    if (text[1] != 'u')
        return verdict::good;
    length = 6;
    if (text.size() < 6)
        return verdict::unfinished;
    const int unit = escaped_unit(text);
    if (is_low(unit))
        return verdict::half_pair;
    if (!is_high(unit))
        return verdict::good;
    const auto next = text.substr(6, 6);
    if (next.size() < 6 && std::string_view{"\\u"}.starts_with(next.substr(0, 2)))
        return verdict::unfinished;
    if (next.size() < 6 || !next.starts_with("\\u") || !is_low(escaped_unit(next)))
        return verdict::half_pair;
    length = 12;
    return verdict::good;
}

/// Length of the valid UTF-8 sequence at `at`, 0 if there is none.
std::size_t sequence(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xc0) == 0x80; };
    const auto c = byte(at), d = byte(at + 1);
    if (c < 0x80)
        return 1;
    if (c >= 0xc2 && c <= 0xdf)
        return follows(at + 1) ? 2 : 0;
    if (c >= 0xe0 && c <= 0xef)
        return follows(at + 1) && follows(at + 2) && !(c == 0xe0 && d < 0xa0) && !(c == 0xed && d > 0x9f) ? 3 : 0;
    if (c >= 0xf0 && c <= 0xf4)
        return follows(at + 1) && follows(at + 2) && follows(at + 3) && !(c == 0xf0 && d < 0x90) &&
                       !(c == 0xf4 && d > 0x8f)
                   ? 4
                   : 0;
    return 0;
}

struct survey
{
    bool broken = false;
    bool has_sequence = false;
};

survey look_over(std::string_view text)
{
    survey out;
    for (std::size_t i = 0; i < text.size();)
    {
        const auto length = sequence(text, i);
        out.broken |= length == 0;
        out.has_sequence |= length > 1;
        i += std::max<std::size_t>(length, 1);
    }
    return out;
}

bool plain_ascii(std::string_view text)
{
    bool plain = true;
    for (char c : text)
        plain &= static_cast<unsigned char>(c) < 0x80;
    return plain;
}

} // namespace

std::string& json_cleaner::own(std::string_view piece)
{
    if (piece.data() != buffer_.data())
        buffer_.assign(piece);
    return buffer_;
}

std::string_view json_cleaner::clean(std::string_view piece)
{
    if (!held_back_.empty())
    {
        buffer_.assign(held_back_).append(piece);
        held_back_.clear();
        piece = buffer_;
    }
    if (has_control(piece)) // between values a space means the same
    {
        std::ranges::replace_if(own(piece), is_control, ' ');
        piece = buffer_;
    }
    for (auto at = piece.find('\\'); at != std::string_view::npos;)
    {
        std::size_t length = 0;
        const auto found = examine(piece.substr(at), length);
        if (found == verdict::unfinished)
        {
            held_back_.assign(piece.substr(at));
            return piece.substr(0, at);
        }
        if (found == verdict::half_pair)
        {
            own(piece).replace(at, length, "\\ufffd");
            piece = buffer_;
        }
        at = piece.find('\\', at + length);
    }
    return piece;
}

void repair_text(std::string_view text, std::string& out)
{
    out.assign(text);
    if (has_control(out))
        std::ranges::replace_if(out, is_control, ' ');
    if (plain_ascii(out))
        return;
    const auto found = look_over(out);
    if (!found.broken)
        return;
    const std::string damaged = std::move(out);
    out.clear();
    for (std::size_t i = 0; i < damaged.size();)
    {
        const auto length = sequence(damaged, i);
        if (length > 0)
            out.append(damaged, i, length);
        else if (found.has_sequence)
            out += "\xef\xbf\xbd"; // U+FFFD
        else
        {
            const auto c = static_cast<unsigned char>(damaged[i]);
            out += static_cast<char>(0xc0 | c >> 6);
            out += static_cast<char>(0x80 | (c & 0x3f));
        }
        i += std::max<std::size_t>(length, 1);
    }
}

std::string repaired_text(std::string_view text)
{
    std::string out;
    repair_text(text, out);
    return out;
}

} // namespace reel_plex
