// SPDX-License-Identifier: MIT
#include "core/tool/registry.hpp"

#include "core/confirm/argument.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace reeld::tool
{

namespace
{

bool well_named(std::string_view name)
{
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), allowed);
}

bool takes_confirm(const reel::tool_spec& spec)
{
    const auto* properties = spec.input_schema.if_contains("properties");
    return spec.tier == reel::tier::destructive && properties && properties->is_object() &&
           properties->get_object().contains(confirm::argument_name);
}

} // namespace

reel::result<void> registry::publish(const std::string& instance, reel::tool_set tools,
                                     std::optional<reel::error> closed)
{
    std::set<std::string_view> names;
    for (const auto& tool : tools)
    {
        const auto& name = tool.spec.name;
        if (!well_named(name))
            return reel::error{reel::errc::internal,
                               "tool '" + name + "' of '" + instance + "' needs a name of 1 to 64 of a-z, 0-9 and _"};
        if (takes_confirm(tool.spec))
            return reel::error{reel::errc::internal, "tool '" + name + "' of '" + instance +
                                                         "' may not have an argument 'confirm': it is destructive, and "
                                                         "that is where a confirmation is given"};
        if (!names.insert(name).second)
            return reel::error{reel::errc::internal, "'" + instance + "' has two tools named '" + name + "'"};
        if (const auto other = tools_.find(name); other != tools_.end() && other->second->instance != instance)
            return reel::error{reel::errc::internal, "tool '" + name + "' of '" + instance +
                                                         "' is already a tool of '" + other->second->instance + "'"};
    }
    std::erase_if(tools_, [&](const auto& t) { return t.second->instance == instance; });
    for (auto& tool : tools)
    {
        auto name = tool.spec.name;
        tools_.emplace(std::move(name), std::make_shared<const entry>(entry{std::move(tool), instance, closed}));
    }
    changed();
    return {};
}

void registry::withdraw(const std::string& instance)
{
    if (std::erase_if(tools_, [&](const auto& t) { return t.second->instance == instance; }) > 0)
        changed();
}

std::shared_ptr<const entry> registry::find(std::string_view name) const
{
    const auto found = tools_.find(name);
    return found == tools_.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<const entry>> registry::list() const
{
    std::vector<std::shared_ptr<const entry>> out;
    out.reserve(tools_.size());
    for (const auto& [name, tool] : tools_)
        out.push_back(tool);
    return out;
}

void registry::changed()
{
    ++revision_;
    for (const auto& listener : listeners_)
        listener();
}

} // namespace reeld::tool
