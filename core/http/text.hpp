// SPDX-License-Identifier: MIT
// The few text rules that both sides of HTTP need. Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>
#include <system_error>

namespace reeld::http
{

inline char lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// ASCII letters compared without case, as header names are.
inline bool iequals(std::string_view a, std::string_view b) noexcept
{
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (lower(a[i]) != lower(b[i]))
            return false;
    return true;
}

/// A line break or NUL in a header would let whoever supplied it write headers of their own.
inline bool fits_in_header(std::string_view text) noexcept
{
    return text.find_first_of(std::string_view{"\r\n\0", 3}) == std::string_view::npos;
}

inline void append_header(std::string& out, std::string_view name, std::string_view value)
{
    out.append(name).append(": ").append(value).append("\r\n");
}

/// "connection refused": a code's text as part of a sentence.
inline std::string phrase(const std::error_code& code)
{
    auto text = code.message();
    if (text.size() > 1 && lower(text[1]) == text[1])
        text[0] = lower(text[0]);
    return text;
}

} // namespace reeld::http
