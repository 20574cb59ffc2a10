// SPDX-License-Identifier: MIT
#include "core/confirm/ledger.hpp"

#include "core/confirm/token.hpp"

#include <reel/text.hpp>

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace reeld::confirm
{

namespace json = boost::json;

namespace
{

constexpr auto remembered = std::chrono::hours{1}; // so that a late answer is told why it counts no more

/// What a log may hold of a token: enough to tell two apart, too little to use.
std::string_view start_of(std::string_view token)
{
    return token.substr(0, 6);
}

/// One form for arguments that mean the same: without absent (null) members, and whole numbers as integers. Objects compare
/// whatever the order of their members.
json::value canonical(const json::value& value)
{
    if (const auto* object = value.if_object())
    {
        json::object out;
        for (const auto& [name, member] : *object)
            if (!member.is_null())
                out[name] = canonical(member);
        return out;
    }
    if (const auto* list = value.if_array())
    {
        json::array out;
        for (const auto& item : *list)
            out.push_back(canonical(item));
        return out;
    }
    if (const auto* number = value.if_double(); number && std::trunc(*number) == *number && std::abs(*number) < 1e15)
        return static_cast<std::int64_t>(*number);
    return value;
}

std::string names_of(const json::object& args)
{
    std::vector<std::string> names;
    for (const auto& [name, value] : args)
        names.push_back(reel::shown(name, 64));
    return reel::listed(names, ", ");
}

reel::error refusal(std::string_view why)
{
    return {reel::errc::unconfirmed, "Nothing was done: this confirmation " + std::string{why} +
                                         ". Call again without it, and ask the person anew."};
}

} // namespace

ledger::ledger(reel::clock& clock, reel::logger log, ledger_limits limits)
    : clock_{clock}, log_{std::move(log)}, limits_{limits}
{}

pending ledger::propose(const reel::caller& who, const reel::tool_spec& spec, json::object args, std::string preview,
                        std::string place)
{
    sweep();
    pending asked{.token = {},
                  .user = who.name,
                  .place = std::move(place),
                  .tool = spec.name,
                  .args = json::object(std::move(args), json::storage_ptr{}), // outlives the request's own storage
                  .preview = std::move(preview),
                  .expires = clock_.now() + limits_.keep};
    if (auto* same = waiting(asked))
    {
        if (same->what.preview == asked.preview)
        {
            same->what.expires = asked.expires;
            same->until = clock_.ticks() + limits_.keep;
            return same->what;
        }
        close(*same, state::replaced, "Confirmation replaced");
    }
    make_room(who.name);
    asked.token = random_token();
    log_.info("Confirmation asked for", {{"user", asked.user},
                                         {"tool", asked.tool},
                                         {"token", start_of(asked.token)},
                                         {"arguments", names_of(asked.args)}});
    entries_.push_back({asked, clock_.ticks() + limits_.keep});
    return asked;
}

reel::result<void> ledger::redeem(std::string_view token, const reel::caller& who, std::string_view tool,
                                  const json::object& args)
{
    auto found = usable(token, who);
    if (found && ((*found)->what.tool != tool || canonical((*found)->what.args) != canonical(args)))
        found = refusal("was given for another call: the tool or its arguments have changed");
    if (!found)
    {
        refused(token, who, tool, found.error().message());
        return found.error();
    }
    close(**found, state::used, "Confirmation accepted");
    return {};
}

reel::result<pending> ledger::find(std::string_view token, const reel::caller& who)
{
    const auto found = usable(token, who);
    if (!found)
        return found.error();
    return (*found)->what;
}

std::optional<pending> ledger::waiting_for(std::string_view user, std::string_view place)
{
    sweep();
    const auto theirs = [&](const entry& e) {
        return e.now == state::open && e.what.user == user && e.what.place == place;
    };
    const auto newest = std::find_if(entries_.rbegin(), entries_.rend(), theirs);
    if (newest == entries_.rend())
        return {};
    return newest->what;
}

bool ledger::cancel(std::string_view token, const reel::caller& who)
{
    const auto found = usable(token, who);
    if (found)
        close(**found, state::declined, "Confirmation declined");
    return found.has_value();
}

void ledger::refused(std::string_view token, const reel::caller& who, std::string_view tool, std::string_view why)
{
    log_.warn("Confirmation refused",
              {{"user", who.name}, {"tool", tool}, {"token", reel::shown(start_of(token))}, {"why", why}});
}

void ledger::sweep()
{
    const auto now = clock_.ticks();
    for (auto& e : entries_)
        if (e.now == state::open && e.until <= now)
            close(e, state::expired, "Confirmation expired");
    std::erase_if(entries_, [now](const entry& e) { return e.now != state::open && e.until + remembered <= now; });
}

std::size_t ledger::open() const noexcept
{
    return static_cast<std::size_t>(
        std::ranges::count_if(entries_, [](const entry& e) { return e.now == state::open; }));
}

ledger::entry* ledger::locate(std::string_view token)
{
    const auto found = std::ranges::find_if(entries_, [token](const entry& e) { return e.what.token == token; });
    return found == entries_.end() ? nullptr : &*found;
}

/// The open entry of a token that is theirs.
reel::result<ledger::entry*> ledger::usable(std::string_view token, const reel::caller& who)
{
    sweep();
    auto* const found = locate(token);
    if (!found)
        return refusal("is not known");
    if (found->what.user != who.name)
        return refusal("was asked of somebody else");
    switch (found->now)
    {
    case state::open:
        return found;
    case state::used:
        return refusal("was used already");
    case state::declined:
        return refusal("was declined");
    case state::replaced:
        return refusal("was replaced by a newer one");
    case state::expired:
        break;
    }
    return refusal("has expired");
}

/// The open proposal of the same call, asked of the same person at the same place.
ledger::entry* ledger::waiting(const pending& like)
{
    const auto args = canonical(like.args);
    const auto same = std::ranges::find_if(entries_, [&](const entry& e) {
        return e.now == state::open && e.what.user == like.user && e.what.place == like.place &&
               e.what.tool == like.tool && canonical(e.what.args) == args;
    });
    return same == entries_.end() ? nullptr : &*same;
}

void ledger::make_room(std::string_view user)
{
    const auto theirs = [user](const entry& e) { return e.now == state::open && e.what.user == user; };
    if (static_cast<std::size_t>(std::ranges::count_if(entries_, theirs)) >= limits_.max_open_per_user)
        close(*std::ranges::find_if(entries_, theirs), state::replaced, "Confirmation replaced");
    if (entries_.size() < limits_.max_entries)
        return;
    auto oldest = std::ranges::find_if(entries_, [](const entry& e) { return e.now != state::open; });
    if (oldest == entries_.end())
        oldest = entries_.begin();
    if (oldest->now == state::open)
        close(*oldest, state::replaced, "Confirmation replaced");
    entries_.erase(oldest);
}

void ledger::close(entry& e, state as, std::string_view sentence)
{
    e.now = as;
    log_.info(sentence, {{"user", e.what.user}, {"tool", e.what.tool}, {"token", start_of(e.what.token)}});
}

} // namespace reeld::confirm
