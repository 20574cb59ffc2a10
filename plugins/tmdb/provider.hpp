// SPDX-License-Identifier: MIT
// The integration as the daemon sees it: wires client, catalogue, library marks and the genre timer to three tools. Loop
// thread only.
#pragma once

#include "plugins/tmdb/availability.hpp"
#include "plugins/tmdb/catalogue.hpp"
#include "plugins/tmdb/client.hpp"
#include "plugins/tmdb/config.hpp"
#include "plugins/tmdb/discovery.hpp"
#include "plugins/tmdb/genres.hpp"
#include "plugins/tmdb/tools.hpp"

#include <reel/periodic.hpp>
#include <reel/tool_provider.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reel_tmdb
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
    reel::awaitable<reel::result<void>> load_genres();
    reel::awaitable<reel::result<std::vector<named>>> genres_of(std::string path);
    reel::awaitable<reel::result<discover_answer>> discover(discover_args args, reel::call_context& call);
    reel::awaitable<reel::result<search_answer>> search_titles(search_args args, reel::call_context& call);
    reel::awaitable<reel::result<details_answer>> tell_details(details_args args, reel::call_context& call);
    /// Adds the other catalogues' ids of the first few, and says in `answer` when that failed.
    reel::awaitable<void> add_ids(search_answer& answer);

    void heard();
    void note_condition();
    std::pair<reel::state, std::string> condition() const;

    reel::host& host_;
    const config settings_;
    reel::task_group tasks_;
    client client_;
    catalogue catalogue_;
    availability library_;
    genre_table genres_ = known_genres();
    discovery discovery_;
    reel::periodic genre_timer_;
    bool loading_genres_ = false;
    bool started_ = false;                     ///< the first answer, or silence, has come
    std::optional<reel::error> genre_failure_; ///< of the last time
    reel::health condition_;
};

} // namespace reel_tmdb
