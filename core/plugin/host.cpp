// SPDX-License-Identifier: MIT
#include "core/plugin/host.hpp"

#include "core/plugin/catalog.hpp"
#include "core/plugin/handshake.hpp"
#include "core/plugin/library.hpp"
#include "core/plugin/running.hpp"

#include <reel/task_group.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace reeld::plugin
{

namespace
{

/// Calls end by their own deadlines, or by the drain at shutdown; this only bounds the wait for them.
constexpr auto longest_call = std::chrono::hours{24};

using set_of_instances = std::vector<std::unique_ptr<running>>;

/// A file that was opened once; its code stays for good.
struct opened_file
{
    std::string name; ///< of the plugin
    loaded code;
    std::filesystem::file_time_type changed; ///< then
};

/// One place in the next set of instances: made anew, or the one that runs already.
struct prepared
{
    std::unique_ptr<running> made;
    running* kept = nullptr;
};

running* named(const set_of_instances& all, std::string_view name)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one->name() == name; });
    return found == all.end() ? nullptr : found->get();
}

} // namespace

struct host::impl
{
    explicit impl(services s) : lent{std::move(s)}, log{lent.log, "core"}, retiring{lent.executor} {}

    bool opened_before(const std::filesystem::path& file);
    void open(const std::filesystem::path& file, taken_names& taken);
    void refuse_file(refusal r);
    prepared prepare_one(const config::instance& wanted, bool main, const reel::config_environment& env,
                         reel::config_problems& problems);
    static reel::awaitable<void> retire(host::impl* self, std::unique_ptr<running> old);
    reel::awaitable<void> stop_one(running& one);

    services lent;
    reel::logger log;
    std::map<std::string, loaded, std::less<>> plugins; ///< whose files are there
    std::map<std::filesystem::path, opened_file> opened;
    std::vector<refusal> refused;
    std::vector<refusal> homeless; // instances whose plugin is not loaded
    set_of_instances current;
    std::vector<prepared> next;
    std::vector<std::string> stopping;
    std::multiset<std::string, std::less<>> ending; ///< channels that are replaced or gone
    bool leaving = false;
    reel::task_group retiring;
};

host::host(services lent) : impl_{std::make_unique<impl>(std::move(lent))} {}

host::~host()
{
    impl_->next.clear();
    while (!impl_->current.empty())
        impl_->current.pop_back();
}

void host::impl::refuse_file(refusal r)
{
    log.error("Plugin refused", {{"file", r.file}, {"reason", r.reason}});
    refused.push_back(std::move(r));
}

/// A plugin that is in use or is put back: its code is the one of then.
bool host::impl::opened_before(const std::filesystem::path& file)
{
    const auto before = opened.find(file);
    if (before == opened.end())
        return false;
    std::error_code ignored;
    if (before->second.changed != std::filesystem::last_write_time(file, ignored))
        log.warn("Plugin file has changed since it was loaded; restart the daemon to use it",
                 {{"file", file.string()}});
    plugins.emplace(before->second.name, before->second.code);
    return true;
}

void host::impl::open(const std::filesystem::path& file, taken_names& taken)
{
    std::error_code ignored;
    const auto changed = std::filesystem::last_write_time(file, ignored);
    const auto descriptor = open_library(file);
    if (!descriptor)
        return refuse_file({file.string(), descriptor.error().message()});
    const auto name = file.stem().string();
    if (auto why = refuse(**descriptor, name, taken); !why.empty())
        return refuse_file({file.string(), std::move(why)});
    taken[name] = file;
    plugins[name] = {*descriptor, file};
    opened[file] = {name, plugins[name], changed};
    log.debug("Plugin loaded", {{"plugin", name}, {"version", (*descriptor)->version}, {"file", file.string()}});
}

void host::load(const std::vector<std::filesystem::path>& folders)
{
    auto& self = *impl_;
    self.refused.clear();
    auto found = find_plugins(folders);
    for (auto& r : found.refused)
        self.refuse_file(std::move(r));
    self.plugins.clear();
    std::erase_if(found.files, [&](const auto& file) { return self.opened_before(file); });
    taken_names taken;
    for (const auto& [name, code] : self.plugins)
        taken[name] = code.file;
    for (const auto& file : found.files)
        self.open(file, taken);
}

