// SPDX-License-Identifier: MIT
// TMDB as it is remembered: typed questions, each asked once however many ask, kept as long as it is likely to stay true.
// Loop thread only. Fetches run in the provider's task group: join it before destroying this.
#pragma once

#include "plugins/tmdb/client.hpp"
#include "plugins/tmdb/model.hpp"

#include <reel/health.hpp>
#include <reel/task_group.hpp>
#include <reel/ttl_cache.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reel_tmdb
{

/// What TMDB said, and when.
template <class T>
struct dated
{
    T value;
    reel::time_point as_of;
};
/// Shared with the cache; never changes.
template <class T>
using kept = std::shared_ptr<const dated<T>>;

/// Which parts of the details are wanted.
enum class depth : std::uint8_t
{
    brief, ///< what lists are filtered by: keywords, runtime, offers
    full   ///< everything, every season with its episodes
};

class catalogue
{
public:
    catalogue(reel::host& host, const config& settings, client& asks, reel::task_group& tasks);

    /// Errors of all: those of client::get, and `validation`.
    reel::awaitable<reel::result<kept<title_page>>> titles(std::string target);
    reel::awaitable<reel::result<kept<std::vector<named>>>> names(std::string target);
    /// Nothing inside when TMDB has no such title.
    reel::awaitable<reel::result<kept<std::optional<details>>>> details_of(kind what, std::int64_t id,
                                                                           std::string region, depth how);
    reel::awaitable<reel::result<kept<external_ids>>> ids(kind what, std::int64_t id);
    /// Begins to fetch details that will be asked for soon.
    void expect(kind what, std::int64_t id, std::string region, depth how);

    std::vector<reel::cache_status> status() const;

private:
    reel::awaitable<reel::result<kept<title_page>>> fetch_titles(std::string target);
    reel::awaitable<reel::result<kept<std::vector<named>>>> fetch_names(std::string target);
    reel::awaitable<reel::result<kept<std::optional<details>>>> fetch_details(std::string key);
    reel::awaitable<reel::result<kept<external_ids>>> fetch_ids(std::string target);

    reel::awaitable<void> fill(std::string key);
    /// Asks for the seasons that were not in the first answer.
    reel::awaitable<reel::result<void>> add_seasons(details& to);
    /// Decodes, large bodies beside the loop.
    template <class T, class Decode>
    reel::awaitable<reel::result<T>> decoded(std::string body, Decode decode);

    reel::host& host_;
    const config& settings_;
    client& client_;
    reel::task_group& tasks_;
    reel::ttl_cache<std::string, kept<title_page>> titles_;
    reel::ttl_cache<std::string, kept<std::vector<named>>> names_;
    reel::ttl_cache<std::string, kept<std::optional<details>>> details_;
    reel::ttl_cache<std::string, kept<external_ids>> ids_;
};

} // namespace reel_tmdb
