// SPDX-License-Identifier: MIT
#include "core/system/memory.hpp"

#include <sys/prctl.h>
#include <unistd.h>

#include <fstream>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define REEL_SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define REEL_SANITIZED
#endif

namespace reeld::system
{

std::uint64_t resident_bytes()
{
    std::ifstream file{"/proc/self/statm"};
    std::uint64_t total = 0;
    std::uint64_t resident = 0; // pages
    file >> total >> resident;
    return file ? resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

void forbid_core_dumps()
{
#ifndef REEL_SANITIZED // the leak checker traces its own process
    ::prctl(PR_SET_DUMPABLE, 0);
#endif
}

} // namespace reeld::system
