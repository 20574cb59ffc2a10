// SPDX-License-Identifier: MIT
#include "core/conversation/store.hpp"

namespace reeld::conversation
{

store::~store() = default;

} // namespace reeld::conversation
