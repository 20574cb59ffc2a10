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
    return {reel::errc::unconfirmed, "Nothing was done now: this confirmation " + std::string{why} +
                                         ". Call again without it, and ask the person anew."};
}

std::string_view why_not(standing s)
{
    switch (s)
    {
    case standing::used:
        return "was used already";
    case standing::declined:
        return "was declined";
    case standing::replaced:
        return "was replaced by a newer one";
    case standing::expired:
        return "has expired";
    case standing::foreign:
        return "was asked of somebody else";
    case standing::open:
    case standing::unknown:
        break;
    }
    return "is not known";
}

/// Whether both are the same object, also when it is gone.
bool same(const std::weak_ptr<const void>& a, const std::weak_ptr<const void>& b)
{
    return !a.owner_before(b) && !b.owner_before(a);
}

} // namespace

ledger::ledger(reel::clock& clock, reel::logger log, ledger_limits limits)
    : clock_{clock}, log_{std::move(log)}, limits_{limits}
{}

pending ledger::propose(const reel::caller& who, const reel::tool_spec& spec, json::object args, std::string preview,
                        std::string place, std::shared_ptr<const void> tool)
{
    sweep();
    pending asked{.token = {},
                  .user = who.name,
                  .place = std::move(place),
                  .tool = spec.name,
                  .args = json::object(std::move(args), json::storage_ptr{}), // outlives the request's own storage
                  .preview = std::move(preview),
                  .expires = clock_.now() + limits_.keep,
                  .asked = clock_.ticks()};
    if (auto* open = waiting(asked))
    {
        if (open->what.preview == asked.preview && same(open->tool, tool))
        {
            open->what.expires = asked.expires;
            open->what.passed_over = false;
            open->until = clock_.ticks() + limits_.keep;
            return open->what;
        }
        close(*open, standing::replaced, "Confirmation replaced");
    }
    make_room(who.name);
    asked.token = random_token();
    log_.info("Confirmation asked for", {{"user", asked.user},
                                         {"tool", asked.tool},
                                         {"token", start_of(asked.token)},
                                         {"arguments", names_of(asked.args)}});
    entries_.push_back({asked, clock_.ticks() + limits_.keep, tool});
    return asked;
}

reel::result<void> ledger::redeem(std::string_view token, const reel::caller& who, std::string_view tool,
                                  const json::object& args, const std::shared_ptr<const void>& bound)
{
    auto found = usable(token, who);
    if (found && ((*found)->what.tool != tool || canonical((*found)->what.args) != canonical(args)))
        found = refusal("was given for another call: the tool or its arguments have changed");
    else if (found && !same((*found)->tool, bound))
    {
        close(**found, standing::replaced, "Confirmation dropped: the tool was replaced");
        found = refusal("was given before the tool was replaced");
    }
    if (!found)
    {
        refused(token, who, tool, found.error().message());
        return found.error();
    }
    close(**found, standing::used, "Confirmation accepted");
    return {};
}

standing ledger::look(std::string_view token, const reel::caller& who)
{
    sweep();
    const auto* const found = locate(token);
    if (!found)
        return standing::unknown;
    return found->what.user == who.name ? found->now : standing::foreign;
}

std::optional<pending> ledger::find(std::string_view token, const reel::caller& who)
{
    sweep();
    const auto* const found = locate(token);
    if (!found || found->what.user != who.name)
        return {};
    return found->what;
}

std::optional<pending> ledger::waiting_for(std::string_view user, std::string_view place, std::string_view text)
{
    sweep();
    const auto theirs = [&](const entry& e) {
        return e.now == standing::open && e.what.user == user && e.what.place == place &&
               (text.empty() || text.find(e.what.preview) != text.npos);
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
        close(**found, standing::declined, "Confirmation declined");
    return found.has_value();
}

void ledger::withdraw(std::string_view token)
{
    if (auto* const found = still_open(token))
        close(*found, standing::replaced, "Confirmation withdrawn");
}

void ledger::put(std::string_view token)
{
    if (auto* const found = still_open(token))
        found->what.asked = clock_.ticks();
}

void ledger::pass_over(std::string_view token)
{
    if (auto* const found = still_open(token))
        found->what.passed_over = true;
}

void ledger::refused(std::string_view token, const reel::caller& who, std::string_view tool, std::string_view why)
{
    log_.warn("Confirmation refused",
              {{"user", who.name}, {"tool", tool}, {"token", reel::shown(start_of(token))}, {"why", why}});
}

void ledger::sweep()
{
    const auto now = clock_.ticks();
    const auto today = clock_.now(); // goes on while the machine sleeps, which ticks do not
    for (auto& e : entries_)
        if (e.now == standing::open && (e.until <= now || e.what.expires <= today))
            close(e, standing::expired, "Confirmation expired");
    std::erase_if(entries_, [now](const entry& e) { return e.now != standing::open && e.until + remembered <= now; });
}

std::size_t ledger::open() const noexcept
{
    return static_cast<std::size_t>(
        std::ranges::count_if(entries_, [](const entry& e) { return e.now == standing::open; }));
}

ledger::entry* ledger::locate(std::string_view token)
{
    const auto found = std::ranges::find_if(entries_, [token](const entry& e) { return e.what.token == token; });
    return found == entries_.end() ? nullptr : &*found;
}

ledger::entry* ledger::still_open(std::string_view token)
{
    auto* const found = locate(token);
    return found && found->now == standing::open ? found : nullptr;
}

/// The open entry of a token that is theirs.
reel::result<ledger::entry*> ledger::usable(std::string_view token, const reel::caller& who)
{
    if (const auto now = look(token, who); now != standing::open)
        return refusal(why_not(now));
    return locate(token);
}

/// The open proposal of the same call, asked of the same person at the same place.
ledger::entry* ledger::waiting(const pending& like)
{
    const auto args = canonical(like.args);
    const auto same = std::ranges::find_if(entries_, [&](const entry& e) {
        return e.now == standing::open && e.what.user == like.user && e.what.place == like.place &&
               e.what.tool == like.tool && canonical(e.what.args) == args;
    });
    return same == entries_.end() ? nullptr : &*same;
}

void ledger::make_room(std::string_view user)
{
    const auto theirs = [user](const entry& e) { return e.now == standing::open && e.what.user == user; };
    if (static_cast<std::size_t>(std::ranges::count_if(entries_, theirs)) >= limits_.max_open_per_user)
        close(*std::ranges::find_if(entries_, theirs), standing::replaced, "Confirmation replaced");
    if (entries_.size() < limits_.max_entries)
        return;
    auto oldest = std::ranges::find_if(entries_, [](const entry& e) { return e.now != standing::open; });
    if (oldest == entries_.end())
        oldest = entries_.begin();
    if (oldest->now == standing::open)
        close(*oldest, standing::replaced, "Confirmation replaced");
    entries_.erase(oldest);
}

void ledger::close(entry& e, standing as, std::string_view sentence)
{
    e.now = as;
    log_.info(sentence, {{"user", e.what.user}, {"tool", e.what.tool}, {"token", start_of(e.what.token)}});
}

} // namespace reeld::confirm
