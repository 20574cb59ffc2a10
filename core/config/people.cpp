// SPDX-License-Identifier: MIT
#include "core/config/people.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace reeld::config
{

/// How the option table reads what it has no reader for; found by argument-dependent lookup.
static reel::result<account_links> read_option(const reel::config_node& node, std::type_identity<account_links>)
{
    if (node.type != reel::config_node::kind::mapping)
        return reel::error{reel::errc::bad_argument, "expected lines of the form 'account: name'"};
    account_links out;
    for (const auto& [key, where, value] : node.entries)
    {
        auto text = reel::detail::read_value<std::string>(value);
        if (!text)
            return text.error();
        out.emplace(key, std::move(*text));
    }
    return out;
}
static std::string show_option(const account_links&)
{
    return {};
}

namespace
{

constexpr std::size_t shortest_token = 16;

reel::options<user> user_options()
{
    return reel::options<user>()
        .add("name", &user::name, "Who it is.")
        .needed_to_run()
        .add("role", &user::role, "What they may do: 'any' asks, 'admin' also changes things.")
        .add("links", &user::links, "Their accounts elsewhere, by name.");
}

reel::options<access_token> token_options()
{
    return reel::options<access_token>()
        .add("name", &access_token::name, "What it is, as logs show it.")
        .needed_to_run()
        .add("user", &access_token::user, "Whom it acts for: the name of one of 'users'.")
        .add("role", &access_token::role, "What it may do: 'any' asks, 'admin' also changes things.")
        .add("token", &access_token::token, "What is presented: a bearer token.")
        .needed_to_run()
        .check([](const reel::secret& token) { return token.reveal().size() >= shortest_token; },
               "must have at least 16 characters (`openssl rand -hex 32` makes a good one)");
}

/// The entries of a list of mappings; `what` is one of them, in messages.
template <class T>
std::vector<T> read_entries(const reel::config_node* list, const reel::options<T>& table, std::string_view what,
                            reel::config_problems& problems)
{
    std::vector<T> out;
    std::set<std::string, std::less<>> names;
    if (!list)
        return out;
    for (const auto& item : list->items)
    {
        T entry;
        for (const auto& name : table.read(entry, item, {}, problems))
            if (const auto* value = item.find(name);
                !value || value->text.empty()) // else its reference is told already
                problems.add(item.where, "a " + std::string{what} + " needs '" + name + "'");
        if (!entry.name.empty() && !names.insert(entry.name).second)
            problems.add(item.where, "there are two " + std::string{what} + "s named '" + entry.name + "'");
        out.push_back(std::move(entry));
    }
    return out;
}

const user* find(const std::vector<user>& users, std::string_view name)
{
    const auto found = std::ranges::find(users, name, &user::name);
    return found == users.end() ? nullptr : &*found;
}

/// A token is one program's: whoever else shows it would be taken for that one.
void check_tokens_differ(const std::vector<access_token>& tokens, const reel::config_node& list,
                         reel::config_problems& problems)
{
    for (std::size_t i = 0; i < tokens.size(); ++i)
        for (std::size_t earlier = 0; earlier < i; ++earlier)
            if (!tokens[i].token.empty() && tokens[i].token.matches(tokens[earlier].token.reveal()))
                problems.add(list.items[i].where,
                             "this token is also that of '" + tokens[earlier].name +
                                 "', and nobody could tell the two apart",
                             "make a new token with `openssl rand -hex 32`");
}

/// The user that a value names; a mistake when there is none.
const user* named_by(const reel::config_node& value, const std::vector<user>& users, reel::config_problems& problems)
{
    const auto* known = find(users, value.text);
    if (known)
        return known;
    std::vector<std::string_view> names;
    for (const auto& one : users)
        names.push_back(one.name);
    const auto near = reel::nearest(value.text, names);
    problems.add(value.where, "there is no user '" + value.text + "' in 'users'",
                 near.empty() ? std::string{} : "did you mean '" + std::string{near} + "'?");
    return nullptr;
}

} // namespace

std::vector<user> read_users(const reel::config_node& core, reel::config_problems& problems)
{
    return read_entries(core.find("users"), user_options(), "user", problems);
}

std::vector<access_token> read_tokens(const reel::config_node& core, const std::vector<user>& users,
                                      reel::config_problems& problems)
{
    const auto* list = core.find("tokens");
    auto out = read_entries(list, token_options(), "token", problems);
    for (std::size_t i = 0; i < out.size(); ++i)
    {
        const auto& item = list->items[i];
        const auto* name = item.find("user");
        if (!name && find(users, out[i].name)) // it would go by that name and be somebody else
            problems.add(item.where, "a token without 'user' acts for nobody, and cannot be named as one of the users",
                         "add 'user: " + out[i].name + "', or name the token otherwise");
        const auto* acts_for = name ? named_by(*name, users, problems) : nullptr;
        if (!acts_for)
            continue;
        const auto* role = item.find("role");
        if (!role)
            out[i].role = acts_for->role;
        else if (out[i].role == reel::role::admin && acts_for->role != reel::role::admin)
            problems.add(role->where, "a token may do no more than its user, and '" + acts_for->name + "' is no admin");
    }
    if (list)
        check_tokens_differ(out, *list, problems);
    return out;
}

std::string read_local_user(const reel::config_node& core, const std::vector<user>& users,
                            reel::config_problems& problems)
{
    const auto* value = core.find("local_user");
    const auto* known = value ? named_by(*value, users, problems) : nullptr;
    return known ? known->name : std::string{};
}

reel::caller caller_of(const access_token& token, const std::vector<user>& users)
{
    const auto* known = find(users, token.user);
    return known ? reel::caller{known->name, token.role, known->links} : reel::caller{token.name, token.role, {}};
}

reel::caller local_caller(std::string_view local_user, const std::vector<user>& users)
{
    const auto* known = find(users, local_user);
    return known ? reel::caller{known->name, known->role, known->links} : reel::caller{};
}

reel::role role_now(const reel::caller& who, const std::vector<user>& users)
{
    const auto* known = find(users, who.name);
    const bool has_gone = !known && !who.links.empty();
    return has_gone || (known && known->role == reel::role::any) ? reel::role::any : who.role;
}

} // namespace reeld::config
