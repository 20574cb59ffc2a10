// SPDX-License-Identifier: MIT
#include "core/mcp/jsonrpc.hpp"

#include "core/mcp/protocol.hpp"

#include <reel/described.hpp>

#include <boost/json/parse.hpp>

#include <utility>

namespace reeld::mcp
{

namespace
{

malformed invalid(std::string sentence, std::string id = {})
{
    return {{code::invalid_request, std::move(sentence), {}, 400}, std::move(id)};
}

} // namespace

std::optional<boost::json::value> parse_json(std::string_view text, boost::json::storage_ptr storage)
{
    boost::system::error_code failure;
    auto value = boost::json::parse(text, failure, std::move(storage));
    if (failure)
        return {};
    return value;
}

std::optional<std::string> id_text(const boost::json::value& id)
{
    std::string out;
    if (const auto* text = id.if_string())
        reel::detail::write_string(out, *text);
    else if (const auto* number = id.if_int64())
        reel::detail::write_number(out, *number);
    else if (const auto* large = id.if_uint64())
        out = std::to_string(*large);
    else
        return {};
    return out;
}

std::variant<message, malformed> read_message(const boost::json::value& body)
{
    if (body.is_array())
        return invalid("batches are not supported: send one message per request");
    const auto* object = body.if_object();
    if (!object)
        return invalid("a message is a JSON object");

    message out;
    const auto* id = object->if_contains("id");
    if (id)
    {
        auto text = id_text(*id);
        if (!text)
            return invalid("\"id\" must be a string or a whole number");
        out.id = std::move(*text);
    }
    if (string_member(object, "jsonrpc") != "2.0")
        return invalid("\"jsonrpc\" must be \"2.0\"", std::move(out.id));

    const auto* method = object->if_contains("method");
    if (!method && id && (object->contains("result") || object->contains("error")))
    {
        out.type = message::kind::response;
        out.result = object_member(object, "result");
        return out;
    }
    if (!method || !method->is_string())
        return invalid("\"method\" must be a string", std::move(out.id));
    out.method = method->get_string();
    if (const auto* params = object->if_contains("params"))
    {
        out.params = params->if_object();
        if (!out.params)
            return malformed{{code::invalid_params, "\"params\" must be an object", {}, 400}, std::move(out.id)};
    }
    out.type = id ? message::kind::request : message::kind::notification;
    return out;
}

const boost::json::object* object_member(const boost::json::object* object, std::string_view key)
{
    const auto* value = object ? object->if_contains(key) : nullptr;
    return value ? value->if_object() : nullptr;
}

std::string_view string_member(const boost::json::object* object, std::string_view key)
{
    const auto* value = object ? object->if_contains(key) : nullptr;
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string_view{*text} : std::string_view{};
}

std::string& object_writer::key(std::string_view name)
{
    if (!first_)
        out_ += ',';
    first_ = false;
    out_ += '"';
    out_ += name;
    out_ += "\":";
    return out_;
}

void object_writer::text(std::string_view name, std::string_view value)
{
    reel::detail::write_string(key(name), value);
}

std::string error_response(std::string_view id, const rpc_error& error)
{
    std::string out;
    object_writer response{out};
    response.raw("jsonrpc", "\"2.0\"");
    if (!id.empty())
        response.raw("id", id);
    object_writer body{response.key("error")};
    reel::detail::write_number(body.key("code"), std::int64_t{error.code});
    body.text("message", error.message);
    if (!error.data.empty())
        body.raw("data", error.data);
    body.end();
    response.end();
    return out;
}

void begin_response(std::string& out, std::string_view id)
{
    out += R"({"jsonrpc":"2.0","id":)";
    out += id;
    out += R"(,"result":)";
}

std::string notification(std::string_view method, std::string_view params)
{
    std::string out;
    object_writer body{out};
    body.raw("jsonrpc", "\"2.0\"");
    body.text("method", method);
    body.raw("params", params);
    body.end();
    return out;
}

std::string request(std::string_view id, std::string_view method, std::string_view params)
{
    std::string out;
    object_writer body{out};
    body.raw("jsonrpc", "\"2.0\"");
    body.text("id", id);
    body.text("method", method);
    body.raw("params", params);
    body.end();
    return out;
}

} // namespace reeld::mcp
