// SPDX-License-Identifier: MIT
#include "core/conversation/offers.hpp"

namespace reeld::conversation
{

const std::vector<offer>& offers::to(reel::role who)
{
    if (revision_ != tools_->revision())
        written_.clear();
    revision_ = tools_->revision();
    const auto [known, fresh] = written_.try_emplace(who);
    if (!fresh)
        return known->second;
    for (const auto& tool : tools_->list())
    {
        const auto& spec = tool->tool.spec;
        if (!tool->closed && tool::suffices(who, spec.role))
            known->second.push_back({model::offer_of(spec.name, spec.description, spec.input_schema),
                                     spec.tier == reel::tier::destructive});
    }
    return known->second;
}

} // namespace reeld::conversation
