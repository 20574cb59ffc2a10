// SPDX-License-Identifier: MIT
// The entry point of tautulli.so.
#include "plugins/tautulli/config.hpp"
#include "plugins/tautulli/provider.hpp"

#include <reel/plugin.hpp>

REEL_PLUGIN("tautulli", "Tautulli", "0.1.0", "watch history unavailable", reel_tautulli::options,
            reel_tautulli::provider);
