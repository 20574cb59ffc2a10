// SPDX-License-Identifier: MIT
#include "core/system/open_files.hpp"

#include <sys/resource.h>

namespace reeld::system
{

void raise_open_file_limit()
{
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0)
        return;
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
}

} // namespace reeld::system
