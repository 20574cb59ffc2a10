// SPDX-License-Identifier: MIT
// Deterministic choices: the same seed gives the same catalogue with every compiler and library (std::uniform_… does not).
#pragma once

#include <cstdint>
#include <string_view>

namespace reel_sim
{

/// SplitMix64's finaliser: a good hash of a number.
constexpr std::uint64_t mix(std::uint64_t x) noexcept
{
    x += 0x9E3779B97F4A7C15;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
}

constexpr std::uint64_t hash(std::string_view text) noexcept
{
    std::uint64_t h = 0xCBF29CE484222325;
    for (char c : text)
        h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3;
    return mix(h);
}

/// A stream of choices. Cheap to make: one per title, seeded with the title's own number, needs no storing.
class random
{
public:
    explicit constexpr random(std::uint64_t seed) noexcept : state_{mix(seed)} {}

    constexpr std::uint64_t next() noexcept { return mix(state_ += 0x9E3779B97F4A7C15); }
    /// In [0, bound); bound > 0.
    constexpr std::uint32_t below(std::uint64_t bound) noexcept
    {
        return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32);
    }
    constexpr int between(int low, int high) noexcept { return low + static_cast<int>(below(high - low + 1)); }
    constexpr bool one_in(std::uint32_t n) noexcept { return below(n) == 0; }
    template <class List>
    constexpr const auto& pick(const List& list) noexcept
    {
        return list[below(std::size(list))];
    }

private:
    std::uint64_t state_;
};

} // namespace reel_sim
