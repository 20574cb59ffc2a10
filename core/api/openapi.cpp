// SPDX-License-Identifier: MIT
#include "core/api/openapi.hpp"

#include "core/confirm/argument.hpp"

#include <reel/described.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace reeld::api
{

namespace
{

using boost::json::array;
using boost::json::object;

object describe(const tool::entry& entry)
{
    const auto& spec = entry.tool.spec;
    object out;
    out["name"] = spec.name;
    out["title"] = spec.title;
    out["description"] = spec.description;
    out["inputSchema"] = spec.input_schema;
    out["outputSchema"] = spec.output_schema;
    out["tier"] = spec.tier == reel::tier::safe ? "safe" : "destructive";
    out["role"] = spec.role == reel::role::any ? "any" : "admin";
    out["plugin"] = entry.instance;
    return out;
}

object json_body(boost::json::value schema)
{
    return {{"content", {{"application/json", {{"schema", std::move(schema)}}}}}};
}

/// What only a destructive tool's operation has: the way to confirm it.
void describe_confirmation(object& operation)
{
    auto waiting = json_body({{"$ref", "#/components/schemas/Unconfirmed"}});
    waiting["description"] =
        "Nothing was done: show the preview to a person, and send the same call with the token when "
        "they agree";
    operation["responses"].get_object()["409"] = std::move(waiting);
    operation["parameters"] = array{
        {{"name", "Reel-Confirm"},
         {"in", "header"},
         {"required", false},
         {"description", "The token of the answer 409, once a person has agreed. The member 'confirm' does the same."},
         {"schema", {{"type", "string"}}}}};
}

object operation(const reel::tool_spec& spec)
{
    auto body = json_body(confirm::schema_with_confirm(spec));
    body["required"] = true;
    auto answer = json_body(spec.output_schema);
    answer["description"] = "The answer";
    auto failure = json_body({{"$ref", "#/components/schemas/Error"}});
    failure["description"] = "What went wrong, in one sentence";
    object out;
    out["operationId"] = spec.name;
    out["summary"] = spec.title;
    out["description"] = spec.description;
    out["requestBody"] = std::move(body);
    out["responses"] = {{"200", std::move(answer)}, {"default", std::move(failure)}};
    if (spec.tier == reel::tier::destructive)
        describe_confirmation(out);
    return out;
}

} // namespace

std::string tools_json(const tool_entries& tools, reel::role role)
{
    array list;
    for (const auto& entry : tools)
        if (tool::suffices(role, entry->tool.spec.role))
            list.emplace_back(describe(*entry));
    return boost::json::serialize(object{{"tools", std::move(list)}});
}

std::string openapi_json(const tool_entries& tools, reel::role role, std::string_view version)
{
    object paths;
    for (const auto& entry : tools)
        if (const auto& spec = entry->tool.spec; tool::suffices(role, spec.role))
            paths["/api/tools/" + spec.name] = {{"post", operation(spec)}};
    const object text{{"type", "string"}};
    object out;
    out["openapi"] = "3.1.0";
    out["info"] = {{"title", "reeld"},
                   {"description", "Knows what is in your media library, and tells assistants."},
                   {"version", version}};
    out["paths"] = std::move(paths);
    out["components"] = {
        {"schemas",
         {{"Error",
           {{"type", "object"},
            {"properties", {{"error", text}, {"kind", text}, {"pointer", text}}},
            {"required", {"error", "kind"}}}},
          {"Unconfirmed",
           {{"type", "object"},
            {"properties", {{"error", text}, {"kind", text}, {"preview", text}, {"token", text}, {"expires", text}}},
            {"required", {"error", "kind", "preview", "token", "expires"}}}}}},
        {"securitySchemes", {{"bearer", {{"type", "http"}, {"scheme", "bearer"}}}}}};
    out["security"] =
        array{object{}, object{{"bearer", array{}}}}; // none on this machine, when no tokens are configured
    return boost::json::serialize(out);
}

int status_of(reel::errc kind) noexcept
{
    switch (kind)
    {
    case reel::errc::bad_argument:
        return 400;
    case reel::errc::permission:
        return 403;
    case reel::errc::unavailable:
        return 404;
    case reel::errc::unconfirmed:
        return 409;
    case reel::errc::connection:
    case reel::errc::unauthorized:
    case reel::errc::upstream:
    case reel::errc::validation:
        return 502;
    case reel::errc::unconfigured:
    case reel::errc::not_ready:
    case reel::errc::cancelled:
        return 503;
    case reel::errc::timeout:
        return 504;
    case reel::errc::internal:
        break;
    }
    return 500;
}

std::string error_json(const reel::error& failure)
{
    std::string out = R"({"error":)";
    reel::detail::write_string(out, failure.message());
    out += R"(,"kind":)";
    reel::detail::write_string(out, reel::to_string(failure.kind()));
    if (!failure.pointer().empty())
    {
        out += R"(,"pointer":)";
        reel::detail::write_string(out, failure.pointer());
    }
    return out += '}';
}

std::string unconfirmed_json(const reel::error& failure, const confirm::pending& asked)
{
    auto out = error_json(failure);
    out.pop_back();
    const auto add = [&out](std::string_view name, std::string_view value) {
        (out += ",\"").append(name) += "\":";
        reel::detail::write_string(out, value);
    };
    add("preview", asked.preview);
    add("token", asked.token);
    add("expires", reel::to_iso8601(asked.expires));
    return out += '}';
}

} // namespace reeld::api
