// SPDX-License-Identifier: MIT
#include "plugins/tautulli/people.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace reel_tautulli
{

namespace
{

constexpr std::size_t most_names = 20; // in a message
constexpr std::string_view how_to_link =
    "nobody knows which Plex user you are; the owner can say so in reeld.yaml (users: links: tautulli_user)";

enum class wish
{
    unsaid,
    own,
    everyone,
    somebody
};

wish wish_of(std::string_view asked)
{
    const auto words = reel::fold_name(asked);
    constexpr std::array<std::string_view, 4> own{"me", "myself", "mine", "i"};
    constexpr std::array<std::string_view, 4> all{"everyone", "everybody", "all", "all users"};
    if (asked.find_first_not_of(" \t") == std::string_view::npos)
        return wish::unsaid;
    if (std::find(own.begin(), own.end(), words) != own.end())
        return wish::own;
    return std::find(all.begin(), all.end(), words) != all.end() ? wish::everyone : wish::somebody;
}

/// More than one: it is not clear who is meant. By id, user name, address or shown name, in this order and to the letter; and only then as people write names.
std::vector<const user*> find(const std::vector<user>& users, std::string_view name)
{
    const auto folded = reel::fold_name(name);
    const auto same = [&](std::string_view other) { return !folded.empty() && reel::fold_name(other) == folded; };
    const auto ways = std::array<std::function<bool(const user&)>, 5>{
        [&](const user& u) { return std::to_string(u.id) == name; }, [&](const user& u) { return u.username == name; },
        [&](const user& u) { return u.email == name; }, [&](const user& u) { return u.friendly_name == name; },
        [&](const user& u) { return same(u.username) || same(u.friendly_name) || same(u.email); }};
    std::vector<const user*> out;
    for (const auto& is_meant : ways)
    {
        for (const auto& u : users)
            if (is_meant(u))
                out.push_back(&u);
        if (!out.empty())
            break;
    }
    return out;
}

std::string names_of(const std::vector<user>& users)
{
    std::vector<std::string> names;
    for (const auto& u : users)
        if (names.size() < most_names)
            names.push_back(reel::shown(u.name(), 60));
    return names.empty() ? "none" : reel::listed(names);
}

reel::error refusal(std::string message)
{
    return reel::error{reel::errc::permission, std::move(message)};
}

reel::error wrong_user(std::string message)
{
    return reel::error{reel::errc::bad_argument, std::move(message)}.at("/user");
}

reel::result<sight> linked(const std::vector<user>& users, std::string_view link)
{
    const auto hits = find(users, link);
    if (hits.size() == 1)
        return sight{*hits.front()};
    return refusal("your account is linked to the Plex user \"" + reel::shown(link, 60) + "\", " +
                   (hits.empty() ? "whom Tautulli does not know" : "which several users go by") +
                   "; correct links: tautulli_user in reeld.yaml (a user name or its number)");
}

reel::result<sight> named(const std::vector<user>& users, std::string_view name)
{
    const auto hits = find(users, name);
    if (hits.size() == 1)
        return sight{*hits.front()};
    if (!hits.empty())
    {
        std::vector<user> meant;
        for (const auto* u : hits)
            meant.push_back({u->id, u->username, u->username, {}});
        return wrong_user("several users go by that name; say which: " + names_of(meant));
    }
    return wrong_user("Tautulli knows no user \"" + reel::shown(name, 60) + "\"; there are " + names_of(users));
}

} // namespace

std::string sight::whose() const
{
    return only ? reel::shown(only->name(), 60) : "everyone";
}

std::string_view link_of(const reel::caller& who)
{
    const auto own = who.link("tautulli_user");
    return own.empty() ? who.link("plex_user") : own;
}

bool may_see_everyone(const reel::caller& who, scope unlinked)
{
    return who.role == reel::role::admin || (link_of(who).empty() && unlinked == scope::all);
}

bool needs_users(const reel::caller& who, scope unlinked, std::string_view asked, bool everyone_unless_asked)
{
    const auto wanted = wish_of(asked);
    const bool linked = !link_of(who).empty();
    if (!may_see_everyone(who, unlinked))
        return linked;
    if (wanted == wish::somebody)
        return true;
    return linked && wanted != wish::everyone && !(wanted == wish::unsaid && everyone_unless_asked);
}

reel::result<sight> sight_of(const reel::caller& who, scope unlinked, const std::vector<user>& users,
                             std::string_view asked, bool everyone_unless_asked)
{
    const auto link = link_of(who);
    const auto wanted = wish_of(asked);
    if (may_see_everyone(who, unlinked))
    {
        if (wanted == wish::somebody)
            return named(users, asked);
        if (wanted == wish::own && link.empty())
            return wrong_user(std::string{how_to_link});
        if (wanted == wish::everyone || link.empty() || (wanted == wish::unsaid && everyone_unless_asked))
            return sight{};
        return linked(users, link);
    }
    if (link.empty())
        return refusal("watching is shown to who did it, and " + std::string{how_to_link});
    auto own = linked(users, link);
    if (!own || wanted == wish::unsaid || wanted == wish::own)
        return own;
    if (wanted == wish::somebody)
        if (const auto hits = find(users, asked); hits.size() == 1 && hits.front()->id == own->only->id)
            return own;
    return refusal("you may see your own watching only; leave out user, or ask the owner for the role admin");
}

} // namespace reel_tautulli
