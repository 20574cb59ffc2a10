// SPDX-License-Identifier: MIT
#include "core/conversation/offers.hpp"

namespace reeld::conversation
{

std::vector<model::tool_offer> offers_for(const tool::registry& tools, const reel::caller& who)
{
    std::vector<model::tool_offer> out;
    for (const auto& known : tools.list())
    {
        const auto& spec = known->tool.spec;
        if (known->closed || !tool::suffices(who.role, spec.role))
            continue;
        out.push_back({spec.name, spec.description, spec.input_schema});
    }
    return out;
}

} // namespace reeld::conversation
