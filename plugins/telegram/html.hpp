// SPDX-License-Identifier: MIT
// A model's answer as Telegram shows it: its little Markdown as the few tags there are
// (https://core.telegram.org/bots/api#html-style), everything else escaped. Pure.
#pragma once

#include <string>
#include <string_view>

namespace reel_telegram
{

/// **bold**, `code`, ``` blocks, "# headings" (bold) and "- lists" (•). What does not end is text as it stands. Tags are
/// always closed and never cross.
std::string to_html(std::string_view text);

} // namespace reel_telegram
