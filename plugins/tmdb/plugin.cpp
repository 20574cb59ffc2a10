// SPDX-License-Identifier: MIT
// The entry point of tmdb.so.
#include "plugins/tmdb/config.hpp"
#include "plugins/tmdb/provider.hpp"

#include <reel/plugin.hpp>

REEL_PLUGIN("tmdb", "TMDB", "0.1.0", "searching and discovering films and shows unavailable", reel_tmdb::options,
            reel_tmdb::provider);
