// SPDX-License-Identifier: MIT
// How many files and sockets the process may have open.
#pragma once

namespace reeld::system
{

/// As many as the system lets it. The usual limit of 1024 is there for programs that call select(); half of it would be
/// people, the other half what is asked on their behalf.
void raise_open_file_limit();

} // namespace reeld::system
