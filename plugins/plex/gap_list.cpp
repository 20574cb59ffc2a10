// SPDX-License-Identifier: MIT
#include "plugins/plex/gap_list.hpp"

#include "plugins/plex/answer.hpp"
#include "plugins/plex/copies.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace reel_plex
{

namespace
{

constexpr auto look_every = 1min; // a look without anything to do is one comparison a show
constexpr auto retry_after = 10min;
constexpr std::size_t shows_at_once = 16;        // then others have their turn
constexpr std::uint32_t rows_between_turns = 50; // likewise, while taking stock

reel::periodic_settings timing()
{
    reel::periodic_settings out;
    out.interval = look_every;
    out.max_retry = look_every;
    out.at_once = false; // there is no library yet
    return out;
}

bool is_absence(const reel::result<gap_report>& outcome)
{
    return !outcome &&
           (outcome.error().kind() == reel::errc::unavailable || outcome.error().kind() == reel::errc::unconfigured);
}

/// A failure that is not the show's own.
bool concerns_all(const reel::result<gap_report>& outcome)
{
    return !outcome &&
           (outcome.error().kind() == reel::errc::connection || outcome.error().kind() == reel::errc::timeout ||
            outcome.error().kind() == reel::errc::unauthorized);
}

} // namespace

gap_list::gap_list(reel::host& host, const config& settings, const loader& library, completeness& complete)
    : host_{host}, settings_{settings}, loader_{library}, complete_{complete}, timer_{host, "gaps", timing()}
{}

void gap_list::start()
{
    if (!settings_.catalogue_tool.empty())
        timer_.start([this] { return look(); });
}

reel::awaitable<void> gap_list::stop()
{
    return timer_.stop();
}

bool gap_list::nothing_to_do(const std::shared_ptr<const view>& seen) const
{
    const auto now = host_.clock().now();
    if (complete_.catalogue().absent() && now < not_before_)
        return true;
    return seen == seen_.lock() && std::ranges::none_of(records_, [&](const auto& r) { return r.second.due <= now; });
}

reel::awaitable<reel::result<void>> gap_list::look()
{
    const auto seen = loader_.current();
    if (nothing_to_do(seen))
        co_return reel::result<void>{};
    const auto due = co_await take_stock(*seen);
    counted_ = seen;
    for (std::size_t next = 0; next < due.size();)
    {
        std::vector<completeness::job> jobs;
        const auto first = next;
        for (; next < due.size() && jobs.size() < shows_at_once; ++next)
            jobs.push_back({due[next].copies});
        co_await complete_.compare_all(jobs);
        if (std::ranges::any_of(jobs, [](const auto& job) { return is_absence(job.outcome); }))
        {
            not_before_ = host_.clock().now() + retry_after; // each look for one is a line in the log
            co_return reel::result<void>{};                  // no catalogue: that is a choice
        }
        if (std::ranges::all_of(jobs, [](const auto& job) { return concerns_all(job.outcome); }))
            co_return jobs.front().outcome.error(); // the rest would fare no better
        for (std::size_t i = 0; i < jobs.size(); ++i)
            take_in(due[first + i], jobs[i].outcome);
        co_await asio::post(host_.executor(), asio::use_awaitable);
    }
    seen_ = seen;
    co_return reel::result<void>{};
}

reel::awaitable<std::vector<gap_list::due_show>> gap_list::take_stock(const view& seen)
{
    const auto now = host_.clock().now();
    gap_records records;
    std::vector<due_show> due;
    std::set<std::pair<const section*, std::uint32_t>> done;
    for (const auto& in : seen.library.sections)
        for (std::uint32_t i = 0; in->kind() == kind::show && i < in->size(); ++i)
        {
            if (i % rows_between_turns == 0)
                co_await asio::post(host_.executor(), asio::use_awaitable);
            if ((*in)[i].deleted() || done.contains({in.get(), i}))
                continue;
            std::vector<row> copies{(*in)[i]};
            add_copies(seen.library, copies);
            std::erase_if(copies, [](const row& r) { return r.deleted(); });
            sort_copies(copies);
            for (const auto& copy : copies)
                done.emplace(&copy.in(), copy.position());
            auto key = copies.front().in().info().key + ' ' + std::string{copies.front().rating_key()};
            auto record = record_of(copies);
            const auto known = records_.find(key);
            if (known != records_.end() && known->second.index_says == record.index_says)
                record = known->second;
            if (record.due <= now)
                due.push_back({key, std::move(copies)});
            records.insert_or_assign(std::move(key), std::move(record));
        }
    records_ = std::move(records);
    co_return due;
}

void gap_list::take_in(const due_show& show, const reel::result<gap_report>& outcome)
{
    auto record = record_of(show.copies);
    record.due = outcome ? due_after_success() : host_.clock().now() + retry_after;
    if (outcome)
        put(record, *outcome);
    else
        record.state = gap_state::failed;
    records_.insert_or_assign(show.key, std::move(record));
}

/// Not after the night: what airs tomorrow may settle whose numbering is whose.
reel::time_point gap_list::due_after_success() const
{
    const auto now = host_.clock().now();
    const auto tomorrow = reel::date{std::chrono::sys_days{reel::local_date(now)} + std::chrono::days{1}};
    return std::min(now + settings_.catalogue_keep, reel::start_of(tomorrow));
}

reel::result<gap_answer> gap_list::find(const gap_args& args)
{
    const auto& catalogue = complete_.catalogue();
    if (const auto& absent = catalogue.absent())
    {
        if (catalogue.worth_asking())
        {
            not_before_ = {};
            timer_.trigger();
        }
        gap_answer out;
        out.message =
            "What is missing cannot be told, because there is no catalogue to compare with: " + absent->message();
        return out;
    }
    auto out = page_of(records_, args, reel::local_date(host_.clock().now()));
    if (!out)
        return out;
    const auto seen = loader_.current();
    const bool counted = seen == counted_.lock(); // else there are shows that `toDo` does not know of
    if (!counted || out->to_do != 0)
        timer_.trigger(); // somebody waits for it
    out->stale = seen->shows.stale || !counted;
    if (seen->shows.pending)
        out->message += "; the library is still being loaded";
    else if (!counted)
        out->message += "; the library has changed since, and is being compared again";
    return out;
}

} // namespace reel_plex
