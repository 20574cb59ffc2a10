// SPDX-License-Identifier: MIT
// Which tools a model is told of. Loop thread only.
#pragma once

#include "core/model/chat.hpp"
#include "core/tool/registry.hpp"

#include <reel/call_context.hpp>

#include <vector>

namespace reeld::conversation
{

struct offer
{
    model::tool_offer told;
    bool destructive = false;
};

/// Written anew when the tools change, not for every message.
class offers
{
public:
    explicit offers(const tool::registry& tools) : tools_{&tools} {}

    /// Those that somebody of this role could use now, by name: not the ones above it, nor the ones of a plugin that is not
    /// configured. Until the next call.
    const std::vector<offer>& to(reel::role who);

private:
    const tool::registry* tools_;
    std::uint64_t revision_ = 0;
    std::map<reel::role, std::vector<offer>> written_;
};

} // namespace reeld::conversation
