// SPDX-License-Identifier: MIT
// The people of the house, and the tokens by which their programs are known: `users`, `tokens` and `local_user` of
// reeld.yaml. Values; start-up and reload only.
#pragma once

#include <reel/call_context.hpp>
#include <reel/config.hpp>
#include <reel/option.hpp>
#include <reel/secret.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace reeld::config
{

/// Accounts elsewhere by name; see reel::caller.
struct account_links : std::map<std::string, std::string, std::less<>>
{};

/// Someone of the house.
struct user
{
    std::string name;
    reel::role role = reel::role::any;
    account_links links;
};

/// Whoever presents `token` acts for `user`, or, without one, for nobody but itself.
struct access_token
{
    std::string name;
    std::string user; ///< "" or the name of one of the users
    reel::role role = reel::role::any;
    reel::secret token;
};

/// What the main file says of them; each mistake at its own place.
std::vector<user> read_users(const reel::config_node& core, reel::config_problems& problems);
/// A token's role is its user's, unless it says less.
std::vector<access_token> read_tokens(const reel::config_node& core, const std::vector<user>& users,
                                      reel::config_problems& problems);
/// "" or the name of one of the users.
std::string read_local_user(const reel::config_node& core, const std::vector<user>& users,
                            reel::config_problems& problems);

/// Who asks with this token: the user it acts for, with the token's role.
reel::caller caller_of(const access_token& token, const std::vector<user>& users);
/// Who asks on this machine, where no token is needed. Nobody in particular is an admin without links.
reel::caller local_caller(std::string_view local_user, const std::vector<user>& users);
/// What a caller of earlier may do now: no more than then, and, when it is one of the users, no more than that user. Someone
/// with accounts who is no user any more may do what anybody may.
reel::role role_now(const reel::caller& who, const std::vector<user>& users);

} // namespace reeld::config

namespace reel
{

BOOST_DESCRIBE_ENUM(role, any, admin)

} // namespace reel
