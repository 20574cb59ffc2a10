// SPDX-License-Identifier: MIT
// The words of the Model Context Protocol, as its specification spells them (modelcontextprotocol.io/specification).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace reeld::mcp
{

/// Up to 2025-11-25 a client opens with `initialize`; from 2026-07-28 on each request says in its `_meta` all there is to know.
enum class era : std::uint8_t
{
    legacy,
    modern
};

inline constexpr std::string_view modern_version = "2026-07-28";
inline constexpr std::array<std::string_view, 4> legacy_versions{"2025-11-25", "2025-06-18", "2025-03-26",
                                                                 "2024-11-05"};

namespace header
{
inline constexpr std::string_view protocol_version = "MCP-Protocol-Version";
inline constexpr std::string_view method = "Mcp-Method";
inline constexpr std::string_view name = "Mcp-Name";
inline constexpr std::string_view session_id = "Mcp-Session-Id"; ///< legacy
} // namespace header

namespace meta
{
inline constexpr std::string_view protocol_version = "io.modelcontextprotocol/protocolVersion";
inline constexpr std::string_view client_capabilities = "io.modelcontextprotocol/clientCapabilities";
inline constexpr std::string_view log_level = "io.modelcontextprotocol/logLevel";
inline constexpr std::string_view server_info = "io.modelcontextprotocol/serverInfo";
inline constexpr std::string_view subscription_id = "io.modelcontextprotocol/subscriptionId";
} // namespace meta

namespace code
{
inline constexpr int parse_error = -32700;
inline constexpr int invalid_request = -32600;
inline constexpr int method_not_found = -32601;
inline constexpr int invalid_params = -32602;
inline constexpr int internal_error = -32603;
inline constexpr int resource_not_found = -32002; ///< legacy; the modern era says invalid_params
inline constexpr int header_mismatch = -32020;
inline constexpr int unsupported_version = -32022;
} // namespace code

} // namespace reeld::mcp
