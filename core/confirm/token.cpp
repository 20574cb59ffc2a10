// SPDX-License-Identifier: MIT
#include "core/confirm/token.hpp"

#include <openssl/rand.h>

#include <array>
#include <stdexcept>

namespace reeld::confirm
{

std::string random_token()
{
    constexpr char digits[] = "0123456789abcdef";
    std::array<unsigned char, 16> bytes;
    if (RAND_bytes(bytes.data(), bytes.size()) != 1)
        throw std::runtime_error{"no random numbers to be had"};
    std::string out;
    for (const unsigned byte : bytes)
    {
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

} // namespace reeld::confirm
