// SPDX-License-Identifier: MIT
// Which tools exist, and whose they are. The only thing that faces and plugins have in common.
#pragma once

#include <reel/call_context.hpp>
#include <reel/error.hpp>
#include <reel/tool.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace reeld::tool
{

/// Whether somebody of this role may use what needs that one.
constexpr bool suffices(reel::role has, reel::role needed) noexcept
{
    return needed == reel::role::any || has == reel::role::admin;
}

/// A published tool. Shared, so that a call under way survives its withdrawal.
struct entry
{
    reel::bound_tool tool;
    std::string instance; ///< of the plugin that has it
    /// Nothing: it can be called. Else what a caller is told instead ("Weather is not configured").
    std::optional<reel::error> closed;
};

/// Loop thread only.
class registry
{
public:
    using listener = std::function<void()>;

    /// Publishes all tools of an instance, or none: a name that another instance has is an error that names both.
    /// Publishing again replaces. `closed` makes every call answer that error.
    reel::result<void> publish(const std::string& instance, reel::tool_set tools,
                               std::optional<reel::error> closed = {});
    void withdraw(const std::string& instance);

    std::shared_ptr<const entry> find(std::string_view name) const;
    /// All tools by name.
    std::vector<std::shared_ptr<const entry>> list() const;
    /// Grows with every change of the list.
    std::uint64_t revision() const noexcept { return revision_; }
    void on_change(listener l) { listeners_.push_back(std::move(l)); }

private:
    void changed();

    std::map<std::string, std::shared_ptr<const entry>, std::less<>> tools_;
    std::vector<listener> listeners_;
    std::uint64_t revision_ = 0;
};

} // namespace reeld::tool
