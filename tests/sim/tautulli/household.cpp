// SPDX-License-Identifier: MIT
#include "tests/sim/tautulli/household.hpp"

#include <algorithm>
#include <array>

namespace reel_sim::tautulli
{
namespace
{

constexpr std::array users = {
    user{1, 0, "Local", "Local", "", false},
    user{2, owner_id, "mara_k", "Mara", "mara@example.invalid", true},
    user{3, 21'340'105, "jonas77", "Jonas", "jonas@example.invalid", false},
    user{4, 21'340'212, "lena.weiss", "Lena Weiß", "lena@example.invalid", false},
    user{5, 21'340'333, "opa_karl", "Opa \"Karl\" 🍿", "opa@example.invalid", false},
    user{6, 21'340'478, "guest_room", "Guest room", "", false},
};

constexpr std::array devices = {
    player{"Living \"room\"", "tvOS", "atv", "Plex for Apple TV", "machine-tvos-1"},
    player{"Chrome", "Chrome", "chrome", "Plex Web", "machine-chrome-2"},
    player{"Pixel 8", "Android", "android", "Plex for Android (Mobile)", "machine-android-3"},
    player{"Zoë’s iPhone", "iOS", "ios", "Plex for iOS", "machine-ios-4"},
    player{"TV 2023", "Samsung", "samsung", "Plex for Samsung", "machine-samsung-5"},
    player{"htpc", "Linux", "linux", "Plex HTPC", "machine-linux-6"},
};

template <class Same>
const user* find_user_that(Same same) noexcept
{
    const auto found = std::find_if(users.begin(), users.end(), same);
    return found == users.end() ? nullptr : &*found;
}

} // namespace

std::span<const user> household() noexcept
{
    return users;
}

const user* find_user(std::uint32_t id) noexcept
{
    return find_user_that([&](const user& u) { return u.id == id; });
}

const user* find_user(std::string_view username) noexcept
{
    return find_user_that([&](const user& u) { return u.username == username; });
}

std::span<const player> players() noexcept
{
    return devices;
}

} // namespace reel_sim::tautulli
