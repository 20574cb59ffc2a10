// SPDX-License-Identifier: MIT
#include "core/model/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace reeld::model
{

namespace
{

bool continues(char c) noexcept
{
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// Bytes of the character that `lead` begins; 0 when nothing begins with it.
std::size_t length_after(unsigned char lead) noexcept
{
    return lead < 0x80                   ? 1
           : lead >= 0xC2 && lead < 0xE0 ? 2
           : lead >= 0xE0 && lead < 0xF0 ? 3
           : lead >= 0xF0 && lead < 0xF5 ? 4
                                         : 0;
}

/// Bytes of the valid character at the front of `text`; 0 when there is none (overlong forms and surrogates are not).
std::size_t character(std::string_view text) noexcept
{
    const auto lead = static_cast<unsigned char>(text[0]);
    const auto length = length_after(lead);
    if (length < 2)
        return length;
    if (text.size() < length ||
        !std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(length), continues))
        return 0;
    const auto second = static_cast<unsigned char>(text[1]);
    const bool out_of_range = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second >= 0xA0) ||
                              (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second >= 0x90);
    return out_of_range ? 0 : length;
}

/// The bytes at the front that are ASCII, in eights.
std::size_t plain_eights(std::string_view text) noexcept
{
    std::size_t n = 0;
    for (std::uint64_t eight = 0; n + sizeof eight <= text.size(); n += sizeof eight)
    {
        std::memcpy(&eight, text.data() + n, sizeof eight);
        if ((eight & 0x8080808080808080) != 0)
            break;
    }
    return n;
}

} // namespace

std::size_t incomplete_tail(std::string_view text) noexcept
{
    for (std::size_t n = 1; n <= std::min<std::size_t>(3, text.size()); ++n)
    {
        const char c = text[text.size() - n];
        if (!continues(c))
            return length_after(static_cast<unsigned char>(c)) > n ? n : 0;
    }
    return 0;
}

void append_mended(std::string& out, std::string_view text)
{
    while (!text.empty())
    {
        std::size_t good = 0;
        while (good < text.size())
        {
            good += plain_eights(text.substr(good));
            if (good == text.size())
                break;
            const auto n = character(text.substr(good));
            if (n == 0)
                break;
            good += n;
        }
        out.append(text.substr(0, good));
        text.remove_prefix(good);
        if (text.empty())
            return;
        out.append("\xEF\xBF\xBD");
        text.remove_prefix(1);
    }
}

} // namespace reeld::model
