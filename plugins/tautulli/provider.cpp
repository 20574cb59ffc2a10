// SPDX-License-Identifier: MIT
#include "plugins/tautulli/provider.hpp"

#include "plugins/tautulli/prompt.hpp"
#include "plugins/tautulli/streams.hpp"
#include "plugins/tautulli/words.hpp"

#include <algorithm>
#include <limits>

namespace reel_tautulli
{

namespace
{

constexpr auto failures_kept = 5s; // who asks again at once does not wait for a dead server again
constexpr std::int64_t titles_on_a_card = 25;
constexpr std::int64_t users_on_a_card = 1000;

reel::periodic_settings every(reel::duration interval)
{
    reel::periodic_settings out;
    out.interval = interval;
    out.max_retry = 30s; // somebody waits for it to come back, and asking costs it nothing
    return out;
}

reel::cache_limits kept_for(reel::duration length)
{
    reel::cache_limits out;
    out.keep = length;
    out.keep_failure = std::min<reel::duration>(length, failures_kept);
    out.max_entries = 200;
    return out;
}

} // namespace

template <class T>
reel::awaitable<reel::result<provider::dated<T>>> provider::keep(reel::awaitable<reel::result<T>> fetching)
{
    auto fetched = co_await std::move(fetching);
    if (!fetched)
        co_return fetched.error();
    co_return dated<T>{std::make_shared<const T>(std::move(*fetched)), host_.clock().now()};
}

provider::provider(reel::host& host, config settings)
    : host_{host},
      settings_{std::move(settings)},
      tasks_{host.executor()},
      client_{host, settings_,
              [this] {
                  heard_ = true;
                  note_condition();
              }},
      activity_{host.clock(), host.executor(), tasks_, kept_for(settings_.activity_cache),
                [this](int) { return keep(client_.current_activity()); }},
      users_{host.clock(), host.executor(), tasks_, kept_for(settings_.users_cache),
             [this](int) { return keep(client_.users()); }},
      cards_{host.clock(),
             host.executor(),
             tasks_,
             kept_for(settings_.stats_cache),
             [this](std::string key) {
                 const auto name = key.substr(0, key.find('&'));
                 return keep(client_.card(name, form{key.substr(name.size())}));
             },
             [](const auto& kept) { return kept.value->size() * 200; }},
      times_{host.clock(), host.executor(), tasks_, kept_for(settings_.stats_cache),
             [this](std::int64_t user) { return keep(client_.watch_time_of(user)); }},
      plays_{host.clock(),
             host.executor(),
             tasks_,
             kept_for(settings_.stats_cache),
             [this](std::string key) {
                 const auto all = [](const play&) { return true; };
                 return keep(gather(client_, form{std::move(key)}, {}, all, std::numeric_limits<std::size_t>::max()));
             },
             [](const auto& kept) { return kept.value->rows.size() * sizeof(play); }},
      health_check_{host, "health", every(settings_.health_interval)}
{
    condition_.since = host.clock().now();
    note_condition();
}

reel::tool_set provider::tools()
{
    return {reel::bind(history_tool(), this, &provider::watch_history),
            reel::bind(stats_tool(), this, &provider::watch_stats),
            reel::bind(activity_tool(), this, &provider::current_activity)};
}

void provider::start()
{
    health_check_.start([this] { return check_health(); });
}

reel::awaitable<void> provider::stop()
{
    tasks_.cancel();
    co_await health_check_.stop();
    co_await tasks_.join();
}

std::string_view provider::prompt() const
{
    return prompt_text;
}

// ---- condition ------------------------------------------------------------------------------------------------------

reel::awaitable<reel::result<void>> provider::check_health()
{
    const auto connected = co_await client_.connected();
    if (!connected)
        co_return connected.error();
    note_plex(*connected);
    co_return reel::result<void>{};
}

std::pair<reel::state, std::string> provider::condition() const
{
    if (const auto& trouble = client_.trouble())
        return {reel::state::degraded, trouble->message()};
    if (!heard_)
        return {reel::state::starting, "Tautulli has not answered yet"};
    if (!plex_reachable_)
        return {reel::state::degraded,
                "Tautulli is not connected to Plex; check that Plex runs, and Tautulli's settings"};
    return {reel::state::ready, {}};
}

void provider::note_condition()
{
    auto [state, reason] = condition();
    if (state != condition_.state)
        condition_.since = host_.clock().now();
    condition_.state = state;
    condition_.reason = std::move(reason);
}

void provider::note_plex(bool reachable)
{
    heard_ = true;
    plex_reachable_ = reachable;
    note_condition();
}

reel::health provider::health() const
{
    auto out = condition_;
    const auto show = [&](std::string name, const auto& cache) {
        out.caches.push_back({std::move(name), cache.size(), cache.bytes(), {}, false});
    };
    show("activity", activity_);
    show("users", users_);
    show("stats", cards_);
    show("watch_times", times_);
    show("plays", plays_);
    out.timers = {health_check_.status()};
    return out;
}

// ---- tools ----------------------------------------------------------------------------------------------------------

reel::awaitable<reel::result<sight>> provider::sight_for(reel::caller who, std::string asked,
                                                         bool everyone_unless_asked)
{
    static const std::vector<user> nobody;
    if (!needs_users(who, settings_.default_scope, asked, everyone_unless_asked))
        co_return sight_of(who, settings_.default_scope, nobody, asked, everyone_unless_asked);
    const auto users = co_await users_.get(0);
    if (!users)
        co_return users.error();
    co_return sight_of(who, settings_.default_scope, *users->value, asked, everyone_unless_asked);
}

reel::awaitable<reel::result<history_answer>> provider::watch_history(history_args args, reel::call_context& call)
{
    auto whose = co_await sight_for(call.caller(), said(args.user), false);
    if (!whose)
        co_return whose.error();
    const auto now = host_.clock().now();
    auto asked = question_of(args, std::move(*whose), now);
    if (!asked)
        co_return asked.error();
    co_return co_await read_history(client_, std::move(*asked), now);
}

reel::awaitable<reel::result<stats_answer>> provider::watch_stats(stats_args args, reel::call_context& call)
{
    const bool of_title = !said(args.title).empty();
    auto whose = co_await sight_for(call.caller(), said(args.user), of_title);
    if (!whose)
        co_return whose.error();
    if (of_title)
        co_return co_await title_numbers(std::move(args), std::move(*whose));
    co_return co_await numbers(std::move(args), std::move(*whose));
}

reel::awaitable<reel::result<std::shared_ptr<const std::vector<stat_row>>>>
provider::card(std::string stat_id, int days, sight whose, freshness& fresh)
{
    const bool of_users = stat_id == "top_users";
    auto filters = form{}
                       .add("time_range", days)
                       .add("stats_type", of_users ? "duration" : "plays")
                       .add("stats_count", of_users ? users_on_a_card : titles_on_a_card);
    if (whose.only)
        filters = std::move(filters).add("user_id", whose.only->id);
    const auto kept = co_await cards_.get(stat_id + filters.text());
    if (!kept)
        co_return kept.error();
    fresh.with(kept->as_of);
    co_return kept->value;
}

reel::awaitable<reel::result<hours_entry>> provider::hours(sight whose, freshness& fresh)
{
    if (whose.only)
    {
        const auto times = co_await times_.get(whose.only->id);
        if (!times)
            co_return times.error();
        fresh.with(times->as_of);
        co_return hours_in(*times->value);
    }
    hours_entry out;
    for (const auto& [over, sum] :
         {std::pair{window::week, &out.week}, std::pair{window::month, &out.month}, std::pair{window::all, &out.all}})
    {
        const auto users = co_await card("top_users", days_of(over), whose, fresh);
        if (!users)
            co_return users.error();
        *sum = hours_of(seconds_in(**users));
    }
    co_return out;
}

reel::awaitable<reel::result<stats_answer>> provider::numbers(stats_args args, sight whose)
{
    const int days = days_of(args.window.value_or(window::month));
    freshness fresh{host_.clock().now()};
    counts from;
    // First, as it shows whether this Tautulli can tell one user's numbers from everyone's.
    const auto users = co_await card("top_users", days, whose, fresh);
    if (!users)
        co_return users.error();
    if (auto owned = check_owner(**users, whose); !owned)
        co_return owned.error();
    from.users = **users;
    for (const auto& [name, rows] : {std::pair{"top_movies", &from.movies}, std::pair{"top_tv", &from.shows}})
    {
        const auto titles = co_await card(name, days, whose, fresh);
        if (!titles)
            co_return titles.error();
        *rows = **titles;
    }
    const auto sums = co_await hours(whose, fresh);
    if (!sums)
        co_return sums.error();
    from.hours = *sums;
    auto out = overview(args, whose, from);
    out.as_of = fresh.as_of;
    co_return out;
}

reel::awaitable<reel::result<stats_answer>> provider::title_numbers(stats_args args, sight whose)
{
    const auto everything = filters_of(args.media_type, whose);
    const auto searched = form{everything}.add("search", wanted_title{said(args.title)}.search_term());
    stats_answer out;
    for (const auto& filters : {searched.text(), everything.text()}) // Tautulli's search does not know that é is e
    {
        const auto found = co_await plays_.get(filters);
        if (!found)
            co_return found.error();
        if (auto owned = check_owner(found->value->rows, whose); !owned)
            co_return owned.error();
        out = watchers_of(args, whose, found->value->rows, host_.clock().now());
        out.as_of = found->as_of;
        if (!found->value->complete)
            out.message +=
                "; only the newest " + std::to_string(found->value->rows.size()) + " plays were looked through";
        if (out.candidates || !out.watchers->empty())
            break;
    }
    co_return out;
}

reel::awaitable<reel::result<activity_answer>> provider::current_activity(activity_args, reel::call_context& call)
{
    const auto& who = call.caller();
    std::optional<sight> whose;
    if (may_see_everyone(who, settings_.default_scope) || !link_of(who).empty())
    {
        auto seen = co_await sight_for(who, {}, true);
        if (!seen)
            co_return seen.error();
        whose = std::move(*seen);
    }
    const auto now = co_await activity_.get(0);
    if (!now)
        co_return now.error();
    note_plex(now->value->plex_reachable);
    auto out = describe(*now->value, whose);
    out.as_of = now->as_of;
    co_return out;
}

} // namespace reel_tautulli
