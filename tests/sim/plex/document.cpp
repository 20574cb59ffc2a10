// SPDX-License-Identifier: MIT
#include "tests/sim/plex/document.hpp"

#include "tests/sim/plex/row.hpp"

#include <boost/json.hpp>

namespace reel_sim::plex
{
namespace
{

namespace json = boost::json;

void append_xml_text(std::string& out, std::string_view text)
{
    for (char c : text)
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
        case '"':
            out += "&quot;";
            break;
        default:
            out += c;
        }
}

void append_scalar(std::string& out, const json::value& v)
{
    if (const auto* text = v.if_string())
        append_xml_text(out, *text);
    else if (const auto* yes = v.if_bool())
        out += *yes ? "1" : "0";
    else
        out += json::serialize(v);
}

std::string_view element_name(std::string_view list, const json::object& row)
{
    if (list != "Metadata")
        return list;
    const auto* type = row.if_contains("type");
    return type && (*type == "movie" || *type == "episode") ? "Video" : "Directory";
}

/// Scalars are attributes, lists and objects are elements.
void append_element(std::string& out, std::string_view name, const json::object& o)
{
    out += '<';
    out += name;
    for (const auto& [key, value] : o)
        if (!value.is_structured())
        {
            out += ' ';
            out += std::string_view{key};
            out += "=\"";
            append_scalar(out, value);
            out += '"';
        }
    out += '>';
    for (const auto& [key, value] : o)
    {
        if (const auto* child = value.if_object())
            append_element(out, key, *child);
        if (const auto* list = value.if_array())
            for (const auto& child : *list)
                if (const auto* row = child.if_object())
                    append_element(out, element_name(key, *row), *row);
    }
    out += "</";
    out += name;
    out += ">\n";
}

json::parse_options lenient()
{
    json::parse_options options;
    options.allow_invalid_utf8 = true; // titles may hold anything
    return options;
}

std::string to_xml(const document& d)
{
    const auto container = json::parse("{" + d.attributes + "}", {}, lenient());
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    append_element(out, "MediaContainer", container.as_object());
    out.resize(out.size() - std::string_view{"</MediaContainer>\n"}.size());
    const auto rows = d.rows.text();
    json::parser parser{{}, lenient()};
    for (std::size_t at = 0; at < rows.size(); ++at) // one row at a time, then its comma
    {
        parser.reset();
        at += parser.write_some(rows.data() + at, rows.size() - at);
        const auto row = parser.release();
        append_element(out, element_name(d.list, row.as_object()), row.as_object());
    }
    return out += "</MediaContainer>\n";
}

} // namespace

void document::text(std::string_view name, std::string_view value)
{
    std::string quoted = "\"";
    append_escaped(quoted, value);
    raw(name, quoted += '"');
}

void document::number(std::string_view name, std::int64_t value)
{
    raw(name, std::to_string(value));
}

void document::flag(std::string_view name, bool value)
{
    raw(name, value ? "true" : "false");
}

void document::raw(std::string_view name, std::string_view json)
{
    if (!attributes.empty())
        attributes += ',';
    ((attributes += '"') += name) += "\":";
    attributes += json;
}

reply render(const request& req, document&& d)
{
    reply r;
    if (req.header("accept").find("application/json") == std::string_view::npos)
    {
        r.content_type = "text/xml;charset=utf-8";
        r.body = to_xml(d);
        return r;
    }
    r.content_type = "application/json";
    if (d.rows.size() == 0)
    {
        r.body = "{\"MediaContainer\":{" + d.attributes + "}}";
        return r;
    }
    // The rows stay where they are; what goes before them is put in front.
    body whole{"{\"MediaContainer\":{" + d.attributes + ",\"" + d.list + "\":["};
    whole.append(std::move(d.rows));
    whole.append("]}}");
    r.body = std::move(whole);
    return r;
}

reply error_page(int status)
{
    const std::string name{reason(status)};
    return reply::html("<html><head><title>" + name + "</title></head><body><h1>" + std::to_string(status) + " " +
                           name + "</h1></body></html>",
                       status);
}

} // namespace reel_sim::plex
