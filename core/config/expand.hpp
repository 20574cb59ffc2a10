// SPDX-License-Identifier: MIT
// Values from elsewhere, in any scalar: ${NAME}, ${NAME:-default}, ${file:/path}, ${credential:name}; $${ stands for
// ${.
#pragma once

#include "core/config/environment.hpp"

#include <reel/config.hpp>

namespace reeld::config
{

/// Replaces in place, once: what is inserted is not looked at again. A value from elsewhere is marked secret. What
/// cannot be found is a problem at its own column.
void expand(reel::config_node& node, const environment& env, reel::config_problems& problems);

} // namespace reeld::config
