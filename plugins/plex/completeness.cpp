// SPDX-License-Identifier: MIT
#include "plugins/plex/completeness.hpp"

#include "plugins/plex/episode_reader.hpp"

#include <algorithm>
#include <utility>

namespace reel_plex
{

namespace
{

constexpr int compared_at_once = 4; // two houses are asked for each: the server, and the catalogue
constexpr std::size_t most_copies = 20'000;
constexpr std::size_t most_bytes = 64u << 20;

reel::cache_limits limits_of(const config& c)
{
    reel::cache_limits out;
    out.keep = c.full_refresh_interval;
    out.keep_failure = 30s;
    out.max_entries = most_copies;
    out.max_bytes = most_bytes;
    return out;
}

/// The copy as the index has it now: what is kept under it is of no use once a season has another number of episodes.
std::string copy_key(const row& copy)
{
    std::uint64_t counts = 14695981039346656037u; // FNV-1a
    const auto mix = [&](std::uint64_t value) { counts = (counts ^ value) * 1099511628211u; };
    mix(copy.leaf_count());
    for (const auto& season : copy.seasons())
    {
        mix(static_cast<std::uint64_t>(season.number));
        mix(season.episodes);
    }
    return std::string{copy.rating_key()} + ' ' + std::to_string(counts);
}

std::string rating_key_in(const std::string& copy_key)
{
    return copy_key.substr(0, copy_key.rfind(' '));
}

/// All ids that the copies go by.
std::vector<external_id> ids_of(const std::vector<row>& copies)
{
    std::vector<external_id> out;
    for (const auto& copy : copies)
        for (const auto& id : copy.ids())
            out.push_back(id);
    return out;
}

show_key key_of(const std::vector<row>& copies)
{
    const auto& best = copies.front();
    return show_key::by(ids_of(copies), best.title(), best.year());
}

std::vector<external_id> with_ids_of(std::vector<external_id> ids, const catalogue_show& facts)
{
    const auto add = [&](id_space space, const std::optional<std::uint64_t>& id) {
        if (id)
            ids.push_back({space, *id});
    };
    add(id_space::tmdb, facts.tmdb);
    add(id_space::tvdb, facts.tvdb);
    add(id_space::imdb, facts.imdb);
    return ids;
}

} // namespace

completeness::completeness(reel::host& host, client& upstream, const config& settings, reel::task_group& tasks,
                           std::function<void(std::string section)> moved)
    : host_{host},
      settings_{settings},
      moved_{std::move(moved)},
      catalogue_{host, settings, tasks},
      episodes_{host.clock(),
                host.executor(),
                tasks,
                limits_of(settings),
                [&upstream, &settings](std::string key) {
                    return read_episodes(upstream, rating_key_in(key), settings.page_size);
                },
                [](const episodes_ptr& found) {
                    return sizeof(episode_set) + found->numbers.capacity() * sizeof(episode_number);
                }},
      orderings_{host.clock(), host.executor(), tasks, limits_of(settings),
                 [&upstream](std::string show) { return upstream.show_ordering(std::move(show)); }}
{}

gap_report completeness::held_against(const catalogue_show& facts, const std::vector<row>& copies,
                                      const std::vector<episodes_ptr>& episodes) const
{
    std::vector<dismissed_gap> dismissed;
    if (!settings_.dismissed_gaps.empty())
        dismissed = gaps_of(settings_.dismissed_gaps, with_ids_of(ids_of(copies), facts));
    const auto today = reel::local_date(host_.clock().now());
    if (episodes.size() == 1)
        return find_gaps(facts, *episodes.front(), dismissed, today);
    episode_set together;
    for (const auto& copy : episodes)
        together.add(*copy);
    return find_gaps(facts, together, dismissed, today);
}

std::optional<gap_report> completeness::known(const std::vector<row>& copies)
{
    const auto* kept = catalogue_.peek(key_of(copies));
    if (!kept)
        return {};
    const auto facts = *kept;
    std::vector<episodes_ptr> episodes;
    for (const auto& copy : copies)
    {
        const auto* found = episodes_.peek(copy_key(copy));
        if (!found)
            return {};
        episodes.push_back(*found);
    }
    auto out = held_against(*facts, copies, episodes);
    for (const auto& copy : copies)
    {
        if (!out.lacks_something())
            break;
        const auto* ordering = orderings_.peek(std::string{copy.rating_key()});
        if (!ordering)
            return {};
        out = with_ordering(std::move(out), *ordering);
    }
    return out;
}

reel::awaitable<reel::result<gap_report>> completeness::compare(std::vector<row> copies)
{
    const auto facts = co_await catalogue_.get(key_of(copies));
    if (!facts)
        co_return facts.error();
    std::vector<episodes_ptr> episodes;
    for (const auto& copy : copies)
    {
        auto found = co_await episodes_of(copy);
        if (!found)
            co_return found.error();
        episodes.push_back(std::move(*found));
    }
    auto out = held_against(**facts, copies, episodes);
    for (const auto& copy : copies)
    {
        if (!out.lacks_something())
            break;
        const auto ordering = co_await orderings_.get(std::string{copy.rating_key()});
        if (!ordering)
            co_return ordering.error();
        out = with_ordering(std::move(out), *ordering);
    }
    co_return out;
}

reel::awaitable<reel::result<completeness::episodes_ptr>> completeness::episodes_of(row copy)
{
    auto found = co_await episodes_.get(copy_key(copy));
    if (!found && found.error().status() == 404)
        moved_(copy.in().info().key);
    co_return found;
}

reel::awaitable<void> completeness::compare_all(std::vector<job>& jobs)
{
    std::size_t next = 0;
    co_await work_through(jobs, next, std::min(compared_at_once, static_cast<int>(jobs.size())));
}

reel::awaitable<void> completeness::work_through(std::vector<job>& jobs, std::size_t& next, int workers)
{
    using namespace asio::experimental::awaitable_operators;
    if (workers <= 1)
    {
        co_await work_through_some(jobs, next);
        co_return;
    }
    try
    {
        co_await (work_through_some(jobs, next) && work_through(jobs, next, workers - 1));
    }
    catch (const asio::multiple_exceptions& both) // as when all are cancelled
    {
        std::rethrow_exception(both.first_exception());
    }
}

reel::awaitable<void> completeness::work_through_some(std::vector<job>& jobs, std::size_t& next)
{
    while (next < jobs.size())
    {
        auto& mine = jobs[next++];
        mine.outcome = co_await compare(mine.copies);
    }
}

reel::cache_status completeness::catalogue_status() const
{
    return {"catalogue", catalogue_.size(), catalogue_.bytes(), {}, false};
}

reel::cache_status completeness::episode_status() const
{
    return {"episodes", episodes_.size(), episodes_.bytes(), {}, false};
}

} // namespace reel_plex
