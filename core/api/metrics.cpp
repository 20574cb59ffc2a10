// SPDX-License-Identifier: MIT
#include "core/api/status.hpp"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <chrono>
#include <sstream>
#include <string_view>
#include <utility>

namespace reeld::api
{

namespace
{

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using labels = std::vector<ClientMetric::Label>;

double seconds_since_epoch(reel::time_point when)
{
    return std::chrono::duration<double>(when.time_since_epoch()).count();
}

/// Metrics of one name, in the order added.
class family
{
public:
    family(std::string name, MetricType type, std::string help) : out_{std::move(name), std::move(help), type, {}} {}

    void add(labels l, double value)
    {
        ClientMetric metric;
        metric.label = std::move(l);
        (out_.type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
        out_.metric.push_back(std::move(metric));
    }
    void add(labels l, std::uint64_t value) { add(std::move(l), static_cast<double>(value)); }
    void add(ClientMetric metric) { out_.metric.push_back(std::move(metric)); }

    /// Appends it, unless nothing was added.
    void to(std::vector<MetricFamily>& all)
    {
        if (!out_.metric.empty())
            all.push_back(std::move(out_));
    }

private:
    MetricFamily out_;
};

family counter(std::string name, std::string help)
{
    return {std::move(name), MetricType::Counter, std::move(help)};
}

family gauge(std::string name, std::string help)
{
    return {std::move(name), MetricType::Gauge, std::move(help)};
}

void add_process(std::vector<MetricFamily>& all, const snapshot& s)
{
    auto build = gauge("reeld_build_info", "The running version, as a label.");
    build.add({{"version", s.version}}, 1.0);
    build.to(all);
    auto started = gauge("process_start_time_seconds", "When the daemon started, since the epoch.");
    started.add({}, seconds_since_epoch(s.process.started));
    started.to(all);
    auto cpu = counter("process_cpu_seconds_total", "Processor time used.");
    cpu.add({}, s.process.cpu_seconds);
    cpu.to(all);
    auto memory = gauge("process_resident_memory_bytes", "Memory held.");
    memory.add({}, s.process.resident_bytes);
    memory.to(all);
    auto files = gauge("process_open_fds", "Files and sockets held open.");
    files.add({}, s.process.open_files);
    files.to(all);
}

void add_http(std::vector<MetricFamily>& all, const http::server_stats& h)
{
    auto open = gauge("reeld_http_connections_open", "Connections open now.");
    open.add({}, h.open);
    open.to(all);
    const std::array<std::pair<std::string_view, std::uint64_t>, 5> counts{{{"connections", h.connections},
                                                                            {"requests", h.requests},
                                                                            {"refused", h.refused},
                                                                            {"malformed", h.malformed},
                                                                            {"timeouts", h.timeouts}}};
    for (const auto& [what, value] : counts)
    {
        auto total = counter("reeld_http_" + std::string{what} + "_total", "HTTP " + std::string{what} + " so far.");
        total.add({}, value);
        total.to(all);
    }
}

ClientMetric latency(const std::string& name, const tool::tool_stats& stats)
{
    ClientMetric out;
    out.label = {{"tool", name}};
    out.histogram.sample_count = stats.calls;
    out.histogram.sample_sum = stats.seconds;
    for (std::size_t i = 0; i < stats.bounds.size(); ++i)
        out.histogram.bucket.push_back({stats.buckets[i], stats.bounds[i]});
    return out;
}

void add_tools(std::vector<MetricFamily>& all, const snapshot& s)
{
    auto calls = counter("reeld_tool_calls_total", "Calls of a tool that have ended.");
    auto errors = counter("reeld_tool_errors_total", "Calls that failed or were refused, by kind.");
    auto running = gauge("reeld_tool_calls_in_flight", "Calls under way.");
    family took{"reeld_tool_call_seconds", MetricType::Histogram, "How long calls took."};
    for (const auto& [name, stats] : s.tools)
    {
        calls.add({{"tool", name}}, stats.calls);
        for (const auto& [kind, count] : stats.errors)
            errors.add({{"tool", name}, {"kind", kind}}, count);
        running.add({{"tool", name}}, stats.in_flight);
        took.add(latency(name, stats));
    }
    for (auto* each : {&calls, &errors, &running, &took})
        each->to(all);
}

void add_state(family& out, const plugin::instance_info& i)
{
    using enum reel::state;
    for (const auto state : {unconfigured, starting, ready, degraded, failed})
        out.add({{"plugin", i.name}, {"state", std::string{reel::to_string(state)}}},
                i.health.state == state ? 1.0 : 0.0);
}

void add_caches(std::vector<MetricFamily>& all, const snapshot& s)
{
    auto items = gauge("reeld_cache_items", "Entries of a plugin's cache.");
    auto bytes = gauge("reeld_cache_bytes", "Memory held by a plugin's cache.");
    auto age = gauge("reeld_cache_age_seconds", "Since a cache's content was true at its source.");
    auto stale = gauge("reeld_cache_stale", "1 while the content is of an earlier run, or its source fails.");
    for (const auto& i : s.instances)
        for (const auto& c : i.health.caches)
        {
            const labels who{{"plugin", i.name}, {"cache", c.name}};
            items.add(who, c.items);
            bytes.add(who, c.bytes);
            if (c.as_of != reel::time_point{})
                age.add(who, std::chrono::duration<double>(s.now - c.as_of).count());
            stale.add(who, c.stale ? 1.0 : 0.0);
        }
    for (auto* each : {&items, &bytes, &age, &stale})
        each->to(all);
}

void add_timers(std::vector<MetricFamily>& all, const snapshot& s)
{
    auto runs = counter("reeld_timer_runs_total", "Runs of a plugin's recurring task.");
    auto failures = counter("reeld_timer_failures_total", "Runs that failed.");
    auto took = gauge("reeld_timer_last_duration_seconds", "How long the last run took.");
    for (const auto& i : s.instances)
        for (const auto& t : i.health.timers)
        {
            const labels who{{"plugin", i.name}, {"timer", t.name}};
            runs.add(who, t.runs);
            failures.add(who, t.failures);
            took.add(who, std::chrono::duration<double>(t.last_duration).count());
        }
    for (auto* each : {&runs, &failures, &took})
        each->to(all);
}

} // namespace

std::string metrics_text(const snapshot& s)
{
    std::vector<MetricFamily> all;
    add_process(all, s);
    add_http(all, s.http);
    auto state = gauge("reeld_plugin_state", "1 for the state that a plugin is in.");
    for (const auto& i : s.instances)
        add_state(state, i);
    state.to(all);
    auto refused = gauge("reeld_plugins_refused", "Plugin files that were not loaded.");
    refused.add({}, std::uint64_t{s.refusals.size()});
    refused.to(all);
    add_caches(all, s);
    add_timers(all, s);
    add_tools(all, s);
    std::ostringstream out;
    prometheus::TextSerializer{}.Serialize(out, all);
    return out.str();
}

} // namespace reeld::api
