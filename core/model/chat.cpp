// SPDX-License-Identifier: MIT
#include "core/model/chat.hpp"

#include "core/model/chat_model.hpp"

namespace reeld::model
{

chat_model::~chat_model() = default;

std::string_view to_string(speaker from) noexcept
{
    switch (from)
    {
    case speaker::system:
        return "system";
    case speaker::user:
        return "user";
    case speaker::assistant:
        return "assistant";
    case speaker::tool:
        return "tool";
    }
    return "user";
}

} // namespace reeld::model
