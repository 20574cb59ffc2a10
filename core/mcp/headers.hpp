// SPDX-License-Identifier: MIT
// What the HTTP headers of an MCP request must say. Pure; any thread.
#pragma once

#include "core/http/message.hpp"
#include "core/mcp/jsonrpc.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace reeld::mcp
{

/// Whether the header alone says that a request is of the modern era.
bool is_modern(const http::request& req);

/// Modern: the headers repeat version, method and name of the body, so that proxies need not read it; they must agree.
std::optional<rpc_error> check_headers(const http::request& req, const message& m);

/// Legacy: a version, when one is named, is one that we speak.
std::optional<rpc_error> check_legacy_version(const http::request& req);

/// Whether the client can read an event stream.
bool accepts_stream(const http::request& req);

/// A header's value as it was meant: `=?base64?…?=` is decoded; nothing when that is not base64.
std::optional<std::string> decode_value(std::string_view value);

} // namespace reeld::mcp
