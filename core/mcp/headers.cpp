// SPDX-License-Identifier: MIT
#include "core/mcp/headers.hpp"

#include "core/mcp/protocol.hpp"

#include <algorithm>

namespace reeld::mcp
{

namespace
{

std::string_view trim(std::string_view text)
{
    constexpr std::string_view blank = " \t";
    const auto first = text.find_first_not_of(blank);
    if (first == text.npos)
        return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::optional<std::string> decode_base64(std::string_view text)
{
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (text.size() % 4 != 0)
        return {};
    const auto padding = text.ends_with("==") ? 2u : text.ends_with('=') ? 1u : 0u;
    text.remove_suffix(padding);
    std::string out;
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (const char c : text)
    {
        const auto value = alphabet.find(c);
        if (value == alphabet.npos)
            return {};
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        count += 6;
        if (count >= 8)
            out += static_cast<char>(bits >> (count -= 8) & 0xFF);
    }
    return out;
}

rpc_error mismatch(std::string_view name)
{
    return {code::header_mismatch,
            "the header " + std::string{name} + " must be there and say the same as the body",
            {},
            400};
}

/// What Mcp-Name repeats; nothing for methods that have no name.
std::optional<std::string_view> name_of(const message& m)
{
    if (m.method == "tools/call" || m.method == "prompts/get")
        return string_member(m.params, "name");
    if (m.method == "resources/read")
        return string_member(m.params, "uri");
    return {};
}

} // namespace

std::optional<std::string> decode_value(std::string_view value)
{
    constexpr std::string_view opening = "=?base64?";
    constexpr std::string_view closing = "?=";
    value = trim(value);
    if (value.size() < opening.size() + closing.size() || !value.starts_with(opening) || !value.ends_with(closing))
        return std::string{value};
    value.remove_prefix(opening.size());
    value.remove_suffix(closing.size());
    return decode_base64(value);
}

bool is_modern(const http::request& req)
{
    return trim(req.header(header::protocol_version)) == modern_version;
}

std::optional<rpc_error> check_headers(const http::request& req, const message& m)
{
    const auto version = string_member(object_member(m.params, "_meta"), meta::protocol_version);
    if (!version.empty() && trim(req.header(header::protocol_version)) != version)
        return mismatch(header::protocol_version);
    if (decode_value(req.header(header::method)) != m.method)
        return mismatch(header::method);
    if (const auto name = name_of(m); name && !name->empty() && decode_value(req.header(header::name)) != *name)
        return mismatch(header::name);
    return {};
}

std::optional<rpc_error> check_legacy_version(const http::request& req)
{
    const auto version = trim(req.header(header::protocol_version));
    if (version.empty() || std::ranges::find(legacy_versions, version) != legacy_versions.end())
        return {};
    return rpc_error{code::invalid_request, "this MCP-Protocol-Version is not supported", {}, 400};
}

bool accepts_stream(const http::request& req)
{
    return req.header("Accept").find("text/event-stream") != std::string_view::npos;
}

} // namespace reeld::mcp
