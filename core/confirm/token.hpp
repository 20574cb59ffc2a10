// SPDX-License-Identifier: MIT
// Names that nobody guesses. Any thread.
#pragma once

#include <string>

namespace reeld::confirm
{

/// 128 random bits as 32 hexadecimal digits. Throws std::runtime_error when the system has no randomness.
std::string random_token();

} // namespace reeld::confirm
