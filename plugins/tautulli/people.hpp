// SPDX-License-Identifier: MIT
// Who may see whose watching. Pure, because this is what keeps one person's evenings from the others; any thread.
#pragma once

#include "plugins/tautulli/config.hpp"
#include "plugins/tautulli/model.hpp"

#include <reel/call_context.hpp>
#include <reel/error.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reel_tautulli
{

/// What an answer may hold.
struct sight
{
    std::optional<user> only; ///< nothing: everyone's

    bool sees(std::optional<std::int64_t> user_id) const { return !only || (user_id && *user_id == only->id); }
    std::string whose() const;
};

/// The caller's account, by whichever link there is; "" for none.
std::string_view link_of(const reel::caller& who);

/// Whether everybody's watching may be shown to that caller: to an admin, and to whoever is not linked where the owner said
/// so. Who is linked sees their own.
bool may_see_everyone(const reel::caller& who, scope unlinked);

/// Whether sight_of() needs the users for this.
bool needs_users(const reel::caller& who, scope unlinked, std::string_view asked, bool everyone_unless_asked);

/// Whose watching an answer holds. `asked`: "" for no one in particular, "me", "everyone", or a name.
/// `everyone_unless_asked`: who may see everyone does, also when linked. Errors: `permission` (who has no right to it is not
/// told whether such a user exists), `bad_argument` (no such user).
reel::result<sight> sight_of(const reel::caller& who, scope unlinked, const std::vector<user>& users,
                             std::string_view asked, bool everyone_unless_asked);

} // namespace reel_tautulli
