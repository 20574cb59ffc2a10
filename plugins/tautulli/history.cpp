// SPDX-License-Identifier: MIT
#include "plugins/tautulli/history.hpp"

#include "plugins/tautulli/dates.hpp"
#include "plugins/tautulli/words.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace reel_tautulli
{

namespace
{

constexpr std::int64_t page_length = 200;
constexpr int most_pages = 10;

/// A page of the whole history, or of what Tautulli itself can filter.
reel::awaitable<reel::result<history_answer>> one_page(client& from, history_question asked, reel::time_point now)
{
    const std::int64_t start = std::int64_t{asked.page - 1} * asked.limit;
    const auto page = co_await from.history(filters_of(asked.type, asked.whose), start, asked.limit);
    if (!page)
        co_return page.error();
    if (auto owned = check_owner(page->rows, asked.whose); !owned)
        co_return owned.error();
    history_answer out;
    for (const auto& row : page->rows)
        if (asked.whose.sees(row.user_id))
            out.results.push_back(entry_of(row, now));
    out.total = static_cast<int>(std::min<std::int64_t>(page->total, 1'000'000'000));
    out.more = page->received > 0 && start + page->received < page->total;
    co_return out;
}

/// A page of what only we can filter: by title as people write it, by time in this machine's zone.
reel::awaitable<reel::result<history_answer>> chosen_page(client& from, history_question asked, reel::time_point now,
                                                          bool& all_read)
{
    auto filters = filters_of(asked.type, asked.whose);
    // Tautulli's days are its own host's: a day more on either side, and the exact times are ours.
    if (asked.since)
        filters = std::move(filters).add("after", day_of(*asked.since - std::chrono::days{1}));
    if (asked.until)
        filters = std::move(filters).add("before", day_of(*asked.until + std::chrono::days{1}));
    const std::optional<wanted_title> title =
        asked.title.empty() ? std::nullopt : std::optional<wanted_title>{asked.title};
    const std::function<bool(const play&)> wants = [&](const play& p) {
        return (!asked.since || p.date >= *asked.since) && (!asked.until || p.date < *asked.until) &&
               (!title || title->names(p));
    };
    const auto first = static_cast<std::size_t>(asked.page - 1) * static_cast<std::size_t>(asked.limit);
    const auto last = first + static_cast<std::size_t>(asked.limit);
    auto found = co_await gather(from, title ? form{filters}.add("search", title->search_term()) : filters, asked.since,
                                 wants, last + 1);
    if (found && found->rows.empty() && title) // Tautulli's search does not know that é is e
        found = co_await gather(from, filters, asked.since, wants, last + 1);
    if (!found)
        co_return found.error();
    if (auto owned = check_owner(found->rows, asked.whose); !owned)
        co_return owned.error();

    history_answer out;
    for (auto i = first; i < std::min(last, found->rows.size()); ++i)
        if (asked.whose.sees(found->rows[i].user_id))
            out.results.push_back(entry_of(found->rows[i], now));
    out.more = found->rows.size() > last;
    all_read = found->complete || out.more;
    if (found->complete)
        out.total = static_cast<int>(found->rows.size());
    co_return out;
}

} // namespace

reel::result<history_question> question_of(const history_args& args, sight whose, reel::time_point now)
{
    history_question out;
    out.whose = std::move(whose);
    out.type = args.media_type;
    out.title = said(args.title);
    out.page = args.page.value_or(1);
    out.limit = args.limit.value_or(10);
    if (const auto since = said(args.since); !since.empty())
    {
        const auto when = parse_period(since, now);
        if (!when)
            return reel::error{when.error()}.at("/since");
        out.since = when->begin;
    }
    if (const auto until = said(args.until); !until.empty())
    {
        const auto when = parse_period(until, now);
        if (!when)
            return reel::error{when.error()}.at("/until");
        out.until = when->end;
    }
    if (out.since && out.until && *out.since >= *out.until)
        return reel::error{reel::errc::bad_argument, "until lies before since; exchange the two"}.at("/until");
    return out;
}

form filters_of(std::optional<media> type, const sight& whose)
{
    auto out = form{}.add("media_type", type ? reel::enum_name(*type) : "movie,episode,live");
    if (whose.only)
        out = std::move(out).add("user_id", whose.only->id);
    return out;
}

reel::awaitable<reel::result<plays>> gather(client& from, form filters, std::optional<reel::time_point> since,
                                            std::function<bool(const play&)> wants, std::size_t enough)
{
    plays out;
    std::unordered_set<std::int64_t> seen; // what begins meanwhile moves the pages
    std::int64_t start = 0;
    for (int i = 0; i < most_pages; ++i)
    {
        auto page = co_await from.history(filters, start, page_length);
        if (!page)
            co_return page.error();
        for (auto& row : page->rows)
        {
            if (since && row.date < *since)
                co_return out;
            if (wants(row) && (!row.id || seen.insert(*row.id).second))
                out.rows.push_back(std::move(row));
        }
        start += page->received;
        if (page->received == 0 || start >= page->total)
            co_return out;
        if (out.rows.size() >= enough)
            break;
    }
    out.complete = false;
    co_return out;
}

reel::result<void> check_owner(const std::vector<play>& rows, const sight& whose)
{
    const bool foreign =
        std::any_of(rows.begin(), rows.end(), [&](const play& p) { return p.user_id && !whose.sees(p.user_id); });
    if (foreign)
        return reel::error{reel::errc::validation,
                           "Tautulli answered with other users' plays than were asked for; update Tautulli"};
    return {};
}

reel::awaitable<reel::result<history_answer>> read_history(client& from, history_question asked, reel::time_point now)
{
    const bool ours = !asked.title.empty() || asked.since || asked.until;
    bool all_read = true;
    auto out = ours ? co_await chosen_page(from, asked, now, all_read) : co_await one_page(from, asked, now);
    if (!out)
        co_return out.error();
    out->whose = asked.whose.whose();
    out->page = asked.page;
    out->since = asked.since;
    out->until = asked.until;
    out->as_of = now;
    out->message = say_history(asked, *out);
    if (!all_read)
        out->message += "; only the newest " + std::to_string(page_length * most_pages) + " plays were looked through";
    co_return out;
}

} // namespace reel_tautulli
