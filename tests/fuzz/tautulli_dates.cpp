// SPDX-License-Identifier: MIT
// What a model writes as a time: refused, or a period that ends no earlier than it begins.
#include "plugins/tautulli/dates.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const reel::time_point now{std::chrono::sys_days{std::chrono::year{2026} / 2 / 28} + std::chrono::hours{12}};
    if (const auto found = reel_tautulli::parse_period(text, now); found && found->end < found->begin)
        std::abort();
    return 0;
}
