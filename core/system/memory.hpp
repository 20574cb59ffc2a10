// SPDX-License-Identifier: MIT
// The process's own memory: how much, and that nobody reads it.
#pragma once

#include <cstdint>

namespace reeld::system
{

/// Resident set in bytes; 0 where /proc does not say.
std::uint64_t resident_bytes();

/// No core dumps, no ptrace and no /proc/PID/environ for other processes of the same user: all of them show tokens.
/// (PR_SET_DUMPABLE rather than RLIMIT_CORE, which a core_pattern with a pipe ignores.) Does nothing under a sanitizer.
void forbid_core_dumps();

} // namespace reeld::system
