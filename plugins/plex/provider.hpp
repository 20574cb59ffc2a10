// SPDX-License-Identifier: MIT
// The integration as the daemon sees it: wires client, loader, events, comparison and timers to the tools. The only file that waits
// for more than one thing. Loop thread only.
#pragma once

#include "plugins/plex/checker.hpp"
#include "plugins/plex/client.hpp"
#include "plugins/plex/completeness.hpp"
#include "plugins/plex/config.hpp"
#include "plugins/plex/events.hpp"
#include "plugins/plex/gap_list.hpp"
#include "plugins/plex/loader.hpp"
#include "plugins/plex/tools.hpp"

#include <reel/periodic.hpp>
#include <reel/tool_provider.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace reel_plex
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
    reel::awaitable<reel::result<void>> load();
    reel::awaitable<reel::result<void>> check_health();
    reel::awaitable<reel::result<check_answer>> check(check_args args, reel::call_context& call);
    reel::awaitable<reel::result<gap_answer>> find_gaps(gap_args args, reel::call_context& call);
    reel::awaitable<reel::result<browse_answer>> browse_library(browse_args args, reel::call_context& call);

    void read_again(std::string section);
    const std::string& account() const; ///< whose watched counts these are, "" when not known
    reel::error not_ready() const;
    void note_condition();
    std::pair<reel::state, std::string> condition() const;

    reel::host& host_;
    const config settings_;
    reel::task_group tasks_;
    client client_;
    loader loader_;
    event_watcher events_;
    completeness complete_;
    checker checker_;
    gap_list gaps_;
    reel::periodic refresh_;
    reel::periodic health_check_;
    std::optional<reel::error> load_failure_;   ///< of the last pass
    std::optional<reel::error> health_failure_; ///< of the last check
    std::string account_;                       ///< as the server told it
    reel::health condition_;
};

} // namespace reel_plex