std::vector<std::string> host::plugins() const
{
    std::vector<std::string> out;
    for (const auto& [name, code] : impl_->plugins)
        out.push_back(name);
    return out;
}

prepared host::impl::prepare_one(const config::instance& wanted, bool main, const reel::config_environment& env,
                                 reel::config_problems& problems)
{
    auto* const before = named(current, wanted.name);
    if (before && before->same_as(wanted, main))
        return {nullptr, before};
    auto made = std::make_unique<running>(lent, plugins.find(wanted.plugin)->second, wanted, main, env, problems);
    if (before && !before->failed() && made->failed())
    {
        log.error("Changed plugin could not be created; the one that runs goes on", {{"plugin", wanted.name}});
        return {nullptr, before};
    }
    return {std::move(made), nullptr};
}

void host::prepare(const std::vector<config::instance>& wanted, const reel::config_environment& env,
                   reel::config_problems& problems)
{
    auto& self = *impl_;
    self.next.clear();
    self.homeless.clear();
    std::set<std::string_view> seen; // the first instance of a plugin is its main one
    for (const auto& one : wanted)
    {
        if (self.plugins.contains(one.plugin))
        {
            const bool main = seen.insert(one.plugin).second;
            self.next.push_back(self.prepare_one(one, main, env, problems));
            continue;
        }
        refusal missing{one.plugin + ".so", "wanted by instance '" + one.name + "', but no such plugin is loaded"};
        self.log.warn("Plugin missing", {{"file", missing.file}, {"reason", missing.reason}});
        self.homeless.push_back(std::move(missing));
    }
}

void host::apply()
{
    auto& self = *impl_;
    set_of_instances old = std::exchange(self.current, {});
    std::vector<running*> begin;
    for (auto& place : std::exchange(self.next, {}))
    {
        if (place.made)
            begin.push_back(place.made.get());
        else
        {
            const auto where = std::find_if(old.begin(), old.end(), [&](auto& o) { return o.get() == place.kept; });
            place.made = std::move(*where);
            old.erase(where);
        }
        self.current.push_back(std::move(place.made));
    }
    for (const auto& gone : old) // first of all, so that its tools' names are free
    {
        gone->withdrawn();
        self.lent.tools.withdraw(gone->name());
        if (gone->is_channel())
            self.ending.insert(gone->name());
    }
    for (auto* one : begin)
        if (!self.ending.contains(one->name())) // else when that has ended: they have one inbox
            one->start();
    for (auto& gone : old)
    {
        const auto name = gone->name();
        self.retiring.spawn(name, impl::retire(&self, std::move(gone)));
    }
}

reel::awaitable<void> host::impl::stop_one(running& one)
{
    const auto name = one.name();
    stopping.push_back(name);
    co_await one.stop();
    stopping.erase(std::find(stopping.begin(), stopping.end(), name));
}

reel::awaitable<void> host::impl::retire(host::impl* self, std::unique_ptr<running> old)
{
    co_await self->lent.calls.drain(old->name(), longest_call);
    const bool was_channel = old->is_channel();
    co_await self->stop_one(*old);
    if (!was_channel)
        co_return;
    self->ending.erase(self->ending.find(old->name()));
    if (auto* const next = named(self->current, old->name()); next && !self->leaving)
        if (!self->ending.contains(old->name()))
            next->start();
}

reel::awaitable<void> host::stop()
{
    auto& self = *impl_;
    self.leaving = true;
    co_await self.retiring.join();
    while (!self.current.empty())
    {
        co_await self.stop_one(*self.current.back());
        self.current.pop_back();
    }
}

std::vector<std::string> host::stopping() const
{
    return impl_->stopping;
}

std::vector<instance_info> host::instances() const
{
    std::vector<instance_info> out;
    for (const auto& one : impl_->current)
        out.push_back(one->info());
    return out;
}

std::vector<refusal> host::refusals() const
{
    auto out = impl_->refused;
    out.insert(out.end(), impl_->homeless.begin(), impl_->homeless.end());
    return out;
}

} // namespace reeld::plugin
