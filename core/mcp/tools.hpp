// SPDX-License-Identifier: MIT
// Tools as MCP shows them: the list, and the result of a call. Text is appended, not built as a tree: answers are hot.
#pragma once

#include "core/mcp/jsonrpc.hpp"
#include "core/tool/registry.hpp"

#include <reel/call_context.hpp>
#include <reel/error.hpp>
#include <reel/tool.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reeld::mcp
{

/// The list of tools, written once per change of the registry. Loop thread only; the registry outlives it.
class tool_list
{
public:
    static constexpr std::size_t page_size = 100;

    explicit tool_list(const tool::registry& tools) : tools_{tools} {}

    /// Appends the members "tools" and, when there is more, "nextCursor". Tools that `role` may not call are left out. False:
    /// the cursor is none of ours.
    bool write_page(object_writer& out, reel::role role, std::string_view cursor);

private:
    struct row
    {
        std::string name;
        reel::role role;
        std::string json;
    };
    void refresh();

    const tool::registry& tools_;
    std::vector<row> rows_;
    std::optional<std::uint64_t> revision_;
};

/// One tool of the list, as JSON text.
std::string describe_tool(const reel::tool_spec& spec);

/// Appends the members of a successful result: "content" and "structuredContent".
void write_result(object_writer& out, const reel::tool_result& said);
/// Appends the members of a failed one: "content" with the sentence, and "isError".
void write_failure(object_writer& out, const reel::error& failure);
/// What a program may want to know of a failure, for the result's "_meta": {"kind":…,"pointer":…}. It is not
/// structuredContent, because clients check that against the tool's output schema even when it is an error.
std::string describe_failure(const reel::error& failure);

} // namespace reeld::mcp
