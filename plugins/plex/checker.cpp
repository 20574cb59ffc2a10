// SPDX-License-Identifier: MIT
#include "plugins/plex/checker.hpp"

#include "plugins/plex/answer.hpp"

#include <reel/either.hpp>

#include <algorithm>
#include <utility>

namespace reel_plex
{

namespace
{

constexpr auto seasons_kept = 60s;
constexpr auto patience = 10s; // for the catalogue; what it says later is there for the next question

reel::cache_limits season_limits()
{
    reel::cache_limits out;
    out.keep = seasons_kept;
    out.keep_failure = 5s;
    return out;
}

/// A house without a catalogue is told what it always was: nothing went wrong.
bool is_worth_a_word(const reel::result<gap_report>& outcome)
{
    return outcome ||
           (outcome.error().kind() != reel::errc::unavailable && outcome.error().kind() != reel::errc::unconfigured);
}

} // namespace

checker::checker(reel::host& host, client& upstream, const loader& library, completeness& complete,
                 reel::task_group& tasks, callbacks tell)
    : host_{host},
      loader_{library},
      complete_{complete},
      tell_{std::move(tell)},
      seasons_{host.clock(), host.executor(), tasks, season_limits(),
               [&upstream](std::string show) { return upstream.seasons(std::move(show)); }}
{}

reel::awaitable<reel::result<check_answer>> checker::check(check_args args)
{
    auto queries = queries_of(args);
    if (!queries)
        co_return queries.error();
    const auto seen = loader_.current();
    const bool batch = args.items.has_value();
    std::vector<question> all;
    for (auto& query : *queries)
        all.push_back({std::move(query)});
    co_await look_up(*seen, all, batch);
    const auto& first = all.front();
    if (!batch && first.found.hits.empty() && first.found.candidates.empty() && seen->of(first.asked.kind).pending)
        co_return tell_.not_ready();
    co_await compare(all);

    std::vector<finding> findings;
    findings.reserve(all.size());
    for (const auto& one : all)
        findings.push_back(describe(*seen, one.asked, one.found, one.known, loader_.progress()));
    check_answer out;
    if (!batch)
        static_cast<finding&>(out) = std::move(findings.front());
    else
    {
        out.message = say_batch(findings);
        out.results = std::move(findings);
    }
    const auto is = [](kind k) { return [k](const question& q) { return q.asked.kind == k; }; };
    const auto fresh = std::ranges::all_of(all, is(kind::movie))  ? seen->movies
                       : std::ranges::all_of(all, is(kind::show)) ? seen->shows
                                                                  : together(seen->movies, seen->shows);
    add_freshness(out, fresh, host_.clock().now());
    co_return out;
}

reel::awaitable<void> checker::look_up(const view& seen, std::vector<question>& all, bool batch)
{
    for (auto& one : all)
    {
        if (&one != &all.front()) // a batch lets others have their turn
            co_await asio::post(host_.executor(), asio::use_awaitable);
        one.found = match(seen.library, one.asked);
        if (one.finds_show())
            one.known.seasons = co_await seasons_of(one.found.hits, !batch);
    }
}

reel::awaitable<std::optional<std::vector<season_entry>>> checker::seasons_of(std::vector<row> copies, bool may_ask)
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
                tell_.moved(copy.in().info().key);
        }
        known = known || !seasons.empty() || copy.leaf_count() == 0;
        tally.add(seasons);
    }
    if (!known)
        co_return std::nullopt;
    co_return tally.entries();
}

reel::awaitable<void> checker::compare(std::vector<question>& all)
{
    if (!complete_.catalogue().worth_asking())
        co_return;
    std::vector<question*> open;
    std::vector<completeness::job> jobs;
    for (auto& one : all)
    {
        if (!one.finds_show())
            continue;
        if (auto known = complete_.known(one.found.hits))
        {
            one.known.compared = std::move(*known);
            continue;
        }
        open.push_back(&one);
        jobs.push_back({one.found.hits});
    }
    if (jobs.empty())
        co_return;
    co_await reel::either(complete_.compare_all(jobs), host_.clock().sleep(patience));
    for (std::size_t i = 0; i < jobs.size(); ++i)
        if (is_worth_a_word(jobs[i].outcome))
            open[i]->known.compared = std::move(jobs[i].outcome);
}

reel::cache_status checker::season_status() const
{
    return {"seasons", seasons_.size(), seasons_.bytes(), {}, false};
}

} // namespace reel_plex
