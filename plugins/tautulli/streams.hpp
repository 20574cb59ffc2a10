// SPDX-License-Identifier: MIT
// Who is watching now, in an answer. Pure; any thread.
#pragma once

#include "plugins/tautulli/model.hpp"
#include "plugins/tautulli/people.hpp"
#include "plugins/tautulli/tools.hpp"

#include <optional>

namespace reel_tautulli
{

/// `whose`: whose streams may be described; nothing: nobody's, only counted.
activity_answer describe(const activity& now, const std::optional<sight>& whose);

} // namespace reel_tautulli
