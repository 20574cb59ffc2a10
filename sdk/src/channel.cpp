// SPDX-License-Identifier: MIT
#include <reel/channel.hpp>

#include <algorithm>

namespace reel
{

namespace
{

constexpr std::string_view space = " \t\r\n";

/// Bytes of the character that begins with `lead`; a byte that begins none counts as one.
std::size_t length_of(unsigned char lead)
{
    return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
}

/// How many bytes of `text` have at most `limit` UTF-16 code units.
std::size_t fitting(std::string_view text, std::size_t limit)
{
    std::size_t at = 0;
    for (std::size_t units = 0; at < text.size();)
    {
        const auto bytes = length_of(static_cast<unsigned char>(text[at]));
        units += bytes == 4 ? 2 : 1;
        if (units > limit)
            break;
        at = std::min(at + bytes, text.size());
    }
    return at;
}

/// Where to cut what fits: at the last paragraph, line or word, unless it leaves less than half of it.
std::size_t good_cut(std::string_view text, std::size_t fits)
{
    for (const std::string_view mark : {"\n\n", "\n", " "})
        if (const auto at = text.substr(0, fits + 1).rfind(mark); at != text.npos && at >= fits / 2 && at > 0)
            return at;
    return fits;
}

} // namespace

std::vector<std::string> split_message(std::string_view text, std::size_t limit)
{
    std::vector<std::string> out;
    limit = std::max<std::size_t>(limit, 2); // one character at least
    for (;;)
    {
        const auto begin = text.find_first_not_of(space);
        if (begin == text.npos)
            return out;
        text.remove_prefix(begin);
        const auto fits = fitting(text, limit);
        const auto cut = fits < text.size() ? good_cut(text, fits) : fits;
        const auto piece = text.substr(0, cut);
        out.emplace_back(piece.substr(0, piece.find_last_not_of(space) + 1));
        text.remove_prefix(cut);
    }
}

} // namespace reel
