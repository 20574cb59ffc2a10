// SPDX-License-Identifier: MIT
#include "plugins/plex/provider.hpp"

#include "plugins/plex/answer.hpp"
#include "plugins/plex/browse.hpp"
#include "plugins/plex/check.hpp"
#include "plugins/plex/prompt.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <memory>

namespace reel_plex
{

namespace
{

constexpr std::size_t browsed_at_once = 5000; // a larger library is browsed off the loop
constexpr auto seasons_kept = 60s;

reel::periodic_settings every(reel::duration interval, bool at_once)
{
    reel::periodic_settings out;
    out.max_retry = 30s; // somebody waits for the server to come back, and asking costs it nothing
    out.interval = interval;
    out.at_once = at_once;
    return out;
}

reel::cache_limits season_limits()
{
    reel::cache_limits out;
    out.keep = seasons_kept;
    out.keep_failure = 5s;
    return out;
}

bool knows_nothing(const view& seen)
{
    return seen.library.sections.empty() && (seen.movies.pending || seen.shows.pending);
}

} // namespace

provider::provider(reel::host& host, config settings)
    : host_{host},
      settings_{std::move(settings)},
      tasks_{host.executor()},
      client_{host, settings_, [this] { note_condition(); }},
      loader_{host, client_, settings_, [this] { note_condition(); }},
      events_{host, client_,
              [this](std::set<std::string> sections) {
                  loader_.mark(sections);
                  refresh_.trigger();
              }},
      seasons_{host.clock(), host.executor(), tasks_, season_limits(),
               [this](std::string show) { return client_.seasons(std::move(show)); }},
      refresh_{host, "refresh", every(settings_.refresh_interval, true)},
      health_check_{host, "health", every(settings_.health_interval, false)}
{
    condition_.since = host.clock().now();
    note_condition();
}

reel::tool_set provider::tools()
{
    return {reel::bind(check_tool(), this, &provider::check),
            reel::bind(browse_tool(), this, &provider::browse_library)};
}

void provider::start()
{
    host_.log().info("Plex client configured, library cache loading...");
    refresh_.start([this] { return load(); });
    health_check_.start([this] { return check_health(); });
    if (settings_.events)
        events_.start(tasks_);
}

reel::awaitable<void> provider::stop()
{
    tasks_.cancel();
    co_await refresh_.stop();
    co_await health_check_.stop();
    co_await tasks_.join();
}

std::string_view provider::prompt() const
{
    return prompt_text;
}

// ---- timers ---------------------------------------------------------------------------------------------------------

reel::awaitable<reel::result<void>> provider::load()
{
    auto outcome = co_await loader_.refresh();
    if (!outcome && !load_failure_ && knows_nothing(*loader_.current()))
        host_.log().error("Plex server is unreachable or token is invalid, skipping library cache until it answers",
                          {{"error", outcome.error().describe()}});
    load_failure_ = outcome ? std::nullopt : std::optional{outcome.error()};
    note_condition();
    co_return outcome;
}

reel::awaitable<reel::result<void>> provider::check_health()
{
    auto outcome = co_await client_.check_health();
    health_failure_ = outcome ? std::nullopt : std::optional{outcome.error()};
    note_condition();
    co_return outcome;
}

// ---- condition ------------------------------------------------------------------------------------------------------

std::pair<reel::state, std::string> provider::condition() const
{
    const auto seen = loader_.current();
    const auto fresh = together(seen->movies, seen->shows);
    if (!loader_.complete() && fresh.pending)
    {
        const auto& why = client_.trouble() ? client_.trouble() : load_failure_;
        return {reel::state::starting, why ? why->message() : "loading"};
    }
    if (client_.trouble())
        return {reel::state::degraded, client_.trouble()->message()};
    if (!fresh.unreadable.empty())
        return {reel::state::degraded,
                load_failure_ ? load_failure_->message() : "could not read " + reel::listed(fresh.unreadable)};
    if (fresh.stale)
        return {reel::state::degraded, "answering from the library of the last run until the server has been read"};
    if (health_failure_)
        return {reel::state::degraded, health_failure_->message()};
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

reel::health provider::health() const
{
    auto out = condition_;
    const auto progress = loader_.progress();
    if (out.state == reel::state::starting && out.reason == "loading" && !progress.empty())
        out.reason += " (" + progress + ')';
    const auto seen = loader_.current();
    const auto fresh = together(seen->movies, seen->shows);
    out.caches.push_back({"library", seen->library.size(), seen->library.memory_bytes(), fresh.as_of, fresh.stale});
    out.caches.push_back({"seasons", seasons_.size(), seasons_.bytes(), {}, false});
    out.timers = {refresh_.status(), health_check_.status()};
    return out;
}

reel::error provider::not_ready() const
{
    if (const auto& trouble = client_.trouble())
        return {trouble->kind(), "Plex library is not loaded yet: " + trouble->message()};
    if (load_failure_)
        return {reel::errc::not_ready,
                "Plex library is not loaded yet, it is tried again: " + load_failure_->message()};
    const auto progress = loader_.progress();
    return {reel::errc::not_ready,
            "Plex library is still loading" + (progress.empty() ? std::string{} : " (" + progress + ')')};
}

// ---- tools ----------------------------------------------------------------------------------------------------------

reel::awaitable<reel::result<check_answer>> provider::check(check_args args, reel::call_context&)
{
    auto asked = queries_of(args);
    if (!asked)
        co_return asked.error();
    const auto seen = loader_.current();
    const bool batch = args.items.has_value();
    if (knows_nothing(*seen))
        co_return not_ready();

    check_answer out;
    std::vector<finding> findings;
    for (const auto& one : *asked)
    {
        if (!findings.empty()) // a batch lets others have their turn
            co_await asio::post(host_.executor(), asio::use_awaitable);
        const auto found = match(seen->library, one);
        if (!batch && found.hits.empty() && found.candidates.empty() && seen->of(one.kind).pending)
            co_return not_ready();
        std::optional<std::vector<season_entry>> seasons;
        if (one.kind == kind::show && found.found())
            seasons = co_await seasons_of(found.hits, !batch);
        findings.push_back(describe(*seen, one, found, seasons, loader_.progress()));
    }

    const auto is = [](kind k) { return [k](const query& q) { return q.kind == k; }; };
    const auto now = host_.clock().now();
    if (!batch)
        static_cast<finding&>(out) = std::move(findings.front());
    else
    {
        out.message = say_batch(findings);
        out.results = std::move(findings);
    }
    if (std::all_of(asked->begin(), asked->end(), is(kind::movie)))
        add_freshness(out, seen->movies, now);
    else if (std::all_of(asked->begin(), asked->end(), is(kind::show)))
        add_freshness(out, seen->shows, now);
    else
        add_freshness(out, together(seen->movies, seen->shows), now);
    co_return out;
}

reel::awaitable<std::optional<std::vector<season_entry>>> provider::seasons_of(std::vector<row> copies, bool may_ask)
{
    season_tally tally;
    bool known = false;
    for (const auto& copy : copies)
    {
        auto seasons = copy.seasons();
        if (seasons.empty() && copy.leaf_count() != 0 && may_ask)
        {
            const auto asked = co_await seasons_.get(std::string{copy.rating_key()});
            if (asked)
                seasons = *asked;
            else if (asked.error().status() == 404)
            {
                // The key is not the one the server goes by now: the item was moved, merged or matched anew.
                loader_.mark({copy.in().info().key});
                refresh_.trigger();
            }
        }
        known = known || !seasons.empty() || copy.leaf_count() == 0;
        tally.add(seasons);
    }
    if (!known)
        co_return std::nullopt;
    co_return tally.entries();
}

reel::awaitable<reel::result<browse_answer>> provider::browse_library(browse_args args, reel::call_context&)
{
    const auto seen = loader_.current();
    if (knows_nothing(*seen))
        co_return not_ready();
    const auto now = host_.clock().now();
    const auto page = std::make_shared<reel::result<browse_answer>>();
    if (seen->library.size() > browsed_at_once)
        co_await host_.off_loop([page, seen, args, now] { *page = browse(*seen, args, now); });
    else
        *page = browse(*seen, args, now);
    if (!*page)
        co_return page->error();

    auto out = std::move(**page);
    const auto fresh = args.type ? seen->of(*args.type) : together(seen->movies, seen->shows);
    if (fresh.pending)
        out.message += "; the library is still being loaded";
    add_freshness(out, fresh, now);
    co_return out;
}

} // namespace reel_plex
