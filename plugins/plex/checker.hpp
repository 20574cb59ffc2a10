// SPDX-License-Identifier: MIT
// check_plex_library with its waiting: finds what is asked for, and brings together what is known of each show. Loop thread
// only; everything it is made with outlives it, and the task group is joined before it is destroyed.
#pragma once

#include "plugins/plex/check.hpp"
#include "plugins/plex/completeness.hpp"
#include "plugins/plex/loader.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace reel_plex
{

class checker
{
public:
    struct callbacks
    {
        std::function<reel::error()> not_ready;         ///< what to say while nothing is known
        std::function<void(std::string section)> moved; ///< the server does not know a show by the key of the index
    };

    checker(reel::host& host, client& upstream, const loader& library, completeness& complete, reel::task_group& tasks,
            callbacks tell);

    reel::awaitable<reel::result<check_answer>> check(check_args args);

    reel::cache_status season_status() const;

private:
    /// One query of a call, and what is known of it so far.
    struct question
    {
        query asked;
        match_result found = {};
        show_knowledge known = {};

        bool finds_show() const { return asked.kind == kind::show && found.found(); }
    };

    reel::awaitable<void> look_up(const view& seen, std::vector<question>& all, bool batch);
    /// The seasons of all copies; asks the server where the index has none. Nothing when that fails.
    reel::awaitable<std::optional<std::vector<season_entry>>> seasons_of(std::vector<row> copies, bool may_ask);
    /// Fills in what can be told from memory, and asks for the rest as long as somebody may be kept waiting.
    reel::awaitable<void> compare(std::vector<question>& all);

    reel::host& host_;
    const loader& loader_;
    completeness& complete_;
    callbacks tell_;
    reel::ttl_cache<std::string, std::vector<season>> seasons_;
};

} // namespace reel_plex
