// SPDX-License-Identifier: MIT
#include "plugins/telegram/html.hpp"

namespace reel_telegram
{

namespace
{

constexpr std::string_view fence = "```", bold = "**", code = "`";

void append_escaped(std::string& out, std::string_view text)
{
    for (const char c : text)
        switch (c)
        {
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '&':
            out += "&amp;";
            break;
        default:
            out += c;
        }
}

/// If `text` begins with something between two of `mark`: what is between; else nothing.
std::string_view between(std::string_view text, std::string_view mark)
{
    if (!text.starts_with(mark))
        return {};
    const auto end = text.find(mark, mark.size());
    const auto inside = end == text.npos ? std::string_view{} : text.substr(mark.size(), end - mark.size());
    return inside.starts_with(' ') && mark == bold ? std::string_view{} : inside; // "2 ** 3 ** 4"
}

void append_words(std::string& out, std::string_view text, bool may_be_bold)
{
    while (!text.empty())
    {
        if (const auto inside = between(text, code); !inside.empty())
        {
            out += "<code>";
            append_escaped(out, inside);
            out += "</code>";
            text.remove_prefix(inside.size() + 2 * code.size());
        }
        else if (const auto strong = may_be_bold ? between(text, bold) : std::string_view{}; !strong.empty())
        {
            out += "<b>";
            append_words(out, strong, false);
            out += "</b>";
            text.remove_prefix(strong.size() + 2 * bold.size());
        }
        else
        {
            const auto next = text.find_first_of("`*", 1);
            append_escaped(out, text.substr(0, next));
            text = next == text.npos ? std::string_view{} : text.substr(next);
        }
    }
}

void append_line(std::string& out, std::string_view line)
{
    const auto indent = line.find_first_not_of(' ');
    const auto rest = indent == line.npos ? std::string_view{} : line.substr(indent);
    const auto hashes = rest.find_first_not_of('#');
    if (rest.starts_with("- ") || rest.starts_with("* "))
    {
        out.append(indent, ' ').append("•");
        append_words(out, rest.substr(1), true);
    }
    else if (indent == 0 && hashes != rest.npos && hashes > 0 && hashes <= 6 && rest[hashes] == ' ')
    {
        out += "<b>";
        append_words(out, rest.substr(hashes + 1), false);
        out += "</b>";
    }
    else
        append_words(out, line, true);
}

/// A ``` block without the name of its language.
void append_block(std::string& out, std::string_view block)
{
    const auto line_end = block.find('\n');
    if (line_end != block.npos && block.substr(0, line_end).find(' ') == block.npos)
        block.remove_prefix(line_end + 1);
    out += "<pre>";
    append_escaped(out, block.ends_with('\n') ? block.substr(0, block.size() - 1) : block);
    out += "</pre>";
}

} // namespace

std::string to_html(std::string_view text)
{
    std::string out;
    while (!text.empty())
    {
        if (const auto block = between(text, fence); !block.empty())
        {
            append_block(out, block);
            text.remove_prefix(block.size() + 2 * fence.size());
            continue;
        }
        const auto line_end = text.find('\n');
        append_line(out, text.substr(0, line_end));
        if (line_end == text.npos)
            break;
        out += '\n';
        text.remove_prefix(line_end + 1);
    }
    return out;
}

} // namespace reel_telegram
