// SPDX-License-Identifier: MIT
// Compares shows of the library with the catalogue: brings together what each of them says, and keeps it. The library's
// half is asked for once per copy, and holds as long as the index says the same about the show. Loop thread only; the host,
// the client and the task group outlive it: cancel and join the group before destroying it.
#pragma once

#include "plugins/plex/catalogue_source.hpp"
#include "plugins/plex/client.hpp"
#include "plugins/plex/gaps.hpp"
#include "plugins/plex/index.hpp"

#include <reel/health.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace reel_plex
{

class completeness
{
public:
    /// `moved` is called with the section of a show that the server does not know by the key that the index has.
    completeness(reel::host& host, client& upstream, const config& settings, reel::task_group& tasks,
                 std::function<void(std::string section)> moved);

    /// `copies`: all of one show, not empty; their library must be held meanwhile.
    reel::awaitable<reel::result<gap_report>> compare(std::vector<row> copies);
    /// The same from memory; nothing when something would have to be asked for.
    std::optional<gap_report> known(const std::vector<row>& copies);

    /// One of several to compare, and what came of it.
    struct job
    {
        std::vector<row> copies;
        reel::result<gap_report> outcome = reel::error{reel::errc::timeout, "the catalogue took too long"};
    };
    /// Compares all, a few at a time. Cancelled (terminal) it leaves what is not done as it was.
    reel::awaitable<void> compare_all(std::vector<job>& jobs);

    const catalogue_source& catalogue() const noexcept { return catalogue_; }
    reel::cache_status catalogue_status() const;
    reel::cache_status episode_status() const;

private:
    using episodes_ptr = std::shared_ptr<const episode_set>;

    reel::awaitable<reel::result<episodes_ptr>> episodes_of(row copy);
    gap_report held_against(const catalogue_show& facts, const std::vector<row>& copies,
                            const std::vector<episodes_ptr>& episodes) const;
    reel::awaitable<void> work_through(std::vector<job>& jobs, std::size_t& next, int workers);
    reel::awaitable<void> work_through_some(std::vector<job>& jobs, std::size_t& next);

    reel::host& host_;
    const config& settings_;
    std::function<void(std::string)> moved_;
    catalogue_source catalogue_;
    reel::ttl_cache<std::string, episodes_ptr> episodes_; ///< by copy_key()
    reel::ttl_cache<std::string, std::string> orderings_; ///< by rating key
};

} // namespace reel_plex
