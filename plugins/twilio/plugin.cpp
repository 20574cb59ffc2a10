// SPDX-License-Identifier: MIT
// The entry point of twilio.so.
#include "plugins/twilio/config.hpp"
#include "plugins/twilio/provider.hpp"

#include <reel/plugin.hpp>

REEL_PLUGIN("twilio", "Twilio", "0.1.0", "text messages unavailable", reel_twilio::options, reel_twilio::provider);
