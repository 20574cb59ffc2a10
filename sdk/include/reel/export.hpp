// SPDX-License-Identifier: MIT
// Symbol visibility. Everything is hidden by default; what a plugin may link against is marked REEL_API and lives in
// libreel-sdk.so, which exists exactly once in the process.
#pragma once

#define REEL_API __attribute__((visibility("default")))
