// SPDX-License-Identifier: MIT
#include "plugins/plex/loader.hpp"

#include "plugins/plex/answer.hpp"
#include "plugins/plex/section_reader.hpp"
#include "plugins/plex/snapshot.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <system_error>
#include <utility>

namespace reel_plex
{

namespace
{

/// Scans touch `scanned_at` without changing anything, so the content's own stamp decides where there is one.
bool moved(const section_stamps& before, const section_stamps& now)
{
    if (now == section_stamps{})
        return true;
    if (before.content_changed_at != 0 && now.content_changed_at != 0)
        return before.content_changed_at != now.content_changed_at;
    return before != now;
}

bool names(const std::vector<std::string>& titles, const std::string& title)
{
    return std::find(titles.begin(), titles.end(), title) != titles.end();
}

} // namespace

loader::loader(reel::host& host, client& upstream, const config& settings, std::function<void()> published)
    : host_{host}, upstream_{upstream}, settings_{settings}, snapshot_{host.state_dir() / "library.snapshot"}
{
    publish({});
    published_ = std::move(published); // from here on: the owner may not be whole yet
}

std::string loader::progress() const
{
    if (!now_ || now_->todo.empty())
        return {};
    const auto percent = now_->reading.empty() ? 0 : static_cast<int>(now_->reading.begin()->second * 100);
    return "section " + std::to_string(std::min(now_->done + 1, now_->todo.size())) + " of " +
           std::to_string(now_->todo.size()) + ", " + std::to_string(percent) + " %";
}

reel::awaitable<reel::result<void>> loader::refresh()
{
    if (!std::exchange(restored_, true))
        co_await restore();
    const auto began = host_.clock().ticks();
    const auto found = co_await ask_for_sections();
    unreachable_ = !found;
    if (!found)
    {
        publish(view_->library);
        co_return found.error();
    }

    pass work = plan(*found);
    struct under_way
    {
        loader& self;
        under_way(loader& l, const pass& p) : self{l} { self.now_ = &p; }
        ~under_way() { self.now_ = nullptr; }
    } guard{*this, work};
    co_await read_all(work, std::min(settings_.concurrent_sections, static_cast<int>(work.todo.size())));
    if ((co_await asio::this_coro::cancellation_state).cancelled() != asio::cancellation_type::none)
        throw std::system_error{asio::error::operation_aborted};
    if (work.failed.empty() && (work.changed || !complete_))
        host_.log().info(complete_ ? "Plex library refreshed" : "Plex library cache loaded",
                         {{"items", view_->library.size()},
                          {"sections_read", work.todo.size()},
                          {"seconds", host_.clock().ticks() - began}});
    complete_ = complete_ || work.failed.empty();
    if (work.changed)
        co_await save();
    if (!work.failed.empty())
        co_return reel::error{work.first_failure.kind(),
                              "could not read " + reel::listed(work.failed) + ": " + work.first_failure.message()};
    co_return reel::result<void>{};
}

reel::awaitable<reel::result<std::vector<section_info>>> loader::ask_for_sections()
{
    if (const auto same = co_await expect_same_server(); !same)
        co_return same.error();
    auto found = co_await upstream_.sections();
    if (!found)
        co_return found;
    check_names(*found);
    std::erase_if(*found, [this](const section_info& s) { return !is_wanted(s); });
    co_return found;
}

/// Forgets what is gone, marks as true what has not moved, and says what must be read.
loader::pass loader::plan(const std::vector<section_info>& found)
{
    listed_ = host_.clock().now();
    pass work;
    auto library = view_->library;
    const auto before = library.sections.size();
    library.keep_only(found);
    work.changed = library.sections.size() != before;
    std::map<std::string, state> sections;
    for (const auto& info : found)
    {
        if (sections.contains(info.key)) // listed twice: read once
            continue;
        auto& known = sections[info.key];
        if (const auto old = sections_.find(info.key); old != sections_.end())
            known = old->second;
        else
            known.info = info;
        if (must_read(info))
            work.todo.push_back(info);
        else
            known = {info, listed_, false, false};
    }
    sections_ = std::move(sections);
    marked_.clear();
    publish(std::move(library));
    return work;
}

reel::awaitable<void> loader::restore()
{
    const auto read = std::make_shared<reel::result<reel_plex::library>>();
    co_await host_.off_loop([read, path = snapshot_] { *read = load_snapshot(path); });
    if (!*read)
    {
        if (read->error().kind() != reel::errc::unavailable)
            host_.log().warn("Plex library snapshot of the last run is not used",
                             {{"error", read->error().describe()}});
        co_return;
    }
    auto library = std::move(**read);
    std::erase_if(library.sections, [this](const auto& section) { return !is_wanted(section->info()); });
    for (const auto& section : library.sections)
        sections_[section->info().key] = {section->info(), section->as_of(), true, false};
    host_.log().info("Plex library of the last run loaded, answering from it until the server is read",
                     {{"items", library.size()}});
    publish(std::move(library));
}

reel::awaitable<reel::result<void>> loader::expect_same_server()
{
    const auto identity = co_await upstream_.identity();
    if (!identity)
        co_return identity.error();
    const auto known = view_->library.machine_identifier;
    if (!known.empty() && known != identity->machine_identifier)
    {
        host_.log().warn("Plex answers as another server than before, everything is read anew",
                         {{"before", known}, {"now", reel::shown(identity->machine_identifier)}});
        forget_everything();
    }
    if (known != identity->machine_identifier)
    {
        auto library = view_->library;
        library.machine_identifier = identity->machine_identifier;
        publish(std::move(library));
    }
    co_return reel::result<void>{};
}

bool loader::is_wanted(const section_info& listed) const
{
    return listed.indexable() && !names(settings_.exclude_libraries, listed.title) &&
           (settings_.libraries.empty() || names(settings_.libraries, listed.title));
}

void loader::check_names(const std::vector<section_info>& listed)
{
    for (const auto* titles : {&settings_.libraries, &settings_.exclude_libraries})
        for (const auto& title : *titles)
            if (std::none_of(listed.begin(), listed.end(), [&](const auto& s) { return s.title == title; }) &&
                not_there_.insert(title).second)
                host_.log().warn("Plex has no library of a title that the configuration names", {{"library", title}});
}

bool loader::must_read(const section_info& listed) const
{
    const auto known = sections_.find(listed.key);
    const auto* rows = view_->library.find_section(listed.key);
    if (known == sections_.end() || !rows || known->second.failed || marked_.contains(listed.key))
        return true;
    const auto& before = known->second.info;
    return before.kind != listed.kind || before.title != listed.title || moved(before.stamps, listed.stamps) ||
           (before.refreshing && !listed.refreshing) ||
           host_.clock().now() - rows->as_of() >= settings_.full_refresh_interval;
}

reel::awaitable<void> loader::read_all(pass& work, int workers)
{
    using namespace asio::experimental::awaitable_operators;
    if (workers > 1)
        co_await (read_some(work) && read_all(work, workers - 1));
    else if (workers == 1)
        co_await read_some(work);
}

reel::awaitable<void> loader::read_some(pass& work)
try
{
    while (work.next < work.todo.size())
    {
        const auto info = work.todo[work.next++];
        const auto outcome = co_await read(info, work);
        work.reading.erase(info.key);
        ++work.done;
        if (outcome)
            continue;
        auto& known = sections_[info.key];
        if (!std::exchange(known.failed, true)) // said once, until it can be read again
            host_.log().warn("Plex library section could not be read, its last good rows are kept",
                             {{"section", reel::shown(info.title)}, {"error", outcome.error().describe()}});
        if (work.failed.empty())
            work.first_failure = outcome.error();
        work.failed.push_back(reel::shown(info.title));
        publish(view_->library);
    }
}
catch (const std::system_error& e)
{
    // Cancelled, and so is refresh(), which says it once for all readers.
    if (e.code() != asio::error::operation_aborted)
        throw;
}

reel::awaitable<reel::result<void>> loader::read(section_info info, pass& work)
{
    const auto began = host_.clock().now();
    auto rows = co_await read_section(host_, upstream_, info, settings_.page_size, work.reading[info.key]);
    if (!rows)
        co_return rows.error();
    auto library = view_->library;
    library.put(std::move(*rows));
    sections_[info.key] = {info, began, false, false};
    work.changed = true;
    publish(std::move(library));
    co_return reel::result<void>{};
}

reel::awaitable<void> loader::save()
{
    const auto outcome = std::make_shared<reel::result<void>>();
    const auto kept = view_;
    co_await host_.off_loop([outcome, kept, path = snapshot_] { *outcome = save_snapshot(path, kept->library); });
    if (!*outcome)
        host_.log().warn("Plex library snapshot could not be written, the next start will read everything",
                         {{"error", outcome->error().describe()}});
}

void loader::forget_everything()
{
    std::error_code ignored; // the next snapshot replaces it anyway
    std::filesystem::remove(snapshot_, ignored);
    sections_.clear();
    marked_.clear();
    publish({});
}

void loader::publish(reel_plex::library library)
{
    auto fresh = std::make_shared<view>();
    fresh->library = std::move(library);
    fresh->movies = freshness_of(kind::movie);
    fresh->shows = freshness_of(kind::show);
    view_ = std::move(fresh);
    if (published_)
        published_();
}

freshness loader::freshness_of(kind k) const
{
    freshness out;
    out.as_of = listed_;
    out.pending = listed_ == reel::time_point{} && sections_.empty();
    out.stale = listed_ == reel::time_point{} && !sections_.empty();
    for (const auto& [key, section] : sections_)
    {
        if (section.info.kind != k)
            continue;
        const bool failed = section.failed || unreachable_;
        if (failed)
            out.unreadable.push_back(reel::shown(section.info.title));
        const bool read = section.verified != reel::time_point{};
        out.pending = out.pending || (!read && !failed);
        out.stale = out.stale || (read && (failed || section.from_snapshot));
        if (read && (out.as_of == reel::time_point{} || section.verified < out.as_of))
            out.as_of = section.verified;
    }
    return out;
}

} // namespace reel_plex
