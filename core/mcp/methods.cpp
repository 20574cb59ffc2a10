// SPDX-License-Identifier: MIT
#include "core/mcp/methods.hpp"

#include "core/mcp/call.hpp"

#include <reel/described.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace reeld::mcp
{

namespace
{

using outcome = reel::awaitable<std::optional<rpc_error>>;

const std::string supported_versions = "[\"" + std::string{modern_version} + "\"]";

rpc_error bad_params(std::string sentence)
{
    return {code::invalid_params, std::move(sentence), {}};
}

// What clients may keep of a list, and how long. Private: administrators see more tools.
void write_caching(exchange& x, result_writer& result)
{
    if (x.era == era::legacy)
        return;
    result.raw("ttlMs", "60000");
    result.raw("cacheScope", "\"private\"");
}

/// Tools can change while a client is connected; `told`: and it can be told without asking.
std::string_view capabilities(bool told)
{
    return told ? R"({"tools":{"listChanged":true},"resources":{},"prompts":{},"completions":{},"logging":{}})"
                : R"({"tools":{},"resources":{},"prompts":{},"completions":{},"logging":{}})";
}

// ---- opening -------------------------------------------------------------------------------------------------------

outcome initialize(service& s, exchange& x, result_writer& result)
{
    const auto asked = string_member(x.message.params, "protocolVersion");
    if (asked.empty())
        co_return bad_params("\"protocolVersion\" is missing");
    const bool known = std::ranges::find(legacy_versions, asked) != legacy_versions.end();
    x.elicits = can_elicit(object_member(x.message.params, "capabilities"));
    result.text("protocolVersion", known ? asked : legacy_versions.front());
    result.raw("capabilities", capabilities(x.pushes));
    result.raw("serverInfo", s.server_info);
    if (const auto text = s.instructions(); !text.empty())
        result.text("instructions", text);
    co_return std::nullopt;
}

outcome discover(service& s, exchange& x, result_writer& result)
{
    result.raw("supportedVersions", supported_versions);
    result.raw("capabilities", capabilities(true));
    if (const auto text = s.instructions(); !text.empty())
        result.text("instructions", text);
    write_caching(x, result);
    co_return std::nullopt;
}

outcome nothing(service&, exchange&, result_writer&)
{
    co_return std::nullopt;
}

outcome set_level(service& s, exchange& x, result_writer&)
{
    const auto level = level_of(string_member(x.message.params, "level"));
    if (!level)
        co_return bad_params(
            "\"level\" must be one of debug, info, notice, warning, error, critical, alert, emergency");
    s.log_levels[x.who.name] = *level;
    co_return std::nullopt;
}

// ---- tools ---------------------------------------------------------------------------------------------------------

outcome tools_list(service& s, exchange& x, result_writer& result)
{
    if (!s.tools.write_page(result, x.who.role, string_member(x.message.params, "cursor")))
        co_return bad_params("\"cursor\" is none that this server gave");
    write_caching(x, result);
    co_return std::nullopt;
}

// ---- resources, prompts, completion: nobody has any ----------------------------------------------------------------

outcome empty_list(exchange& x, result_writer& result, std::string_view name)
{
    if (!string_member(x.message.params, "cursor").empty())
        co_return bad_params("\"cursor\" is none that this server gave");
    result.raw(name, "[]");
    write_caching(x, result);
    co_return std::nullopt;
}

outcome resources_list(service&, exchange& x, result_writer& result)
{
    return empty_list(x, result, "resources");
}

outcome templates_list(service&, exchange& x, result_writer& result)
{
    return empty_list(x, result, "resourceTemplates");
}

outcome prompts_list(service&, exchange& x, result_writer& result)
{
    return empty_list(x, result, "prompts");
}

outcome resources_read(service&, exchange& x, result_writer&)
{
    const auto uri = string_member(x.message.params, "uri");
    if (uri.empty())
        co_return bad_params("\"uri\" of the resource is missing");
    std::string data;
    object_writer named{data};
    named.text("uri", uri);
    named.end();
    const int code = x.era == era::modern ? code::invalid_params : code::resource_not_found;
    co_return rpc_error{code, "there is no such resource", std::move(data)};
}

outcome prompts_get(service&, exchange& x, result_writer&)
{
    const auto name = string_member(x.message.params, "name");
    co_return bad_params(name.empty() ? "\"name\" of the prompt is missing" : "there is no such prompt");
}

outcome complete(service&, exchange&, result_writer& result)
{
    result.raw("completion", R"({"values":[],"total":0,"hasMore":false})");
    co_return std::nullopt;
}

// ---- changes -------------------------------------------------------------------------------------------------------

/// {"_meta":{subscription id: `id`}, …}: opens the object that everything on a subscription is tagged with.
object_writer tagged(std::string& out, std::string_view id)
{
    object_writer body{out};
    object_writer meta{body.key("_meta")};
    meta.raw(meta::subscription_id, id);
    meta.end();
    return body;
}

/// Tells of changes until the client hangs up or the daemon stops.
outcome subscriptions_listen(service& s, exchange& x, result_writer& result)
{
    const auto* filter = object_member(x.message.params, "notifications");
    if (!filter)
        co_return bad_params("\"notifications\" is missing: say which changes to tell of");
    const auto* wanted = filter->if_contains("toolsListChanged");
    const bool tools = wanted && wanted->is_bool() && wanted->get_bool();

    std::string accepted;
    auto acknowledged = tagged(accepted, x.message.id);
    acknowledged.raw("notifications", tools ? R"({"toolsListChanged":true})" : "{}");
    acknowledged.end();
    x.notify(notification("notifications/subscriptions/acknowledged", accepted));

    std::shared_ptr<void> listening;
    if (tools)
    {
        std::string params;
        tagged(params, x.message.id).end();
        listening = s.on_tools_changed(
            [&x, text = notification("notifications/tools/list_changed", params)] { x.notify(text); });
    }
    co_await s.closing.wait();
    result.meta(meta::subscription_id, x.message.id);
    co_return std::nullopt;
}

// clang-format off: one method a line
constexpr std::array legacy_methods{
    method{"completion/complete", complete},
    method{"initialize", initialize},
    method{"logging/setLevel", set_level},
    method{"ping", nothing},
    method{"prompts/get", prompts_get},
    method{"prompts/list", prompts_list},
    method{"resources/list", resources_list},
    method{"resources/read", resources_read},
    method{"resources/subscribe", nothing},
    method{"resources/templates/list", templates_list},
    method{"resources/unsubscribe", nothing},
    method{"tools/call", tools_call},
    method{"tools/list", tools_list},
};

constexpr std::array modern_methods{
    method{"completion/complete", complete},
    method{"prompts/get", prompts_get},
    method{"prompts/list", prompts_list},
    method{"resources/list", resources_list},
    method{"resources/read", resources_read},
    method{"resources/templates/list", templates_list},
    method{"server/discover", discover},
    method{"subscriptions/listen", subscriptions_listen},
    method{"tools/call", tools_call},
    method{"tools/list", tools_list},
};
// clang-format on

const method* find(era e, std::string_view name)
{
    const auto table = methods_of(e);
    const auto found = std::ranges::find(table, name, &method::name);
    return found == table.end() ? nullptr : &*found;
}

} // namespace

std::span<const method> methods_of(era e)
{
    return e == era::modern ? std::span<const method>{modern_methods} : std::span<const method>{legacy_methods};
}

void result_writer::meta(std::string_view name, std::string_view json)
{
    meta_ += meta_.empty() ? "" : ",";
    reel::detail::write_string(meta_, name);
    meta_ += ':';
    meta_ += json;
}

void result_writer::end(const service& s, const exchange& x)
{
    if (x.era == era::modern)
    {
        text("resultType", type);
        meta(meta::server_info, s.server_info);
    }
    if (!meta_.empty())
        raw("_meta", "{" + meta_ + "}");
    object_writer::end();
}

reel::awaitable<void> answer(service& s, exchange& x)
{
    const auto* method = find(x.era, x.message.method);
    if (!method)
    {
        const std::string name{x.message.method.substr(0, 64)};
        x.refuse({code::method_not_found, "unknown method: " + name, {}, x.era == era::modern ? 404 : 200});
        co_return;
    }
    if (x.era == era::modern)
        x.elicits = can_elicit(object_member(object_member(x.message.params, "_meta"), meta::client_capabilities));
    begin_response(x.reply, x.message.id);
    result_writer result{x.reply};
    if (const auto failure = co_await method->run(s, x, result))
    {
        x.refuse(*failure);
        co_return;
    }
    result.end(s, x);
    x.reply += '}';
    x.finish();
}

bool is_modern(const message& m)
{
    const auto* meta = object_member(m.params, "_meta");
    return meta && meta->contains(meta::protocol_version);
}

std::optional<rpc_error> check_meta(const message& m)
{
    const auto missing = [](std::string_view name) {
        return rpc_error{code::invalid_params, "\"_meta\" must have \"" + std::string{name} + "\"", {}, 400};
    };
    const auto* meta = object_member(m.params, "_meta");
    const auto version = string_member(meta, meta::protocol_version);
    if (version.empty())
        return missing(meta::protocol_version);
    if (!object_member(meta, meta::client_capabilities))
        return missing(meta::client_capabilities);
    if (version == modern_version)
        return {};
    std::string data;
    object_writer body{data};
    body.raw("supported", supported_versions);
    body.text("requested", version);
    body.end();
    return rpc_error{code::unsupported_version, "this protocol version is not supported", std::move(data), 400};
}

} // namespace reeld::mcp
