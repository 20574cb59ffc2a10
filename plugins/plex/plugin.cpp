// SPDX-License-Identifier: MIT
// The entry point of plex.so.
#include "plugins/plex/config.hpp"
#include "plugins/plex/provider.hpp"

#include <reel/plugin.hpp>

REEL_PLUGIN("plex", "Plex", "0.1.0", "library checks unavailable", reel_plex::options, reel_plex::provider);
