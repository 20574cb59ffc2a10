// SPDX-License-Identifier: MIT
#include "core/mcp/tools.hpp"

#include "core/confirm/argument.hpp"

#include <reel/described.hpp>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>

namespace reeld::mcp
{

namespace
{

// A cursor is the name of the last tool seen, so that a list that changes between two pages is neither repeated nor torn.
constexpr std::string_view cursor_prefix = "after:";

std::string annotations(const reel::tool_spec& spec)
{
    const auto boolean = [](bool value) { return value ? "true" : "false"; };
    const bool reads = spec.tier == reel::tier::safe;
    std::string out;
    object_writer body{out};
    body.text("title", spec.title);
    body.raw("readOnlyHint", boolean(reads));
    body.raw("destructiveHint", boolean(!reads));
    body.raw("idempotentHint", boolean(spec.idempotent));
    body.raw("openWorldHint", boolean(spec.open_world));
    body.end();
    return out;
}

void write_text_block(std::string& out, std::string_view text)
{
    object_writer block{out};
    block.raw("type", "\"text\"");
    block.text("text", text);
    block.end();
}

void write_block(std::string& out, const reel::content_block& block)
{
    using kind = reel::content_block::kind;
    if (block.type == kind::text)
        return write_text_block(out, block.text);
    static constexpr std::array<std::string_view, 5> names{"text", "image", "audio", "resource_link", "resource"};
    object_writer body{out};
    body.text("type", names[static_cast<std::size_t>(block.type)]);
    switch (block.type)
    {
    case kind::image:
    case kind::audio:
        body.text("data", block.data);
        body.text("mimeType", block.mime_type);
        break;
    case kind::resource_link:
        body.text("uri", block.uri);
        body.text("name", block.name);
        if (!block.mime_type.empty())
            body.text("mimeType", block.mime_type);
        break;
    default:
    {
        object_writer resource{body.key("resource")};
        resource.text("uri", block.uri);
        resource.text("mimeType", block.mime_type);
        if (block.data.empty())
            resource.text("text", block.text);
        else
            resource.text("blob", block.data);
        resource.end();
    }
    }
    body.end();
}

} // namespace

std::string describe_tool(const reel::tool_spec& spec)
{
    std::string out;
    object_writer body{out};
    body.text("name", spec.name);
    if (!spec.title.empty())
        body.text("title", spec.title);
    body.text("description", spec.description);
    body.raw("inputSchema", boost::json::serialize(confirm::schema_with_confirm(spec)));
    if (!spec.output_schema.empty())
        body.raw("outputSchema", boost::json::serialize(spec.output_schema));
    body.raw("annotations", annotations(spec));
    body.end();
    return out;
}

void tool_list::refresh()
{
    if (revision_ == tools_.revision())
        return;
    rows_.clear();
    for (const auto& entry : tools_.list())
        rows_.push_back({entry->tool.spec.name, entry->tool.spec.role, describe_tool(entry->tool.spec)});
    revision_ = tools_.revision();
}

bool tool_list::write_page(object_writer& out, reel::role role, std::string_view cursor)
{
    if (!cursor.empty() && !cursor.starts_with(cursor_prefix))
        return false;
    refresh();
    auto row = rows_.begin();
    if (!cursor.empty())
        row = std::upper_bound(rows_.begin(), rows_.end(), cursor.substr(cursor_prefix.size()),
                               [](std::string_view name, const auto& r) { return name < r.name; });
    auto& text = out.key("tools");
    text += '[';
    std::size_t listed = 0;
    const std::string* last = nullptr;
    for (; row != rows_.end(); ++row)
    {
        if (!tool::suffices(role, row->role))
            continue;
        if (listed == page_size)
            break;
        if (listed++)
            text += ',';
        text += row->json;
        last = &row->name;
    }
    text += ']';
    if (row != rows_.end() && last)
        out.text("nextCursor", std::string{cursor_prefix} + *last);
    return true;
}

void write_result(object_writer& out, const reel::tool_result& said)
{
    auto& text = out.key("content");
    text.reserve(text.size() + said.json.size() * 5 / 2 + 128);
    text += '[';
    bool first = true;
    if (!said.json.empty())
    {
        write_text_block(text, said.json);
        first = false;
    }
    for (const auto& block : said.content)
    {
        if (!first)
            text += ',';
        first = false;
        write_block(text, block);
    }
    text += ']';
    if (!said.json.empty())
        out.raw("structuredContent", said.json);
}

void write_failure(object_writer& out, const reel::error& failure)
{
    auto& text = out.key("content");
    text += '[';
    write_text_block(text, failure.message());
    text += ']';
    out.raw("isError", "true");
}

std::string describe_failure(const reel::error& failure)
{
    std::string out;
    object_writer body{out};
    body.text("kind", reel::to_string(failure.kind()));
    if (!failure.pointer().empty())
        body.text("pointer", failure.pointer());
    body.end();
    return out;
}

} // namespace reeld::mcp
