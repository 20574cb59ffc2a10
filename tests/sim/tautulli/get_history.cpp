// SPDX-License-Identifier: MIT
// get_history: filters before grouping, search, order and page after it, as the SQL of plexpy/datatables.py does.
#include "tests/sim/tautulli/commands.hpp"
#include "tests/sim/tautulli/household.hpp"
#include "tests/sim/tautulli/rows.hpp"
#include "tests/sim/tautulli/text.hpp"

#include <algorithm>
#include <functional>
#include <variant>

namespace reel_sim::tautulli
{
namespace json = boost::json;

namespace
{

using words = std::vector<std::string_view>;

bool among(const words& wanted, std::string_view value)
{
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

bool among(const words& wanted, std::uint32_t value)
{
    return wanted.empty() ||
           std::any_of(wanted.begin(), wanted.end(), [&](auto w) { return parse_number(w) == value; });
}

std::string_view username(const play& p)
{
    const auto* u = find_user(p.user);
    return u ? u->username : "";
}

/// What "custom_where" holds: columns of a play that must be one of several values.
struct filter
{
    words user_ids, users, keys, parents, grandparents, sections, kinds, decisions, references, days, before, after;

    explicit filter(const arguments& args)
        : user_ids{args.list("user_id")},
          users{args.list("user")},
          keys{args.list("rating_key")},
          parents{args.list("parent_rating_key")},
          grandparents{args.list("grandparent_rating_key")},
          sections{args.list("section_id")},
          kinds{args.list("media_type")},
          decisions{args.list("transcode_decision")},
          references{args.list("reference_id")},
          days{args.list("start_date")},
          before{args.list("before")},
          after{args.list("after")}
    {
        if (!user_ids.empty())
            users.clear();
        if (std::find(kinds.begin(), kinds.end(), "all") != kinds.end())
            kinds.clear();
    }

    bool operator()(const play& p) const
    {
        const std::string_view day = p.day;
        return among(user_ids, p.user) && among(users, username(p)) && among(keys, p.what.key) &&
               among(parents, p.what.parent) && among(grandparents, p.what.grandparent) &&
               among(sections, p.what.section) && among(kinds, p.what.live ? "live" : name_of(p.what.type)) &&
               among(decisions, name_of(p.how)) && among(references, p.reference) && among(days, day) &&
               (before.empty() || day <= before.front()) && (after.empty() || day >= after.front());
    }
};

std::string lower(std::string_view text)
{
    std::string out{text};
    for (char& c : out)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

std::string friendly_name(const play& p)
{
    const auto* u = find_user(p.user);
    return std::string{u ? u->friendly_name : ""};
}

const player& player_of(const play& p)
{
    return players()[p.player];
}

std::string address(const row& r)
{
    return address_of(r.latest->user, r.stream ? r.stream->local : r.latest->id % 3 != 0);
}

/// LIKE '%…%' in the columns that can be searched.
bool found_in(const row& r, const std::string& wanted)
{
    const auto& p = *r.latest;
    for (const auto& text : {friendly_name(p), address(r), std::string{player_of(p).platform},
                             std::string{player_of(p).product}, std::string{player_of(p).name}, p.what.full_title()})
        if (lower(text).find(wanted) != std::string::npos)
            return true;
    return false;
}

using sort_key = std::variant<std::int64_t, std::string>;

/// A column that nobody knows leaves the order as it is: by date.
std::function<sort_key(const row&)> column(std::string_view name)
{
    if (name == "started")
        return [](const row& r) { return r.started; };
    if (name == "stopped")
        return [](const row& r) { return r.stopped; };
    if (name == "duration") // of what was played, not of the play
        return [](const row& r) { return std::int64_t{r.latest->what.seconds}; };
    if (name == "paused_counter")
        return [](const row& r) { return std::int64_t{r.paused}; };
    if (name == "full_title")
        return [](const row& r) { return lower(r.latest->what.full_title()); };
    if (name == "friendly_name")
        return [](const row& r) { return lower(friendly_name(*r.latest)); };
    if (name == "platform")
        return [](const row& r) { return lower(player_of(*r.latest).platform); };
    if (name == "player")
        return [](const row& r) { return lower(player_of(*r.latest).name); };
    return [](const row& r) { return r.date(); };
}

void order(std::vector<row>& rows, const arguments& args)
{
    const auto key = column(args.find("order_column").value_or("date"));
    std::vector<std::pair<sort_key, std::size_t>> keys;
    for (std::size_t n = 0; n < rows.size(); ++n)
        keys.emplace_back(key(rows[n]), n);
    const bool down = args.find("order_dir").value_or("desc") == "desc";
    std::sort(keys.begin(), keys.end(), [&](const auto& a, const auto& b) {
        if (a.first != b.first)
            return down ? a.first > b.first : a.first < b.first;
        return a.second > b.second;
    });
    std::vector<row> sorted;
    for (const auto& k : keys)
        sorted.push_back(std::move(rows[k.second]));
    rows = std::move(sorted);
}

/// rows[start:start+length], where a negative number counts from the end: length=-1 is all but the last.
std::pair<std::size_t, std::size_t> slice(std::size_t size, std::int64_t start, std::int64_t length)
{
    const auto n = static_cast<std::int64_t>(size);
    auto at = [n](std::int64_t i) { return std::clamp(i < 0 ? i + n : i, std::int64_t{0}, n); };
    const auto from = at(start), to = std::max(from, at(start + length));
    return {static_cast<std::size_t>(from), static_cast<std::size_t>(to)};
}

void spoil(json::object& o, oddity odd)
{
    if (odd == oddity::null_title)
        o["title"] = o["full_title"] = nullptr;
    if (odd == oddity::text_numbers)
        for (auto name : {"rating_key", "year", "duration", "percent_complete"})
            o[name] = json::serialize(o[name]);
    if (odd == oddity::empty_fields)
        for (auto name : {"year", "guid", "thumb", "platform", "player"})
            o[name] = "";
}

std::string joined(const std::vector<std::uint32_t>& ids)
{
    std::string out;
    for (auto id : ids)
        out += (out.empty() ? "" : ",") + std::to_string(id);
    return out;
}

json::value or_null(bool known, json::value v)
{
    return known ? std::move(v) : json::value{};
}

json::value status_of(const row& r)
{
    const auto status = watched_status(r.percent, r.latest->what.live);
    return status == 0 || status == 1 ? json::value(static_cast<std::int64_t>(status)) : json::value(status);
}

json::object to_json(const row& r)
{
    const auto& p = *r.latest;
    const auto& w = p.what;
    const bool done = !r.stream;
    const auto& device = player_of(p);
    const bool local = r.stream ? r.stream->local : p.id % 3 != 0;
    json::object o{{"reference_id", or_null(done, p.reference)},
                   {"row_id", or_null(done, p.id)},
                   {"id", or_null(done, p.id)},
                   {"date", r.date()},
                   {"started", r.started},
                   {"stopped", r.stopped},
                   {"duration", r.seconds},
                   {"play_duration", r.seconds},
                   {"paused_counter", r.paused},
                   {"user_id", p.user},
                   {"user", username(p)},
                   {"friendly_name", friendly_name(p)},
                   {"user_thumb", "https://plex.example.invalid/users/" + std::to_string(p.user) + "/avatar"},
                   {"platform", device.platform},
                   {"product", device.product},
                   {"player", device.name},
                   {"ip_address", address(r)},
                   {"live", w.live ? 1 : 0},
                   {"machine_id", device.machine_id},
                   {"location", local ? "lan" : "wan"},
                   {"secure", or_null(p.id % 4 != 1, 1)},
                   {"relayed", 0},
                   {"media_type", name_of(w.type)},
                   {"rating_key", w.key},
                   {"parent_rating_key", or_empty(w.parent)},
                   {"grandparent_rating_key", or_empty(w.grandparent)},
                   {"full_title", w.full_title()},
                   {"title", w.title},
                   {"parent_title", w.parent_title},
                   {"grandparent_title", w.grandparent_title},
                   {"original_title", w.original_title},
                   {"year", or_empty(w.year)},
                   {"media_index", or_empty(w.index, -1)},
                   {"parent_media_index", or_empty(w.parent_index, -1)},
                   {"thumb", w.thumb()},
                   {"originally_available_at", w.released},
                   {"guid", w.guid},
                   {"transcode_decision", name_of(p.how)},
                   {"percent_complete", w.live ? 100 : r.percent},
                   {"watched_status", status_of(r)},
                   {"group_count", or_null(done, r.ids.size())},
                   {"group_ids", or_null(done, json::value(joined(r.ids)))},
                   {"state", or_null(!done, done ? json::value{} : json::value(r.stream->state))},
                   {"session_key", or_null(!done, done ? json::value{} : json::value(r.stream->session_key))}};
    spoil(o, p.odd);
    return o;
}

} // namespace

json::value get_history(const knowledge& k, const arguments& args)
{
    const filter wanted{args};
    std::vector<const play*> plays;
    std::int64_t total = 0;
    for (const auto& p : k.past.plays())
        if (wanted(p))
        {
            plays.push_back(&p);
            total += p.seconds();
        }
    auto rows = rows_of(plays, args.flag("grouping", true));
    if (args.flag("include_activity", true) && wanted.references.empty())
        for (const auto& s : k.streams)
            if (wanted(s.play))
                rows.push_back(row_of(s));
    if (const auto text = lower(args.text("search")); !text.empty())
        std::erase_if(rows, [&](const row& r) { return !found_in(r, text); });
    order(rows, args);

    const auto [from, to] = slice(rows.size(), args.integer("start", 0), args.integer("length", 25));
    std::int64_t shown = 0;
    json::array page;
    for (auto n = from; n < to; ++n)
    {
        shown += rows[n].seconds;
        page.push_back(to_json(rows[n]));
    }
    return json::object{{"recordsFiltered", rows.size()},
                        {"recordsTotal", k.past.plays().size()},
                        {"data", std::move(page)},
                        {"draw", 1},
                        {"filter_duration", human_duration(shown)},
                        {"total_duration", human_duration(total)}};
}

} // namespace reel_sim::tautulli
