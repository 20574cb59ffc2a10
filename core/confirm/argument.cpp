// SPDX-License-Identifier: MIT
#include "core/confirm/argument.hpp"

namespace reeld::confirm
{

boost::json::object schema_with_confirm(const reel::tool_spec& spec)
{
    auto out = spec.input_schema;
    if (spec.tier == reel::tier::safe)
        return out;
    auto& properties = out["properties"];
    if (!properties.is_object())
        properties.emplace_object();
    properties.get_object()[argument_name] = {
        {"type", "string"},
        {"description", "Leave this out at first: the answer then says what would happen, and gives a token. Show your "
                        "user what would happen and wait for a clear yes. Only then call again with the same arguments "
                        "and the token here. Never confirm on your own."}};
    return out;
}

std::string take_confirm(const reel::tool_spec& spec, boost::json::object& args)
{
    const auto* shown = spec.tier == reel::tier::destructive ? args.if_contains(argument_name) : nullptr;
    if (!shown)
        return {};
    std::string token;
    if (const auto* text = shown->if_string())
        token = *text;
    else if (!shown->is_null())
        token = "?"; // a confirmation of the wrong kind is still none that we gave
    args.erase(argument_name);
    return token;
}

} // namespace reeld::confirm
