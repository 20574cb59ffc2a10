// SPDX-License-Identifier: MIT
#include "core/api/status.hpp"

#include "core/system/memory.hpp"

#include <reel/described.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <sys/resource.h>
#include <system_error>

namespace reeld::api
{

namespace
{

std::optional<reel::time_point> known(reel::time_point when)
{
    return when == reel::time_point{} ? std::nullopt : std::optional{when};
}

std::optional<std::string> known(std::string text)
{
    return text.empty() ? std::nullopt : std::optional{std::move(text)};
}

double seconds(reel::duration length)
{
    return std::chrono::duration<double>(length).count();
}

// ---- the JSON form: its members are what reelctl and scripts read ---------------------------------------------------

struct cache_view
{
    std::string name;
    std::uint64_t items = 0;
    std::uint64_t bytes = 0;
    std::optional<reel::time_point> as_of;
    bool stale = false;
};
BOOST_DESCRIBE_STRUCT(cache_view, (), (name, items, bytes, as_of, stale))

struct timer_view
{
    std::string name;
    std::optional<reel::time_point> last_run;
    std::optional<reel::time_point> next_run;
    std::uint64_t runs = 0;
    std::uint64_t failures = 0;
    std::optional<std::string> last_error;
    double last_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(timer_view, (), (name, last_run, next_run, runs, failures, last_error, last_seconds))

struct instance_view
{
    std::string name;
    std::string plugin;
    std::string title;
    std::string version;
    std::string file;
    std::string state;
    std::optional<reel::time_point> since;
    std::optional<std::string> reason;
    std::vector<std::string> tools;
    std::vector<cache_view> caches;
    std::vector<timer_view> timers;
};
BOOST_DESCRIBE_STRUCT(instance_view, (),
                      (name, plugin, title, version, file, state, since, reason, tools, caches, timers))

struct refusal_view
{
    std::string file;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(refusal_view, (), (file, reason))

struct tool_view
{
    std::string name;
    std::uint64_t calls = 0;
    std::uint64_t errors = 0;
    std::uint64_t in_flight = 0;
    double mean_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(tool_view, (), (name, calls, errors, in_flight, mean_seconds))

struct http_view
{
    std::uint64_t connections = 0;
    std::uint64_t open = 0;
    std::uint64_t requests = 0;
    std::uint64_t refused = 0;
    std::uint64_t malformed = 0;
    std::uint64_t timeouts = 0;
};
BOOST_DESCRIBE_STRUCT(http_view, (), (connections, open, requests, refused, malformed, timeouts))

struct process_view
{
    double uptime_seconds = 0;
    std::uint64_t resident_bytes = 0;
    double cpu_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(process_view, (), (uptime_seconds, resident_bytes, cpu_seconds))

struct sender_view
{
    std::string channel;
    std::string link;
    std::string account;
    std::string name;
    reel::time_point first;
    reel::time_point last;
    std::uint64_t messages = 0;
};
BOOST_DESCRIBE_STRUCT(sender_view, (), (channel, link, account, name, first, last, messages))

struct status_view
{
    std::string version;
    bool ready = false;
    std::vector<std::string> waiting_for;
    reel::time_point started;
    process_view process;
    std::vector<instance_view> plugins;
    std::vector<refusal_view> refused;
    std::vector<tool_view> tools;
    http_view http;
    std::optional<std::vector<sender_view>> unknown_senders;
};
BOOST_DESCRIBE_STRUCT(status_view, (),
                      (version, ready, waiting_for, started, process, plugins, refused, tools, http, unknown_senders))

instance_view view(const plugin::instance_info& i)
{
    instance_view out;
    out.name = i.name;
    out.plugin = i.plugin;
    out.title = i.title;
    out.version = i.version;
    out.file = i.file;
    out.state = reel::to_string(i.health.state);
    out.since = known(i.health.since);
    out.reason = known(i.health.reason);
    out.tools = i.tools;
    for (const auto& c : i.health.caches)
        out.caches.push_back({c.name, c.items, c.bytes, known(c.as_of), c.stale});
    for (const auto& t : i.health.timers)
        out.timers.push_back({t.name, known(t.last_run), known(t.next_run), t.runs, t.failures, known(t.last_error),
                              seconds(t.last_duration)});
    return out;
}

tool_view view(const std::string& name, const tool::tool_stats& stats)
{
    tool_view out;
    out.name = name;
    out.calls = stats.calls;
    for (const auto& [kind, count] : stats.errors)
        out.errors += count;
    out.in_flight = stats.in_flight;
    out.mean_seconds = stats.calls ? stats.seconds / static_cast<double>(stats.calls) : 0;
    return out;
}

} // namespace

std::vector<std::string> waiting_for(const std::vector<plugin::instance_info>& instances)
{
    std::vector<std::string> out;
    for (const auto& i : instances)
    {
        const auto failed = [](const reel::timer_status& t) { return t.failures > 0; };
        if (i.health.state != reel::state::starting || std::ranges::any_of(i.health.timers, failed))
            continue;
        out.push_back(i.title + ": " + (i.health.reason.empty() ? "starting" : i.health.reason));
    }
    return out;
}

std::string status_json(const snapshot& s)
{
    status_view out;
    out.version = s.version;
    out.waiting_for = waiting_for(s.instances);
    out.ready = out.waiting_for.empty();
    out.started = s.process.started;
    out.process = {seconds(s.now - s.process.started), s.process.resident_bytes, s.process.cpu_seconds};
    for (const auto& i : s.instances)
        out.plugins.push_back(view(i));
    for (const auto& r : s.refusals)
        out.refused.push_back({r.file, r.reason});
    for (const auto& [name, stats] : s.tools)
        out.tools.push_back(view(name, stats));
    const auto& h = s.http;
    out.http = {h.connections, h.open, h.requests, h.refused, h.malformed, h.timeouts};
    if (s.unknown_senders)
        out.unknown_senders.emplace();
    for (const auto& u : s.unknown_senders.value_or(std::vector<channels::stranger>{}))
        out.unknown_senders->push_back({u.channel, u.link, u.account, u.name, u.first, u.last, u.messages});
    return reel::to_json(out);
}

process_usage measure(reel::time_point started)
{
    process_usage out;
    out.started = started;
    out.resident_bytes = system::resident_bytes();
    rusage used{};
    if (::getrusage(RUSAGE_SELF, &used) == 0)
        for (const auto& part : {used.ru_utime, used.ru_stime})
            out.cpu_seconds += static_cast<double>(part.tv_sec) + static_cast<double>(part.tv_usec) / 1e6;
    std::error_code failure;
    for (std::filesystem::directory_iterator file{"/proc/self/fd", failure}, end; !failure && file != end;
         file.increment(failure))
        ++out.open_files;
    return out;
}

} // namespace reeld::api
