// SPDX-License-Identifier: MIT
#include "core/model/speech.hpp"

#include "core/model/utf8.hpp"

#include <algorithm>

namespace reeld::model
{

namespace
{

constexpr std::string_view opening = "<think>", closing = "</think>";

/// How many bytes at the end of `text` may be the beginning of `tag`.
std::size_t begun(std::string_view text, std::string_view tag)
{
    for (std::size_t n = std::min(text.size(), tag.size() - 1); n > 0; --n)
        if (text.ends_with(tag.substr(0, n)))
            return n;
    return 0;
}

} // namespace

std::string_view speech::add(std::string_view piece)
{
    pending_ += piece;
    return settle(false);
}

std::string_view speech::finish()
{
    return settle(true);
}

std::string_view speech::settle(bool last)
{
    const auto before = text_.size();
    std::string_view rest = pending_;
    for (;;)
    {
        // A closing tag without an opening one is dropped too: some templates open the block in the prompt.
        const auto close = rest.find(closing);
        const auto open = thinking_ ? rest.npos : rest.find(opening);
        const auto tag = std::min(open, close);
        if (tag == rest.npos)
            break;
        if (!thinking_)
            say(rest.substr(0, tag));
        thinking_ = tag == open;
        rest.remove_prefix(tag + (thinking_ ? opening : closing).size());
    }
    auto held = last ? 0 : begun(rest, closing);
    if (!thinking_ && !last)
        held = std::max({held, begun(rest, opening), incomplete_tail(rest)});
    if (!thinking_)
        say(rest.substr(0, rest.size() - held));
    pending_ = std::string{rest.substr(rest.size() - held)};
    return std::string_view{text_}.substr(before);
}

void speech::say(std::string_view certain)
{
    if (text_.empty())
        certain.remove_prefix(std::min(certain.find_first_not_of(" \t\r\n"), certain.size()));
    append_mended(text_, certain);
}

} // namespace reeld::model
