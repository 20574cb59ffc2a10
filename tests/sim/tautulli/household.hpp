// SPDX-License-Identifier: MIT
// Who the simulated Tautulli knows, and on what they watch. Constant data: the same for every library.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace reel_sim::tautulli
{

struct user
{
    std::uint32_t row_id;
    std::uint32_t id; ///< at plex.tv
    std::string_view username;
    std::string_view friendly_name;
    std::string_view email; ///< "": null
    bool admin;
};

/// "Local" with id 0 first, as Tautulli lists it, then the owner, then three who watch and one who never did.
std::span<const user> household() noexcept;
/// nullptr when nobody has that id, or that username (which is not the friendly name).
const user* find_user(std::uint32_t id) noexcept;
const user* find_user(std::string_view username) noexcept;

inline constexpr std::uint32_t owner_id = 21'340'017;

struct player
{
    std::string_view name;
    std::string_view platform;
    std::string_view platform_name;
    std::string_view product;
    std::string_view machine_id;
};

std::span<const player> players() noexcept;

} // namespace reel_sim::tautulli
