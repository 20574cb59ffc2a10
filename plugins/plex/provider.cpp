// SPDX-License-Identifier: MIT
#include "plugins/plex/provider.hpp"

#include "plugins/plex/answer.hpp"
#include "plugins/plex/browse.hpp"
#include "plugins/plex/check.hpp"
#include "plugins/plex/prompt.hpp"

#include <reel/log_failures.hpp>
#include <reel/text.hpp>

#include <algorithm>
#include <memory>

namespace reel_plex
{

namespace
{

constexpr std::size_t browsed_at_once = 5000; // a larger library is browsed off the loop

reel::periodic_settings every(reel::duration interval, bool at_once)
{
    reel::periodic_settings out;
    out.max_retry = 30s; // somebody waits for the server to come back, and asking costs it nothing
    out.interval = interval;
    out.at_once = at_once;
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
      tasks_{host.executor(), reel::log_failures(host.log())},
      client_{host, settings_, [this] { note_condition(); }},
      loader_{host, client_, settings_,
              [this] {
                  note_condition();
                  gaps_.trigger();
              }},
      events_{host, client_,
              [this](std::set<std::string> sections) {
                  loader_.mark(sections);
                  refresh_.trigger();
              }},
      complete_{host, client_, settings_, tasks_, [this](std::string section) { read_again(std::move(section)); }},
      checker_{
          host,    client_,
          loader_, complete_,
          tasks_,  {[this] { return not_ready(); }, [this](std::string section) { read_again(std::move(section)); }}},
      gaps_{host, settings_, loader_, complete_},
      refresh_{host, "refresh", every(settings_.refresh_interval, true)},
      health_check_{host, "health", every(settings_.health_interval, false)}
{
    condition_.since = host.clock().now();
    note_condition();
}

reel::tool_set provider::tools()
{
    reel::tool_set out{reel::bind(check_tool(), this, &provider::check),
                       reel::bind(browse_tool(), this, &provider::browse_library)};
    if (!settings_.catalogue_tool.empty())
        out.push_back(reel::bind(gap_tool(), this, &provider::find_gaps));
    return out;
}

void provider::start()
{
    host_.log().info("Plex client configured, library cache loading...");
    refresh_.start([this] { return load(); });
    health_check_.start([this] { return check_health(); });
    gaps_.start();
    if (settings_.events)
        events_.start(tasks_);
}

reel::awaitable<void> provider::stop()
{
    tasks_.cancel();
    co_await gaps_.stop();
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
    if (outcome && account().empty())
        if (auto told = co_await client_.account())
            account_ = reel::shown(*told, 60);
    co_return outcome;
}

void provider::read_again(std::string section)
{
    // The key is not the one the server goes by now: the item was moved, merged or matched anew.
    loader_.mark({std::move(section)});
    refresh_.trigger();
}

const std::string& provider::account() const
{
    return settings_.account.empty() ? account_ : settings_.account;
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
    out.caches.push_back(checker_.season_status());
    if (!settings_.catalogue_tool.empty())
    {
        out.caches.push_back(complete_.catalogue_status());
        out.caches.push_back(complete_.episode_status());
    }
    out.timers = {refresh_.status(), health_check_.status()};
    if (!settings_.catalogue_tool.empty())
        out.timers.push_back(gaps_.timer());
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

reel::awaitable<reel::result<check_answer>> provider::check(check_args args, reel::call_context& call)
{
    if (knows_nothing(*loader_.current()))
        co_return not_ready();
    auto out = co_await checker_.check(std::move(args));
    if (out && tells_watched_counts(*out))
        add_watcher(*out, account(), call.caller());
    co_return out;
}

reel::awaitable<reel::result<gap_answer>> provider::find_gaps(gap_args args, reel::call_context&)
{
    if (knows_nothing(*loader_.current()))
        co_return not_ready();
    co_return gaps_.find(args);
}

reel::awaitable<reel::result<browse_answer>> provider::browse_library(browse_args args, reel::call_context& call)
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
    if (!out.items.empty())
        add_watcher(out, account(), call.caller());
    co_return out;
}

} // namespace reel_plex
