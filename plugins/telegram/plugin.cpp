// SPDX-License-Identifier: MIT
// The entry point of telegram.so.
#include "plugins/telegram/config.hpp"
#include "plugins/telegram/provider.hpp"

#include <reel/plugin.hpp>

REEL_PLUGIN("telegram", "Telegram", "0.1.0", "no chat through Telegram", reel_telegram::options,
            reel_telegram::provider);
