// SPDX-License-Identifier: MIT
#include "core/conversation/fence.hpp"

#include <reel/described.hpp>

namespace reeld::conversation
{

std::string fence(std::string_view source, std::string_view json)
{
    std::string out = "<data from=\"";
    for (const char c : source.substr(0, 64))
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-')
            out += c;
    out += "\">";
    for (const char c : json)
        if (c == '<')
            out += "\\u003c";
        else
            out += c;
    return out += "</data>";
}

std::string fence_text(std::string_view source, std::string_view text)
{
    std::string json;
    reel::detail::write_string(json, text);
    return fence(source, json);
}

} // namespace reeld::conversation
