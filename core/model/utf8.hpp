// SPDX-License-Identifier: MIT
// Text that is to be UTF-8, from servers and people who do not always see to it. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace reeld::model
{

/// How many bytes at the end of `text` begin a character that is not complete: 0 to 3.
std::size_t incomplete_tail(std::string_view text) noexcept;

/// Appends `text` to `out`, with U+FFFD in place of every byte that is not UTF-8.
void append_mended(std::string& out, std::string_view text);

} // namespace reeld::model
