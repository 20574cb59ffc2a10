// SPDX-License-Identifier: MIT
// The integration as the daemon sees it: wires client, caches and the health check to three tools. Loop thread only.
#pragma once

#include "plugins/tautulli/client.hpp"
#include "plugins/tautulli/config.hpp"
#include "plugins/tautulli/history.hpp"
#include "plugins/tautulli/people.hpp"
#include "plugins/tautulli/stats.hpp"
#include "plugins/tautulli/tools.hpp"

#include <reel/periodic.hpp>
#include <reel/tool_provider.hpp>
#include <reel/ttl_cache.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace reel_tautulli
{

class provider final : public reel::ToolProvider
{
public:
    provider(reel::host& host, config settings);

    reel::tool_set tools() override;
    void start() override;
    reel::awaitable<void> stop() override;
    reel::health health() const override;
    std::string_view prompt() const override;

private:
    /// Something kept, and when it was true.
    template <class T>
    struct dated
    {
        std::shared_ptr<const T> value;
        reel::time_point as_of;
    };
    template <class Key, class T>
    using cache = reel::ttl_cache<Key, dated<T>>;
    /// What one answer was put together from: the oldest part of it counts.
    struct freshness
    {
        reel::time_point as_of;
        void with(reel::time_point part) { as_of = std::min(as_of, part); }
    };

    reel::awaitable<reel::result<history_answer>> watch_history(history_args args, reel::call_context& call);
    reel::awaitable<reel::result<stats_answer>> watch_stats(stats_args args, reel::call_context& call);
    reel::awaitable<reel::result<activity_answer>> current_activity(activity_args args, reel::call_context& call);

    reel::awaitable<reel::result<stats_answer>> numbers(stats_args args, sight whose);
    reel::awaitable<reel::result<stats_answer>> title_numbers(stats_args args, sight whose);
    reel::awaitable<reel::result<std::shared_ptr<const std::vector<stat_row>>>> card(std::string stat_id, int days,
                                                                                     sight whose, freshness& fresh);
    reel::awaitable<reel::result<hours_entry>> hours(sight whose, freshness& fresh);
    reel::awaitable<reel::result<sight>> sight_for(reel::caller who, std::string asked, bool everyone_unless_asked);

    reel::awaitable<reel::result<void>> check_health();
    std::pair<reel::state, std::string> condition() const;
    void note_condition();
    void note_plex(bool reachable);

    template <class T>
    reel::awaitable<reel::result<dated<T>>> keep(reel::awaitable<reel::result<T>> fetching);

    reel::host& host_;
    const config settings_;
    reel::task_group tasks_;
    client client_;
    cache<int, activity> activity_; ///< of one entry
    cache<int, std::vector<user>> users_;
    cache<std::string, std::vector<stat_row>> cards_; ///< by card and filters: "top_movies&time_range=30"
    cache<std::int64_t, std::vector<watch_time>> times_;
    cache<std::string, plays> plays_; ///< by filters
    reel::periodic health_check_;
    bool heard_ = false; ///< Tautulli, for better or worse
    bool plex_reachable_ = true;
    reel::health condition_;
};

} // namespace reel_tautulli
