// SPDX-License-Identifier: MIT
// Lines and characters of a file's text. Pure; any thread.
#pragma once

#include <algorithm>
#include <string_view>

namespace reeld::config
{

/// UTF-8 characters, counted by their first bytes.
inline int characters(std::string_view text)
{
    const auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
    return static_cast<int>(std::count_if(text.begin(), text.end(), starts));
}

/// Line `number` (from 1) without its end; empty when there is none.
inline std::string_view line_of(std::string_view text, int number)
{
    for (; number > 1; --number)
    {
        const auto end = text.find('\n');
        if (end == std::string_view::npos)
            return {};
        text.remove_prefix(end + 1);
    }
    text = text.substr(0, text.find('\n'));
    return text.ends_with('\r') ? text.substr(0, text.size() - 1) : text;
}

} // namespace reeld::config
